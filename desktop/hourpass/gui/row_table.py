"""The table of buckets or of objects. QTableView, for Qt's other views lay out every row at each change of the list."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import (
    QActionGroup,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QMenu, QToolTip, QWidget

from hourpass.gui import row_spans
from hourpass.gui.column_widths import ColumnWidths
from hourpass.gui.held_rows import HeldRows
from hourpass.gui.row_model import RowModel
from hourpass.gui.row_pointed import PointedTable
from hourpass.gui.row_spans import Span
from hourpass.gui.sort_header import SortHeader
from hourpass.gui.theme import Theme
from hourpass.gui.type_ahead import TypeAhead

ROW_HEIGHT = 34
NAME = 0
PADDING = 24  # of a cell, both sides, as the style sheet has it, and a little
_ROW_ALONE = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
_BY_TAB = frozenset({Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason})
_OPENING = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class RowTable(PointedTable):
    """Rows of a :class:`RowModel`, with selection and current row held through every reset."""

    opened = Signal(int)
    """The row at that place is to be gone into."""

    _most_held = 100_000
    """So many selected rows are found again one by one; of more only all."""
    _mark_width = 0  # of what stands before a name
    _told_in_full = frozenset({NAME})  # columns whose tooltip is the text itself, for those that have no room for it

    def __init__(self, theme: Theme, model: RowModel, parent: QWidget | None = None) -> None:
        super().__init__(theme, ROW_HEIGHT, parent)
        self._rows_of = model
        self._type_ahead = TypeAhead()
        self.setModel(model)
        self._dress(theme)
        self._held = HeldRows(self, model, ROW_HEIGHT, self._most_held)
        self._widths = ColumnWidths(self, self.shared)

    # what the one table does in its own way

    def fill_menu(self, menu: QMenu, spans: list[Span]) -> None:
        """Add what can be done with the rows in *spans*."""

    def sort_texts(self) -> tuple[tuple[int, str], ...]:
        """The columns that the menu sorts by, in words."""
        return ()

    def shared(self, width: int) -> Mapping[int, int]:
        """How wide each column is in a table that is so wide; one that is not named has no room."""
        return {NAME: width}

    # selection

    def selected_spans(self) -> list[Span]:
        """The first and the last place of each selected range, from the top."""
        return row_spans.selected(self.selectionModel())

    def selected_places(self) -> list[int]:
        """The places of the selected rows, from the top."""
        return row_spans.places(self.selected_spans())

    def forget_selection(self) -> None:
        """Hold on to no row: the next ones belong to somebody else."""
        self.clearSelection()
        self.setCurrentIndex(QModelIndex())
        self._held.forget()

    def go_to(self, name: str) -> None:
        """Choose the row called *name*, now or as soon as it is there."""
        rows = self._rows_of.shown
        handle = rows.find(name) if name else None
        places = rows.places([handle]) if handle is not None else []
        if places:
            self.choose(places[0])
        else:
            self._held.wait_for({name} if name else set(), name)

    def choose(self, place: int) -> None:
        """Have the row at *place* current, and it alone selected. Qt's own selectRow minds the keys that are held."""
        index = self._rows_of.index(place, 0)
        self.selectionModel().setCurrentIndex(index, _ROW_ALONE)
        self.scrollTo(index)

    def hold_by_name(self) -> None:
        """The rows are about to be replaced by others: choose those that are called the same as they arrive."""
        names = self._held.names()
        self.forget_selection()
        self._held.wait_for(*names)

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
            action.setCheckable(True)
            action.setChecked(self._rows_of.shown.order[0] == column)
        menu.addSeparator()
        self._offer_directions(menu)
        return menu

    def keyboardSearch(self, search: str) -> None:
        place = self._type_ahead.find(search, self._rows_of.shown, self.currentIndex().row())
        if place >= 0:
            self.setCurrentIndex(self._rows_of.index(place, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OPENING and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
            event.accept()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.BackButton:
            event.ignore()  # it is for what the table lies in; Qt would choose the row below it
        else:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.BackButton:
            event.ignore()  # the second of two quick presses
            return
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
        return super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in _BY_TAB and self._rows_of.shown.count and not self.currentIndex().isValid():
            self.choose(0)  # or nothing would show that the keyboard is here

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._widths.share()

    # looks

    def _dress(self, theme: Theme) -> None:
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # names of one family differ at their ends
        self.setCornerButtonEnabled(False)
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

    def _offer_directions(self, menu: QMenu) -> None:
        """The two ways round: which one it is, the header only draws."""
        by, descending = self._rows_of.shown.order
        either = QActionGroup(menu)
        for text, order, chosen in (
            (self.tr("Asc&ending"), Qt.SortOrder.AscendingOrder, not descending),
            (self.tr("Descendin&g"), Qt.SortOrder.DescendingOrder, descending),
        ):
            action = either.addAction(menu.addAction(text))
            action.setCheckable(True)
            action.setChecked(chosen)
            action.triggered.connect(lambda _=False, o=order: self.sortByColumn(by, o))

    def _turn(self, column: int) -> None:
        """Sort by *column*, the other way round if it was sorted by already."""
        by, descending = self._rows_of.shown.order
        downwards = column == by and not descending
        self.sortByColumn(column, Qt.SortOrder.DescendingOrder if downwards else Qt.SortOrder.AscendingOrder)

    def _fits(self, text: str, column: int) -> bool:
        mark = self._mark_width if column == NAME else 0
        return self.fontMetrics().horizontalAdvance(text) + mark + PADDING <= self.columnWidth(column)
