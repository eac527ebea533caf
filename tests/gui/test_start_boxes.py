"""What is said of a start that came to nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from hourpass.gui.start_boxes import no_answer, not_restarted


@pytest.mark.parametrize(
    ("made", "what", "to_do"),
    [
        (no_answer, "Hourpass seems to be running already, but does not answer.", "start it again"),
        (not_restarted, "Hourpass has closed, but could not be started again.", "Start it yourself"),
    ],
)
def test_the_box_says_what_is_wrong_and_what_to_do(
    qtbot: QtBot, made: Callable[[], QMessageBox], what: str, to_do: str
):
    box = made()
    qtbot.addWidget(box)
    assert (box.windowTitle(), box.text()) == ("Hourpass", what)
    assert to_do in box.informativeText()
