"""Whether the desktop has a tray: it may come late, go away and return."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

FIRST_PAUSE = 2000
PATIENCE = 8000
LONGEST_PAUSE = 256_000
"""Milliseconds between two looks for a tray that was not there: twice as long each time. Those of today are heard of."""
SETTLING = 1500
DOUBTS = 2
"""A tray that is restarted is back after a moment or two."""


class TrayPlace(QObject):
    """Looks for a tray, which costs some messages over the bus, at the start and when something about it has changed."""

    found = Signal()  # for the first time, or again
    missing = Signal()
    """There was no tray for a while after the start; it may still come."""
    lost = Signal()
    """The one that was there has been gone for a while; it may return."""

    def __init__(self, available: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._available = available
        self._had, self._gone = False, False
        self._doubts = 0
        self._pause = FIRST_PAUSE
        self._search, self._doubt = (QTimer(self, singleShot=True) for _ in range(2))
        self._search.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._search.timeout.connect(self.look)
        self._doubt.setInterval(SETTLING)
        self._doubt.timeout.connect(self._reconsider)

    @property
    def present(self) -> bool:
        """Whether there is one at this moment, of those that were found."""
        return self._had and self._available()

    def look(self) -> None:
        """Look for one, now and later on until there is."""
        if self._had:
            return
        if self._available():
            self._take()
            return
        self._search.start(self._pause)
        if self._pause == PATIENCE:
            self.missing.emit()
        self._pause = min(self._pause * 2, LONGEST_PAUSE)

    def look_again(self) -> None:
        """Something about trays has changed: look once that has settled."""
        self._doubts = 0
        self._doubt.start()

    def _reconsider(self) -> None:
        if self._available():
            if self._gone or not self._had:
                self._take()
        elif self._had and not self._gone:
            if self._doubts < DOUBTS:
                self._doubts += 1
                self._doubt.start()
            else:
                self._gone = True
                self.lost.emit()

    def _take(self) -> None:
        self._had, self._gone = True, False
        self._search.stop()
        self.found.emit()
