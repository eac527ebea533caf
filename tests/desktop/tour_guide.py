"""Whoever takes the tour: starts the app at a home of its own, uses it, and takes pictures once they stand still."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtGui import QImage

from desktop.accessible import Reader
from desktop.aws_sandbox import processes_at
from desktop.bus import wait_for
from desktop.desk import Desk

ROOT = Path(__file__).resolve().parents[2]
LOOK_AGAIN = 0.15
MOST_LOOKS = 12
"""A countdown, a spinner or a cursor never stands still: then the last look counts."""
WHEEL_DOWN = 5
WAIT = 30.0
"""Seconds for what takes one at most on a quiet machine."""


class Titles:
    """What windows are called in the language of the tour."""

    def __init__(self, language: str) -> None:
        path = ROOT / "resources" / "translations" / f"hourpass_{language}.ts"
        texts = ET.parse(path).getroot().iter("message") if language in {"ja", "ko"} else ()  # noqa: S314 (our own file)
        self._said = {text.findtext("source", ""): text.findtext("translation", "") for text in texts}

    def __call__(self, title: str) -> str:
        """A pattern that finds the window which is called *title* in English."""
        return f"^{re.escape(self._said.get(title, title))}( — |$)"


class Guide:
    """At a desktop of its own, with an empty home."""

    def __init__(self, name: str, desk: Desk, folder: Path, home: Path, env: dict[str, str]) -> None:
        self.name, self.desk, self.folder, self.home = name, desk, folder, home
        self.env = desk.session.home_env(home) | env
        self.scale = float(env["QT_SCALE_FACTOR"])
        self.titled = Titles(env["LANG"][:2])
        self.reader = Reader(desk, self.scale)
        self.window = ""
        self.app: subprocess.Popen[bytes]

    # the app

    @contextmanager
    def running(self, *arguments: str, **env: str) -> Iterator[None]:
        """The app, with its window in front."""
        self.app = subprocess.Popen([sys.executable, "-m", "hourpass", *arguments], env=self.env | env, cwd=self.home)
        try:
            title = self.titled("Hourpass — Sandbox") if "--sandbox" in arguments else "^Hourpass$"
            wait_for(lambda: self.main_windows(title), "the main window", WAIT)
            self.reader.find("mainWindow", WAIT)
            self.reader.usable("settingsButton", WAIT)  # it comes last
            (self.window, *_) = self.main_windows(title)
            yield
        except Exception:
            self.shoot(f"stuck-{self.name}")
            raise
        finally:
            if self.app.poll() is None:
                self.app.terminate()
            self.app.wait(WAIT)
            wait_for(lambda: not processes_at(self.home), "the end of its processes", WAIT)

    def power_cut(self) -> None:
        """End the app as one would."""
        os.kill(self.app.pid, signal.SIGKILL)

    def main_windows(self, title: str) -> list[str]:
        """A box may be called like it; it is wider."""
        return [window for window in self.desk.windows(title) if self.width(window) >= 700 * self.scale]

    def prompt(self) -> str:
        """The code prompt, once it is there."""

        return self.desk.wait_for_window(self.titled("MFA code"), WAIT)

    def width(self, window: str) -> int:
        shape = self.desk._xdotool("getwindowgeometry", "--shell", window, may_fail=True)  # it may have just gone
        return int(dict(line.split("=") for line in shape.splitlines()).get("WIDTH", 0))

    # what is done

    def to_front(self) -> None:
        """Give the main window the keyboard."""
        self.desk.focus(self.window)

    def key(self, *names: str) -> None:
        self.desk.key(*names)

    def send(self, code: str) -> None:
        """Type *code* where the cursor is, and send it."""
        self.desk.type(code)
        self.key("Return")

    def tab(self, key: str) -> None:
        """Turn to one of the main window's tabs by its letter."""
        self.to_front()
        self.key(f"alt+{key}")

    def signed_in(self, profile: str) -> None:
        """Wait until *profile* holds credentials."""
        wait_for(lambda: f"{profile}: " in self.desk.wait_for_tray_item("hourpass").tooltip, "credentials", WAIT)

    def in_folder(self, name: str) -> None:
        """Wait until the path ends in *name*, and what lies there is counted."""

        def counted() -> bool:
            path, count = self.reader.look("objectPathPlace"), self.reader.look("objectCount")
            return bool(path and count and path.name == name and re.search(r"\d", count.name))

        wait_for(counted, f"what is in {name!r}", WAIT)

    def roll_down(self, identifier: str) -> None:
        """Turn the mouse's wheel at the left edge of that, where nothing else takes it."""
        left, top, _, height = self.reader.find(identifier).area
        x, y = round((left + 5) * self.scale), round((top + height // 2) * self.scale)
        for _ in range(15):
            self.desk.click(x, y, button=WHEEL_DOWN)

    def right_click(self, identifier: str, down: int = 0) -> None:
        """Ask for the menu of what is shown there, *down* pixels below its top."""
        left, top, _, _ = self.reader.find(identifier, WAIT).area
        self.desk.click(round((left + 90) * self.scale), round((top + down) * self.scale), 3)

    def leave(self, identifier: str) -> None:
        """Press Escape, and see the window of that name go."""
        self.key("Escape")
        wait_for(lambda: self.reader.look(identifier) is None, f"the end of {identifier!r}", WAIT)

    # pictures

    def shoot(self, name: str, window: str | None = None) -> None:
        """A picture of *window*, or of the whole screen."""
        self._keep(name, lambda: self.desk.look(window))

    def shoot_main(self, name: str) -> None:
        """A picture of the main window, and of what stands in front of it."""
        self.shoot(name, self.window)

    def shoot_active(self, name: str) -> None:
        """A picture of the window that has the keyboard, which may be the system's."""
        self.shoot(name, self.desk._xdotool("getactivewindow").strip())

    def shoot_at(self, identifier: str, name: str = "", seconds: float = WAIT) -> None:
        """A picture of what has that object name, once it is there."""
        left, top, width, height = (round(each * self.scale) for each in self.reader.find(identifier, seconds).area)
        self._keep(name or identifier, lambda: self.desk.look().copy(left, top, width, height))

    def _keep(self, name: str, look: Callable[[], QImage]) -> None:
        self.desk._xdotool("mousemove", "0", "0")  # nothing is to look hovered
        picture = QImage()
        for _ in range(MOST_LOOKS):
            time.sleep(LOOK_AGAIN)
            before, picture = picture, look()
            if picture == before:
                break
        path = self.folder / f"{name}.png"
        assert picture.save(str(path)), f"{path} was not written"
