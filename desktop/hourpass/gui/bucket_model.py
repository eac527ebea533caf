"""Bucket rows as Qt's table model. Neither a proxy nor fetchMore: with rows in Python both cost more than they save."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor

from hourpass.gui.labels import plain_tip
from hourpass.gui.wording.buckets import created_day, created_moment, readable
from hourpass.services.ports import BucketRow
from hourpass.viewmodels.bucket_rows import BucketRows, Column, Row

# Enums of PySide are slow to compare, and Qt asks seven roles a cell.
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_FOREGROUND = int(Qt.ItemDataRole.ForegroundRole)
_TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)
_NOWHERE = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class BucketModel(QAbstractTableModel):
    """Shows :class:`BucketRows`, and changes them in the ways that Qt must be told of."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows = BucketRows()
        self.arriving = False  # whether the reset under way comes of AWS, not of the person
        self._view: list[Row] = self.rows.view
        self._muted = QBrush()
        self._titles = (self.tr("Bucket"), self.tr("Region"), self.tr("Created"))

    def set_muted(self, color: str) -> None:
        """What region and date are written in."""
        self._muted = QBrush(QColor(color))

    def name_at(self, place: int) -> str:
        """The name in the row at *place*, as AWS knows it."""
        return self._view[place][0]

    def add(self, pages: list[list[BucketRow]], replace: bool = False) -> None:
        """Take in *pages*; with *replace* they are the first of a new list, and the old one goes."""
        rows = self.rows
        page = rows.prepare(row for page in pages for row in page)
        passing = rows.passing(page)
        if not passing and not replace:
            rows.add(page)
        elif not replace and rows.follows(passing):
            # The usual case, as AWS lists by name: what is on screen does not move.
            self.beginInsertRows(_NOWHERE, rows.count, rows.count + len(passing) - 1)
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

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._view)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        if role != _DISPLAY:
            return self._aside(index, role) if role in (_FOREGROUND, _TOOLTIP) else None
        column = index.column()
        text = self._view[index.row()][column]
        if column == 2:
            return created_day(text)
        return readable(text) if column == 0 else text or "—"

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        if role == _DISPLAY and orientation is Qt.Orientation.Horizontal:
            return self._titles[section]
        return None

    def _aside(self, index: Index, role: int) -> object:
        column = index.column()
        if role == _FOREGROUND:
            return self._muted if column else None
        text = self._view[index.row()][column]
        if column == Column.CREATED:
            return created_moment(text) or plain_tip(readable(text))
        return plain_tip(readable(text)) if column == Column.NAME else None

    def _end_reset(self) -> None:
        self._view = self.rows.view
        self.endResetModel()
