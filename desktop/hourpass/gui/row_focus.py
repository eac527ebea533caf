"""A table that shows which row the keyboard is at."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QTableView, QWidget

from hourpass.gui.theme import Theme

_RADIUS = 7


class OutlinedTable(QTableView):
    """Draws a line round the current row while it has the keyboard: a selected row looks the same with and without.

    Its paintEvent is there also to enter Python once a frame: entered for each cell, the lock has to be won each time, and a
    busy thread keeps it for 5 ms. A frame was 200 ms and more, and is 20 at most.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        row = self.currentIndex().row()
        if row < 0 or not self.hasFocus():
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.colors.accent), 2))
        whole = QRectF(0, self.rowViewportPosition(row), self.viewport().width(), self.rowHeight(row))
        painter.drawRoundedRect(whole.adjusted(1, 1, -1, -2), _RADIUS, _RADIUS)
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
