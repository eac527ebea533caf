"""Notices that nobody has touched the computer for a while. Without a limit nothing runs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from hourpass.gui.tasks import Done, Outcome, Tasks

_GRACE = 0.5
"""Ask just after the moment, so that one question is enough."""

_SAME = 5.0
"""Seconds by which two answers about the same last touch may differ."""

IdleTime = Callable[[], float | None]


class IdleWatch(QObject):
    """Asks the system at the earliest moment at which the limit can be reached, and not before.

    Where the system cannot be asked, the time runs from the desktop's own hint on.
    """

    reached = Signal(int)  # the limit, in minutes; once for each time that nobody is there

    def __init__(
        self,
        tasks: Tasks,
        elapsed: Callable[[], float],
        find_idle_time: Callable[[], IdleTime | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks, self._elapsed, self._find = tasks, elapsed, find_idle_time
        self._limit = 0
        self._told_of: float | None = None  # when somebody had been there last
        self._hinted_at: float | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(self._look)

    def set_limit(self, minutes: int) -> None:
        """Tell after so many minutes; 0: never."""
        if minutes != self._limit:
            self._limit, self._told_of = minutes, None
            self._timer.stop()
            if minutes:
                self._look()

    def hint(self, idle: bool) -> None:
        """The desktop thinks that nobody is there any more, or that somebody has come back."""
        self._hinted_at = self._elapsed() if idle else None
        self._look()

    def slept(self, seconds: float) -> None:
        """Nobody was there meanwhile either."""
        if self._limit and seconds >= self._limit * 60:
            self.reached.emit(self._limit)
        self._look()

    def _look(self) -> None:
        if self._limit:
            self._tasks.start(lambda _cancel, _report: self._last_seen(), then=self._take)

    def _last_seen(self) -> float | None:
        """When somebody was there for the last time, by our clock."""
        idle_time = self._find()
        idle = idle_time() if idle_time is not None else None
        return self._hinted_at if idle is None else self._elapsed() - idle

    def _take(self, outcome: Outcome[float | None]) -> None:
        seen = outcome.value if isinstance(outcome, Done) else None
        limit = self._limit * 60
        if seen is None or not limit:
            self._timer.stop()
            return
        left = limit - (self._elapsed() - seen)
        if left > 0:
            self._wait(left)
            return
        self._wait(limit)  # to notice that somebody was there meanwhile
        if self._told_of is None or seen - self._told_of > _SAME:
            self._told_of = seen
            self.reached.emit(self._limit)

    def _wait(self, seconds: float) -> None:
        self._timer.start(int((seconds + _GRACE) * 1000))
