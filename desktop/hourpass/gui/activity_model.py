"""The activity log as Qt's table model."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor

from hourpass.domain.activity import Exchange
from hourpass.gui.labels import plain_tip
from hourpass.gui.palette import Colors
from hourpass.gui.wording import times
from hourpass.gui.wording.activity import outcome
from hourpass.viewmodels.activity_rows import ActivityRow, activity_rows

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_FOREGROUND = int(Qt.ItemDataRole.ForegroundRole)
_TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)
_NOWHERE = QModelIndex()
_TIME, _CALL, _OUTCOME, _TOOK, _REQUEST = range(5)
Index = QModelIndex | QPersistentModelIndex


class ActivityModel(QAbstractTableModel):
    """Shows activity rows, newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: Sequence[Exchange] = ()
        self._rows: list[ActivityRow] = []
        self._muted, self._bad = QBrush(), QBrush()
        self._titles = (
            self.tr("Time"),
            self.tr("Call"),
            self.tr("Outcome"),
            self.tr("Took"),
            self.tr("Request ID"),
        )

    def set_colors(self, colors: Colors) -> None:
        """What stands back, and what went wrong, are written in these."""
        self._muted, self._bad = QBrush(QColor(colors.muted)), QBrush(QColor(colors.bad_text))

    def show(self, entries: Sequence[Exchange]) -> None:
        """Show *entries* in place of those before."""
        self.beginResetModel()
        self.entries = entries
        self._rows = activity_rows(entries)
        self.endResetModel()

    def row(self, place: int) -> ActivityRow:
        """The row at *place*."""
        return self._rows[place]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._titles)

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        if role != _DISPLAY:
            return self._aside(index, role) if role in (_FOREGROUND, _TOOLTIP) else None
        row = self._rows[index.row()]
        match index.column():
            case 0:
                return times.clock_with_seconds(row.at)
            case 1:
                return row.call
            case 2:
                return outcome(row.code)
            case 3:
                return times.took(row.took)
        return row.request_id or "—"

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        if role == _DISPLAY and orientation is Qt.Orientation.Horizontal:
            return self._titles[section]
        return None

    def _aside(self, index: Index, role: int) -> object:
        row, column = self._rows[index.row()], index.column()
        if role == _TOOLTIP:
            return plain_tip(row.message) or times.moment(row.at)
        if column == _OUTCOME and not row.well:
            return self._bad
        return None if column in (_CALL, _OUTCOME) else self._muted
