"""The way through the wizard, on top of it: numbered steps, ticked as they are done."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from hourpass.gui.theme import Theme, scaled_font

HEIGHT = 48
EDGE = 24
_CIRCLE = 20
_GAP = 7  # between a circle and its title
_SPACE = 22  # between two steps
_TIGHT = 12
_NUMBER = 0.85


class StepTrail(QWidget):
    """Shows the titles of the steps and how far one is. Where they have no room, only the current one keeps its title."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("stepTrail")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._theme = theme
        self._titles: tuple[str, ...] = ()
        self._current = 0
        theme.changed.connect(self.update)

    def show_step(self, titles: tuple[str, ...], current: int) -> None:
        """*current* counts from 0; those before it are done."""
        if (titles, current) == (self._titles, self._current):
            return
        self._titles, self._current = titles, current
        self.setAccessibleName(self.tr("Step {0} of {1}: {2}").format(current + 1, len(titles), titles[current]))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(0, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        space, titled = self._fitting()
        x, mirrored = float(EDGE), self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for index, title in enumerate(self._titles):
            width = _CIRCLE + (_GAP + self._width(index) if titled or index == self._current else 0)
            place = QRectF(self.width() - x - width if mirrored else x, 0, width, HEIGHT)
            self._paint_step(painter, place, index, title if width > _CIRCLE else "", mirrored)
            x += width + space
        painter.end()

    def _fitting(self) -> tuple[int, bool]:
        titles = sum(_CIRCLE + _GAP + self._width(index) for index in range(len(self._titles)))
        room, gaps = self.width() - 2 * EDGE - titles, len(self._titles) - 1
        if room >= gaps * _TIGHT:
            return (_SPACE if room >= gaps * _SPACE else _TIGHT), True
        return _SPACE, False

    def _width(self, index: int) -> float:
        font = scaled_font(self.font(), bold=index == self._current)
        return QFontMetricsF(font).horizontalAdvance(self._titles[index])

    def _paint_step(self, painter: QPainter, place: QRectF, index: int, title: str, mirrored: bool) -> None:
        colors, current = self._theme.colors, index == self._current
        circle = QRectF(0, (HEIGHT - _CIRCLE) / 2, _CIRCLE, _CIRCLE)
        circle.moveLeft(place.right() - _CIRCLE if mirrored else place.left())
        reached = index <= self._current
        painter.setPen(Qt.PenStyle.NoPen if reached else QPen(QColor(colors.edge), 1))
        painter.setBrush(QColor(colors.accent if reached else colors.panel))
        painter.drawEllipse(circle if reached else circle.adjusted(0.5, 0.5, -0.5, -0.5))
        if index < self._current:
            pen = QPen(QColor(colors.on_accent), 1.6)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            middle = circle.center()
            painter.drawPolyline([middle + QPointF(*at) for at in ((-3.5, 0.2), (-1.1, 2.6), (3.6, -2.6))])
        else:
            painter.setFont(scaled_font(self.font(), _NUMBER, bold=current, tabular=True))
            painter.setPen(QColor(colors.on_accent if current else colors.muted))
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, self.locale().toString(index + 1))
        if title:
            painter.setFont(scaled_font(self.font(), bold=current))
            painter.setPen(QColor(colors.text if current else colors.muted))
            beside = place.adjusted(0, 0, -_CIRCLE - _GAP, 0) if mirrored else place.adjusted(_CIRCLE + _GAP, 0, 1, 0)
            painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, title)
