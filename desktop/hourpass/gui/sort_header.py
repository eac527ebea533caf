"""A table's header with its sort mark beside the title, pointing the way the values grow smaller."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from hourpass.gui.theme import Theme, scaled_font

_PADDING = 10  # of a section, as the style sheet has it
_GAP = 7
_HALF = 4.5
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
ALIGNED_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
"""What a model answers for the column of figures."""


class SortHeader(QHeaderView):
    """Draws the mark itself: styles put it at the far end of a column, some of them upside down."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        # Both: under a style sheet the words take their weight from the rule, their width from the font.
        self.setFont(scaled_font(self.font(), bold=True))
        self.setStyleSheet("QHeaderView::section { font-weight: 600; }")
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        theme.changed.connect(self.viewport().update)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 (Qt's name)
        painter.save()
        super().paintSection(painter, rect, logicalIndex)
        painter.restore()
        if logicalIndex != self.sortIndicatorSection():
            return
        model = self.model()
        text = str(model.headerData(logicalIndex, Qt.Orientation.Horizontal))
        beside = _PADDING + self.fontMetrics().horizontalAdvance(text) + _GAP + _HALF
        right = model.headerData(logicalIndex, Qt.Orientation.Horizontal, _ALIGNMENT) == ALIGNED_RIGHT
        x = rect.right() - beside if right else rect.left() + beside
        if not rect.left() <= x - _HALF < x + _HALF <= rect.right():
            return
        y = rect.center().y() + 0.5
        tip = -_HALF if self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder else _HALF
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.colors.muted))
        painter.drawPolygon(
            [QPointF(x, y + tip * 0.8), QPointF(x - _HALF, y - tip * 0.8), QPointF(x + _HALF, y - tip * 0.8)]
        )
        painter.restore()
