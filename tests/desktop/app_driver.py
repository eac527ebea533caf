"""The running app as a person meets it: its window, its prompt, its place in the tray, what it copies."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtGui import QColor, QImage

from desktop.aws_sandbox import AwsSandbox
from desktop.bus import wait_for
from desktop.conftest import App
from desktop.desk import Desk, TrayItem
from hourpass.adapters.settings_file import SettingsFile
from hourpass.domain.profile import Profile
from hourpass.domain.settings import Settings

READ_CLIPBOARD = """
import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication()
sys.stdout.write(app.clipboard().text())
"""
MAIN_WIDTHS, BOX_WIDTHS = range(700, 5000), range(500, 600)
SANDBOX, REAL = "^Hourpass — Sandbox$", "^Hourpass$"


class Hourpass:
    """An app that was started at *home*; *title* finds its main window."""

    def __init__(self, desk: Desk, home: Path, app: App, title: str = REAL) -> None:
        self.desk, self.home, self.app, self._title = desk, home, app, title

    # windows

    def window(self) -> str:
        """The main window, once it is there."""
        return wait_for(lambda: self._windows(self._title, MAIN_WIDTHS), "the main window", 15)[0]

    def focused(self) -> str:
        """The main window, with the keyboard."""
        window = self.window()
        self.desk.focus(window)
        return window

    def shown(self) -> bool:
        return bool(self._windows(self._title, MAIN_WIDTHS))

    def prompts(self) -> list[str]:
        """The code prompts on the screen."""
        return self.desk.windows("^MFA code")

    def error_boxes(self) -> list[str]:
        """The boxes on the screen that say what went wrong."""
        return self._windows(REAL, BOX_WIDTHS)

    def wait_for_prompt(self) -> str:
        """The code prompt, once it is there and has the keyboard."""
        (prompt,) = wait_for(self.prompts, "the code prompt")
        wait_for(lambda: self.has_keyboard(prompt), "the keyboard in the prompt")
        return prompt

    def wait_for_keyboard(self, title: str) -> str:
        """The window whose title matches *title*, once it has the keyboard."""
        window = self.desk.wait_for_window(title)
        wait_for(lambda: self.has_keyboard(window), f"the keyboard in {title!r}")
        return window

    def wait_until_no_prompt(self, seconds: float = 10.0) -> None:
        wait_for(lambda: not self.prompts(), "the prompt's end", seconds)

    def _windows(self, title: str, widths: range) -> list[str]:
        """The window and a box may have the same title: their widths tell them apart."""

        def width(window: str) -> int:
            shape = self.desk._xdotool("getwindowgeometry", "--shell", window, may_fail=True)  # it may have just gone
            return int(dict(line.split("=") for line in shape.splitlines()).get("WIDTH", 0))

        return [window for window in self.desk.windows(title) if width(window) in widths]

    def has_keyboard(self, window: str) -> bool:
        return self.desk._xdotool("getactivewindow", may_fail=True).strip() == window

    # the tray

    @property
    def tray(self) -> TrayItem:
        return self.desk.wait_for_tray_item("hourpass")

    def wait_for_credentials(self, profile: str, seconds: float = 15.0) -> str:
        """What the tray says once it names *profile* with its time left."""
        return self.wait_for_tooltip(f"{profile}: ", seconds)

    def wait_for_tooltip(self, text: str, seconds: float = 15.0) -> str:
        tray = self.tray

        def said() -> str:
            tooltip = tray.tooltip
            return tooltip if text in tooltip else ""

        return wait_for(said, f"{text!r} in the tray", seconds)

    # what is typed into it and what stands in it

    def fill_in(self, aws: AwsSandbox, name: str) -> None:
        """Add a profile by the keyboard alone."""
        self.wait_for_tooltip("no credentials")  # the window is painted before it listens
        self.focused()
        self.desk.key("ctrl+n")
        self.wait_for_keyboard("^Add a profile")
        for mnemonic, text in (
            ("n", name),
            ("k", aws.key_id),
            ("e", aws.secret_key),
            ("r", aws.facts["SANDBOX_ROLE_ARN"]),
            ("f", aws.facts["SANDBOX_MFA_SERIAL"]),
            ("g", aws.facts["AWS_DEFAULT_REGION"]),
        ):
            self.desk.key(f"alt+{mnemonic}")
            self.desk.type(text)
        self.desk.key("alt+s")

    def bucket_names(self, some: str = "acme-invoices") -> list[str]:
        """The names in the table of buckets, which is reached by keys and copied; waits for *some* to be among them."""

        def copied() -> list[str]:
            self.focused()
            # The filter takes the cursor, Down leads from it into the table.
            self.desk.key("ctrl+f", "Down", "ctrl+a", "ctrl+c")
            names = self.clipboard().splitlines()
            return names if some in names else []

        return wait_for(copied, f"{some} among the buckets", 15)

    def asked_of_aws(self, operation: str) -> int:
        """How often *operation* was asked, by the activity log that the main window copies; leaves its tab open."""

        def copied() -> list[str]:
            self.focused()
            self.desk.key("alt+v", "alt+c")
            lines = self.clipboard().splitlines()
            return lines if lines and ":AssumeRole  " in lines[-1] else []

        log = wait_for(copied, "the activity log in the clipboard", 10)
        return sum(f":{operation}  " in line for line in log)

    def clipboard(self) -> str:
        done = subprocess.run(
            [sys.executable, "-c", READ_CLIPBOARD],
            env=self.desk.session.env,
            capture_output=True,
            text=True,
            timeout=20,
            check=True,
        )
        return done.stdout

    def wait_until_ready(self) -> None:
        """Wait for the sandbox behind the window: from then on it tells codes."""
        wait_for(lambda: self._ask_for_code().returncode == 0, "the sandbox", 15)

    def practice_code(self) -> str:
        """What the practice device shows, asked for as scripts do."""
        asked = self._ask_for_code()
        assert asked.returncode == 0, asked.stderr
        return asked.stdout.strip()

    def _ask_for_code(self) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "hourpass.cli.main", "--sandbox", "code", "practice"],
            env=self.desk.session.home_env(self.home),
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )


def shows(picture: QImage, colour: str) -> bool:
    """Whether any pixel of *picture* has exactly this colour."""
    wanted = QColor(colour).rgb().to_bytes(4, sys.byteorder)
    pixels = bytes(picture.convertToFormat(QImage.Format.Format_RGB32).constBits())
    at = pixels.find(wanted)
    while at % 4 and at > 0:
        at = pixels.find(wanted, at + 1)
    return at >= 0


def own_profile(aws: AwsSandbox, **fields: Any) -> Profile:
    """A profile that becomes the sandbox's role."""
    standard = Profile(
        id="reports",
        name="reports",
        access_key_id=aws.key_id,
        role_arn=aws.facts["SANDBOX_ROLE_ARN"],
        device_serial=aws.facts["SANDBOX_MFA_SERIAL"],
        region=aws.facts["AWS_DEFAULT_REGION"],
    )
    return replace(standard, **fields)


def settings_path(home: Path) -> Path:
    return home / ".config/hourpass/settings.json"


def write_settings(home: Path, *profiles: Profile, **fields: Any) -> None:
    """The settings that an earlier run would have left behind."""
    settings_path(home).parent.mkdir(mode=0o700, parents=True)
    settings = Settings(profiles=profiles, selected_profile=profiles[0].id if profiles else "")
    SettingsFile(str(settings_path(home))).save(replace(settings, **fields))
