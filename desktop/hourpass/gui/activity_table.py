"""The table of what Hourpass asked of AWS."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from hourpass.gui.activity_model import ActivityModel
from hourpass.gui.column_widths import ColumnWidths
from hourpass.gui.row_focus import OutlinedTable
from hourpass.gui.theme import Theme
from hourpass.gui.wording import times
from hourpass.services.activity_log import as_line

ROW_HEIGHT = 30
_LONGEST = ("00:00:00", "iam GetAccessKeyLastUsed", "AccessDenied")
"""What the columns have room for; the last one, the request's ID, has the rest. Whatever is longer is told in full below."""
_LEAST_ID = 100
"""Pixels from which on a column of IDs is worth its place: the one of the chosen call is told below anyway."""
_CALL, _ID = 1, 4
_SLOW = timedelta(milliseconds=888)  # more are told in seconds, which are shorter
_PADDING = 24


class ActivityTable(OutlinedTable):
    """Rows of :class:`ActivityModel`, one of which can be chosen."""

    def __init__(self, theme: Theme, model: ActivityModel, parent: QWidget | None = None) -> None:
        super().__init__(theme, ROW_HEIGHT, parent)
        self._model = model
        self.setObjectName("activityLog")
        self.setAccessibleName(self.tr("Activity"))
        self.setModel(model)
        self._dress()
        self._wanted = self._wanted_widths()
        self._widths = ColumnWidths(self, self._shared)

    @property
    def chosen(self) -> int:
        """The place of the chosen row; -1 if there is none."""
        rows = self.selectionModel().selectedRows()
        return rows[0].row() if rows else -1

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._widths.share()

    def copy(self) -> None:
        """The chosen call to the clipboard, as the line that it has among all of them."""
        if self.chosen >= 0:
            self.put_on_clipboard(as_line(self._model.entries[self.chosen]))

    def _dress(self) -> None:
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        columns = self.horizontalHeader()
        columns.setStyleSheet("QHeaderView::section { font-weight: 600; }")
        columns.setStretchLastSection(True)
        columns.setHighlightSections(False)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def _wanted_widths(self) -> dict[int, int]:
        """Of all columns but the last one."""
        titles = (str(self._model.headerData(column, Qt.Orientation.Horizontal)) for column in range(_ID))
        advance = self.fontMetrics().horizontalAdvance
        longest = zip(titles, (*_LONGEST, times.took(_SLOW)), strict=True)
        return {column: max(map(advance, texts)) + _PADDING for column, texts in enumerate(longest)}

    def _shared(self, width: int) -> dict[int, int]:
        """In a narrow window the calls have what the others leave, and the IDs no column."""
        rest = width - sum(self._wanted.values())
        if rest >= _LEAST_ID:
            return {**self._wanted, _ID: rest}
        return {**self._wanted, _CALL: self._wanted[_CALL] + rest}
