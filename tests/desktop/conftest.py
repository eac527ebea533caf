"""Fixtures of the tests that run in a real desktop session, with the app as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop import parts
from desktop.accessible import Reader
from desktop.desk import Desk
from desktop.session import DesktopSession

END_SECONDS = 5.0

# What a test builds in its own process needs no screen; the apps that it starts have the session's.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.desktop)


@pytest.fixture(scope="session")
def whole_desktop() -> Iterator[DesktopSession]:
    """A desktop with everything: tray, unlocked keyring, notifications. Shared, because it takes a second to start."""
    with DesktopSession() as session:
        yield session


@pytest.fixture
def desktop(whole_desktop: DesktopSession) -> Desk:
    """The shared desktop, with an empty keyring and nothing on the screen."""
    desk = Desk(whole_desktop)
    desk.close_notes()
    parts.forget_secrets(whole_desktop.bus)
    return desk


@pytest.fixture
def reader(desktop: Desk) -> Iterator[Reader]:
    """Somebody with a screen reader and a mouse; apps started from now on are on the accessibility bus."""
    desktop.session.start_accessibility()
    made = Reader(desktop)
    yield made
    made.close()


@pytest.fixture
def home(whole_desktop: DesktopSession) -> Iterator[Path]:
    """An empty home folder, with a path short enough for sockets; it outlives the apps of one test."""
    number = 1 + len(list(whole_desktop.folder.glob("home-*")))
    folder = whole_desktop.folder / f"home-{number}"
    folder.mkdir(mode=0o700)
    yield folder
    folder.rename(folder.with_name(f"home-{number}.old"))


SLOW_REGISTRY = "QSpiApplication::"
"""Qt tells the registry of assistive technologies about each key, and says so where a busy machine lets that answer late."""


@dataclass(slots=True)
class App:
    """The app as a process."""

    process: subprocess.Popen[bytes]
    errors: Path
    wanted_status: int | None = 0  # None: however it ends
    may_complain: bool = False

    def wait(self, seconds: float = END_SECONDS) -> int:
        """Its exit status, once it has ended."""
        return self.process.wait(seconds)

    def said(self) -> str:
        """What it wrote on standard error."""
        return self.errors.read_text(errors="replace")

    def end(self) -> None:
        """Ask it to end if it runs, and check that it ended well and in silence."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(END_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
                raise AssertionError(f"did not end within {END_SECONDS:g} s of SIGTERM: {self.said()}") from None
        said = self.said()
        assert self.wanted_status in (None, self.process.returncode), (
            f"exit status {self.process.returncode}, not {self.wanted_status}: {said}"
        )
        complaints = [line for line in said.splitlines() if not line.startswith(SLOW_REGISTRY)]
        assert self.may_complain or not complaints, f"the app complained:\n{said}"


StartApp = Callable[..., App]


@pytest.fixture
def start_app(desktop: Desk, home: Path) -> Iterator[StartApp]:
    """Starts `hourpass` with the given arguments in its own process; at the end each must end well and in silence.

    `env` is laid over the session's environment, `desk` is another desktop than the shared one,
    `program` is what Python is told to run instead of the app.
    """
    apps: list[App] = []

    def start(
        *args: str, env: dict[str, str] | None = None, desk: Desk = desktop, program: Sequence[str] = ("-m", "hourpass")
    ) -> App:
        errors = home / f"stderr-{len(apps)}"
        with errors.open("wb") as stderr:
            process = subprocess.Popen(
                [sys.executable, "-X", "faulthandler", *program, *args],
                env=desk.session.home_env(home) | (env or {}),
                cwd=home,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=stderr,
            )
        apps.append(App(process, errors))
        return apps[-1]

    yield start
    complaints = []
    for app in reversed(apps):
        try:
            app.end()
        except AssertionError as complaint:
            complaints.append(str(complaint))
    assert not complaints, "\n".join(complaints)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """A failed test leaves a picture of the screen behind."""
    report = yield
    desks = {name: each for name, each in getattr(item, "funcargs", {}).items() if isinstance(each, Desk)}
    # The shared one is there for every app; a test that has one of its own took place there.
    desk = next((each for name, each in desks.items() if name != "desktop"), desks.get("desktop"))
    if call.when == "call" and report.failed and desk is not None:
        path = Path("screenshots") / f"failed-{item.name}.png"
        desk.screenshot(path)
        report.sections.append(("screen", str(path.resolve())))
    return report
