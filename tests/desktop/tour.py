"""Takes pictures of the app as it runs, for the README and for a look at every change.

  python tests/desktop/tour.py FOLDER [--dark] [--scale N] [--lang ja_JP.UTF-8] [--size 1400x900]

The app runs in its sandbox in a desktop session of its own. Not a test: what the pictures show is for people to judge.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from desktop.accessible import Reader
from desktop.bus import wait_for
from desktop.desk import Desk
from desktop.portal import DARK
from desktop.session import DesktopSession
from desktop.wizard_driver import Wizard

ROOT = Path(__file__).resolve().parents[2]
PROMPT = "^Hourpass$"
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include>/etc/fonts/fonts.conf</include>
<alias binding="strong"><family>sans-serif</family><prefer><family>Inter</family></prefer></alias>
<alias binding="strong"><family>Sans Serif</family><prefer><family>Inter</family></prefer></alias>
</fontconfig>"""


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

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-m", "hourpass", *arguments], env=self.env, cwd=self.home)

    def code(self) -> str:
        """A fresh code of the practice device."""
        asked = [sys.executable, "-m", "hourpass.cli.main", "--sandbox", "code", "practice"]
        return subprocess.run(asked, env=self.env, capture_output=True, text=True, check=True).stdout.strip()

    def next_code(self, used: str) -> str:
        return wait_for(lambda: new if (new := self.code()) != used else None, "the next code", 40)

    def shoot(self, name: str, window: str | None = None) -> None:
        self.desk._xdotool("mousemove", "0", "0")  # nothing is to look hovered
        settle()
        self.desk.screenshot(self.folder / f"{name}.png", window)

    def walk(self) -> None:
        """First start, the sandbox, a refusal, credentials, every tab, the prompt, the dialogs, the tray."""
        desk = self.desk
        app = self.start()
        window = desk.wait_for_window("^Hourpass$")
        settle(1.5)
        self.shoot("first-start", window)
        desk.focus(window)
        desk.key("ctrl+q")
        app.wait(10)

        app = self.start("--sandbox")
        window = desk.wait_for_window(self.titled("Hourpass — Sandbox"))
        desk.wait_for_window(self.titled("Practice authenticator"))
        desk.focus(window)
        self.shoot("together")
        self.shoot("code", window)
        desk.type("111111")
        desk.key("Return")
        settle(1.5)
        self.shoot("refused", window)
        used = self.code()
        desk.type(used)
        desk.key("Return")
        wait_for(lambda: "practice: " in desk.wait_for_tray_item("hourpass").tooltip, "credentials", 20)
        settle(1.5)
        self.shoot("active", window)
        for key, name in (("alt+h", "elsewhere"), ("alt+d", "details"), ("alt+v", "activity"), ("alt+b", "buckets")):
            desk.key(key)
            self.shoot(name, window)
        desk.key("ctrl+f", "Down", "Return")
        settle(1.5)
        self.shoot("objects", window)
        desk.key("alt+Up")
        settle()
        desk.key("F5")
        prompt = wait_for(lambda: [w for w in desk.windows(PROMPT) if desk.geometry(w)[2] < 900], "the prompt", 10)[0]
        self.shoot("prompt", prompt)
        desk.type(used)
        self.shoot("prompt-refused", prompt)
        desk.key("Escape")
        desk.focus(window)
        desk.key("ctrl+n")
        dialog = desk.wait_for_window(self.titled("Add a profile"))
        self.shoot("profile-dialog", dialog)
        desk.key("Escape")
        authenticator = desk.wait_for_window(self.titled("Practice authenticator"))
        desk.focus(authenticator)
        desk.key("alt+p")
        self.shoot("authenticator", authenticator)
        desk.key("alt+h")  # two QR codes on one screen are one too many for the phone
        desk.focus(window)
        self.set_up()
        desk._xdotool("windowsize", window, "720", "480")
        self.shoot("small", window)
        bottom = desk.look().height()
        desk.click(16, bottom - 16, 3)  # the panel's only icon
        settle()
        desk.screenshot(self.folder / "tray-menu.png")
        desk.key("Escape")
        app.terminate()
        app.wait(10)

    def set_up(self) -> None:
        """Through the wizard, to its end, and what takes care of what it made."""
        reader = Reader(self.desk, int(self.env["QT_SCALE_FACTOR"]))
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
        for button, window in (("devicesButton", "deviceDialog"), ("removeFromAwsButton", "removeDialog")):
            reader.click(button)
            reader.find(window)
            settle(3)
            self.shoot(window)
            self.desk.key("Escape")
            settle()
        reader.close()

    def shoot_wizard(self, name: str) -> None:
        self.shoot(f"wizard-{name}", self.desk.wait_for_window(self.titled("Set up MFA access").rstrip("$")))


def settle(seconds: float = 0.6) -> None:
    """Animations, first paints and pictures of fonts take a moment that no event tells."""
    time.sleep(seconds)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--scale", default="1")
    parser.add_argument("--lang", default="C.UTF-8")
    parser.add_argument("--size", default="1400x900")
    options = parser.parse_args()
    with DesktopSession(size=options.size) as session:
        session.start_accessibility()
        if options.dark:
            session.portal.prefer(DARK)
        home = session.folder / "home-tour"
        home.mkdir()
        fonts = home / "fonts.conf"
        fonts.write_text(FONTS)
        # Under the desktop's own name Qt asks GTK first.
        theme = {"GTK_THEME": "Adwaita:dark"} if options.dark else {}
        env = theme | {"LANG": options.lang, "QT_SCALE_FACTOR": options.scale, "FONTCONFIG_FILE": str(fonts)}
        Tour(Desk(session), options.folder, home, env).walk()
    return 0


if __name__ == "__main__":
    sys.exit(main())
