"""A table whose keys go by whole rows, and that shows which one the keyboard is at."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from hourpass.gui.announcing import announce
from hourpass.gui.theme import Theme

_RADIUS = 7
_ENDS = frozenset({Qt.Key.Key_Home, Qt.Key.Key_End})
_HOME, _END = QAbstractItemView.CursorAction.MoveHome, QAbstractItemView.CursorAction.MoveEnd


class OutlinedTable(QTableView):
    """Draws a line round the current row while it has the keyboard: a selected row looks the same with and without.

    Its paintEvent is there also to enter Python once a frame: entered for each cell, the lock has to be won each time, and a
    busy thread keeps it for 5 ms. A frame was 200 ms and more, and is 20 at most.
    """

    def __init__(self, theme: Theme, row_height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(row_height)
        rows.setDefaultSectionSize(row_height)

    def copy(self) -> None:
        """What Ctrl+C does. Qt would copy the one cell that the keyboard is at."""

    def put_on_clipboard(self, text: str) -> None:
        """*text* of rows, if there is any. Nothing on screen tells of it, so it is said aloud."""
        if text:
            QGuiApplication.clipboard().setText(text)
            announce(self, self.tr("Copied"))

    def moveCursor(
        self,
        cursorAction: QAbstractItemView.CursorAction,  # noqa: N803 (Qt's name)
        modifiers: Qt.KeyboardModifier,
    ) -> QModelIndex:
        """Home and End lead to the first and the last row: Qt's lead along a row, which is chosen as a whole here."""
        rows = self.model().rowCount()
        if cursorAction not in (_HOME, _END) or not rows:
            return super().moveCursor(cursorAction, modifiers)
        return self.model().index(0 if cursorAction is _HOME else rows - 1, max(self.currentIndex().column(), 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in _ENDS:
            self._go_to_end(event)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def _go_to_end(self, event: QKeyEvent) -> None:
        # With Ctrl the same: Qt would move the mark, and leave the selection where it was.
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.ControlModifier
        if not modifiers & Qt.KeyboardModifier.ShiftModifier:
            # Or Qt would do nothing where the mark is there already and more than its row is selected.
            self.selectionModel().setCurrentIndex(QModelIndex(), QItemSelectionModel.SelectionFlag.NoUpdate)
        super().keyPressEvent(QKeyEvent(event.type(), event.key(), modifiers))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        row = self.currentIndex().row()
        if row < 0 or not self.hasFocus():
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.colors.accent), 2))
        whole = QRectF(0, self.rowViewportPosition(row), self.viewport().width(), self.rowHeight(row))
        ring, corners = QPainterPath(), QPainterPath()
        ring.addRoundedRect(whole.adjusted(1, 1, -1, -2), _RADIUS, _RADIUS)
        corners.addRect(whole.adjusted(0, 0, 0, -1))  # without the line below the row
        painter.fillPath(corners.subtracted(ring), QColor(self._theme.colors.window))  # a selected row has square ones
        painter.drawPath(ring)
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
