"""The settings, from the keyboard and from the tray, and what a login then does."""

from __future__ import annotations

import json
import os
import shlex
import signal
from collections.abc import Sequence
from pathlib import Path

import pytest

from desktop.accessible import CHECKED, Reader
from desktop.app_driver import SANDBOX, Hourpass, settings_path
from desktop.aws_sandbox import processes_at
from desktop.bus import wait_for
from desktop.conftest import StartApp
from desktop.desk import Desk

SETTINGS = "^Settings"


def autostart_entry(home: Path) -> Path:
    return home / ".config" / "autostart" / "hourpass.desktop"


def with_settings(
    desktop: Desk, home: Path, start_app: StartApp, program: Sequence[str] = ("-m", "hourpass")
) -> Hourpass:
    """An app whose settings were opened by the keyboard."""
    app = Hourpass(desktop, home, start_app(program=program))
    app.wait_for_tooltip("no credentials")
    app.focused()
    desktop.key("ctrl+comma")
    desktop.wait_for_window(SETTINGS)
    return app


def in_view(reader: Reader, identifier: str) -> bool:
    """Whether that is to be seen in the settings, between their top and the row of their buttons."""
    _, top, _, _ = reader.find("settingsDialog").area
    _, bottom, _, _ = reader.find("saveSettingsButton").area
    _, above, _, height = reader.find(identifier).area
    return top <= above and above + height <= bottom


def test_what_is_chosen_is_kept_and_the_next_login_starts_the_app_in_the_tray(
    desktop: Desk, home: Path, start_app: StartApp, reader: Reader
):
    app = with_settings(desktop, home, start_app)
    reader.says("secretsPlace", "Secret Service")
    reader.fill("warnMinutesInput", "1 30,30")
    reader.click("startAtLoginCheck")
    reader.click("forgetOnLockCheck")
    reader.click("saveSettingsButton")
    desktop.wait_until_gone(SETTINGS)
    kept = json.loads(settings_path(home).read_text())
    assert (kept["warn_minutes"], kept["forget_on_lock"], kept["forget_on_quit"]) == ([30, 1], True, False)

    app.tray.choose("Quit")
    assert app.app.wait() == 0
    command = next(line for line in autostart_entry(home).read_text().splitlines() if line.startswith("Exec="))
    python, *arguments = shlex.split(command.removeprefix("Exec="))
    assert (Path(python).is_absolute(), arguments[-1]) == (True, "--hidden")
    again = Hourpass(desktop, home, start_app(program=arguments))
    again.wait_for_tooltip("no credentials")
    assert not again.shown()

    again.tray.choose("Settings")
    again.wait_for_keyboard(SETTINGS)
    reader.usable("startAtLoginCheck")
    desktop.key("alt+l")  # Qt shows the box pressed for a moment before it changes
    wait_for(lambda: CHECKED not in reader.find("startAtLoginCheck").states, "the box without its tick")
    reader.click("saveSettingsButton")
    desktop.wait_until_gone(SETTINGS)
    wait_for(lambda: not autostart_entry(home).exists(), "the entry to be gone")


@pytest.mark.parametrize("by_signal", [False, True])
def test_a_restart_that_comes_to_nothing_is_told(
    desktop: Desk, home: Path, start_app: StartApp, reader: Reader, by_signal: bool
):
    removed = (
        "-c",
        "import sys; sys.executable = '/gone/python'; from hourpass.__main__ import main; sys.exit(main())",
    )
    app = with_settings(desktop, home, start_app, removed)
    desktop.key("alt+u")
    desktop.key("End")
    reader.click("saveSettingsButton")
    reader.click("restartButton")
    reader.says("notRestartedBox", "could not be started again")
    app.wait_for_keyboard("^Hourpass$")
    if by_signal:
        app.app.process.terminate()
    else:
        desktop.key("Return")
    app.app.wanted_status = -signal.SIGTERM if by_signal else 1
    assert app.app.wait() == app.app.wanted_status


def test_in_the_sandbox_nothing_starts_at_login(desktop: Desk, home: Path, start_app: StartApp, reader: Reader):
    app = Hourpass(desktop, home, start_app("--sandbox"), SANDBOX)
    app.wait_until_ready()
    reader.click("settingsButton")
    desktop.wait_for_window(SETTINGS)
    reader.says("secretsPlace", "In memory only")
    assert reader.look("startAtLoginCheck") is None
    desktop.key("Escape")
    desktop.wait_until_gone(SETTINGS)


def test_another_language_is_spoken_after_the_restart_that_is_offered(
    desktop: Desk, home: Path, start_app: StartApp, reader: Reader
):
    app = with_settings(desktop, home, start_app)
    desktop.key("alt+u")
    wait_for(lambda: in_view(reader, "languageInput"), "what the letter leads to, scrolled into view")
    desktop.key("End")
    reader.click("saveSettingsButton")
    reader.click("restartButton")
    assert app.app.wait() == 0
    try:
        reader.says("mainWindow", "프로파일")
        app.wait_for_tooltip("자격 증명")
        app.tray.choose("종료")
        wait_for(lambda: not processes_at(home), "the end of the second one")
    finally:  # it is nobody's child, and would stand in the way of the tests that follow
        for process in processes_at(home):
            os.kill(process, signal.SIGKILL)
