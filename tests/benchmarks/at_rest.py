"""What the app costs while it waits in the tray with its window hidden: CPU time and wake-ups, its child processes'
included."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.aws import sandbox
from benchmarks.figures import Figure
from benchmarks.running import PATIENCE, PROGRAMS, BrokenError
from desktop.session import DesktopSession
from hourpass.adapters.sandbox_process import read_facts
from hourpass.domain.totp import code_at, step_at

# Credentials are looked at once a minute: whole minutes hold whole looks.
SECONDS, QUICK_SECONDS = 120.0, 60.0


@dataclass(frozen=True, slots=True)
class Spent:
    """What some processes have used up to a moment."""

    at: float
    cpu: float  # seconds
    wake_ups: Mapping[int, int]  # by thread

    def seconds_since(self, begun: Spent) -> float:
        return self.at - begun.at

    def cpu_since(self, begun: Spent) -> float:
        return self.cpu - begun.cpu

    def wake_ups_since(self, begun: Spent) -> int:
        """A thread that has ended meanwhile was woken at least for that."""
        living = sum(count - begun.wake_ups.get(thread, 0) for thread, count in self.wake_ups.items())
        return living + len(begun.wake_ups.keys() - self.wake_ups.keys())


def measure(quick: bool) -> list[Figure]:
    with DesktopSession(notifications=False) as session, ExitStack() as stack:
        pids = []
        for name in ("empty", "signed-in"):
            line = stack.enter_context(sandbox(buckets=100))
            facts = read_facts(line)
            code = code_at(facts.device_seed, step_at(datetime.now(UTC))) if name == "signed-in" else ""
            env = facts.environment(session.home_env(session.folder / name))
            pids.append(stack.enter_context(_resting(env, line, code)))
        before = [_spent(pid) for pid in pids]
        time.sleep(QUICK_SECONDS if quick else SECONDS)  # this is the measurement
        after = [_spent(pid) for pid in pids]
    figures = []
    for what, begun, ended in zip(("no credentials", "signed in"), before, after, strict=True):
        seconds, cpu, wake_ups = ended.seconds_since(begun), ended.cpu_since(begun), ended.wake_ups_since(begun)
        detail = f"{cpu * 1000:.1f} ms and {wake_ups} wake-ups in {seconds:.0f} s"
        figures += [
            Figure(f"CPU at rest, {what}", "s/h", cpu / seconds * 3600, target=0.06, floor=0.2, detail=detail),
            Figure(f"Wake-ups at rest, {what}", "/min", wake_ups / seconds * 60, target=3, floor=12),
        ]
    return figures


@contextmanager
def _resting(env: Mapping[str, str], facts: str, code: str) -> Iterator[int]:
    """The app's process number, once it rests."""
    process = subprocess.Popen(
        [sys.executable, str(PROGRAMS / "app_at_rest.py"), *([code] if code else [])],
        env=env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(facts.encode() + b"\n")
        process.stdin.close()
        if process.stdout.readline() != b"resting\n":
            process.kill()
            assert process.stderr is not None
            raise BrokenError(f"the app came to no rest:\n{process.stderr.read().decode(errors='replace')}")
        yield process.pid
        if process.poll() is not None:
            raise BrokenError("the app ended in its rest")
    finally:
        process.terminate()
        process.wait(PATIENCE)
        for pipe in (process.stdout, process.stderr):
            if pipe is not None:
                pipe.close()


def _spent(pid: int) -> Spent:
    family = [pid, *_descendants(pid)]
    # The clock of another process, as clock_getcpuclockid makes its number: ticks of 10 ms would say nothing here.
    cpu = sum(time.clock_gettime((~each << 3) | 2) for each in family)
    tasks = (task for each in family for task in Path(f"/proc/{each}/task").iterdir())
    wake_ups = {int(task.name): int(_field(task / "status", "voluntary_ctxt_switches")) for task in tasks}
    return Spent(time.monotonic(), cpu, wake_ups)


def _descendants(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [found for child in map(int, children) for found in (child, *_descendants(child))]


def _field(path: Path, name: str) -> str:
    lines = path.read_text(encoding="ascii", errors="replace").splitlines()
    return next(line.partition(":")[2] for line in lines if line.startswith(f"{name}:"))
