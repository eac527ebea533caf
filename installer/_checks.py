"""What has to pass before a change lands: the code's form, its types, its floors, its tests."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from _environment import Environment, clean_environment

CHECKS = (
    ("ruff", "check"),
    ("ruff", "format", "--check"),
    ("mypy",),
    ("lint-imports",),
)
# Each worker of the desktop tests has a desktop of its own, which the tests of a file share one after the other.
SUITES = (
    ("-n", "{processors}", "--ignore=tests/desktop", "--ignore=tests/benchmarks", "tests"),
    ("-n", "{processors}", "--dist", "loadfile", "tests/desktop"),
)
OURS = ("AWS_", "DBUS_", "DISPLAY", "HOURPASS_", "PYTHON_KEYRING_", "WAYLAND_", "XDG_", "QT_")


class Checks:
    """Runs them all, also after one has failed: a person wants to know all that is wrong."""

    def __init__(self, root: Path, environment: Environment, say: Callable[[str], None]) -> None:
        self._root, self._environment, self._say = root, environment, say

    def run(self, arguments: Sequence[str]) -> int:
        """All checks and all tests; given *arguments* for pytest, pytest alone. The exit status."""
        started = time.monotonic()
        failed = [] if arguments else [" ".join(check) for check in CHECKS if not self._check(check)]
        suites = [tuple(arguments)] if arguments else [suite for suite in SUITES if self._has_tests(suite)]
        counts: Counter[str] = Counter()
        status = 0
        for suite in suites:
            filled = [word.format(processors=os.cpu_count() or 2) for word in suite] if not arguments else list(suite)
            status = max(status, self._pytest(filled, counts))
        self._say(closing_line(counts, failed, time.monotonic() - started))
        return status or bool(failed)

    def _has_tests(self, suite: Sequence[str]) -> bool:
        return any((self._root / suite[-1]).rglob("test_*.py"))

    def _check(self, check: Sequence[str]) -> bool:
        program, *words = check
        started = time.monotonic()
        done = subprocess.run(
            [self._environment.program(program), *words],
            cwd=self._root,
            env=clean_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        if done.returncode:
            sys.stdout.write(done.stdout.decode(errors="replace"))
        outcome = "failed, as said above" if done.returncode else "passed"
        self._say(f"{' '.join(check)}: {outcome} ({time.monotonic() - started:.1f} s)")
        return not done.returncode

    def _pytest(self, arguments: Sequence[str], counts: Counter[str]) -> int:
        with tempfile.TemporaryDirectory(prefix="hourpass-tests-") as home:
            results = Path(home) / "results.xml"
            command = [self._environment.program("python"), "-m", "pytest", "-q", f"--junitxml={results}", *arguments]
            done = subprocess.run(
                command, cwd=self._root, env=_tests_environment(home), stdin=subprocess.DEVNULL, check=False
            )
            counts += count(results) if results.exists() else Counter()
        return done.returncode


def count(results: Path) -> Counter[str]:
    """How many tests passed, failed, broke and were skipped, as pytest wrote it down."""
    counts: Counter[str] = Counter()
    for suite in ET.parse(results).getroot().iter("testsuite"):  # noqa: S314 (our own pytest wrote it)
        numbers = {name: int(suite.get(name, 0)) for name in ("tests", "failures", "errors", "skipped")}
        counts["failed"] += numbers["failures"]
        counts["errors"] += numbers["errors"]
        counts["skipped"] += numbers["skipped"]
        counts["passed"] += numbers["tests"] - numbers["failures"] - numbers["errors"] - numbers["skipped"]
    return counts


def closing_line(counts: Counter[str], failed_checks: Sequence[str], seconds: float) -> str:
    """Everything in one line, as pytest would close."""
    parts = [f"{counts['passed']} passed"]
    parts += [f"{counts[name]} {name}" for name in ("failed", "errors", "skipped") if counts[name]]
    parts += [f"{check} failed" for check in failed_checks]
    return f"===== {', '.join(parts)} in {seconds:.1f}s ====="


def _tests_environment(home: str) -> dict[str, str]:
    """A person's own files, keyring, bus, screen and AWS settings are no concern of the tests."""
    environment = {name: value for name, value in clean_environment().items() if not name.startswith(OURS)}
    runtime = Path(home) / "run"
    runtime.mkdir(mode=0o700)
    environment |= {"HOME": home, "XDG_RUNTIME_DIR": str(runtime), "QT_QPA_PLATFORM": "offscreen"}
    if "utf" not in (environment.get("LC_ALL") or environment.get("LANG") or "").lower():
        environment |= {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}  # a bare machine has none, and Qt complains
    return environment
