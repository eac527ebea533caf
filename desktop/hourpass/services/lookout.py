"""One look at everything that time does to credentials: what to tell, what to renew, when to look again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from hourpass.domain.expiry import next_change
from hourpass.domain.problem import Problem
from hourpass.domain.profile import Profile
from hourpass.domain.session import Session
from hourpass.services.ports import Clock
from hourpass.services.profile_book import ProfileBook
from hourpass.services.renewal import Renewal
from hourpass.services.sessions import Sessions
from hourpass.services.watch import Notice, Watch

MINUTES_OF = 3
"""So many are drawn at their very minute, the first to end first. The minutes of more are drawn along with those: looks
cost battery.
"""


@dataclass(frozen=True, slots=True)
class Sight:
    """What was seen at one look."""

    now: datetime
    held: Mapping[str, Session]  # by profile id, expired ones too
    notices: Sequence[Notice]
    troubles: Mapping[str, Problem]  # why what needs no code could not be renewed, by profile id
    renewals: Sequence[Profile]  # to be started now; each end is to be told
    next_look: datetime | None  # None: nothing changes by itself


class Lookout:
    """Everything is seen anew at each look, so it may come at any time. Belongs to one thread."""

    def __init__(self, book: ProfileBook, sessions: Sessions, watch: Watch, clock: Clock) -> None:
        self._book, self._sessions, self._watch, self._clock = book, sessions, watch, clock
        self._renewal = Renewal(sessions.code_needed)

    @property
    def warnings(self) -> tuple[timedelta, ...]:
        """The spans before the end at which people want to be warned, longest first."""
        return tuple(timedelta(minutes=minutes) for minutes in self._book.settings.warn_minutes)

    def look(self) -> Sight:
        """Look at everything now."""
        now, profiles, warnings = self._clock.now(), self._book.profiles, self.warnings
        found = {profile.id: self._sessions.session(profile.id) for profile in profiles}
        held = {profile_id: session for profile_id, session in found.items() if session is not None}
        renewal = self._renewal.look(profiles, held, now)
        told = {profile_id: session for profile_id, session in held.items() if profile_id not in renewal.quiet}
        ends = sorted(session.expires_at for session in held.values() if session.expires_at > now)
        due = [next_change(end, now, warnings, minutes=place < MINUTES_OF) for place, end in enumerate(ends)]
        muted = self._book.settings.muted_until
        due += [renewal.next_look, muted if muted is not None and muted > now else None]
        due.append(self._sessions.next_ending())  # that of an MFA session too, through which nothing may be renewed
        return Sight(
            now=now,
            held=held,
            notices=self._watch.look(told, now, warnings, self._book.settings.muted_until),
            troubles=renewal.troubles,
            renewals=renewal.start,
            next_look=min((at for at in due if at is not None), default=None),
        )

    def renewal_ended(self, profile_id: str, problem: Problem | None = None) -> None:
        """A renewal that a look asked for came to an end: well, given up, or with *problem*."""
        self._renewal.ended(profile_id, self._clock.now(), problem)

    def vault_opened(self) -> None:
        """Renewals that a locked keyring held up may be tried again."""
        self._renewal.vault_opened()

    def network_returned(self) -> None:
        """Renewals that failed need wait no longer."""
        self._renewal.network_returned()
