"""Carries out setups in processes of their own, and kills those (SIGKILL) right before the n-th thing that lasts.

A process that is started once and forks for each job; it has no threads, so forking is safe. What lasts is a change at
AWS, and a write of the journal, of the vault and of the list of profiles: being killed after one of them, or in the reads that follow, is
being killed before the next.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from hourpass.adapters.aws.gateway import AwsGateway
from hourpass.adapters.journal_file import JournalFile
from hourpass.domain.credentials import LongTermKeys
from hourpass.sandbox.clocks import SandboxClock, SystemClock
from hourpass.services.cancel import Cancel
from hourpass.services.setup import begin
from services.fakes_setup import DRAFTS, REGION, FileFruit, PlainFileVault, make_setup, pair

READING = ("Get", "List", "Simulate")


@dataclass(frozen=True)
class Job:
    """What to do, and before which lasting thing (counted from 0) to be killed."""

    endpoint: str
    folder: str
    draft: str  # a name of DRAFTS
    act: str  # "set up" or "undo"
    keys: tuple[tuple[str, str], tuple[str, str]]  # of the two administrators
    killed_before: int


class Nursery:
    """The process that forks."""

    def __init__(self) -> None:
        tests = str(Path(__file__).parent.parent)
        known = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
        environment = {**known, "PYTHONPATH": tests, "AWS_CONFIG_FILE": os.devnull}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "services.killed_setup"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )

    def killed(self, job: Job) -> bool:
        """Whether the job was killed; False when it came to its end before that. Anything else is an error."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(asdict(job)) + "\n")
        self._process.stdin.flush()
        status = int(self._process.stdout.readline())
        if os.WIFSIGNALED(status):
            assert os.WTERMSIG(status) == signal.SIGKILL
            return True
        assert os.waitstatus_to_exitcode(status) == 0
        return False

    def close(self) -> None:
        self._process.communicate()


class _Fuse:
    """Burns down with everything that lasts, and kills the process at its end."""

    def __init__(self, length: int) -> None:
        self._left = length

    def burn(self) -> None:
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        self._left -= 1


def _work(gateway: Any, job: Mapping[str, Any]) -> None:
    fuse = _Fuse(job["killed_before"])

    class FusedVault(PlainFileVault):
        def put(self, name: str, secret: str) -> None:
            fuse.burn()
            super().put(name, secret)

        def delete(self, name: str) -> None:
            fuse.burn()
            super().delete(name)

    class FusedJournal(JournalFile):
        def write(self, record: Any) -> None:
            fuse.burn()
            super().write(record)

        def remove(self, setup_id: str) -> None:
            fuse.burn()
            super().remove(setup_id)

    class FusedFruit(FileFruit):
        def put(self, setup: Any) -> bool:
            fuse.burn()
            return super().put(setup)

        def take_back(self, setup: Any) -> None:
            fuse.burn()
            super().take_back(setup)

    def send(keys: Any, region: str, operation: str, parameters: Any, cancel: Cancel) -> Any:
        if not operation.startswith(READING):
            fuse.burn()
        return gateway.iam(keys, region, operation, parameters, cancel)

    folder = Path(job["folder"])
    clock = SandboxClock(SystemClock())
    journal = FusedJournal(str(folder / "setups"), clock)
    records = journal.records()
    record = records[0] if records else begin(DRAFTS[job["draft"]], clock)
    admins = tuple(LongTermKeys(*keys) for keys in job["keys"])
    vault = FusedVault(folder / "vault")
    tools = (vault, journal, clock, lambda _, cancel: cancel.check(), FusedFruit(folder / "profiles"))
    setup = make_setup(record, send, gateway, (admins[0], admins[1]), tools)
    if job["act"] == "undo":
        assert setup.undo(lambda _: None, Cancel()) == ()
        return
    setup.create(lambda _: None, Cancel())
    assert setup.device is not None
    setup.enrol(*pair(setup.device, clock))


def _serve() -> None:
    gateway = None
    for line in sys.stdin:
        job = json.loads(line)
        if gateway is None:
            os.environ["AWS_ENDPOINT_URL"] = job["endpoint"]
            gateway = AwsGateway()
            gateway.warm(REGION)  # what takes time; each child gets it for nothing
        child = os.fork()
        if child == 0:
            status = 1
            try:
                _work(gateway, job)
                status = 0
            finally:
                os._exit(status)
        _, status = os.waitpid(child, 0)
        print(status, flush=True)


if __name__ == "__main__":
    _serve()
