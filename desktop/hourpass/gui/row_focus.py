"""Which row of a table the keyboard is at, for whoever looks."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QTableView

_RADIUS = 7


def outline_current_row(table: QTableView, color: str) -> None:
    """Draw a line round the row that the keyboard is at; to be called at the end of *table*'s paintEvent.

    A selected row looks the same whether the table has the keyboard or not.
    """
    row = table.currentIndex().row()
    if row < 0 or not table.hasFocus():
        return
    painter = QPainter(table.viewport())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(color), 2))
    whole = QRectF(0, table.rowViewportPosition(row), table.viewport().width(), table.rowHeight(row))
    painter.drawRoundedRect(whole.adjusted(1, 1, -1, -2), _RADIUS, _RADIUS)
    painter.end()
