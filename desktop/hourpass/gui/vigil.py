"""Keeps every clock on screen right, warns before credentials end or has them renewed, and sleeps in between."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Signal

from hourpass.domain.problem import Problem
from hourpass.gui.heartbeat import Heartbeat
from hourpass.services.lookout import Lookout, Sight
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
    troubles: Mapping[str, Problem]  # why what needs no code could not be renewed, by profile id


class Vigil(QObject):
    """Looks when something is due, and says what it saw. The wall clock decides, read anew each time."""

    looked = Signal(object)  # Look
    renewal_due = Signal(object)  # Profile, which needs no code; whoever renews it says how that ended
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
        self._book, self._clock = book, clock
        self._lookout = Lookout(book, sessions, watch, clock)
        self._counts_seconds, self._also_due = counts_seconds, also_due
        self._heart = Heartbeat(clock.now, self)
        self._heart.beat.connect(self.look)
        # Sessions change on worker threads: hop over to this one.
        self._stirred.connect(self.look)
        self._end = sessions.subscribe(lambda _profile_id: self._stirred.emit())

    @property
    def warnings(self) -> tuple[timedelta, ...]:
        """The spans before the end at which people want to be warned, longest first."""
        return self._lookout.warnings

    def look(self) -> None:
        """Look at everything now, and plan the next look."""
        sight = self._lookout.look()
        rows = profile_rows.rows(self._book.profiles, sight.held.get, sight.now, self.warnings)
        self.looked.emit(Look(sight.now, rows, sight.notices, sight.troubles))
        self._plan(sight)
        for profile in sight.renewals:
            self.renewal_due.emit(profile)

    def renewal_ended(self, profile_id: str, problem: Problem | None = None) -> None:
        """What was due for renewal was tried: it went well or was given up, or there is a *problem*."""
        self._lookout.renewal_ended(profile_id, problem)
        self.look()

    def vault_opened(self) -> None:
        """What a locked keyring held up may be renewed now."""
        self._lookout.vault_opened()
        self.look()

    def network_returned(self) -> None:
        """What could not be renewed without a network need wait no longer."""
        self._lookout.network_returned()
        self.look()

    def end(self) -> None:
        """Look no more."""
        self._end()
        self._heart.set_next(None)

    def _plan(self, sight: Sight) -> None:
        if self._counts_seconds():
            # At the whole seconds of the countdown, so that no second is skipped or shown twice.
            ends = max((session.expires_at for session in sight.held.values()), default=sight.now)
            self._heart.set_next(sight.now + ((ends - sight.now) % _SECOND or _SECOND))
            return
        due = (sight.next_look, self._also_due())
        self._heart.set_next(min((at for at in due if at is not None), default=None))
