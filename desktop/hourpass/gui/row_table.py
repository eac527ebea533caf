"""The table of buckets or of objects. QTableView, for Qt's other views lay out every row at each change of the list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QElapsedTimer, QEvent, QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QHoverEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QMenu, QToolTip, QWidget

from hourpass.gui.row_focus import OutlinedTable
from hourpass.gui.row_model import RowModel
from hourpass.gui.sort_header import SortHeader
from hourpass.gui.theme import Theme

ROW_HEIGHT = 34
NAME = 0
_POINTING = frozenset({QEvent.Type.HoverEnter, QEvent.Type.HoverMove})
PADDING = 24  # of a cell, both sides, as the style sheet has it, and a little
_MANY = 3000
"""Beyond so many ranges Qt's selection model itself becomes slow; so wide a selection is let go instead."""
_SEARCHED = 20_000
"""Rows among which those that are waited for are looked for one by one, where all have changed their places."""
_NOT_SELECTED = QItemSelectionModel.SelectionFlag.NoUpdate
_ROW_TOO = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
_ROW_ALONE = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
_BY_TAB = frozenset({Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason})
_OPENING = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class RowTable(OutlinedTable):
    """Rows of a :class:`RowModel`, with selection and current row held through every reset."""

    opened = Signal(int)
    """The row at that place is to be gone into."""

    _most_held = 100_000
    """So many selected rows are found again one by one; of more only all."""
    _mark_width = 0  # of what stands before a name
    _told_in_full = frozenset({NAME})  # columns whose tooltip is the text itself, for those that have no room for it

    def __init__(self, theme: Theme, model: RowModel, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._rows_of = model
        self._selected: dict[Any, None] = {}
        self._everything = False
        self._current: Any = None
        self._restoring = False
        self._awaited: set[str] = set()  # names of rows to be chosen as soon as they are there
        self._awaited_current = ""
        self._top: tuple[Any, int] | None = None  # what stands first on screen, and how far it is scrolled out
        self._inserted_above = 0
        self._pointed = -1  # where the pointer is, down from the top
        self._typed = ""
        self._since_typed = QElapsedTimer()
        self._shared_width = -1
        self._by_hand = False
        self.setModel(model)
        self._dress(theme)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        model.rowsAboutToBeInserted.connect(self._note_insertion)
        model.rowsInserted.connect(self._after_insertion)

    # what the one table does in its own way

    def copy(self) -> None:
        """What Ctrl+C does."""

    def fill_menu(self, menu: QMenu, spans: list[tuple[int, int]]) -> None:
        """Add what can be done with the rows in *spans*."""

    def sort_texts(self) -> tuple[tuple[int, str], ...]:
        """The columns that the menu sorts by, in words."""
        return ()

    def shared(self, width: int) -> Mapping[int, int]:
        """How wide each column is in a table that is so wide; one that is not named has no room."""
        return {NAME: width}

    # selection

    def selected_spans(self) -> list[tuple[int, int]]:
        """The first and the last place of each selected range, from the top."""
        spans = sorted((span.top(), span.bottom()) for span in self.selectionModel().selection().toList())
        joined: list[tuple[int, int]] = []
        for first, last in spans:
            if joined and first <= joined[-1][1] + 1:
                joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
            else:
                joined.append((first, last))
        return joined

    def selected_places(self) -> list[int]:
        """The places of the selected rows, from the top."""
        return [place for first, last in self.selected_spans() for place in range(first, last + 1)]

    def forget_selection(self) -> None:
        """Hold on to no row: the next ones belong to somebody else."""
        self.clearSelection()
        self.setCurrentIndex(QModelIndex())
        self._selected, self._everything, self._current = {}, False, None
        self._awaited, self._awaited_current = set(), ""

    def go_to(self, name: str) -> None:
        """Choose the row called *name*, now or as soon as it is there."""
        rows = self._rows_of.shown
        handle = rows.find(name) if name else None
        places = rows.places([handle]) if handle is not None else []
        if places:
            self.choose(places[0])
        else:
            self._awaited, self._awaited_current = {name} if name else set(), name

    def choose(self, place: int) -> None:
        """Have the row at *place* current, and it alone selected. Qt's own selectRow minds the keys that are held."""
        index = self._rows_of.index(place, 0)
        self.selectionModel().setCurrentIndex(index, _ROW_ALONE)
        self.scrollTo(index)

    def hold_by_name(self) -> None:
        """The rows are about to be replaced by others: choose those that are called the same as they arrive."""
        rows = self._rows_of.shown
        spans, current = self.selected_spans(), self.currentIndex().row()
        count = sum(last - first + 1 for first, last in spans)
        few = spans if count <= self._most_held else []
        names = {rows.name_at(place) for first, last in few for place in range(first, last + 1)}
        name = rows.name_at(current) if current >= 0 else ""
        awaited, awaited_current = self._awaited, self._awaited_current
        self.forget_selection()
        self._awaited, self._awaited_current = (names or awaited), (name or awaited_current)

    # what a person does

    def menu(self) -> QMenu:
        """What can be done with the rows, for mouse and menu key."""
        menu = QMenu(self)
        self.fill_menu(menu, self.selected_spans())
        menu.addSeparator()
        # The header takes no focus, so without these the keyboard could not sort.
        for column, text in self.sort_texts():
            action = menu.addAction(text)
            action.triggered.connect(lambda _=False, c=column: self._turn(c))
            self._tick(action, column)
        return menu

    def keyboardSearch(self, search: str) -> None:
        """Type-ahead over the rows themselves: Qt's own asks the model for every cell until one fits."""
        fresh = not self._since_typed.isValid() or self._since_typed.elapsed() > QApplication.keyboardInputInterval()
        self._since_typed.start()
        here = max(self.currentIndex().row(), 0)
        if fresh or search == self._typed:  # the same letter again walks on
            self._typed, start = search, here + (1 if self.currentIndex().isValid() else 0)
        else:
            self._typed, start = self._typed + search, here
        place = self._rows_of.shown.first_starting_with(self._typed, start)
        if place >= 0:
            self.setCurrentIndex(self._rows_of.index(place, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in _OPENING and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit(index.row())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        at = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard and self.currentIndex().isValid():
            at = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        menu.popup(at)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            if index.column() in self._told_in_full and self._fits(str(index.data()), index.column()):
                QToolTip.hideText()
                return True
        # Qt repaints the whole row that the pointer comes to and the one that it leaves.
        if event.type() in _POINTING and isinstance(event, QHoverEvent):
            self._pointed = round(event.position().y())
        elif event.type() is QEvent.Type.HoverLeave:
            self._pointed = -1
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._mark_pointed()
        super().paintEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in _BY_TAB and self._rows_of.shown.count and not self.currentIndex().isValid():
            self.choose(0)  # or nothing would show that the keyboard is here

    def _mark_pointed(self) -> None:
        # The style sheet would mark the cell only.
        row = self.rowAt(self._pointed) if self._pointed >= 0 else -1
        if row < 0:
            return
        painter = QPainter(self.viewport())
        top, height = self.rowViewportPosition(row), self.rowHeight(row)
        painter.fillRect(0, top, self.viewport().width(), height, QColor(self._theme.colors.hover))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        if not self._restoring:
            # Chosen anew: what the filter had hidden of the earlier choice is no longer meant.
            self._selected, self._everything = {}, False
            self._awaited, self._awaited_current = set(), ""

    # looks

    def _dress(self, theme: Theme) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # names of one family differ at their ends
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        # Columns that share the width leave nothing to scroll to. A vertical bar that comes and goes takes some of it, and
        # Qt would show this bar too before they have shared what is left.
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(ROW_HEIGHT)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        columns = SortHeader(theme, self)
        self.setHorizontalHeader(columns)
        columns.setStretchLastSection(True)
        columns.setMinimumSectionSize(60)
        columns.setSortIndicator(NAME, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        columns.setSortIndicatorShown(False)  # the header draws its own
        # With the table's own the header asks at each paint whether a whole column is selected, row by row:
        # a second and more once 100,000 are.
        columns.setSelectionModel(QItemSelectionModel(self._rows_of, columns))
        columns.sectionResized.connect(self._note_resize)

    def _share_width(self) -> None:
        """Divide the width as long as nobody has drawn a column to a width of their own."""
        width = self.viewport().width()
        if self._by_hand or width == self._shared_width:
            return
        self._shared_width = width
        columns = self.horizontalHeader()
        columns.blockSignals(True)
        widths = self.shared(width)
        for column in range(self._rows_of.columnCount()):
            self.setColumnHidden(column, column not in widths)
            if column in widths:
                self.setColumnWidth(column, widths[column])
        columns.blockSignals(False)
        self.updateGeometries()

    def _note_resize(self, column: int) -> None:
        if column + 1 < self._rows_of.columnCount() and QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._by_hand = True
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def _turn(self, column: int) -> None:
        """Sort by *column*, the other way round if it was sorted by already."""
        by, descending = self._rows_of.shown.order
        downwards = column == by and not descending
        self.sortByColumn(column, Qt.SortOrder.DescendingOrder if downwards else Qt.SortOrder.AscendingOrder)

    def _tick(self, action: QAction, column: int) -> None:
        action.setCheckable(True)
        action.setChecked(self._rows_of.shown.order[0] == column)

    def _fits(self, text: str, column: int) -> bool:
        mark = self._mark_width if column == NAME else 0
        return self.fontMetrics().horizontalAdvance(text) + mark + PADDING <= self.columnWidth(column)

    # holding on

    def _remember(self) -> None:
        rows = self._rows_of.shown
        spans = self.selected_spans()
        count = sum(last - first + 1 for first, last in spans)
        self._everything = count == rows.count and (count > self._most_held or self._everything)
        # Rows that the filter has hidden are still in _selected and come back when it lets them through.
        if not self._everything and count <= self._most_held:
            self._selected.update(
                (rows.handle(place), None) for first, last in spans for place in range(first, last + 1)
            )
        current = self.currentIndex().row()
        if current >= 0:
            self._current = rows.handle(current)
        first = self.rowAt(0)
        self._top = None
        if self._rows_of.arriving and first >= 0 and self.verticalScrollBar().value():
            self._top = (rows.handle(first), self.rowViewportPosition(first))

    def _restore(self) -> None:
        rows = self._rows_of.shown
        chosen = QItemSelection()
        for first, last in self._runs_to_select():
            chosen.select(self._rows_of.index(first, 0), self._rows_of.index(last, self._rows_of.columnCount() - 1))
        current = rows.places([self._current]) if self._current is not None else []
        self._restoring = True
        # The current row comes into sight when a person sorts or filters, but does not pull at one who reads
        # elsewhere while pages arrive.
        self.setAutoScroll(not self._rows_of.arriving)
        selection = self.selectionModel()
        if current:
            selection.setCurrentIndex(self._rows_of.index(current[0], 0), _NOT_SELECTED)
        if chosen:
            selection.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.setAutoScroll(True)
        self._restoring = False
        if self._top is not None:
            self._scroll_back(*self._top)
        if self._rows_of.arriving and rows.count <= _SEARCHED:
            self._look_for_awaited(0, rows.count - 1)

    def _runs_to_select(self) -> list[tuple[int, int]]:
        rows = self._rows_of.shown
        if self._everything:
            return [(0, rows.count - 1)] if rows.count else []
        return _runs(rows.places(self._selected)) if self._selected else []

    def _scroll_back(self, handle: Any, offset: int) -> None:
        places = self._rows_of.shown.places([handle])
        if places:
            self.updateGeometries()
            self.verticalScrollBar().setValue(places[0] * ROW_HEIGHT - offset)

    def _note_insertion(self, _parent: QModelIndex, first: int, last: int) -> None:
        above = self.verticalScrollBar().value() and first <= self.rowAt(0)
        self._inserted_above = last - first + 1 if above else 0

    def _after_insertion(self, _parent: QModelIndex, first: int, last: int) -> None:
        if self._inserted_above:
            self.updateGeometries()
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self._inserted_above * ROW_HEIGHT)
        self._look_for_awaited(first, last)

    def _look_for_awaited(self, first: int, last: int) -> None:
        """Choose those of the rows from *first* to *last* that were waited for."""
        if not self._awaited and not self._awaited_current:
            return
        rows = self._rows_of.shown
        awaited, current = self._awaited, self._awaited_current
        for place in range(first, last + 1):
            name = rows.name_at(place)
            index = self._rows_of.index(place, 0)
            if name == current:
                self.selectionModel().setCurrentIndex(index, _NOT_SELECTED)
                self.scrollTo(index)
                current = ""
            if name in awaited:
                self.selectionModel().select(index, _ROW_TOO)
                awaited = awaited - {name}
        self._awaited, self._awaited_current = awaited, current


def copy_text(text: str) -> None:
    """*text* to the clipboard, if there is any."""
    if text:
        QGuiApplication.clipboard().setText(text)


def _runs(places: list[int]) -> list[tuple[int, int]]:
    """*places* as ranges from first to last; none if there are more than Qt's selection can take in."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place - 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs if len(runs) <= _MANY else []
