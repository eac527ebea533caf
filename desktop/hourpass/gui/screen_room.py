"""How much of the screen a window may take."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget


def screen_room(window: QWidget) -> QRect:
    """The screen that *window* is on, or will come up on, without the desktop's own bars.

    Not by ``QWidget.screen``: PySide makes the widget the parent of what that returns, and when Python's garbage
    collector takes both it deletes the screen itself, which crashes the next window.
    """
    parent = window.parentWidget()
    there = window if window.isVisible() or parent is None else parent.window()
    screen = QGuiApplication.screenAt(there.geometry().center()) or QGuiApplication.primaryScreen()
    return screen.availableGeometry()
