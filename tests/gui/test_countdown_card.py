from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from hourpass.domain.expiry import Phase
from hourpass.gui.countdown_card import CountdownCard
from hourpass.gui.theme import Theme
from hourpass.gui.wording import times
from services.fakes_services import ROLE_ARN, START

END = START + timedelta(minutes=42)


@pytest.fixture
def card(qtbot: QtBot, theme: Theme) -> CountdownCard:
    made = CountdownCard(theme)
    qtbot.addWidget(made)
    made.show_session("reports", ROLE_ARN, Phase.FRESH, END, None)
    made.show_time(Phase.FRESH, 0.7, timedelta(minutes=42, seconds=10))
    made.show()
    return made


def words(card: CountdownCard) -> str:
    return "\n".join(label.text() for label in card.findChildren(QLabel) if label.isVisible())


def button(card: CountdownCard, name: str) -> QAbstractButton:
    found = card.findChild(QAbstractButton, name)
    assert found is not None
    return found


def test_it_names_the_profile_and_the_role(card: CountdownCard):
    assert "reports" in words(card)
    assert ROLE_ARN in words(card)


def test_the_end_is_said_as_a_clock_time_too(card: CountdownCard):
    assert (
        times.clock(END) in "".join(label.text() for label in card.findChildren(QLabel)) + card._pill.accessibleName()
    )


def test_the_ring_speaks_its_time(card: CountdownCard):
    assert "42 minutes" in card.ring.accessibleName()


def test_a_session_without_a_known_arn_leaves_no_empty_place(card: CountdownCard):
    card.show_session("reports", "", Phase.FRESH, END, None)
    assert not button(card, "copyArnButton").isVisible()


def test_the_arn_is_copied_whole(qtbot: QtBot, card: CountdownCard):
    qtbot.mouseClick(button(card, "copyArnButton"), Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == ROLE_ARN


def test_it_says_until_when_no_code_is_needed(card: CountdownCard):
    until = START + timedelta(hours=5)
    card.show_session("reports", ROLE_ARN, Phase.FRESH, END, until)
    assert times.clock(until) in words(card)
    card.show_session("reports", ROLE_ARN, Phase.FRESH, END, None)
    assert "without a code" not in words(card)


def test_its_buttons_ask(qtbot: QtBot, card: CountdownCard):
    asked = []
    card.renew_asked.connect(lambda: asked.append("renew"))
    card.forget_asked.connect(lambda: asked.append("forget"))
    for name in ("renewButton", "forgetButton"):
        qtbot.mouseClick(button(card, name), Qt.MouseButton.LeftButton)
    assert asked == ["renew", "forget"]


def test_while_a_renewal_is_under_way_no_second_one_is_asked(qtbot: QtBot, card: CountdownCard):
    asked = []
    card.renew_asked.connect(lambda: asked.append("renew"))
    card.show_busy(True)
    qtbot.mouseClick(button(card, "renewButton"), Qt.MouseButton.LeftButton)
    assert asked == []
    card.show_busy(False)
    qtbot.mouseClick(button(card, "renewButton"), Qt.MouseButton.LeftButton)
    assert asked == ["renew"]


def test_the_focus_stays_on_the_button_that_renews(qtbot: QtBot, card: CountdownCard):
    renew = button(card, "renewButton")
    card.activateWindow()
    renew.setFocus()
    qtbot.waitUntil(renew.hasFocus)
    card.show_busy(True)
    card.show_busy(False)
    assert renew.hasFocus()


@pytest.mark.parametrize(
    ("width", "renewal_whole"), [(440, False), (652, True)]
)  # of the smallest and the usual window
def test_what_matters_is_not_cut_off(card: CountdownCard, width: int, renewal_whole: bool):
    card.resize(width, card.height())
    card.show_session("reports", ROLE_ARN, Phase.FRESH, END, END + timedelta(hours=6))
    card.body.activate()
    for part in (card._pill, button(card, "renewButton"), button(card, "forgetButton")):
        assert part.width() >= part.sizeHint().width(), part.objectName()
        assert card.rect().contains(part.geometry())
    assert (card._renewal.width() >= card._renewal.sizeHint().width()) is renewal_whole
