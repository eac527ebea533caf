"""What a person has chosen in a table, held on to while its rows come, go and change their places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QObject
from PySide6.QtWidgets import QTableView

from hourpass.gui import row_spans
from hourpass.gui.row_model import RowModel
from hourpass.gui.row_spans import Span

_MANY = 3000
"""Beyond so many ranges Qt's selection model itself becomes slow; so wide a selection is let go instead."""
_SEARCHED = 20_000
"""Rows among which those that are waited for are looked for one by one, where all have changed their places."""
_NOT_SELECTED = QItemSelectionModel.SelectionFlag.NoUpdate
_ROW_TOO = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows


class HeldRows(QObject):
    """The selected rows, the current one and the one that stands first on screen, through every reset of *model*.

    Up to *most* selected rows are found again one by one; of more only all. *table* shows *model* already: it has to
    hear of a change before this does.
    """

    def __init__(self, table: QTableView, model: RowModel, row_height: int, most: int) -> None:
        super().__init__(table)
        self._table, self._model, self._row_height, self._most = table, model, row_height, most
        self._selected: dict[Any, None] = {}
        self._everything = False
        self._current: Any = None
        self._restoring = False
        self._awaited: set[str] = set()  # names of rows to be chosen as soon as they are there
        self._awaited_current = ""
        self._top: tuple[Any, int] | None = None  # what stands first on screen, and how far it is scrolled out
        self._inserted_above = 0
        table.selectionModel().selectionChanged.connect(self._note_choice)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        model.rowsAboutToBeInserted.connect(self._note_insertion)
        model.rowsInserted.connect(self._after_insertion)

    def forget(self) -> None:
        """Hold on to no row, and wait for none."""
        self._current = None
        self._choose_anew()

    def wait_for(self, names: set[str], current: str) -> None:
        """Choose the rows called so as soon as they are there."""
        self._awaited, self._awaited_current = names, current

    def names(self) -> tuple[set[str], str]:
        """What the selected rows are called, and what the current one is; else what is waited for."""
        rows = self._model.shown
        spans, current = self._spans(), self._table.currentIndex().row()
        few = spans if row_spans.count(spans) <= self._most else []
        names = {rows.name_at(place) for place in row_spans.places(few)}
        name = rows.name_at(current) if current >= 0 else ""
        return names or self._awaited, name or self._awaited_current

    def _note_choice(self) -> None:
        if not self._restoring:
            self._choose_anew()

    def _choose_anew(self) -> None:
        # What the filter had hidden of the earlier choice is no longer meant.
        self._selected, self._everything = {}, False
        self.wait_for(set(), "")

    def _spans(self) -> list[Span]:
        return row_spans.selected(self._table.selectionModel())

    # a reset

    def _remember(self) -> None:
        rows, table = self._model.shown, self._table
        spans = self._spans()
        count = row_spans.count(spans)
        self._everything = count == rows.count and (count > self._most or self._everything)
        # Rows that the filter has hidden are still in _selected and come back when it lets them through.
        if not self._everything and count <= self._most:
            self._selected.update((rows.handle(place), None) for place in row_spans.places(spans))
        current = table.currentIndex().row()
        if current >= 0:
            self._current = rows.handle(current)
        first = table.rowAt(0)
        self._top = None
        if self._model.arriving and first >= 0 and table.verticalScrollBar().value():
            self._top = (rows.handle(first), table.rowViewportPosition(first))

    def _restore(self) -> None:
        rows, table = self._model.shown, self._table
        chosen = QItemSelection()
        for first, last in self._runs_to_select():
            chosen.select(self._model.index(first, 0), self._model.index(last, self._model.columnCount() - 1))
        current = rows.places([self._current]) if self._current is not None else []
        self._restoring = True
        # The current row comes into sight when a person sorts or filters, but does not pull at one who reads
        # elsewhere while pages arrive.
        table.setAutoScroll(not self._model.arriving)
        selection = table.selectionModel()
        if current:
            selection.setCurrentIndex(self._model.index(current[0], 0), _NOT_SELECTED)
        if chosen:
            selection.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        table.setAutoScroll(True)
        self._restoring = False
        if self._top is not None:
            self._scroll_back(*self._top)
        if self._model.arriving and rows.count <= _SEARCHED:
            self._look_for_awaited(0, rows.count - 1)

    def _runs_to_select(self) -> Sequence[Span]:
        rows = self._model.shown
        if self._everything:
            return [(0, rows.count - 1)] if rows.count else []
        runs = row_spans.runs(rows.places(self._selected)) if self._selected else []
        return runs if len(runs) <= _MANY else []

    def _scroll_back(self, handle: Any, offset: int) -> None:
        places = self._model.shown.places([handle])
        if places:
            self._table.updateGeometries()
            self._table.verticalScrollBar().setValue(places[0] * self._row_height - offset)

    # rows that come in between

    def _note_insertion(self, _parent: QModelIndex, first: int, last: int) -> None:
        above = self._table.verticalScrollBar().value() and first <= self._table.rowAt(0)
        self._inserted_above = last - first + 1 if above else 0

    def _after_insertion(self, _parent: QModelIndex, first: int, last: int) -> None:
        if self._inserted_above:
            self._table.updateGeometries()
            bar = self._table.verticalScrollBar()
            bar.setValue(bar.value() + self._inserted_above * self._row_height)
        self._look_for_awaited(first, last)

    def _look_for_awaited(self, first: int, last: int) -> None:
        """Choose those of the rows from *first* to *last* that were waited for."""
        if not self._awaited and not self._awaited_current:
            return
        rows, selection = self._model.shown, self._table.selectionModel()
        awaited, current = self._awaited, self._awaited_current
        for place in range(first, last + 1):
            name = rows.name_at(place)
            index = self._model.index(place, 0)
            if name == current:
                selection.setCurrentIndex(index, _NOT_SELECTED)
                self._table.scrollTo(index)
                current = ""
            if name in awaited:
                selection.select(index, _ROW_TOO)
                awaited = awaited - {name}
        self.wait_for(awaited, current)
