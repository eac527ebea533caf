"""Keeps every clock on screen right, warns before credentials end, and sleeps in between."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Signal

from hourpass.domain.expiry import next_change
from hourpass.domain.session import Session
from hourpass.gui.heartbeat import Heartbeat
from hourpass.services.ports import Clock
from hourpass.services.profile_book import ProfileBook
from hourpass.services.sessions import Sessions
from hourpass.services.watch import Notice, Watch
from hourpass.viewmodels import profile_rows
from hourpass.viewmodels.profile_rows import ProfileRow

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen at one look."""

    now: datetime
    rows: Sequence[ProfileRow]
    notices: Sequence[Notice]


class Vigil(QObject):
    """Looks when something is due, and says what it saw. The wall clock decides, read anew each time."""

    looked = Signal(object)  # Look
    _stirred = Signal()

    def __init__(
        self,
        book: ProfileBook,
        sessions: Sessions,
        watch: Watch,
        clock: Clock,
        counts_seconds: Callable[[], bool],
        also_due: Callable[[], datetime | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._book, self._sessions, self._watch, self._clock = book, sessions, watch, clock
        self._counts_seconds, self._also_due = counts_seconds, also_due
        self._heart = Heartbeat(clock.now, self)
        self._heart.beat.connect(self.look)
        # Sessions change on worker threads: hop over to this one.
        self._stirred.connect(self.look)
        self._end = sessions.subscribe(lambda _profile_id: self._stirred.emit())

    @property
    def warnings(self) -> tuple[timedelta, ...]:
        """The spans before the end at which people want to be warned, longest first."""
        return tuple(timedelta(minutes=minutes) for minutes in self._book.settings.warn_minutes)

    def look(self) -> None:
        """Look at everything now, and plan the next look."""
        now = self._clock.now()
        held = self._held()
        rows = profile_rows.rows(self._book.profiles, held.get, now, self.warnings)
        notices = self._watch.look(held, now, self.warnings, self._book.settings.muted_until)
        self.looked.emit(Look(now, rows, notices))
        self._plan(now, held)

    def end(self) -> None:
        """Look no more."""
        self._end()
        self._heart.set_next(None)

    def _held(self) -> dict[str, Session]:
        found = {profile.id: self._sessions.session(profile.id) for profile in self._book.profiles}
        return {profile_id: session for profile_id, session in found.items() if session is not None}

    def _plan(self, now: datetime, held: dict[str, Session]) -> None:
        if self._counts_seconds():
            # At the whole seconds of the countdown, so that no second is skipped or shown twice.
            ends = max((s.expires_at for s in held.values()), default=now)
            self._heart.set_next(now + ((ends - now) % _SECOND or _SECOND))
            return
        due = [next_change(session.expires_at, now, self.warnings) for session in held.values()]
        due.append(self._also_due())
        self._heart.set_next(min((at for at in due if at is not None), default=None))
