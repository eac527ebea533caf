from __future__ import annotations

import sys

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from hourpass.gui.screen_capture import leave_out_of_capture, let_into_capture


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="there the system is asked")
def test_where_no_system_can_leave_a_window_out_nothing_changes(qtbot: QtBot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    before = window.grab().toImage()
    leave_out_of_capture(window)
    assert window.grab().toImage() == before
    let_into_capture(window)


def test_a_window_that_was_never_shown_is_not_made_for_it(qtbot: QtBot):
    window = QWidget()
    qtbot.addWidget(window)
    leave_out_of_capture(window)
    let_into_capture(window)
    assert window.internalWinId() == 0
