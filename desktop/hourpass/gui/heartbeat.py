"""The one timer: it means "look again", never "time is up"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Qt, QTimer, Signal

LONGEST_NAP = timedelta(minutes=1)
"""A timer counts no time while the machine sleeps: after waking it may be late by this much at most."""
_GRACE = timedelta(milliseconds=15)
"""Look just after the moment, so that one look is enough."""


class Heartbeat(QObject):
    """Emits :attr:`beat` at the moment it was last told to, by the wall clock."""

    beat = Signal()

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._due: datetime | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._look)

    def set_next(self, due: datetime | None) -> None:
        """Beat at *due* (UTC); None rests until told again."""
        self._due = due
        if due is None:
            self._timer.stop()
            return
        left = due - self._now()
        # Coarse timers let the system bundle wake-ups; under a few seconds people would see it.
        precise = left < timedelta(seconds=5)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer if precise else Qt.TimerType.CoarseTimer)
        wait = min(max(left, timedelta(0)) + _GRACE, LONGEST_NAP)
        self._timer.start(int(wait / timedelta(milliseconds=1)))

    def _look(self) -> None:
        due = self._due
        if due is not None and due > self._now():
            self.set_next(due)
            return
        self.beat.emit()
