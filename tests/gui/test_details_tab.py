from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from hourpass.domain.credentials import Credentials, Identity
from hourpass.domain.profile import Method, Profile
from hourpass.domain.session import Session
from hourpass.gui.controls import IconButton
from hourpass.gui.details_tab import DetailsTab
from hourpass.gui.theme import Theme
from hourpass.gui.wording import times
from hourpass.services.key_ages import KnownKey
from hourpass.viewmodels.details import Detail

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
MAYA = Profile("1", "maya", "AKIAEXAMPLEEXAMPLE12", role_arn="arn:aws:iam::111122223333:role/s3-reader")
ARN = "arn:aws:sts::111122223333:assumed-role/s3-reader/hourpass"
SESSION = Session(
    Credentials("ASIAKEYOFTHESESSION1", "the-secret", "the-token", NOW + timedelta(hours=1)),
    NOW,
    Method.ROLE,
    identity=Identity("111122223333", ARN, "AROAEXAMPLE:hourpass"),
)


@pytest.fixture
def tab(qtbot: QtBot, theme: Theme) -> DetailsTab:
    made = DetailsTab(theme)
    qtbot.addWidget(made)
    made.show()
    return made


def sentence(tab: DetailsTab) -> str:
    label = tab.findChild(QLabel, "detailsSentence")
    assert label is not None
    return label.text() if label.isVisible() else ""


def test_it_shows_who_one_is_and_until_when(tab: DetailsTab) -> None:
    tab.show_session(MAYA, SESSION)
    shown = tab.shown()
    assert (shown[Detail.ARN], shown[Detail.ACCOUNT]) == (ARN, "111122223333")
    assert shown[Detail.VALID_UNTIL] == times.moment(SESSION.expires_at)
    assert shown[Detail.METHOD] == "Role, with a code (AssumeRole)"
    assert sentence(tab) == ""


def test_without_credentials_it_says_so_and_shows_what_will_be_asked_for(tab: DetailsTab) -> None:
    tab.show_session(MAYA, SESSION)
    tab.show_session(MAYA, None)
    assert "no credentials" in sentence(tab)
    assert Detail.ARN not in tab.shown()
    assert tab.shown()[Detail.DURATION] == "1 hour"


def test_expired_credentials_are_said_to_be_so(tab: DetailsTab) -> None:
    tab.show_session(MAYA, SESSION, expired=True)
    assert "have expired" in sentence(tab)
    assert tab.shown()[Detail.ARN] == ARN
    tab.show_session(MAYA, SESSION)
    assert sentence(tab) == ""


def test_a_screen_reader_gets_each_value_with_its_title(tab: DetailsTab) -> None:
    tab.show_session(MAYA, SESSION)
    spoken = {label.text(): QAccessible.queryAccessibleInterface(label) for label in tab.findChildren(QLabel)}
    assert spoken[ARN].text(QAccessible.Text.Name) == f"ARN: {ARN}"
    other = replace(SESSION, identity=Identity("444455556666", "arn:aws:iam::444455556666:user/sam", "AIDASAM"))
    tab.show_session(MAYA, other)
    account = next(label for label in tab.findChildren(QLabel) if label.text() == "444455556666")
    assert account.accessibleName() == "Account: 444455556666"


def test_without_a_profile_it_asks_for_one(tab: DetailsTab) -> None:
    tab.show_session(None, None)
    assert (sentence(tab), tab.shown()) == ("Choose a profile to see its details.", {})


def test_what_is_used_elsewhere_has_a_button_that_copies_it(tab: DetailsTab) -> None:
    tab.show_session(MAYA, SESSION)
    buttons = {b.accessibleName(): b for b in tab.findChildren(IconButton) if b.isVisible()}
    assert list(buttons) == [f"Copy: {name}" for name in ("Account", "ARN", "User ID", "Session name", "Region")]
    buttons["Copy: ARN"].click()
    assert QGuiApplication.clipboard().text() == ARN


def test_a_later_session_does_not_disturb_what_is_selected_in_an_unchanged_value(tab: DetailsTab) -> None:
    tab.show_session(MAYA, SESSION)
    label = next(label for label in tab.findChildren(QLabel) if label.text() == ARN)
    label.setSelection(0, 7)
    tab.show_session(MAYA, replace(SESSION, obtained_at=NOW + timedelta(minutes=50)))
    assert label.selectedText() == "arn:aws"


def test_a_long_value_is_elided_in_a_narrow_window_and_whole_in_its_tooltip(tab: DetailsTab, qtbot: QtBot) -> None:
    tab.show_session(MAYA, SESSION)
    label = next(label for label in tab.findChildren(QLabel) if label.text() == ARN)
    tab.resize(1200, 600)
    label.grab()
    assert label.toolTip() == ""
    tab.resize(300, 600)
    qtbot.waitUntil(lambda: label.width() < 200)
    elided = label.grab().toImage()
    assert label.toolTip() == ARN
    label.setSelection(0, len(ARN))
    assert label.selectedText() == ARN
    assert label.grab().toImage() != elided


def test_no_secret_is_in_any_label(tab: DetailsTab) -> None:
    tab.show_session(MAYA, SESSION)
    texts = " ".join(label.text() + label.toolTip() for label in tab.findChildren(QLabel))
    assert not any(secret in texts for secret in ("the-secret", "the-token", "ASIA", "AKIA"))


def test_the_age_of_the_key_is_shown_where_aws_told_it(tab: DetailsTab) -> None:
    made_at = datetime.now(UTC) - timedelta(days=264)
    tab.show_session(MAYA, None, key=KnownKey(made_at))
    assert tab.shown()[Detail.ACCESS_KEY].startswith("Created 264 days ago, on ")
    tab.show_session(MAYA, None, key=KnownKey(made_at, None, use_told=True))
    assert tab.shown()[Detail.ACCESS_KEY].endswith(" · not used yet")
    tab.show_session(MAYA, None)
    assert Detail.ACCESS_KEY not in tab.shown()


def test_it_says_that_hourpass_makes_the_devices_codes(tab: DetailsTab) -> None:
    tab.show_session(MAYA, SESSION)
    assert Detail.CODES not in tab.shown()
    tab.show_session(replace(MAYA, makes_codes=True), SESSION)
    assert tab.shown()[Detail.CODES] == "Generated by Hourpass"
