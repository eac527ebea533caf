"""The rows of one folder as Qt's table model. What takes long with a million of them is done in steps between frames."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QIcon

from hourpass.gui.in_steps import InSteps
from hourpass.gui.labels import plain_tip
from hourpass.gui.row_model import DISPLAY, FOREGROUND, NOWHERE, SPOKEN, TOOLTIP, Index, RowModel
from hourpass.gui.sort_header import ALIGNED_RIGHT
from hourpass.gui.wording import objects as wording
from hourpass.services.ports import ObjectPage
from hourpass.viewmodels.object_rows import Column, ObjectRows, Work

_DECORATION = int(Qt.ItemDataRole.DecorationRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_ASIDE = frozenset({FOREGROUND, TOOLTIP, _DECORATION, _ALIGNMENT, SPOKEN})
_AT_ONCE = 0.02  # seconds of work that need no steps
_A_TURN = 0.008


class ObjectModel(RowModel):
    """Shows :class:`ObjectRows`, and changes them in the ways that Qt must be told of."""

    busy_changed = Signal(bool)
    """A filter or an order is on its way, or in force. Nothing may be added meanwhile."""

    def __init__(self, parent: QObject | None = None) -> None:
        titles = (self.tr("Name"), self.tr("Size"), self.tr("Last modified"), self.tr("Storage class"))
        super().__init__(titles, parent)
        self.rows = ObjectRows()
        self._turns: InSteps | None = None
        self._text = ""
        self._wanted: tuple[Column, bool] = self.rows.order
        self._icons = QIcon(), QIcon()
        self._look()

    @property
    def shown(self) -> ObjectRows:
        return self.rows

    @property
    def busy(self) -> bool:
        """Whether a filter or an order is still on its way."""
        return self._turns is not None

    def set_icons(self, folder: QIcon, file: QIcon) -> None:
        """What stands before the names."""
        self._icons = folder, file

    def show(self, rows: ObjectRows, text: str) -> None:
        """Show other *rows*, filtered by *text*, in the order that is in force."""
        self.drop_work()
        self._text = text
        self.beginResetModel()
        self.rows = rows
        self._end_reset()
        self.take_up_work()

    def add(self, pages: list[ObjectPage], replace: bool = False) -> None:
        """Take in *pages*; with *replace* they are the first of a new list, and the old one goes."""
        self.arriving = True
        if replace:
            self.beginResetModel()
            self.rows.clear()
            for shelf, fresh in self.rows.take(pages):
                shelf.show(fresh, shelf.passing(fresh))
            self._end_reset()
            pages = []
        for shelf, fresh in self.rows.take(pages):
            passing = shelf.passing(fresh)
            if not passing:
                shelf.show(fresh, passing)
            elif shelf.follows(passing):
                # The usual case, as AWS lists by name: what is on screen does not move.
                end = self.rows.start_of(shelf) + len(shelf.view)
                self.beginInsertRows(NOWHERE, end, end + len(passing) - 1)
                shelf.show(fresh, passing)
                self._look()
                self.endInsertRows()
            else:
                self.beginResetModel()
                shelf.show(fresh, passing)
                self._end_reset()
        self.arriving = False

    def clear(self) -> None:
        """Forget all rows."""
        self.drop_work()
        self.beginResetModel()
        self.rows.clear()
        self._end_reset()

    def set_filter(self, text: str) -> None:
        """Show only names that contain *text*; soon, where there are very many."""
        self._text = text
        self.take_up_work()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by *column*, as a click on its header asks; soon, where there are very many rows."""
        wanted = (Column(column), order == Qt.SortOrder.DescendingOrder) if column >= 0 else self._wanted
        if wanted != self._wanted:  # Qt's sortByColumn asks twice
            self._wanted = wanted
            self.take_up_work()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else self._folder_count + self._object_count

    def data(self, index: Index, role: int = DISPLAY) -> object:
        if role != DISPLAY:
            return self._aside(index, role) if role in _ASIDE else None
        shelf, number = self.rows.shelf_at(index.row())
        column = index.column()
        if column == 0:
            return wording.named(shelf.names[number])
        if shelf is self.rows.folders:
            return ""
        value = shelf.columns[column][number]
        if column == 1:
            return wording.size(value)
        return wording.minute(value) if column == 2 else value or "—"

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> object:
        if role == _ALIGNMENT and section == Column.SIZE and orientation is Qt.Orientation.Horizontal:
            return ALIGNED_RIGHT
        return super().headerData(section, orientation, role)

    def _aside(self, index: Index, role: int) -> object:
        column, place = index.column(), index.row()
        told: object = None
        if role == FOREGROUND:
            told = self.muted if column else None
        elif role == _ALIGNMENT:
            told = ALIGNED_RIGHT if column == Column.SIZE else None
        elif role == _DECORATION:
            told = self._icons[place >= self._folder_count] if column == Column.NAME else None
        elif role == TOOLTIP:
            told = self._tip(place, column)
        elif not column and place < self._folder_count:
            told = self.tr("Folder {0}").format(wording.named(self.rows.name_at(place)[:-1]))
        return told

    def _tip(self, place: int, column: int) -> str | None:
        shelf, number = self.rows.shelf_at(place)
        if column == Column.NAME:
            return plain_tip(wording.tip(wording.named(shelf.names[number])))
        if shelf is self.rows.folders:
            return None
        value = shelf.columns[column][number]
        if column == Column.SIZE:
            return wording.exact_size(value)
        return wording.moment(value) if column == Column.MODIFIED else plain_tip(value)

    # long work

    def take_up_work(self) -> None:
        """Bring filter and order in force, all of it at once where that takes no time."""
        self.drop_work()
        steps, began = self._steps(), perf_counter()
        for _ in steps:
            if perf_counter() - began > _AT_ONCE:
                self._turns = InSteps(steps, self, _A_TURN)
                self.busy_changed.emit(True)
                return

    def drop_work(self) -> None:
        """Leave filter and order as they are in force, until the work is taken up."""
        if self._turns is not None:
            self._turns.stop()
            self._turns.deleteLater()
            self._turns = None
            self.busy_changed.emit(False)

    def _steps(self) -> Iterator[None]:
        if self.rows.order != self._wanted:
            yield from self._carried_out(self.rows.sorting(*self._wanted))
        if self.rows.filter != self._text.strip().casefold():
            yield from self._carried_out(self.rows.filtering(self._text))
        self.drop_work()

    def _carried_out(self, work: Work) -> Iterator[None]:
        commit = yield from work
        self.beginResetModel()
        commit()
        self._end_reset()

    def _end_reset(self) -> None:
        self._look()
        self.endResetModel()

    def _look(self) -> None:
        self._folder_count, self._object_count = len(self.rows.folders.view), len(self.rows.objects.view)
