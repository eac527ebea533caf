"""What a line says is read out once, when it can be seen. That a screen reader hears it, the desktop tests show."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from hourpass.gui import messages
from hourpass.gui.messages import StatusLine, Tone
from hourpass.gui.theme import Theme


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    """What was announced, and whether it was urgent."""
    heard: list[tuple[str, bool]] = []

    def announce(_about: QWidget, text: str, *, urgent: bool = False) -> None:
        heard.append((text, urgent))

    monkeypatch.setattr(messages, "announce", announce)
    return heard


@pytest.fixture
def line(qtbot: QtBot, theme: Theme) -> StatusLine:
    made = StatusLine(theme, "line")
    qtbot.addWidget(made)
    return made


def test_what_went_wrong_interrupts_and_what_went_well_does_not(line: StatusLine, said: list[tuple[str, bool]]):
    line.show()
    line.set_message(Tone.INFO, "Asking AWS…")
    line.set_message(Tone.BAD, "AWS refused.")
    line.set_message(Tone.WARN, "Too old.")
    line.set_message(Tone.OK, "Done.")
    assert said == [("AWS refused.", True), ("Too old.", False), ("Done.", False)]


def test_a_countdown_in_a_message_is_read_out_once(line: StatusLine, said: list[tuple[str, bool]]):
    line.show()
    for seconds in (12, 11, 10, 9):
        line.set_message(Tone.BAD, f"The next appears in {seconds} s.")
    assert said == [("The next appears in 12 s.", True)]


def test_what_is_said_out_of_sight_is_read_out_when_it_comes_to_light(line: StatusLine, said: list[tuple[str, bool]]):
    line.set_message(Tone.BAD, "Not written.")
    assert said == []
    line.show()
    line.hide()
    line.show()
    assert said == [("Not written.", True)]


def test_what_was_taken_back_out_of_sight_is_never_read_out(line: StatusLine, said: list[tuple[str, bool]]):
    line.set_message(Tone.BAD, "Not written.")
    line.clear()
    line.show()
    assert said == []
