from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.spoken import spoken
from hourpass.domain.problem import Problem, Reason
from hourpass.domain.profile import Method, Profile
from hourpass.gui.code_card import CodeCard
from hourpass.gui.controls import Tone
from hourpass.gui.theme import Theme
from hourpass.gui.wording import problems
from services.fakes_services import profile

W = TypeVar("W", bound=QWidget)
HOURS = [timedelta(hours=1), timedelta(hours=2)]


class Card:
    def __init__(self, qtbot: QtBot, theme: Theme, shown: Profile) -> None:
        self.widget = CodeCard(theme)
        qtbot.addWidget(self.widget)
        self.submitted: list[str] = []
        self.widget.submitted.connect(self.submitted.append)
        self.widget.show_profile(shown, [Method.ROLE, Method.SESSION], HOURS)
        self.widget.show()
        self.line = self._find(QLineEdit, "codeInput")
        self.method = self._find(QComboBox, "methodCombo")
        self.duration = self._find(QComboBox, "durationCombo")
        self.send = self._find(QPushButton, "getCredentialsButton")
        self.stop = self._find(QPushButton, "cancelRequestButton")

    def words(self) -> str:
        return "\n".join(label.text() for label in self.widget.findChildren(QLabel) if label.isVisible())

    def _find(self, kind: type[W], name: str) -> W:
        found = self.widget.findChild(kind, name)
        assert found is not None
        return found


@pytest.fixture
def card(qtbot: QtBot, theme: Theme) -> Iterator[Card]:
    return Card(qtbot, theme, profile(duration=HOURS[1]))


def test_it_says_whose_code_it_wants(card: Card):
    assert "maya-phone" in card.words()


def test_six_digits_wait_for_return_or_the_button(qtbot: QtBot, card: Card):
    qtbot.keyClicks(card.line, "123456")
    assert card.submitted == []
    qtbot.keyClick(card.line, Qt.Key.Key_Return)
    qtbot.mouseClick(card.send, Qt.MouseButton.LeftButton)
    assert card.submitted == ["123456", "123456"]


def asked_of_profile(card: Card) -> list[str]:
    told: list[str] = []
    card.widget.edit_asked.connect(lambda: told.append("edit"))
    card.widget.remove_asked.connect(lambda: told.append("remove"))
    return told


def test_the_keys_of_the_list_mean_the_profile_in_the_empty_field_too(qtbot: QtBot, card: Card):
    told = asked_of_profile(card)
    qtbot.keyClick(card.line, Qt.Key.Key_F2)
    qtbot.keyClick(card.line, Qt.Key.Key_Delete)
    qtbot.keyClick(card.line, Qt.Key.Key_Delete, Qt.KeyboardModifier.KeypadModifier)
    qtbot.keyClick(card.send, Qt.Key.Key_Delete)
    assert told == ["edit", "remove", "remove", "remove"]


def test_with_digits_in_the_field_del_means_them(qtbot: QtBot, card: Card):
    told = asked_of_profile(card)
    qtbot.keyClicks(card.line, "12")
    qtbot.keyClick(card.line, Qt.Key.Key_F2)
    card.line.setCursorPosition(0)
    for _ in "12":
        qtbot.keyClick(card.line, Qt.Key.Key_Delete)
    assert (told, card.line.text()) == (["edit"], "")


def test_del_held_down_removes_digits_and_nothing_more(card: Card):
    told = asked_of_profile(card)
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier, "\x7f", autorep=True)
    QApplication.sendEvent(card.line, held)
    assert told == []


def test_it_offers_what_it_was_given_with_the_profiles_own_choice_first_in_view(card: Card):
    assert [card.method.itemData(place) for place in range(card.method.count())] == [Method.ROLE, Method.SESSION]
    assert card.method.currentData() is Method.ROLE
    assert card.duration.currentData() == HOURS[1]


def test_only_a_persons_choice_is_told(qtbot: QtBot, card: Card):
    told: list[object] = []
    card.widget.duration_chosen.connect(told.append)
    card.widget.show_profile(profile(), [Method.ROLE], HOURS)
    assert told == []
    card.duration.setFocus()
    qtbot.keyClick(card.duration, Qt.Key.Key_Down)
    assert told == [HOURS[1]]


def test_while_busy_it_can_only_be_cancelled(qtbot: QtBot, card: Card):
    cancelled = []
    card.widget.cancel_asked.connect(lambda: cancelled.append(True))
    card.widget.show_busy(True)
    qtbot.keyClicks(card.line, "1")
    qtbot.keyClick(card.line, Qt.Key.Key_Return)
    assert (card.line.text(), card.submitted) == ("", [])
    assert not card.method.isEnabled()
    assert not card.duration.isEnabled()
    qtbot.mouseClick(card.stop, Qt.MouseButton.LeftButton)
    assert cancelled == [True]
    card.widget.show_busy(False)
    assert card.send.isVisible()
    assert not card.stop.isVisible()


def test_the_focus_is_on_cancel_while_busy_and_then_where_the_next_code_is_typed(qtbot: QtBot, card: Card):
    card.widget.activateWindow()
    card.send.setFocus()
    qtbot.waitUntil(card.send.hasFocus)
    card.widget.show_busy(True)
    assert card.stop.hasFocus()
    card.widget.show_busy(False)
    assert card.widget.field.focusProxy().hasFocus()


def test_where_no_code_is_needed_it_says_why_and_a_press_is_enough(qtbot: QtBot, card: Card):
    card.widget.show_code_needed(False, "Your MFA session is still open.")
    assert not card.widget.field.isVisible()
    assert "still open" in card.words()
    qtbot.mouseClick(card.send, Qt.MouseButton.LeftButton)
    assert card.submitted == [""]


def test_the_keyboard_is_where_the_next_thing_is_typed_when_a_code_comes_to_be_needed_or_no_longer_is(
    qtbot: QtBot, card: Card
):
    card.widget.activateWindow()
    card.widget.show_code_needed(False, "")
    card.widget.take_focus()
    qtbot.waitUntil(card.send.hasFocus)
    card.widget.show_code_needed(True, "")
    assert card.line.hasFocus()
    card.send.setFocus()
    card.widget.show_code_needed(True, "")
    assert card.send.hasFocus(), "somebody has gone on to the button"
    card.line.setFocus()
    card.widget.show_code_needed(False, "")
    assert card.send.hasFocus()


@pytest.mark.parametrize("width", [652, 464])  # of the window as it opens, and of the smallest
@pytest.mark.parametrize("speech", ["en", "ja", "ko"])
def test_no_message_moves_what_is_below_the_card_or_cuts_its_cells(
    qtbot: QtBot, qapp: QApplication, theme: Theme, speech: str, width: int
):
    theme.apply()
    with spoken(qapp, speech):
        card = Card(qtbot, theme, profile()).widget
        card.resize(width, card.heightForWidth(width))
        qapp.processEvents()
        before = card.heightForWidth(width), card.field.geometry()
        role = {"role_arn": "arn:aws:iam::111122223333:role/s3-reader"}
        for problem in (Problem(Reason.CODE_REFUSED), Problem(Reason.ROLE_REFUSED, role), Problem(Reason.UNREACHABLE)):
            said = problems.line(problem, code="381204", seconds=17)
            card.status.set_message(Tone.BAD, said, QCoreApplication.translate("StatusLine", "Details"))
            qapp.processEvents()
            assert (card.heightForWidth(width), card.field.geometry()) == before, said


def test_a_profile_without_a_device_is_asked_for_no_code(qtbot: QtBot, theme: Theme):
    card = Card(qtbot, theme, profile("reports", device_serial=""))
    assert "reports" in card.words()
    assert "no MFA device" in card.words()


def test_the_choice_is_as_wide_for_every_profile(qtbot: QtBot, theme: Theme):
    theme.apply()
    card = Card(qtbot, theme, profile())
    card.widget.resize(652, 260)
    widths = []
    for methods in ([Method.ROLE, Method.SESSION], [Method.SESSION]):
        card.widget.show_profile(profile(), methods, HOURS)
        qtbot.waitUntil(lambda: card.method.width() == card.method.maximumWidth())
        widths.append(card.method.width())
    assert widths[0] == widths[1]
