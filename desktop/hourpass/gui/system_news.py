"""What happens to the computer that makes everything worth a new look: sleep, lock, a set clock, a network that is back."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from hourpass.adapters.idle_time import idle_time
from hourpass.gui.dbus_link import connect, connect_to_system
from hourpass.gui.idle_watch import IdleTime, IdleWatch
from hourpass.gui.logind import Logind
from hourpass.gui.session_bus_news import SessionBusNews
from hourpass.gui.tasks import Tasks
from hourpass.services.clock_gap import ClockGap

SETTLING_MS = 3000
"""The buses are listened to once the start is over: that loads a library, on a thread beside it."""
SAME_REASON = 10.0
"""Seconds within which two tell of the same thing: logind of a lock and the screen saver, logind of sleep and the clocks."""


class SystemNews(QObject):
    """Facts, each told once, whoever brings them. Only the clocks are compared everywhere; the rest is heard on Linux."""

    woke = Signal()
    clock_set = Signal()  # either way, or to another time zone
    locked = Signal()
    unlocked = Signal()
    network_returned = Signal()
    idle_for = Signal(int)  # minutes, as asked for
    tray_changed = Signal()  # a tray may have come or gone
    motion_changed = Signal(bool)  # whether things may move
    look_due = Signal()  # at the time, after any of woke, clock_set, unlocked

    def __init__(
        self,
        tasks: Tasks,
        now: Callable[[], datetime],
        elapsed: Callable[[], float],
        *,
        gap: ClockGap | None = None,
        reach_system: Callable[[], Any] = connect_to_system,
        reach_session: Callable[[], Any] = connect,
        find_idle_time: Callable[[], IdleTime | None] = idle_time,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._elapsed = elapsed
        self._gap = gap or ClockGap(now, elapsed)
        self._told_at: dict[str, float] = {}
        self._covered: set[str] = set()  # by whom the screen is known to be locked or covered
        self._idle = IdleWatch(tasks, elapsed, find_idle_time, self)
        self._idle.reached.connect(self.idle_for)
        self._system = Logind(tasks, reach_system, self)
        self._system.woke.connect(self._wake)
        self._system.lock_asked.connect(self._tell_locked)
        self._system.unlock_asked.connect(self._tell_unlocked)
        self._system.lock_changed.connect(lambda locked: self._cover("logind", locked))
        self._system.idle_changed.connect(self._idle.hint)
        self._system.zone_changed.connect(self.look)
        self._system.network_returned.connect(self.network_returned)
        self._session = SessionBusNews(tasks, reach_session, self)
        self._session.cover_changed.connect(self._cover)
        self._session.tray_changed.connect(self.tray_changed)
        self._session.motion_told.connect(self.motion_changed)
        for news in (self.woke, self.clock_set, self.unlocked):
            news.connect(self.look_due)
        app = QCoreApplication.instance()
        if isinstance(app, QGuiApplication):  # people come back to the computer by coming back to a window
            app.applicationStateChanged.connect(self.look)
        self._start = QTimer(self, singleShot=True, interval=SETTLING_MS)
        self._start.timeout.connect(self.listen)

    def begin(self) -> None:
        """Listen from soon on."""
        if sys.platform == "linux":
            self.motion_changed.emit(False)  # until the desktop has been asked
            self._start.start()

    def listen(self) -> None:
        """Listen to the buses now; where there are none, nothing is heard."""
        self._system.start()
        self._session.start()

    def tell_idle_after(self, minutes: int) -> None:
        """Tell when nobody was there for so many minutes; 0: never."""
        self._idle.set_limit(minutes)

    def look(self) -> None:
        """Compare the clocks: to be called at every look at the time."""
        gap = self._gap.look()
        if gap.slept:
            self._idle.slept(gap.asleep.total_seconds())
            self._tell_woken()
        if gap.time_is_new:
            self.clock_set.emit()
        self._system.retry()
        self._session.retry()

    def close(self) -> None:
        """Hear nothing more."""
        self._start.stop()
        self._idle.set_limit(0)
        self._system.close()
        self._session.close()

    def _wake(self) -> None:
        self.look()
        self._tell_woken()

    def _cover(self, who: str, covers: bool) -> None:
        if covers and who not in self._covered:
            self._covered.add(who)
            self._tell_locked()
        elif not covers and who in self._covered:
            self._covered.discard(who)
            if not self._covered:
                self._tell_unlocked()

    def _tell_locked(self) -> None:
        self._told_at.pop("unlocked", None)
        self._tell("locked", self.locked)

    def _tell_unlocked(self) -> None:
        self._told_at.pop("locked", None)
        self.look()
        self._tell("unlocked", self.unlocked)

    def _tell_woken(self) -> None:
        self._tell("woke", self.woke)

    def _tell(self, what: str, signal: Any) -> None:
        now = self._elapsed()
        told_at = self._told_at.get(what)
        if told_at is None or now - told_at > SAME_REASON:
            self._told_at[what] = now
            signal.emit()
