"""How wide a table's columns are: they share its width, until somebody draws one to a width of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTableView


class ColumnWidths(QObject):
    """*shared* says how wide each column is in a table that is so wide; one that is not named has no room."""

    def __init__(self, table: QTableView, shared: Callable[[int], Mapping[int, int]]) -> None:
        super().__init__(table)
        self._table, self._shared = table, shared
        self._divided = -1
        self._by_hand = False
        # Columns that share the width leave nothing to scroll to. A vertical bar that comes and goes takes some of it, and
        # Qt would show this bar too before they have shared what is left.
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.horizontalHeader().sectionResized.connect(self._note_resize)

    def share(self) -> None:
        """Divide the width as it is now."""
        width = self._table.viewport().width()
        if self._by_hand or width == self._divided:
            return
        self._divided = width
        header = self._table.horizontalHeader()
        header.blockSignals(True)
        widths = self._shared(width)
        for column in range(header.count()):
            self._table.setColumnHidden(column, column not in widths)
            if column in widths:
                self._table.setColumnWidth(column, widths[column])
        header.blockSignals(False)
        self._table.updateGeometries()

    def _note_resize(self, column: int) -> None:
        drawn = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        if drawn and column + 1 < self._table.horizontalHeader().count():
            self._by_hand = True
            self._table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
