"""The calls of a plan as a calm list; each unfolds what it will be sent with, word for word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from hourpass.gui.fixed_font import fixed_font
from hourpass.gui.theme import Theme, scaled_font

_INDENT = 28
_PADDING = 6
_BODY = 10
_SMALL = 0.88
_LINES = 3  # that an arrow key reads on
_DATA = int(Qt.ItemDataRole.UserRole)
_TEXT = int(Qt.ItemDataRole.AccessibleTextRole)
_WRAPPED = int(Qt.TextFlag.TextWrapAnywhere) | int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignTop)
_KEYS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One call: what it is for, its name, and what it will be sent with."""

    title: str
    call: str
    body: str


class PlanView(QTreeWidget):
    """Unfolds by a click, by Enter or by the right arrow; the current line is copied by the usual keys."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("planView")
        self.setAccessibleName(self.tr("What will be done in AWS"))
        self.setColumnCount(1)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setExpandsOnDoubleClick(False)
        self.setAnimated(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.setItemDelegate(_Delegate(theme, self))
        self.viewport().setAutoFillBackground(False)
        self.itemClicked.connect(self._toggle)
        theme.changed.connect(self.viewport().update)

    def show_lines(self, lines: Sequence[PlanLine]) -> None:
        """Show *lines* in place of the earlier ones, all folded."""
        self.clear()
        for line in lines:
            item = QTreeWidgetItem(self, [line.title])
            item.setData(0, _DATA, line)
            item.setData(0, _TEXT, f"{line.title}. {line.call}")
            body = QTreeWidgetItem(item, [line.body])
            body.setData(0, _TEXT, line.body)
        if (first := self.topLevelItem(0)) is not None:
            self.setCurrentItem(first)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if item is not None and event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(item.text(0))
        elif item is not None and event.key() in _KEYS:
            self._toggle(item)
        elif item is not None and event.key() == Qt.Key.Key_Down and self._hides_end_of(item):
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + _LINES * self.fontMetrics().height())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # a narrower document has more lines

    def _toggle(self, item: QTreeWidgetItem, _column: int = 0) -> None:
        if item.parent() is None:
            item.setExpanded(not item.isExpanded())
            body = item.child(0)
            if item.isExpanded() and body is not None:
                self.scrollToItem(body)
                self.scrollToItem(item)

    def _hides_end_of(self, item: QTreeWidgetItem) -> bool:
        """A document may be taller than the view: then the arrow reads on in it before it leaves it."""
        return item.parent() is not None and self.visualItemRect(item).bottom() > self.viewport().height()


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: PlanView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view
        self._fixed = fixed_font(view.font(), 0.95)

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        if index.data(_DATA) is not None:
            return QSize(0, self._row_height())
        room = QRect(0, 0, self._view.viewport().width() - _INDENT - _INDENT // 2 - 2 * _BODY, 100_000)
        wanted = QFontMetrics(self._fixed).boundingRect(room, _WRAPPED, str(index.data()))
        return QSize(0, wanted.height() + 2 * _BODY + 8)

    def _row_height(self) -> int:
        """Up to a quarter more than a row needs, where folded ones would else end in the middle of one."""
        usual, room = self._usual_height(), self._view.viewport().height()
        if usual * self._view.topLevelItemCount() <= room or room < usual:
            return usual
        whole = room // (room // usual)
        return whole if whole <= usual * 5 // 4 else usual

    def _usual_height(self) -> int:
        line = self._view.fontMetrics().height()
        return line + round(line * _SMALL) + 2 + 2 * _PADDING + 1

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line, rect, colors = index.data(_DATA), QRectF(option.rect), self._theme.colors
        current = bool(option.state & QStyle.StateFlag.State_Selected) and self._view.hasFocus()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(line, PlanLine):
            self._paint_line(painter, rect, line, unfolded=self._view.isExpanded(index))
        else:
            self._paint_body(painter, rect, str(index.data()))
        if current:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colors.accent), 2))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -2), 7, 7)
        painter.restore()

    def _paint_line(self, painter: QPainter, rect: QRectF, line: PlanLine, *, unfolded: bool) -> None:
        colors, font = self._theme.colors, self._view.font()
        if not unfolded:
            painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), QColor(colors.line))
        painter.setPen(QPen(QColor(colors.muted), 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        middle = QPointF(rect.left() + 13, rect.center().y())
        tip, one, other = (
            (QPointF(0, 2), QPointF(-4, -2), QPointF(4, -2))
            if unfolded
            else (QPointF(2, 0), QPointF(-2, -4), QPointF(-2, 4))
        )
        painter.drawPolyline([middle + one, middle + tip, middle + other])
        padding = _PADDING + (rect.height() - self._usual_height()) / 2
        words = rect.adjusted(_INDENT, padding, -8, -padding - 1)
        self._write(painter, words, font, colors.text, line.title, Qt.AlignmentFlag.AlignTop)
        self._write(painter, words, scaled_font(font, _SMALL), colors.muted, line.call, Qt.AlignmentFlag.AlignBottom)

    def _paint_body(self, painter: QPainter, rect: QRectF, text: str) -> None:
        colors = self._theme.colors
        ground = rect.adjusted(_INDENT, 0, -_INDENT / 2, -8)
        painter.setPen(QPen(QColor(colors.line), 1))
        painter.setBrush(QColor(colors.window))  # the list lies on a card
        painter.drawRoundedRect(ground.adjusted(0.5, 0.5, -0.5, -0.5), 7, 7)
        painter.setFont(self._fixed)
        painter.setPen(QColor(colors.text))
        painter.drawText(ground.adjusted(_BODY, _BODY, -_BODY, -_BODY), _WRAPPED, text)

    def _write(
        self, painter: QPainter, words: QRectF, font: QFont, color: str, text: str, side: Qt.AlignmentFlag
    ) -> None:
        painter.setFont(font)
        painter.setPen(QColor(color))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, round(words.width()))
        painter.drawText(words, side | Qt.AlignmentFlag.AlignLeft, shown)
