from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QColor, QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from hourpass.domain.totp import CodeFlaw
from hourpass.gui.code_field import CodeField
from hourpass.gui.palette import LIGHT
from hourpass.gui.theme import Theme


class Heard:
    """What a field has told, in order."""

    def __init__(self, field: CodeField) -> None:
        self.changed: list[str] = []
        self.completed: list[str] = []
        self.refused: list[CodeFlaw | None] = []
        field.changed.connect(self.changed.append)
        field.completed.connect(self.completed.append)
        field.refused.connect(lambda: self.refused.append(field.flaw()))


@pytest.fixture
def field(qtbot: QtBot, theme: Theme) -> CodeField:
    made = CodeField(theme, "codeInput", "MFA code")
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(lambda: made.focusProxy().hasFocus())
    return made


@pytest.fixture
def heard(field: CodeField) -> Heard:
    return Heard(field)


@pytest.fixture
def entry(field: CodeField) -> QLineEdit:
    found = field.findChild(QLineEdit, "codeInput")
    assert found is not None
    return found


def _paste(qtbot: QtBot, entry: QLineEdit, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    qtbot.keyClick(entry, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def test_six_typed_digits_complete_the_code_once(qtbot: QtBot, field: CodeField, entry: QLineEdit, heard: Heard):
    qtbot.keyClicks(entry, "492381")
    assert heard.completed == ["492381"]
    assert (field.text(), field.digits(), field.flaw()) == ("492381", "492381", None)


def test_a_space_or_a_dash_in_the_middle_is_taken_as_the_gap(qtbot: QtBot, entry: QLineEdit, heard: Heard):
    qtbot.keyClicks(entry, "492 38-1")
    assert (heard.completed, heard.refused) == (["492381"], [])


@pytest.mark.parametrize(
    "text", ["492 381", "492-381", " 492381\n", "\uff14\uff19\uff12\uff13\uff18\uff11"]
)  # the last: full-width
def test_a_pasted_code_is_cleaned(qtbot: QtBot, entry: QLineEdit, heard: Heard, text: str):
    _paste(qtbot, entry, text)
    assert heard.completed == ["492381"]


def test_a_whole_code_pasted_over_a_begun_one_replaces_it(
    qtbot: QtBot, field: CodeField, entry: QLineEdit, heard: Heard
):
    qtbot.keyClicks(entry, "11")
    _paste(qtbot, entry, "492 381")
    assert (field.text(), heard.completed) == ("492381", ["492381"])


@pytest.mark.parametrize(
    ("text", "flaw"), [("1234567", CodeFlaw.TOO_LONG), ("12a456", CodeFlaw.NOT_DIGITS), ("code", CodeFlaw.NOT_DIGITS)]
)
def test_a_pasted_text_that_is_no_code_is_told_and_changes_nothing(
    qtbot: QtBot, field: CodeField, entry: QLineEdit, heard: Heard, text: str, flaw: CodeFlaw
):
    qtbot.keyClicks(entry, "49")
    _paste(qtbot, entry, text)
    assert (field.text(), heard.refused, heard.completed) == ("49", [flaw], [])


def test_a_letter_stays_out_and_is_told_with_the_raw_text(
    qtbot: QtBot, field: CodeField, entry: QLineEdit, heard: Heard
):
    qtbot.keyClicks(entry, "49x")
    assert (field.text(), field.flaw()) == ("49", CodeFlaw.NOT_DIGITS)
    assert heard.changed == ["4", "49", "49x"]


def test_the_word_about_a_refusal_goes_with_the_next_digit(
    qtbot: QtBot, field: CodeField, entry: QLineEdit, heard: Heard
):
    qtbot.keyClicks(entry, "49x2")
    assert (field.text(), field.flaw()) == ("492", CodeFlaw.TOO_SHORT)


def test_a_seventh_digit_is_turned_away(qtbot: QtBot, field: CodeField, entry: QLineEdit, heard: Heard):
    qtbot.keyClicks(entry, "4923817")
    assert (field.text(), heard.refused, heard.completed) == ("492381", [CodeFlaw.TOO_LONG], ["492381"])


def test_in_a_full_field_a_digit_replaces_the_one_it_is_typed_upon(
    qtbot: QtBot, field: CodeField, entry: QLineEdit, heard: Heard
):
    qtbot.keyClicks(entry, "492381")
    qtbot.keyClick(entry, Qt.Key.Key_Home)
    qtbot.keyClicks(entry, "7")
    assert (field.text(), heard.completed) == ("792381", ["492381", "792381"])


def test_backspace_and_undo_work_as_in_any_field(qtbot: QtBot, field: CodeField, entry: QLineEdit):
    qtbot.keyClicks(entry, "4923")
    qtbot.keyClick(entry, Qt.Key.Key_Backspace)
    assert field.text() == "492"
    qtbot.keyClick(entry, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == "4923"


def test_a_refused_paste_can_not_be_undone_into_something_lost(qtbot: QtBot, field: CodeField, entry: QLineEdit):
    qtbot.keyClicks(entry, "49")
    _paste(qtbot, entry, "abc")
    qtbot.keyClicks(entry, "2")
    assert field.text() == "492"


def test_an_input_method_may_send_full_width_digits(field: CodeField, entry: QLineEdit, heard: Heard):
    event = QInputMethodEvent()
    event.setCommitString("\uff14\uff19")
    QApplication.sendEvent(entry, event)
    assert (field.text(), heard.refused) == ("49", [])


def test_an_input_method_in_its_letter_mode_is_told(field: CodeField, entry: QLineEdit, heard: Heard):
    event = QInputMethodEvent()
    event.setCommitString("ㅁ")
    QApplication.sendEvent(entry, event)
    assert (field.text(), heard.refused) == ("", [CodeFlaw.NOT_DIGITS])


def test_text_that_assistive_technology_sets_is_judged_as_well(field: CodeField, entry: QLineEdit, heard: Heard):
    QAccessible.queryAccessibleInterface(entry).setText(QAccessible.Text.Value, "492381")
    assert heard.completed == ["492381"]
    QAccessible.queryAccessibleInterface(entry).setText(QAccessible.Text.Value, "12345678")
    assert (field.text(), heard.refused) == ("492381", [CodeFlaw.TOO_LONG])


def test_a_text_set_by_the_app_is_taken_only_if_it_could_be_typed(field: CodeField):
    field.set_text("492 3")
    field.set_text("49x")
    field.set_text("1234567")
    assert field.text() == "4923"


def test_return_is_told_even_of_an_unfinished_code(qtbot: QtBot, field: CodeField, entry: QLineEdit):
    qtbot.keyClicks(entry, "49")
    with qtbot.waitSignal(field.returnPressed):
        qtbot.keyClick(entry, Qt.Key.Key_Return)


def test_a_busy_field_shows_its_digits_and_takes_no_others(
    qtbot: QtBot, field: CodeField, entry: QLineEdit, heard: Heard
):
    qtbot.keyClicks(entry, "4923")
    field.set_busy(True)
    qtbot.keyClicks(entry, "81x")
    _paste(qtbot, entry, "111111")
    qtbot.keyClick(entry, Qt.Key.Key_Backspace)
    assert (field.text(), heard.refused) == ("4923", [])
    field.set_busy(False)
    qtbot.keyClicks(entry, "81")
    assert heard.completed == ["492381"]


def test_a_refused_code_is_marked_until_it_is_changed(qtbot: QtBot, field: CodeField, entry: QLineEdit):
    qtbot.keyClicks(entry, "492381")
    field.set_bad(True)
    border = QPoint(20, 0)
    assert field.grab().toImage().pixelColor(border) == QColor(LIGHT.bad)
    qtbot.keyClick(entry, Qt.Key.Key_Backspace)
    assert field.grab().toImage().pixelColor(border) != QColor(LIGHT.bad)


def test_the_cell_that_is_next_has_the_accent_for_its_border(qtbot: QtBot, field: CodeField, entry: QLineEdit):
    qtbot.keyClicks(entry, "492")
    image = field.grab().toImage()
    marked = [
        index
        for index in range(6)
        if image.pixelColor(int(field.cell_rect(index).center().x()), 0) == QColor(LIGHT.accent)
    ]
    assert marked == [3]


def test_the_gap_stands_after_the_third_cell(field: CodeField):
    gaps = [round(field.cell_rect(i + 1).left() - field.cell_rect(i).right()) for i in range(5)]
    assert gaps == [8, 8, 24, 8, 8]
    assert field.cell_rect(5).right() == field.sizeHint().width()


def test_a_click_puts_the_cursor_into_the_cell_that_was_hit(qtbot: QtBot, field: CodeField, entry: QLineEdit):
    qtbot.keyClicks(entry, "4923")
    qtbot.mouseClick(entry, Qt.MouseButton.LeftButton, pos=field.cell_rect(1).center().toPoint())
    assert entry.cursorPosition() == 1
    qtbot.mouseClick(entry, Qt.MouseButton.LeftButton, pos=field.cell_rect(5).center().toPoint())
    assert entry.cursorPosition() == 4


def test_a_double_click_marks_the_whole_code(qtbot: QtBot, field: CodeField, entry: QLineEdit):
    qtbot.keyClicks(entry, "492381")
    qtbot.mouseDClick(entry, Qt.MouseButton.LeftButton, pos=field.cell_rect(2).center().toPoint())
    assert entry.selectedText() == "492381"


def test_getting_the_focus_is_told(qtbot: QtBot, theme: Theme):
    made = CodeField(theme, "codeInput", "MFA code")
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitSignal(made.focused):
        made.activateWindow()
        made.setFocus()


def test_the_real_field_has_the_accessible_name(entry: QLineEdit):
    assert QAccessible.queryAccessibleInterface(entry).text(QAccessible.Text.Name) == "MFA code"


def test_nothing_shakes_where_the_system_asks_for_less_motion(
    qtbot: QtBot, theme: Theme, field: CodeField, entry: QLineEdit
):
    qtbot.keyClicks(entry, "x")
    assert field.shaking()
    qtbot.waitUntil(lambda: not field.shaking())
    theme.allow_motion(False)
    with qtbot.waitSignal(field.refused):
        qtbot.keyClicks(entry, "x")
    assert not field.shaking()


def test_a_shake_ends_by_itself_and_the_cells_stand_where_they_stood(qtbot: QtBot, field: CodeField, entry: QLineEdit):
    before = field.grab().toImage()
    qtbot.keyClicks(entry, "x")
    qtbot.waitUntil(lambda: not field.shaking())
    assert field.grab().toImage() == before
