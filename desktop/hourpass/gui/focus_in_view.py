"""What the keyboard comes to is brought into view: Qt does that for Tab, but not for a letter that leads somewhere."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from shiboken6 import isValid

_AIR = 24
"""Pixels above and below what has the keyboard: its hint is seen as well."""


class FocusInView(QObject):
    """Has *area* scroll to whatever in it comes to have the keyboard. A press of the mouse moves nothing: what it is on is
    in view, and would move away from under it.
    """

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101 (there are widgets)
        app.focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if not isValid(self._area):  # the keyboard leaves a window also while that is deleted
            return
        inside = self._area.widget()
        pressed = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        if now is not None and inside is not None and inside.isAncestorOf(now) and not pressed:
            self._area.ensureWidgetVisible(now, 0, _AIR)
