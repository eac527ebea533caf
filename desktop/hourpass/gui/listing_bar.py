"""The row above a table: filter, count, refresh, export."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QStyle, QToolButton, QWidget

from hourpass.gui.announcing import announce
from hourpass.gui.controls import muted_label, plain_button
from hourpass.gui.theme import scaled_font

_GAP = 8
_AROUND_WORDS = 32  # what a field has around them


class FilterField(QLineEdit):
    """A line whose Escape clears it and whose Down leads into the table."""

    left_downwards = Signal()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            # Qt takes the picture for its button once, in the colours of that moment.
            for clear in self.findChildren(QToolButton):
                clear.setIcon(self.style().standardIcon(QStyle.StandardPixmap.SP_LineEditClearButton, None, self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)


@dataclass(frozen=True, slots=True)
class BarTexts:
    """What the bar says of what is listed, and what its parts are called: ``Buckets`` in ``refreshBucketsButton``."""

    kind: str
    filter_name: str
    placeholder: str
    export_tip: str


class ListingBar(QWidget):
    """Forwards what is typed and pressed; decides nothing."""

    stop_asked = Signal()
    refresh_asked = Signal()
    export_asked = Signal()

    def __init__(self, texts: BarTexts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        one = texts.kind.lower().removesuffix("s")
        self.filter = FilterField(self)
        self.filter.setObjectName(f"{one}Filter")
        self.filter.setAccessibleName(texts.filter_name)
        self.filter.setPlaceholderText(texts.placeholder)
        self.filter.setToolTip(self.tr("Show only names that contain this (Ctrl+F)"))
        self.filter.setClearButtonEnabled(True)
        for clear in self.filter.findChildren(QToolButton):
            clear.setAccessibleName(self.tr("Clear the filter"))
        self.count = muted_label(parent=self)
        self.count.setObjectName(f"{one}Count")
        self.count.setFont(scaled_font(self.count.font(), tabular=True))
        self._refresh_text, self._stop_text = self.tr("&Refresh"), self.tr("&Stop")
        self._running = self._in_vain = False
        self._refresh = plain_button(self._refresh_text, self)
        self._refresh.setObjectName(f"refresh{texts.kind}Button")
        self._refresh_tip = self.tr("Refresh the list (Ctrl+R)")
        self._refresh.setToolTip(self._refresh_tip)
        self._refresh.clicked.connect(self._press)
        self._export = plain_button(self.tr("E&xport…"), self)
        self._export.setObjectName(f"export{texts.kind}Button")
        self._export.setToolTip(texts.export_tip)
        self._export.clicked.connect(self.export_asked)
        self._below = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_GAP)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)
        for column, widget in enumerate((self.filter, self.count, self._refresh, self._export)):
            self._grid.addWidget(widget, 0, column)

    def show_state(self, count: str, running: bool, exportable: bool) -> None:
        """Show *count*; while a listing is *running* the button that starts one stops it. *exportable* is whether there
        are rows.
        """
        in_vain = bool(self.filter.text()) and not exportable
        news = not running and (self._running or (in_vain and not self._in_vain))
        self._in_vain = in_vain
        self.count.setText(count)
        self.count.setAccessibleName(count)
        self.count.setVisible(bool(count))  # empty, it would keep its distance
        self._export.setEnabled(exportable)
        if running != self._running:
            self._running = running
            # The wider word sets the width, so that the filter does not jump.
            self._refresh.setMinimumWidth(max(self._refresh.width(), self._refresh.sizeHint().width()))
            self._refresh.setText(self._stop_text if running else self._refresh_text)
            self._refresh.setToolTip("" if running else self._refresh_tip)
        self._place_count()
        if news and count and self.isVisible():
            announce(self, count)  # that a listing has ended, or that nothing fits the filter any more

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._below = False  # there may be room now
        self._place_count()

    def _place_count(self) -> None:
        """Below the filter, once the count leaves it no room for its own words; until the bar gets another width, so that
        nothing jumps while a count grows."""
        words = self.filter.fontMetrics().horizontalAdvance(self.filter.placeholderText()) + _AROUND_WORDS
        others = (self.count, self._refresh, self._export)
        self._below |= words + sum(each.sizeHint().width() + _GAP for each in others) > self.width()
        self._grid.addWidget(self.count, *((1, 0, 1, 4) if self._below else (0, 1, 1, 1)))

    def _press(self) -> None:
        (self.stop_asked if self._running else self.refresh_asked).emit()
