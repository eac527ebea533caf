"""The stations of the tour: each brings the app to a state that people meet and takes its picture."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.accessible import Reader
from desktop.app_driver import own_profile, settings_path, write_settings
from desktop.aws_sandbox import AwsSandbox
from desktop.bus import wait_for
from desktop.desk import Desk
from desktop.keyring_items import KeyringItems
from desktop.wizard_driver import Wizard

ROOT = Path(__file__).resolve().parents[2]
PROMPT = "^Hourpass$"
ALSO_IN_FILES = """[default]
region = eu-west-1

[profile reports]
role_arn = arn:aws:iam::444455556666:role/s3-reader
source_profile = maya
mfa_serial = arn:aws:iam::111122223333:mfa/maya-phone

[profile deploy]
role_arn = arn:aws:iam::444455556666:role/deploy
source_profile = maya
external_id = acme-77

[profile batch]
role_arn = arn:aws:iam::444455556666:role/batch
credential_source = Ec2InstanceMetadata
"""
KEYS_IN_FILES = """[maya]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
"""


class Titles:
    """What windows are called in the language of the tour."""

    def __init__(self, language: str) -> None:
        path = ROOT / "resources" / "translations" / f"hourpass_{language}.ts"
        texts = ET.parse(path).getroot().iter("message") if language in {"ja", "ko"} else ()  # noqa: S314 (our own file)
        self._said = {text.findtext("source", ""): text.findtext("translation", "") for text in texts}

    def __call__(self, title: str) -> str:
        """A pattern that finds the window which is called *title* in English."""
        return f"^{re.escape(self._said.get(title, title))}$"


class Tour:
    """Walks through the app and takes a picture at each station."""

    def __init__(self, desk: Desk, folder: Path, home: Path, env: dict[str, str]) -> None:
        self.desk, self.folder, self.home = desk, folder, home
        self.env = desk.session.home_env(home) | env
        self.titled = Titles(env["LANG"][:2])
        self.reader = Reader(desk, float(env["QT_SCALE_FACTOR"]))

    def walk(self) -> None:
        """First starts, the sandbox with all that it leads to, and the end of credentials."""
        self.first_starts()
        with self.running("--sandbox"):
            self.sandbox()
        self.endings()
        self.reader.close()

    @contextmanager
    def running(self, *arguments: str, **env: str) -> Iterator[None]:
        """The app, with its window in front."""
        app = subprocess.Popen([sys.executable, "-m", "hourpass", *arguments], env=self.env | env, cwd=self.home)
        title = self.titled("Hourpass — Sandbox") if "--sandbox" in arguments else "^Hourpass$"
        self.window = self.desk.wait_for_window(title)
        settle(1.5)
        self.desk.focus(self.window)
        try:
            yield
        finally:
            app.terminate()
            app.wait(10)

    def code(self) -> str:
        """A fresh code of the practice device."""
        asked = [sys.executable, "-m", "hourpass.cli.main", "--sandbox", "code", "practice"]
        return subprocess.run(asked, env=self.env, capture_output=True, text=True, check=True).stdout.strip()

    def shoot(self, name: str, window: str | None = None) -> None:
        """A picture of *window*, or of the whole screen."""
        self.desk._xdotool("mousemove", "0", "0")  # nothing is to look hovered
        settle()
        self.desk.screenshot(self.folder / f"{name}.png", window)

    def shoot_active(self, name: str) -> None:
        """A picture of the window that has the keyboard."""
        self.shoot(name, self.desk.windows(f"^{re.escape(self.desk.active_window())}$")[-1])

    def shoot_dialog(self, name: str, seconds: float = 0.0) -> None:
        """A picture of the dialog of that object name, *seconds* after it came; then it is left."""
        self.reader.find(name, 20)
        settle(seconds)
        self.shoot_active(name)
        self.desk.key("Escape")
        settle()

    # the stations

    def first_starts(self) -> None:
        """With nothing there yet, and with profiles in the AWS config files."""
        with self.running():
            self.shoot("first-start", self.window)
        files = self.home / ".aws"
        files.mkdir()
        (files / "config").write_text(ALSO_IN_FILES)
        (files / "credentials").write_text(KEYS_IN_FILES)
        with self.running():
            self.reader.usable("importButton")
            self.shoot("first-start-found", self.window)
            self.reader.click("importButton")
            self.shoot_dialog("importDialog", 1)
        for file in files.iterdir():
            file.unlink()

    def sandbox(self) -> None:
        """The code, the tabs, the prompt, the dialogs, the wizard, the tray."""
        desk = self.desk
        desk.wait_for_window(self.titled("Practice authenticator"))
        desk.focus(self.window)
        self.shoot("together")
        self.shoot("code", self.window)
        desk.type("111111")
        desk.key("Return")
        settle(1.5)
        self.shoot("refused", self.window)
        self.reader.click("statusMessageAction")
        self.reader.find("problemDetailsButton")
        settle()
        self.shoot_active("problem")
        desk.key("Escape")
        desk.focus(self.window)
        used = self.code()
        desk.type(used)
        desk.key("Return")
        wait_for(lambda: "practice: " in desk.wait_for_tray_item("hourpass").tooltip, "credentials", 20)
        settle(1.5)
        self.shoot("active", self.window)
        self.tabs()
        self.objects()
        desk.key("F5")
        prompt = wait_for(lambda: [w for w in desk.windows(PROMPT) if self.is_prompt(w)], "the prompt", 10)[0]
        self.shoot("prompt", prompt)
        desk.type(used)
        self.shoot("prompt-refused", prompt)
        desk.key("Escape")
        desk.focus(self.window)
        self.dialogs()
        authenticator = desk.wait_for_window(self.titled("Practice authenticator"))
        desk.focus(authenticator)
        desk.key("alt+p")
        self.shoot("authenticator", authenticator)
        desk.key("alt+h")  # two QR codes on one screen are one too many for the phone
        desk.focus(self.window)
        self.set_up()
        desk._xdotool("windowsize", self.window, str(round(720 * self.scale)), str(round(480 * self.scale)))
        self.shoot("small-details", self.window)
        desk.key("alt+h")
        self.shoot("small-elsewhere", self.window)
        desk.key("alt+b")
        self.shoot("small", self.window)
        self.tray_menu()

    def tabs(self) -> None:
        """What stands beside the buckets."""
        for key, name in (("alt+h", "elsewhere"), ("alt+d", "details"), ("alt+v", "activity"), ("alt+b", "buckets")):
            self.desk.key(key)
            self.shoot(name, self.window)
        self.desk.key("alt+h")
        self.reader.click("addToConfigButton")
        self.reader.find("changeDiff")
        self.shoot_active("changeDialog")
        self.desk.key("Return")
        settle(1.5)
        self.shoot("elsewhere-added", self.window)
        self.desk.key("alt+b")
        self.desk.key("ctrl+f")
        self.desk.type("nothing like it")
        self.shoot("filtered", self.window)
        self.desk.key("ctrl+a", "BackSpace")

    def objects(self) -> None:
        """Into a bucket, and into one that is closed."""
        self.desk.key("ctrl+f", "Down", "Return")
        settle(1.5)
        self.shoot("objects", self.window)
        self.desk.key("alt+Up")
        settle()
        self.desk.key("ctrl+f")
        self.desk.type("payroll")
        self.desk.key("Down", "Return")
        settle(1.5)
        self.shoot("denied", self.window)
        self.desk.key("alt+Up", "ctrl+f", "ctrl+a", "BackSpace")

    def dialogs(self) -> None:
        """Those that are opened by a key or a button."""
        self.desk.key("ctrl+n")
        self.shoot_dialog("profileDialog")
        self.desk.key("ctrl+comma")
        self.shoot_dialog("settingsDialog")
        self.desk.key("F1")
        self.shoot_dialog("aboutDialog", 1)
        self.desk.key("alt+d")
        doors = {
            "editProfileButton": "profileDialog",
            "changeKeyDoor": "rotationDialog",
            "codeMakingDoor": "codeMakingDialog",
            "removeProfileButton": "removeProfileDialog",
        }
        for door, dialog in doors.items():
            self.reader.click(door)
            self.shoot_dialog(dialog, 1)

    def tray_menu(self) -> None:
        """Its menu, and that of the icon."""
        bottom = self.desk.look().height()
        self.desk.click(16, bottom - 16, 3)  # the panel's only icon
        settle()
        self.desk.screenshot(self.folder / "tray-menu.png")
        self.desk.key("Escape")

    def endings(self) -> None:
        """Credentials that end soon, the notification that says so, and what is left when they have."""
        desk = self.desk
        with AwsSandbox(desk.session.env, "--lifetime", "75") as aws:
            KeyringItems(desk.session).put(f"key/{aws.key_id}", aws.secret_key)
            shutil.rmtree(settings_path(self.home).parent)
            write_settings(self.home, own_profile(aws), warn_minutes=(2, 1), told_about_tray=True)
            with self.running(AWS_ENDPOINT_URL=aws.endpoint):
                desk.type(aws.code())
                desk.key("Return")
                settle(3)
                self.shoot("low")
                settle(13)
                self.shoot("last")
                aws.turn(lifetime=4)
                desk.key("F5")
                settle(1)
                desk.type(aws.code(1))
                settle(7)
                self.shoot("expired")

    @property
    def scale(self) -> float:
        return float(self.env["QT_SCALE_FACTOR"])

    def is_prompt(self, window: str) -> bool:
        """The main window of the real app is called like it, and is wider."""
        return self.desk.geometry(window)[2] < 700 * self.scale

    def set_up(self) -> None:
        """Through the wizard, to its end, and what takes care of what it made."""
        reader = self.reader
        wizard = Wizard(self.desk, reader)
        wizard.click("setUpAccessButton")
        reader.says("identityLabel", "111122223333", 20)
        self.shoot_wizard("credentials")
        wizard.go_on("namesPage")
        self.shoot_wizard("names")
        reader.click("moreOptionsButton")
        self.shoot_wizard("names-more")
        wizard.go_on("reviewPage")
        self.shoot_wizard("review")
        wizard.go_on("createPage")
        self.shoot_wizard("create")
        wizard.go_on("scanPage")
        phone = wizard.scan()
        reader.usable("firstCodeInput")
        self.desk.type(phone.fresh())
        self.shoot_wizard("scan")
        reader.usable("secondCodeInput")
        self.desk.type(phone.fresh())
        reader.find("provePage", 20)
        self.shoot_wizard("prove-waiting")
        wizard.prove(phone)
        self.shoot_wizard("proved")
        wizard.click("wizardFinishButton")
        self.shoot("set-up")
        self.desk.key("alt+d")
        for door, dialog in (("devicesButton", "deviceDialog"), ("removeFromAwsButton", "removeDialog")):
            reader.click(door)
            self.shoot_dialog(dialog, 3)

    def shoot_wizard(self, name: str) -> None:
        self.shoot(f"wizard-{name}", self.desk.wait_for_window(self.titled("Set up MFA access").rstrip("$")))


def settle(seconds: float = 0.6) -> None:
    """Animations, first paints and pictures of fonts take a moment that no event tells."""
    time.sleep(seconds)
