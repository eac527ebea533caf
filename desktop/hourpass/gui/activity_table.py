"""The table of what Hourpass asked of AWS."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QWidget

from hourpass.gui.activity_model import ActivityModel
from hourpass.gui.row_focus import OutlinedTable
from hourpass.gui.theme import Theme
from hourpass.gui.wording import times
from hourpass.services.activity_log import as_line

ROW_HEIGHT = 30
_LONGEST = ("00:00:00", "iam GetAccessKeyLastUsed", "AccessDenied")
"""What the columns have room for; the last one, the request's ID, has the rest. Whatever is longer is told in full below."""
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

    @property
    def chosen(self) -> int:
        """The place of the chosen row; -1 if there is none."""
        rows = self.selectionModel().selectedRows()
        return rows[0].row() if rows else -1

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
        for column, text in enumerate((*_LONGEST, times.took(_SLOW))):
            title = str(self._model.headerData(column, Qt.Orientation.Horizontal))
            fits = max(self.fontMetrics().horizontalAdvance(words) for words in (text, title))
            self.setColumnWidth(column, fits + _PADDING)
