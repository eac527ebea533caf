"""The table of buckets. QTableView, for Qt's other views lay out every row at each change of the list."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QEvent, QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QGuiApplication,
    QHelpEvent,
    QHoverEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QMenu, QTableView, QToolTip, QWidget

from hourpass.gui.bucket_header import SortHeader
from hourpass.gui.bucket_model import BucketModel
from hourpass.gui.theme import Theme
from hourpass.viewmodels.bucket_rows import Column, Row, arn, as_csv

ROW_HEIGHT = 34
_NAME_SHARE = 0.44
_REGION_SHARE = 0.30
_POINTING = frozenset({QEvent.Type.HoverEnter, QEvent.Type.HoverMove})
_PADDING = 24  # of a cell, both sides, as the style sheet has it, and a little
_MANY = 3000
"""Beyond so many ranges Qt's selection model itself becomes slow; so wide a selection is let go instead."""


class BucketTable(QTableView):
    """Rows of :class:`BucketModel`, with selection and current row held by name through every reset."""

    def __init__(self, theme: Theme, model: BucketModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bucketTable")
        self.setAccessibleName(self.tr("Buckets"))
        self._model = model
        self._partition = "aws"
        self._selected: dict[str, Row] = {}
        self._current: Row | None = None
        self._restoring = False
        self._theme = theme
        self._pointed = -1  # where the pointer is, down from the top
        self._typed = ""
        self._since_typed = QElapsedTimer()
        self._shared_width = -1
        self._by_hand = False
        self.setModel(model)
        self._dress(theme)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)

    def set_partition(self, partition: str) -> None:
        """The partition that copied ARNs name."""
        self._partition = partition

    def forget_selection(self) -> None:
        """Hold on to no name: the next rows belong to somebody else."""
        self.clearSelection()
        self._selected, self._current = {}, None

    def selected_places(self) -> list[int]:
        """The places of the selected rows, from the top."""
        spans = self.selectionModel().selection().toList()
        return sorted({place for span in spans for place in range(span.top(), span.bottom() + 1)})

    def selected_names(self) -> list[str]:
        """The names of the selected rows, from the top."""
        return [self._model.name_at(place) for place in self.selected_places()]

    def copy_names(self) -> None:
        """The selected names to the clipboard, a line each."""
        self._copy("\n".join(self.selected_names()))

    def copy_arns(self) -> None:
        """The selected buckets' ARNs to the clipboard, a line each."""
        self._copy("\n".join(arn(name, self._partition) for name in self.selected_names()))

    def copy_csv(self) -> None:
        """The selected rows to the clipboard as CSV with a header."""
        view = self._model.rows.view
        self._copy(as_csv(view[place] for place in self.selected_places()))

    def menu(self) -> QMenu:
        """What can be done with the rows, for mouse and menu key."""
        menu = QMenu(self)
        some = self.selectionModel().hasSelection()
        several = some and len(self.selected_places()) > 1
        for text, copy in (
            (self.tr("Copy &names") if several else self.tr("Copy &name"), self.copy_names),
            (self.tr("Copy &ARNs") if several else self.tr("Copy &ARN"), self.copy_arns),
            (self.tr("Copy as &CSV rows") if several else self.tr("Copy as &CSV row"), self.copy_csv),
        ):
            action = menu.addAction(text, copy)
            action.setEnabled(some)
        menu.actions()[0].setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        menu.addSeparator()
        # The header takes no focus, so without these the keyboard could not sort.
        for column, text in (
            (Column.NAME, self.tr("Sort by na&me")),
            (Column.REGION, self.tr("Sort by &region")),
            (Column.CREATED, self.tr("Sort by &date")),
        ):
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
        place = self._model.rows.first_starting_with(self._typed, start)
        if place >= 0:
            self.setCurrentIndex(self._model.index(place, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_names()
            event.accept()
            return
        super().keyPressEvent(event)

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
            if index.column() == Column.NAME and self._fits(str(index.data())):
                QToolTip.hideText()
                return True
        # Qt repaints the whole row that the pointer comes to and the one that it leaves.
        if event.type() in _POINTING and isinstance(event, QHoverEvent):
            self._pointed = round(event.position().y())
        elif event.type() is QEvent.Type.HoverLeave:
            self._pointed = -1
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        # Overridden also to enter Python once a frame: entered for each cell, the lock has to be won each time,
        # and a busy thread keeps it for 5 ms. A frame was 200 ms and more, and is 20 at most.
        self._mark_pointed()
        super().paintEvent(event)

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
            self._selected = {}

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
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(ROW_HEIGHT)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        columns = SortHeader(theme, self)
        self.setHorizontalHeader(columns)
        columns.setStretchLastSection(True)
        columns.setMinimumSectionSize(60)
        columns.setSortIndicator(Column.NAME, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        columns.setSortIndicatorShown(False)  # the header draws its own
        # With the table's own the header asks at each paint whether a whole column is selected, row by row:
        # a second and more once 100,000 are.
        columns.setSelectionModel(QItemSelectionModel(self._model, columns))
        columns.sectionResized.connect(self._note_resize)

    def _share_width(self) -> None:
        """Divide the width as long as nobody has drawn a column to a width of their own."""
        width = self.viewport().width()
        if self._by_hand or width == self._shared_width:
            return
        self._shared_width = width
        columns = self.horizontalHeader()
        columns.blockSignals(True)
        for column, share in ((Column.NAME, _NAME_SHARE), (Column.REGION, _REGION_SHARE)):
            self.setColumnWidth(column, int(width * share))
        columns.blockSignals(False)
        self.updateGeometries()

    def _note_resize(self, column: int) -> None:
        if column != Column.CREATED and QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._by_hand = True

    def _turn(self, column: Column) -> None:
        """Sort by *column*, the other way round if it was sorted by already."""
        by, descending = self._model.rows.order
        downwards = column is by and not descending
        self.sortByColumn(column, Qt.SortOrder.DescendingOrder if downwards else Qt.SortOrder.AscendingOrder)

    def _tick(self, action: QAction, column: Column) -> None:
        action.setCheckable(True)
        action.setChecked(self._model.rows.order[0] is column)

    def _fits(self, text: str) -> bool:
        return self.fontMetrics().horizontalAdvance(text) + _PADDING <= self.columnWidth(Column.NAME)

    def _copy(self, text: str) -> None:
        if text:
            QGuiApplication.clipboard().setText(text)

    def _remember(self) -> None:
        # Rows that the filter has hidden are still in _selected and come back when it lets them through.
        view = self._model.rows.view
        self._selected.update((view[place][0], view[place]) for place in self.selected_places())
        current = self.currentIndex().row()
        if current >= 0:
            self._current = view[current]

    def _restore(self) -> None:
        if not self._selected and self._current is None:
            return
        rows = self._model.rows
        chosen = QItemSelection()
        for first, last in _runs(rows.places(self._selected.values())):
            chosen.select(self._model.index(first, 0), self._model.index(last, len(Column) - 1))
        current = rows.places([self._current]) if self._current else []
        self._restoring = True
        # The current row comes into sight when a person sorts or filters, but does not pull at one who reads
        # elsewhere while pages arrive.
        self.setAutoScroll(not self._model.arriving)
        selection = self.selectionModel()
        if current:
            selection.setCurrentIndex(self._model.index(current[0], 0), QItemSelectionModel.SelectionFlag.NoUpdate)
        if chosen:
            selection.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.setAutoScroll(True)
        self._restoring = False


def _runs(places: list[int]) -> list[tuple[int, int]]:
    """*places* as ranges from first to last; none if there are more than Qt's selection can take in."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place - 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs if len(runs) <= _MANY else []
