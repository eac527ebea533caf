from __future__ import annotations

from pathlib import Path

import shiboken6
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from hourpass import gui
from hourpass.gui.dialog import Dialog
from hourpass.gui.screen_room import screen_room


def test_the_room_is_that_of_the_screen_wherever_the_window_is(qtbot: QtBot):
    window = QWidget()
    qtbot.addWidget(window)
    room = QGuiApplication.primaryScreen().availableGeometry()
    assert screen_room(window) == room
    window.move(-5000, -5000)  # beside every screen
    window.show()
    assert screen_room(window) == room


def test_a_dialog_that_is_fitted_does_not_come_to_own_the_screen(qtbot: QtBot):
    dialog = Dialog("someDialog", "Some dialog", scrolls=True)
    qtbot.addWidget(dialog)
    dialog.fit()
    assert "parent" not in shiboken6.dump(QGuiApplication.primaryScreen())


def test_no_window_is_asked_for_its_screen():
    sources = Path(gui.__path__[0]).rglob("*.py")
    assert [source.name for source in sources if ".screen()" in source.read_text(encoding="utf-8")] == []
