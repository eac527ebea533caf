"""The mark of the keyboard round what has the accent's ground itself: there a border of that colour would not be seen."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import QWidget

_WIDTH, _RADIUS = 2, 6


def paint_key_ring(widget: QWidget) -> None:
    """Draw it along the edge of *widget*, whose ground the style sheet sets in so that a gap is left."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(widget.palette().color(QPalette.ColorRole.Highlight), _WIDTH))
    half = _WIDTH / 2
    painter.drawRoundedRect(QRectF(widget.rect()).adjusted(half, half, -half, -half), _RADIUS, _RADIUS)
    painter.end()
