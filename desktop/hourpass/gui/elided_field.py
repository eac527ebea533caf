"""A field whose text is elided in its middle while nobody types there."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame

from hourpass.gui.labels import elided

_INSET = 2
"""Pixels that every QLineEdit keeps free at both ends of its text."""


class ElidedField(QLineEdit):
    """The end of an ARN is what names the thing: it stays in view, where Qt cuts it off."""

    @property
    def shown(self) -> str:
        """What can be read in it now, where that is not for the cursor to decide."""
        return elided(self.text(), Qt.TextElideMode.ElideMiddle, self._room().width(), self.fontMetrics())

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self.shown
        if self.hasFocus() or shown == self.text():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        style = self.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, self._option(), painter, self)
        style.drawItemText(
            painter,
            self._room(),
            style.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter,
            self.palette(),
            self.isEnabled(),
            shown,
            self.foregroundRole(),
        )
        painter.end()

    def _option(self) -> QStyleOptionFrame:
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        return option

    def _room(self) -> QRect:
        whole = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, self._option(), self)
        return whole.marginsRemoved(self.textMargins()).adjusted(_INSET, 0, -_INSET, 0)
