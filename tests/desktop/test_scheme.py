"""Dark and light change while the app runs: all of it follows, and once it is light again all looks as it did before."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from desktop.accessible import Reader
from desktop.app_driver import SANDBOX, Hourpass, shows
from desktop.bus import wait_for
from desktop.conftest import StartApp
from desktop.desk import Desk
from desktop.portal import DARK, LIGHT
from desktop.wizard_driver import Wizard
from hourpass.gui import palette

LOOK_AGAIN = 0.1
GROUNDS = {DARK: palette.DARK.window, LIGHT: palette.LIGHT.window}


class Eyes:
    """Somebody who looks at controls of all kinds, while no cursor blinks in them."""

    def __init__(self, desk: Desk, reader: Reader, app: Hourpass) -> None:
        self._desk, self._reader, self._app = desk, reader, app

    def wizard(self) -> QImage:
        """The window of the setup, which is open."""
        return self._at("setupWizard")

    def tabs(self) -> QImage:
        """The main window below the countdown, which never stands still."""
        self._app.focused()
        self._desk.key("ctrl+f", "Down")
        return self._at("tabs")

    def fields(self) -> QImage:
        """A profile's dialog, opened for this."""
        self._app.focused()
        self._desk.key("ctrl+n")
        self._app.wait_for_keyboard("^Add a profile")
        self._desk.key("alt+t")  # to a choice
        seen = self._at("profileDialog")
        self.leave("^Add a profile")
        return seen

    def leave(self, title: str) -> None:
        self._desk.focus(self._desk.wait_for_window(title))
        self._desk.key("Escape")
        self._desk.wait_until_gone(title)

    def switch(self, scheme: int) -> None:
        """Have the desktop change, and see the wizard follow."""
        self._desk.session.portal.prefer(scheme)
        wait_for(lambda: shows(self._look("setupWizard"), GROUNDS[scheme]), f"the wizard on {GROUNDS[scheme]}")

    def _at(self, identifier: str) -> QImage:
        """What is seen there, once it stands still."""
        self._desk._xdotool("mousemove", "0", "0")  # nothing is to look hovered
        self._reader.find(identifier)
        seen = [QImage()]

        def still() -> QImage | None:
            seen.append(self._look(identifier))
            return seen[-1] if seen[-1] == seen[-2] else None

        return wait_for(still, f"{identifier} standing still", every=LOOK_AGAIN)

    def _look(self, identifier: str) -> QImage:
        return self._desk.look().copy(*self._reader.find(identifier).area)


@pytest.fixture
def app(desktop: Desk, home: Path, reader: Reader, start_app: StartApp) -> Hourpass:
    """With credentials, and its buckets on the screen."""
    made = Hourpass(desktop, home, start_app("--sandbox"), SANDBOX)
    made.wait_for_tooltip("no credentials")
    made.focused()
    desktop.type(made.practice_code())
    desktop.key("Return")
    reader.find("bucketTable", 20)
    return made


def test_light_again_all_looks_as_before(desktop: Desk, reader: Reader, app: Hourpass):
    eyes = Eyes(desktop, reader, app)
    fields, tabs = eyes.fields(), eyes.tabs()
    Wizard(desktop, reader).to_review("setUpAccessButton")
    reader.find("planView").take_focus()
    desktop.key("Home", "Right")  # what is sent stands there in letters of one width
    wizard = eyes.wizard()
    try:
        for scheme in (DARK, LIGHT):
            eyes.switch(scheme)
        assert eyes.wizard() == wizard
        eyes.leave("^Set up MFA access")
        assert eyes.tabs() == tabs
        assert eyes.fields() == fields
    finally:
        desktop.session.portal.prefer(LIGHT)
