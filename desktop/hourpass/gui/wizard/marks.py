"""The circle before a step: what has become of it, told by its glyph as well as by its colour."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QWidget

from hourpass.gui.icons import pixmap
from hourpass.gui.palette import Colors
from hourpass.gui.theme import Theme

SIDE = 22
_TICK = 12
_BULLET = 2.5


class Mark(Enum):
    """What the circle shows."""

    WAITING = auto()  # nothing
    LISTED = auto()  # a bullet and no circle: it is only told of so far
    RUNNING = auto()  # a dot in the accent's colour
    DONE = auto()  # a tick
    FAILED = auto()  # an exclamation mark
    UNDONE = auto()  # a dash


def paint_mark(painter: QPainter, middle: QPointF, mark: Mark, colors: Colors) -> None:
    """Paint *mark* round *middle*, SIDE wide."""
    color = {
        Mark.WAITING: colors.edge,
        Mark.LISTED: colors.muted,
        Mark.RUNNING: colors.accent,
        Mark.DONE: colors.ok,
        Mark.FAILED: colors.bad,
        Mark.UNDONE: colors.muted,
    }[mark]
    if mark is Mark.LISTED:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(color))
        painter.drawEllipse(middle, _BULLET, _BULLET)
        return
    radius = SIDE / 2 - 1
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(color), 1.5))
    painter.drawEllipse(middle, radius, radius)
    painter.setPen(QPen(QColor(color), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    match mark:
        case Mark.DONE:
            tick = pixmap("check", color, _TICK, painter.device().devicePixelRatioF())
            painter.drawPixmap(middle - QPointF(_TICK / 2, _TICK / 2), tick)
        case Mark.RUNNING:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(color))
            painter.drawEllipse(middle, 3.5, 3.5)
        case Mark.FAILED:
            painter.drawLine(middle + QPointF(0, -4.5), middle + QPointF(0, 0.5))
            painter.drawPoint(middle + QPointF(0, 4.5))
        case Mark.UNDONE:
            painter.drawLine(middle + QPointF(-4, 0), middle + QPointF(4, 0))


class MarkView(QLabel):
    """One mark by itself; the words beside it say the same."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._mark = Mark.WAITING
        self.setFixedSize(SIDE, SIDE)
        theme.changed.connect(self.update)

    def mark(self) -> Mark:
        """What is shown."""
        return self._mark

    def set_mark(self, mark: Mark) -> None:
        """Show *mark*."""
        self._mark = mark
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_mark(painter, QRectF(self.rect()).center(), self._mark, self._theme.colors)
        painter.end()
