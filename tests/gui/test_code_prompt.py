from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from hourpass.gui.code_prompt import CodePrompt
from hourpass.gui.controls import Tone
from hourpass.gui.theme import Theme


class Prompt:
    def __init__(self, qtbot: QtBot, theme: Theme, later_minutes: int = 3) -> None:
        self.widget = CodePrompt(theme)
        qtbot.addWidget(self.widget)
        self.told: list[str] = []
        self.widget.completed.connect(self.told.append)
        self.widget.closed.connect(lambda: self.told.append("closed"))
        self.widget.later_asked.connect(lambda: self.told.append("later"))
        self.widget.ask("reports", "Its credentials expire in 5 min", (), "maya-phone", "111122223333", later_minutes)
        self.widget.come_forward()
        line = self.widget.findChild(QLineEdit, "promptCodeInput")
        assert line is not None
        self.line = line

    def button(self, name: str) -> QPushButton:
        found = self.widget.findChild(QPushButton, name)
        assert found is not None
        return found


@pytest.fixture
def prompt(qtbot: QtBot, theme: Theme) -> Prompt:
    return Prompt(qtbot, theme)


def test_it_says_who_needs_a_code_and_why(prompt: Prompt):
    said = "\n".join(label.text() for label in prompt.widget.findChildren(QLabel))
    assert "reports" in said
    assert "expire in 5 min" in said
    assert "maya-phone" in prompt.widget.hint


def test_the_sixth_digit_completes_it(qtbot: QtBot, prompt: Prompt):
    qtbot.keyClicks(prompt.line, "12345")
    assert prompt.told == []
    qtbot.keyClicks(prompt.line, "6")
    assert prompt.told == ["123456"]


@pytest.mark.parametrize(("typed", "first", "heard"), [("123456", "", 0), ("123456", "x", 1), ("12345", "", 1)])
def test_a_return_by_habit_presses_nothing_behind_a_code_that_has_sent_itself(
    qtbot: QtBot, prompt: Prompt, typed: str, first: str, heard: int
):
    behind, returns = QLineEdit(), []
    qtbot.addWidget(behind)
    behind.returnPressed.connect(lambda: returns.append(behind.text()))
    prompt.widget.activateWindow()
    qtbot.waitUntil(prompt.widget.isActiveWindow)
    qtbot.keyClicks(prompt.line, typed)
    prompt.widget.close()
    behind.show()
    behind.activateWindow()
    behind.setFocus()
    qtbot.waitUntil(behind.hasFocus)
    qtbot.keyClicks(behind, first)
    qtbot.keyClick(behind, Qt.Key.Key_Return)
    assert len(returns) == heard
    qtbot.wait(900)  # a later one means what it says
    qtbot.keyClick(behind, Qt.Key.Key_Return)
    assert len(returns) == heard + 1


@pytest.mark.parametrize("way", ["escape", "button", "window"])
def test_whichever_way_it_goes_it_says_so_once(qtbot: QtBot, prompt: Prompt, way: str):
    match way:
        case "escape":
            qtbot.keyClick(prompt.line, Qt.Key.Key_Escape)
        case "button":
            qtbot.mouseClick(prompt.button("promptCancelButton"), Qt.MouseButton.LeftButton)
        case _:
            prompt.widget.close()
    assert prompt.told == ["closed"]
    assert not prompt.widget.isVisible()


def test_it_can_be_put_off(qtbot: QtBot, prompt: Prompt):
    qtbot.mouseClick(prompt.button("promptLaterButton"), Qt.MouseButton.LeftButton)
    assert prompt.told == ["later", "closed"]


def test_it_is_not_put_off_where_later_is_too_late(qtbot: QtBot, theme: Theme):
    assert not Prompt(qtbot, theme, later_minutes=0).button("promptLaterButton").isVisible()


def test_return_in_an_unfinished_code_presses_no_button(qtbot: QtBot, prompt: Prompt):
    qtbot.keyClicks(prompt.line, "12")
    qtbot.keyClick(prompt.line, Qt.Key.Key_Return)
    assert prompt.widget.isVisible()
    assert prompt.told == ["12"]  # for whoever judges it to say what is missing


def test_while_aws_answers_nothing_can_be_typed_but_it_can_be_closed(qtbot: QtBot, prompt: Prompt):
    prompt.widget.show_busy(True)
    qtbot.keyClicks(prompt.line, "123456")
    assert prompt.told == []
    qtbot.keyClick(prompt.line, Qt.Key.Key_Escape)
    assert prompt.told == ["closed"]


@pytest.mark.parametrize("length", [1, 2, 6])
def test_no_message_moves_or_squeezes_the_cells(qtbot: QtBot, prompt: Prompt, length: int):
    def place() -> tuple[QRect, int]:
        return prompt.widget.field.geometry(), prompt.widget.width()

    qtbot.waitExposed(prompt.widget)
    before = place()
    prompt.widget.status.set_message(Tone.BAD, "AWS refused 123456, and says why at length. " * length, "Details")
    prompt.widget.fit()
    QApplication.processEvents()
    assert place() == before
    assert prompt.widget.status.height() >= prompt.widget.status.heightForWidth(prompt.widget.status.width())


@pytest.mark.parametrize("programs", [(), ("terraform",)])
def test_its_foot_stands_as_near_whoever_asks(qtbot: QtBot, theme: Theme, programs: tuple[str, ...]):
    shown = CodePrompt(theme)
    qtbot.addWidget(shown)
    shown.ask("reports needs a code", "To get temporary credentials", programs, "maya-phone", "111122223333", 0)
    shown.status.set_message(Tone.INFO, shown.hint)
    shown.fit()
    with qtbot.waitExposed(shown):
        shown.appear()
    button = shown.findChild(QPushButton, "promptCancelButton")
    foot = button.mapTo(shown, QPoint()).y() - 12
    assert foot - (shown.status.y() + shown.status.height()) == 12 + 1, "and a line"


def test_it_names_device_and_account(prompt: Prompt):
    assert "maya-phone in account 111122223333" in prompt.widget.hint
    prompt.widget.ask("reports", "", (), "GAHT12345678", "", 0)
    assert prompt.widget.hint.startswith("GAHT12345678\n")


def test_unasked_it_does_not_take_the_keyboard(qtbot: QtBot, theme: Theme):
    typed_in = QLineEdit()
    qtbot.addWidget(typed_in)
    typed_in.show()
    typed_in.activateWindow()
    qtbot.waitUntil(typed_in.isActiveWindow)
    unasked = CodePrompt(theme)
    qtbot.addWidget(unasked)
    unasked.appear()
    qtbot.waitExposed(unasked)
    assert unasked.isVisible()
    assert not unasked.isActiveWindow()
    assert typed_in.isActiveWindow()
    unasked.ask("reports", "", (), "maya-phone", "", 0)
    assert unasked.hint.startswith("Click the boxes")
    with qtbot.waitSignal(unasked.focus_moved):
        unasked.activateWindow()
    assert unasked.hint.startswith("maya-phone")


def shown_reason(prompt: Prompt, *programs: str) -> str:
    prompt.widget.ask("reports needs a code", "Its credentials expire in 4 min", programs, "maya-phone", "", 0)
    return next(label.text() for label in prompt.widget.findChildren(QLabel) if "expire" in label.text())


def test_it_names_the_tools_that_wait(prompt: Prompt):
    assert shown_reason(prompt, "terraform") == "Its credentials expire in 4 min · asked by <b>terraform</b>"
    assert shown_reason(prompt, "aws", "") == "Its credentials expire in 4 min · asked by <b>aws</b>, a program"
    assert "and others" in shown_reason(prompt, *"abcd")


def test_what_a_tool_calls_itself_is_no_markup(prompt: Prompt):
    assert "<img" not in shown_reason(prompt, "<img src=x>")
    assert "&lt;img" in shown_reason(prompt, "<img src=x>")
