"""What the tables of buckets and of objects have in common as Qt's models."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor

# Enums of PySide are slow to compare, and Qt asks seven roles a cell.
DISPLAY = int(Qt.ItemDataRole.DisplayRole)
FOREGROUND = int(Qt.ItemDataRole.ForegroundRole)
TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)
SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
NOWHERE = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class Rows(Protocol):
    """Rows that are shown in places, and found again by handles wherever they have gone."""

    @property
    def count(self) -> int:
        """How many are shown."""

    @property
    def order(self) -> tuple[int, bool]:
        """The column sorted by, and whether the largest comes first."""

    def name_at(self, place: int) -> str:
        """The name in the row at *place*, as AWS knows it."""

    def handle(self, place: int) -> Any:
        """What finds the row at *place* again."""

    def places(self, handles: Collection[Any], /) -> list[int]:
        """Where those rows stand, from the top; what the filter hides is left out."""

    def find(self, name: str) -> Any:
        """The handle of the row called *name*; None if there is none."""

    def first_starting_with(self, text: str, start: int) -> int:
        """The place of the first name at or after *start*, round the end, that begins with *text*; -1 if none does."""


class RowModel(QAbstractTableModel):
    """A model of :class:`Rows`, all of whose columns but the first stand back."""

    def __init__(self, titles: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._titles = tuple(titles)
        self.arriving = False  # whether the reset under way comes of AWS, not of the person
        self.muted = QBrush()

    @property
    def shown(self) -> Rows:
        """The rows."""
        raise NotImplementedError

    def set_muted(self, color: str) -> None:
        """What stands back is written in this."""
        self.muted = QBrush(QColor(color))

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == DISPLAY:
            return self._titles[section]
        return self._spoken(section) if role == SPOKEN else None

    def _spoken(self, section: int) -> str | None:
        """The title with what the header only draws, for screen readers."""
        by, descending = self.shown.order
        if section != by:
            return None
        told = self.tr("{0}, sorted descending") if descending else self.tr("{0}, sorted ascending")
        return told.format(self._titles[section])
