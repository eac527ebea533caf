"""What Hourpass asked of AWS and what AWS answered, to read and to copy for a bug report."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hourpass.domain.activity import Exchange
from hourpass.gui.activity_model import ActivityModel
from hourpass.gui.activity_table import ActivityTable
from hourpass.gui.announcing import tell_done
from hourpass.gui.controls import mono_label, muted_label, plain_button
from hourpass.gui.theme import Theme
from hourpass.gui.wording.activity import outcome

_PAUSE = 100  # ms between two changes of the table
_COPIED = 2000  # ms for which the button says so


class Log(Protocol):
    """What the tab needs of the activity log."""

    def entries(self) -> tuple[Exchange, ...]:
        """All that are kept, newest first."""

    def subscribe(self, listener: Callable[[Exchange], None]) -> Callable[[], None]:
        """Call *listener* with each exchange, on whatever thread; returns how to end that."""

    def as_text(self) -> str:
        """All that are kept, to be copied."""


class ActivityTab(QWidget):
    """Shows the log while it can be seen; costs nothing while not."""

    _heard = Signal()

    def __init__(self, theme: Theme, log: Log, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._log = log
        self._stale = True
        self._model = ActivityModel(self)
        self._said = muted_label(parent=self)
        self._said.setObjectName("activityCount")
        self._said.setWordWrap(True)
        self._copy = plain_button(self.tr("&Copy"), self)
        self._copy.setObjectName("copyActivityButton")
        self._copy.setToolTip(self.tr("Copy everything as text. It contains no secrets."))
        self._table = ActivityTable(theme, self._model, self)
        self._details = mono_label(parent=self)
        self._pause = QTimer(self)
        self._copied = QTimer(self)
        self._lay_out()
        self._dress()
        self._recolor()
        self._copy.clicked.connect(self._copy_all)
        self._table.selectionModel().selectionChanged.connect(self._show_details)
        # Heard on whatever thread asked AWS; the signal brings it here.
        self._heard.connect(self._look_soon, Qt.ConnectionType.QueuedConnection)
        self._pause.timeout.connect(self._look)
        self._copied.timeout.connect(lambda: self._copy.setText(self.tr("&Copy")))
        theme.changed.connect(self._recolor)
        end = log.subscribe(self._hear)
        self.destroyed.connect(end)
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._show()

    def _hear(self, _exchange: Exchange) -> None:
        try:
            self._heard.emit()
        except RuntimeError:
            return  # the window was closed while AWS still answered

    def _look_soon(self) -> None:
        self._stale = True
        if self.isVisible() and not self._pause.isActive():
            self._pause.start()

    def _look(self) -> None:
        if self.isVisible():
            self._show()

    def _show(self) -> None:
        self._stale = False
        place = self._table.chosen
        kept = self._model.entries[place] if place >= 0 else None
        entries = self._log.entries()
        self._model.show(entries)
        for place, entry in enumerate(entries):
            if entry is kept:
                self._table.selectRow(place)
                break
        self._copy.setEnabled(bool(entries))
        self._said.setText(
            self.tr("What Hourpass asked of AWS, newest first. No secrets are kept here.")
            if entries
            else self.tr("No requests to AWS yet. Each call and its answer will appear here.")
        )
        self._table.setVisible(bool(entries))
        self._show_details()

    def _show_details(self) -> None:
        place = self._table.chosen
        text = ""
        if place >= 0:
            row = self._model.row(place)
            status = f"HTTP {row.status}" if row.status else ""
            code = "" if row.well else outcome(row.code)
            text = "  ".join(part for part in (row.host, status, code, row.message, row.request_id) if part)
        self._details.setText(text)
        self._details.setVisible(bool(text))

    def _copy_all(self) -> None:
        QGuiApplication.clipboard().setText(self._log.as_text())
        tell_done(self._copy, self.tr("Copied"))
        self._copied.start()

    def _recolor(self) -> None:
        self._model.set_colors(self._theme.colors)
        self._table.viewport().update()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(10)
        bar.addWidget(self._said, 1)
        bar.addWidget(self._copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 16)
        column.setSpacing(8)
        column.addLayout(bar)
        column.addWidget(self._table, 1)
        column.addWidget(self._details)
        column.addStretch(0)

    def _dress(self) -> None:
        for timer, milliseconds in ((self._pause, _PAUSE), (self._copied, _COPIED)):
            timer.setSingleShot(True)
            timer.setInterval(milliseconds)
        self._details.setObjectName("activityDetails")
        self._details.setAccessibleName(self.tr("The selected call's answer"))
        self._details.setWordWrap(True)
