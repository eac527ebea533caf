"""The main job by keys alone. The accessibility bus only tells where the keyboard is, as the eyes of a person would."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from desktop.accessible import Reader
from desktop.app_driver import SANDBOX, Hourpass
from desktop.bus import wait_for
from desktop.conftest import StartApp
from desktop.desk import Desk
from desktop.spoken import Spoken
from desktop.wizard_driver import STEP

USER = "hourpass-me"
CALLED = "practice, role s3-reader · 1111…3333"
EDGE = 4
"""Pixels round a control in which it may be marked."""
ROUND = (
    "methodCombo",
    "durationCombo",
    "getCredentialsButton",
    "qt_tabwidget_tabbar",
    "settingsButton",
    "profileList",
    "addProfileButton",
    "setUpAccessButton",
    "windowNoticeAction",
    "codeInput",
)
"""Where Tab leads, from the code on."""
MAIN, WIZARD = "Hourpass — Sandbox", "Set up MFA access — Sandbox"


@pytest.fixture
def eyes(reader: Reader) -> Iterator[Spoken]:
    """Somebody who sees where the keyboard is."""
    made = Spoken(reader.address)
    yield made
    made.stop()


class Typist:
    """Somebody without a mouse, who reads codes off the practice authenticator."""

    def __init__(self, desk: Desk, reader: Reader, eyes: Spoken) -> None:
        self.key, self.type, self._desk, self._reader, self.at = desk.key, desk.type, desk, reader, eyes.at
        self._typed = ""

    def in_front(self, title: str) -> None:
        """Wait until the window called *title* has the keyboard."""
        wait_for(lambda: self._desk.active_window() == title, f"the keyboard in {title!r}")

    def sees(self, identifier: str, seconds: float = 20.0) -> None:
        """Wait until that is on the screen and can be used."""
        self._reader.usable(identifier, seconds)

    def says(self, text: str) -> None:
        """Wait until *text* is on the screen."""
        self._reader.named("label", text, 30)

    def code(self) -> None:
        """Type the code shown, once it is another than the one before."""

        label = self._reader.find("practiceCode")

        def fresh() -> str:
            shown = label.name.replace(" ", "")
            return shown if shown != self._typed else ""

        self._typed = wait_for(fresh, "the next code", STEP + 5)
        self.type(self._typed)


def test_the_main_job_is_done_by_keys(desktop: Desk, home: Path, reader: Reader, eyes: Spoken, start_app: StartApp):
    app = Hourpass(desktop, home, start_app("--sandbox"), SANDBOX)
    reader.find("practiceCode", 20)
    app.focused()
    person = Typist(desktop, reader, eyes)
    sign_in(person)
    see_buckets(app, person)
    set_up(person)
    hand_over(home, person)
    remove(person)
    renew(app, person)


def sign_in(person: Typist) -> None:
    person.at("MFA code")
    person.code()
    person.key("Return")
    person.at("Filter buckets")


def see_buckets(app: Hourpass, person: Typist) -> None:
    """Filter, walk into one and back, copy its name; Escape takes the filter away."""
    person.sees("bucketTable")
    person.type("invoi")
    person.key("Down", "Return")
    person.sees("objectTable")
    person.at("Objects", "Folder 2025")
    person.key("alt+Up")
    person.at("Buckets", "acme-invoices")
    person.key("ctrl+c")
    wait_for(lambda: app.clipboard() == "acme-invoices", "the name in the clipboard")
    person.key("ctrl+f", "Escape")
    assert len(app.bucket_names()) == 9


def set_up(person: Typist) -> None:
    """Escape leaves the wizard while nothing is made; then through it to its end."""
    before = person.at("Buckets", "acme-invoices")
    person.key("alt+u")
    person.in_front(WIZARD)
    person.key("Escape")
    person.in_front(MAIN)
    assert person.at("Buckets", "acme-invoices") == before
    person.key("alt+u")
    person.at("Credentials of")
    person.sees("wizardNextButton")
    person.key("alt+n")
    person.at("User")
    person.key("Return")
    person.at("What will be done in AWS")
    person.key("alt+c")
    person.at("Steps")
    person.sees("wizardNextButton")
    person.key("alt+n")
    person.at("First code")
    person.key("alt+a")
    person.sees("practiceDeviceCombo")
    person.in_front(WIZARD)
    person.code()
    person.at("Second code")
    person.code()
    person.at("A fresh code", seconds=2 * STEP)
    person.code()
    person.at("Finish", seconds=20)
    person.key("Return")
    person.in_front(MAIN)
    person.at("Filter buckets")


def hand_over(home: Path, person: Typist) -> None:
    """Into the AWS config; Escape first, which changes nothing and gives the keyboard back."""
    config = home / ".aws/config"
    person.key("alt+h")
    person.at("Use elsewhere")
    person.sees("addToConfigButton")
    person.key("Tab")
    add = person.at("Add to ~/.aws/config…")
    person.key("space")
    person.in_front("Add to the AWS config — Sandbox")
    person.key("Escape")
    person.in_front(MAIN)
    assert person.at("Add to ~/.aws/config…") == add
    assert not config.exists()
    person.key("space")
    person.at("Name for other tools")
    person.sees("writeChangeButton")
    person.key("ctrl+a")
    person.type("by-hand")
    person.sees("writeChangeButton")
    person.key("alt+w")
    wait_for(lambda: config.exists() and "[profile by-hand]" in config.read_text(), "the section in the file")
    person.in_front(MAIN)
    person.at("Copy")


def remove(person: Typist) -> None:
    """The user's name is typed, and Enter alone removes nothing."""
    person.key("alt+d", "alt+w")
    person.at("Credentials of")
    person.sees("continueRemovalButton")
    person.key("alt+o")
    person.at(f"Type the user's name, {USER}, to confirm", seconds=20)
    person.type(USER)
    person.key("Return")
    person.sees("removeButton")
    person.key("alt+r")
    person.says("Everything on the list is gone from AWS.")
    person.at("Close")
    person.key("Return")
    person.in_front(MAIN)
    person.at("MFA code")


def renew(app: Hourpass, person: Typist) -> None:
    """Back to the profile in the list; the prompt leaves by Escape, and by itself once its code is typed."""
    person.key("shift+Tab", "shift+Tab", "shift+Tab", "shift+Tab", "Home")
    person.at(*(f"{CALLED}, {minutes} min left" for minutes in (57, 58, 59)))
    person.key("F5")
    app.wait_for_prompt()
    person.key("Escape")
    app.wait_until_no_prompt()
    person.in_front(MAIN)
    person.key("F5")
    app.wait_for_prompt()
    person.code()
    app.wait_until_no_prompt()
    app.wait_for_tooltip("practice: 59 min left")
    person.at("Profiles", f"{CALLED}, 59 min left")


def test_tab_goes_round_the_window_and_shows_where_it_is(
    desktop: Desk, home: Path, reader: Reader, eyes: Spoken, start_app: StartApp
):
    app = Hourpass(desktop, home, start_app("--sandbox"), SANDBOX)
    reader.find("practiceCode", 20)
    app.focused()
    eyes.at("MFA code")
    for stop in ROUND:
        tab_to(stop, desktop, reader, eyes)


def tab_to(stop: str, desk: Desk, reader: Reader, eyes: Spoken) -> None:
    """Press Tab, and see the keyboard come to *stop*."""
    left, top, width, height = reader.find(stop).area

    def look() -> QImage:
        return desk.look().copy(left - EDGE, top - EDGE, width + 2 * EDGE, height + 2 * EDGE)

    before = look()
    desk.key("Tab")
    wait_for(lambda: (at := eyes.focused) is not None and at.identifier == stop, f"the keyboard at {stop!r}")
    wait_for(lambda: look() != before, f"a mark at {stop!r}")
