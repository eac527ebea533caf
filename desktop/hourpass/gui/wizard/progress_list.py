"""A live list of steps: a mark, a title, and below it what happens. Real items, so that it is read like any list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from hourpass.gui.announcing import announce
from hourpass.gui.labels import plain_tip
from hourpass.gui.theme import Theme, scaled_font
from hourpass.gui.wizard.marks import SIDE, Mark, paint_mark

_INDENT = SIDE + 12
_PADDING = 6
_GIVE = 8
"""Pixels of its padding that a row can do without."""
_GAP = 6
"""Between a title and what stands below it: Japanese and Korean letters fill the whole height of their line."""
_SMALL = 0.88
_LINE = int(Qt.ItemDataRole.UserRole)
_TEXT = int(Qt.ItemDataRole.AccessibleTextRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)


@dataclass(frozen=True, slots=True)
class ProgressLine:
    """One row. *state* says the mark in words."""

    title: str
    detail: str
    mark: Mark
    state: str


class ProgressList(QListWidget):
    """Shows lines, and follows the one that is being worked on or has failed unless the keyboard is in the list."""

    def __init__(self, theme: Theme, object_name: str, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setAccessibleName(accessible_name)
        self._delegate = _Delegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setUniformItemSizes(True)
        self.viewport().setAutoFillBackground(False)
        self._tightens = False
        self._followed = -1
        self._complete = False
        self.verticalScrollBar().rangeChanged.connect(self._show_end)
        theme.changed.connect(self.viewport().update)

    def lines(self) -> tuple[ProgressLine, ...]:
        """What is shown."""
        return tuple(self._line(place) for place in range(self.count()))

    def show_lines(self, lines: Sequence[ProgressLine]) -> None:
        """Show *lines* in place of the earlier ones; a row that is the same is left alone."""
        while self.count() > len(lines):
            self.takeItem(self.count() - 1)
        for place, line in enumerate(lines):
            if place == self.count():
                self.addItem(QListWidgetItem())
            if self.item(place).data(_LINE) != line:
                self._set(self.item(place), line)
        self._end_between_rows()
        marks = [line.mark for line in lines]
        wanted = next((mark for mark in (Mark.RUNNING, Mark.FAILED) if mark in marks), None)
        self._follow(marks.index(wanted) if wanted else -1)
        complete = set(marks) == {Mark.DONE}
        if complete is not self._complete:
            self._complete = complete
            self._show_end()

    def tighten(self) -> None:
        """From now on rows come closer together where that brings all of them into view."""
        self._tightens = True
        self._end_between_rows()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._end_between_rows()
        if 0 <= self._followed < self.count() and not self.hasFocus():
            self.scrollToItem(self.item(self._followed))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy) and self.currentItem() is not None:
            line = self._line(self.currentRow())
            QApplication.clipboard().setText(f"{line.title}\n{line.detail}")
            return
        super().keyPressEvent(event)

    def _end_between_rows(self) -> None:
        """Where not all rows have room, show whole ones only."""
        room = self.height() - 2 * self.frameWidth()
        if self._tightens and self.count():
            short = self._delegate.row_height(self) - room // self.count()
            self._delegate.give(max(0, short) if short <= _GIVE else 0)
        row = self.sizeHintForRow(0)
        cut = room % row if row > 0 and row * self.count() > room else 0
        if cut != self.viewportMargins().bottom():
            self.setViewportMargins(0, 0, 0, cut)

    def _line(self, place: int) -> ProgressLine:
        line = self.item(place).data(_LINE)
        assert isinstance(line, ProgressLine)  # noqa: S101 (nothing else is put there)
        return line

    def _set(self, item: QListWidgetItem, line: ProgressLine) -> None:
        before = item.data(_LINE)
        item.setData(_LINE, line)
        item.setText(line.title)
        item.setData(_TEXT, f"{line.title}, {line.state}. {line.detail}")
        item.setData(_TIP, plain_tip(line.detail))
        if line.mark is Mark.FAILED and (before is None or before.mark is not Mark.FAILED):
            announce(self, f"{line.title}, {line.state}. {line.detail}", urgent=True)

    def _show_end(self) -> None:
        """The last one that was made is not to stand half behind the edge."""
        if self._complete:
            self.scrollToBottom()

    def _follow(self, place: int) -> None:
        if place >= 0 and place != self._followed and not self.hasFocus():
            # With what comes next in view as well.
            self.scrollToItem(self.item(min(place + 1, self.count() - 1)))
            self.scrollToItem(self.item(place))
        self._followed = place


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._given = 0

    def row_height(self, view: QWidget) -> int:
        """Of a row that gives nothing, in pixels."""
        title = view.fontMetrics().height()
        return title + round(title * _SMALL) + _GAP + 2 * _PADDING + 1

    def give(self, pixels: int) -> None:
        """Have each row do without so many pixels of its padding."""
        if pixels != self._given:
            self._given = pixels
            self.sizeHintChanged.emit(QModelIndex())

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, self.row_height(option.widget) - self._given)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line = index.data(_LINE)
        rect, view = QRectF(option.rect), option.widget
        state = option.state
        colors = self._theme.colors
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected and view.hasFocus():
            painter.setPen(QPen(QColor(colors.accent), 2))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -2), 7, 7)
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), QColor(colors.line))
        paint_mark(painter, QPointF(rect.left() + 1 + SIDE / 2, rect.center().y()), line.mark, colors)
        title = scaled_font(view.font(), bold=line.mark is Mark.RUNNING)
        small = scaled_font(view.font(), _SMALL)
        above = _PADDING - self._given // 2
        below = _PADDING - (self._given - self._given // 2) + 1
        words = rect.adjusted(_INDENT, above, -4, -below)
        quiet = line.mark in {Mark.WAITING, Mark.UNDONE}
        self._write(painter, words, title, colors.muted if quiet else colors.text, line.title, top=True)
        bad = line.mark is Mark.FAILED
        self._write(painter, words, small, colors.bad_text if bad else colors.muted, line.detail, top=False)
        painter.restore()

    def _write(self, painter: QPainter, words: QRectF, font: QFont, color: str, text: str, *, top: bool) -> None:
        painter.setFont(font)
        painter.setPen(QColor(color))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, round(words.width()))
        side = Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag.AlignBottom
        painter.drawText(words, side | Qt.AlignmentFlag.AlignLeft, shown)
