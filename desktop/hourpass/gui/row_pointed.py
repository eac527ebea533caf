"""A table that marks the whole row that the pointer is on: the style sheet would mark the cell only."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QHoverEvent, QPainter, QPaintEvent

from hourpass.gui.row_focus import OutlinedTable

_POINTING = frozenset({QEvent.Type.HoverEnter, QEvent.Type.HoverMove})


class PointedTable(OutlinedTable):
    """Qt repaints the whole row that the pointer comes to and the one that it leaves."""

    _pointed = -1  # where the pointer is, down from the top

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() in _POINTING and isinstance(event, QHoverEvent):
            self._pointed = round(event.position().y())
        elif event.type() is QEvent.Type.HoverLeave:
            self._pointed = -1
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        row = self.rowAt(self._pointed) if self._pointed >= 0 else -1
        if row >= 0:
            painter = QPainter(self.viewport())
            top, height = self.rowViewportPosition(row), self.rowHeight(row)
            painter.fillRect(0, top, self.viewport().width(), height, QColor(self._theme.colors.hover))
            painter.end()
        super().paintEvent(event)
