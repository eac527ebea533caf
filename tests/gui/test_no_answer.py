"""What a second start says without a console."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from hourpass.gui.no_answer import message


def test_the_box_says_what_is_wrong_and_what_to_do(qtbot: QtBot):
    box = message()
    qtbot.addWidget(box)
    assert box.windowTitle() == "Hourpass"
    assert box.text() == "Hourpass seems to be running already, but does not answer."
    assert box.informativeText() == "Wait a moment, then start it again."
