"""Stations: the main window in the sandbox, with all that it shows and opens."""

from __future__ import annotations

import subprocess
import sys

from desktop.bus import wait_for
from desktop.tour_guide import WAIT, Guide
from desktop.tour_tabs import elsewhere, menus, objects, tabs

TOOL = """import subprocess, sys
subprocess.run([sys.executable, "-m", "hourpass.cli.main", "--sandbox", "credentials", "practice"])
"""
DIALOGS = {
    "editProfileButton": "profileDialog",
    "codeMakingDoor": "codeMakingDialog",
    "removeProfileButton": "removeProfileDialog",
}
SMALLEST = 720, 480


def walk(guide: Guide) -> None:
    """The code, a tool that waits for it, the tabs, the objects, the prompt, the dialogs, the smallest window, the tray."""
    with guide.running("--sandbox"):
        guide.reader.find("practiceCode", WAIT)
        guide.to_front()
        waiting_tool(guide)
        code(guide)
        tabs(guide)
        elsewhere(guide)
        objects(guide)
        prompt(guide)
        other_methods(guide)
        dialogs(guide)
        menus(guide)
        authenticator(guide)
        smallest(guide)
        tray(guide)


def practice_code(guide: Guide) -> str:
    """What the practice device shows."""
    asked = [sys.executable, "-m", "hourpass.cli.main", "--sandbox", "code", "practice"]
    return subprocess.run(asked, env=guide.env, capture_output=True, text=True, check=True).stdout.strip()


def waiting_tool(guide: Guide) -> None:
    """A tool asks while nobody is signed in: the prompt names it. Turned down, the tool ends."""
    program = guide.home / "terraform"
    program.write_text(TOOL)
    tool = subprocess.Popen(
        [sys.executable, str(program)],
        env=guide.env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    asked = guide.prompt()
    guide.shoot("prompt-of-tool", asked)
    guide.shoot("prompt-over-all")
    guide.reader.click("promptCancelButton")
    tool.wait(WAIT)


def code(guide: Guide) -> None:
    """Asked for, refused, the reason in full, taken."""
    guide.to_front()
    guide.shoot("together")
    guide.shoot_main("code")
    guide.send("111111")
    guide.reader.find("statusMessageAction", WAIT)
    guide.shoot_main("refused")
    guide.reader.click("statusMessageAction")
    guide.reader.find("problemDetailsButton", WAIT)
    guide.shoot_active("problem")
    guide.reader.click("problemDetailsButton")
    guide.shoot_active("problem-details")
    guide.key("Escape")
    guide.to_front()
    guide.send(practice_code(guide))
    guide.signed_in("practice")
    guide.reader.find("bucketTable", WAIT)
    guide.shoot_main("active")


def prompt(guide: Guide) -> None:
    """Renewing before it is due, with a code that is spent."""
    guide.to_front()
    guide.key("F5")
    asked = guide.prompt()
    guide.shoot("prompt", asked)
    guide.desk.type("111111")
    guide.reader.find("promptStatusAction", WAIT)
    guide.shoot("prompt-refused", asked)
    guide.leave("codePrompt")


def other_methods(guide: Guide) -> None:
    """A session token, which asks for a code as well; a role that a whole day is renewed without one."""
    spent = practice_code(guide)
    guide.to_front()
    guide.reader.find("profileList").take_focus()
    guide.key("End")
    guide.shoot_main("code-session")
    guide.key("Home", "Down")
    code = wait_for(lambda: fresh if (fresh := practice_code(guide)) != spent else "", "the next code", 2 * WAIT)
    guide.reader.click("codeInput")
    guide.send(code)
    guide.signed_in("practice-day")
    guide.reader.find("bucketTable", WAIT)
    guide.shoot_main("active-day")
    guide.reader.find("profileList").take_focus()
    guide.key("Home")


def dialogs(guide: Guide) -> None:
    """Those that are opened by a key or a button."""
    guide.to_front()
    guide.key("ctrl+n")
    guide.shoot_at("profileDialog", "profile-new")
    guide.leave("profileDialog")
    guide.key("ctrl+comma")
    guide.shoot_at("settingsDialog")
    guide.reader.fill("warnMinutesInput", "soon")
    guide.reader.click("saveSettingsButton")
    guide.shoot_at("settingsDialog", "settings-flaw")
    guide.reader.fill("warnMinutesInput", "15, 5, 1")  # as it was, so that nothing is asked at the end
    guide.roll_down("settingsDialog")
    guide.shoot_at("settingsDialog", "settings-end")
    guide.leave("settingsDialog")
    guide.key("F1")
    guide.shoot_at("aboutDialog")
    guide.leave("aboutDialog")
    guide.tab("d")
    for door, dialog in DIALOGS.items():
        guide.reader.click(door, WAIT)
        guide.shoot_at(dialog)
        guide.leave(dialog)


def authenticator(guide: Guide) -> None:
    """With its QR code."""
    window = guide.desk.wait_for_window(guide.titled("Authenticator"))
    guide.desk.focus(window)
    guide.reader.click("practiceQrButton")
    guide.shoot("authenticator", window)
    guide.reader.click("practiceQrButton")


def smallest(guide: Guide) -> None:
    """Each tab where there is no more room."""
    size = (str(round(side * guide.scale)) for side in SMALLEST)
    guide.desk._xdotool("windowsize", guide.window, *size)
    for key, name in (("d", "details"), ("h", "elsewhere"), ("v", "activity"), ("b", "buckets")):
        guide.tab(key)
        guide.shoot_main(f"small-{name}")


def tray(guide: Guide) -> None:
    """Its menu, and that of the icon."""
    bottom = guide.desk.look().height()
    guide.desk.click(16, bottom - 16, 3)  # the panel's only icon
    guide.shoot("tray-menu")
    guide.key("Escape")
