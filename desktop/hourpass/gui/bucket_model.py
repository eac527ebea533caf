"""Bucket rows as Qt's table model. Neither a proxy nor fetchMore: with rows in Python both cost more than they save."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt

from hourpass.gui.labels import plain_tip
from hourpass.gui.row_model import DISPLAY, FOREGROUND, NOWHERE, TOOLTIP, Index, RowModel
from hourpass.gui.wording.buckets import created_day, created_moment, readable
from hourpass.services.ports import BucketRow
from hourpass.viewmodels.bucket_rows import BucketRows, Column, Row


class BucketModel(RowModel):
    """Shows :class:`BucketRows`, and changes them in the ways that Qt must be told of."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((self.tr("Bucket"), self.tr("Region"), self.tr("Created")), parent)
        self.rows = BucketRows()
        self._view: list[Row] = self.rows.view

    @property
    def shown(self) -> BucketRows:
        return self.rows

    def name_at(self, place: int) -> str:
        """The name in the row at *place*, as AWS knows it."""
        return self._view[place][0]

    def region_at(self, place: int) -> str:
        """Its region; empty where the server does not tell."""
        return self._view[place][1]

    def add(self, pages: list[list[BucketRow]], replace: bool = False) -> None:
        """Take in *pages*; with *replace* they are the first of a new list, and the old one goes."""
        rows = self.rows
        page = rows.prepare(row for page in pages for row in page)
        passing = rows.passing(page)
        if not passing and not replace:
            rows.add(page)
        elif not replace and rows.follows(passing):
            # The usual case, as AWS lists by name: what is on screen does not move.
            self.beginInsertRows(NOWHERE, rows.count, rows.count + len(passing) - 1)
            rows.add(page)
            self._view = rows.view
            self.endInsertRows()
        else:
            self.arriving = True
            self.beginResetModel()
            if replace:
                rows.clear()
            rows.add(page)
            self._end_reset()
            self.arriving = False

    def clear(self) -> None:
        """Forget all rows."""
        self.beginResetModel()
        self.rows.clear()
        self._end_reset()

    def set_filter(self, text: str) -> None:
        """Show only names that contain *text*."""
        if text.strip().casefold() == self.rows.filter:
            return
        self.beginResetModel()
        self.rows.set_filter(text)
        self._end_reset()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by *column*, as a click on its header asks."""
        wanted = (column, order == Qt.SortOrder.DescendingOrder)
        if column < 0 or wanted == self.rows.order:
            return  # Qt's sortByColumn asks twice
        self.beginResetModel()
        self.rows.sort(Column(column), wanted[1])
        self._end_reset()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._view)

    def data(self, index: Index, role: int = DISPLAY) -> object:
        if role != DISPLAY:
            return self._aside(index, role) if role in (FOREGROUND, TOOLTIP) else None
        column = index.column()
        text = self._view[index.row()][column]
        if column == 2:
            return created_day(text)
        return readable(text) if column == 0 else text or "—"

    def _aside(self, index: Index, role: int) -> object:
        column = index.column()
        if role == FOREGROUND:
            return self.muted if column else None
        text = self._view[index.row()][column]
        if column == Column.CREATED:
            return created_moment(text) or plain_tip(readable(text))
        return plain_tip(readable(text)) if column == Column.NAME else None

    def _end_reset(self) -> None:
        self._view = self.rows.view
        self.endResetModel()
