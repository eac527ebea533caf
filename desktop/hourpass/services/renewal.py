"""Which credentials to renew behind the scenes: those that need no code, well before they end, a few at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from hourpass.domain.problem import Problem, Reason
from hourpass.domain.profile import Profile
from hourpass.domain.session import Session
from hourpass.services.mfa_sessions import LEAST_LEFT

RENEW_BEFORE = timedelta(minutes=20)
"""botocore looks for fresher credentials once less than 15 minutes are left: they are to be there by then."""
LAST_CALL = LEAST_LEFT + timedelta(minutes=1)
"""So long before its MFA session ends a role is renewed once more, to last as long as it can without a code."""
MOST_AT_ONCE = 3
"""After a sleep everything may be due. People who click meanwhile are not to wait behind all of it."""
PAUSES = (timedelta(seconds=30), timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=5))
"""Between tries of which none brought anything; the last goes on."""
SETTLING = timedelta(seconds=5)
"""The least between two tries, however often a network comes back."""
_WORTH_GETTING = timedelta(seconds=10)
"""Credentials that were over sooner brought nothing: a clock is wrong, or a server refuses them."""
_TRIES_TO_TELL = 2
"""One try that fails is no news: a network takes a moment after a sleep."""
_PASSING = frozenset(
    {
        Reason.NAME_NOT_FOUND,
        Reason.CONNECTION_REFUSED,
        Reason.UNREACHABLE,
        Reason.TIMED_OUT,
        Reason.TLS_FAILED,
        Reason.PROXY_FAILED,
        Reason.NOT_AWS,
        Reason.THROTTLED,
        Reason.SERVICE_FAULT,
        Reason.CHANGING_NOW,
        Reason.CLOCK_OFF,
        Reason.HELPER_ENDED,
        # Another code is needed: whether the person must type it, ``code_needed`` tells.
        Reason.CODE_NEEDED,
        Reason.CODE_ALREADY_SENT,
        Reason.TOO_MANY_TRIES,
    }
)
"""What may mend itself. Nothing else is tried again before the person, or a change of the profile, makes a difference."""


@dataclass(slots=True)
class _Trial:
    """The tries to replace one session of a profile, none of which has brought anything yet."""

    profile: Profile
    replaces: str  # the session's access key id
    tries: int = 0
    pauses: int = 0  # as tries, but begun anew when the network returns
    ended_at: datetime | None = None
    pause: timedelta = timedelta(0)
    problem: Problem | None = None

    @property
    def hopeless(self) -> bool:
        return self.problem is not None and self.problem.reason not in _PASSING

    def over_at(self, now: datetime) -> datetime:
        """When the pause is over; a clock that was set back ends it."""
        if self.ended_at is None or now < self.ended_at:
            return now
        return self.ended_at + self.pause


class Renewal:
    """Decides; who carries it out says how it went. Belongs to one thread, knows no clock and does no I/O.

    *code_needed* tells whether getting credentials for a profile takes a code of the person now.
    """

    def __init__(self, code_needed: Callable[[Profile], bool]) -> None:
        self._code_needed = code_needed
        self._under_way: set[str] = set()
        self._trials: dict[str, _Trial] = {}

    def look(self, profiles: Iterable[Profile], held: Mapping[str, Session], now: datetime) -> tuple[Profile, ...]:
        """The profiles to renew now, the first to end first; each is under way until :meth:`ended`.

        *held* has what each profile holds by its id, expired or not.
        """
        due = [
            (session.expires_at, place, profile, session)
            for place, (profile, session) in enumerate(self._candidates(profiles, held))
            if self._due_at(profile, session, now) <= now
        ]
        chosen = sorted(due, key=lambda each: each[:2])[: max(MOST_AT_ONCE - len(self._under_way), 0)]
        for _end, _place, profile, session in chosen:
            trial = self._trial(profile, session)
            if trial is None:
                self._trials[profile.id] = trial = _Trial(profile, "")
            trial.replaces = session.credentials.access_key_id
            self._under_way.add(profile.id)
        return tuple(profile for _end, _place, profile, _session in chosen)

    def next_look(self, profiles: Iterable[Profile], held: Mapping[str, Session], now: datetime) -> datetime | None:
        """When the next one falls due. What is due already waits for another's end, which is a look of its own."""
        due = [self._due_at(profile, session, now) for profile, session in self._candidates(profiles, held)]
        return min((at for at in due if at > now), default=None)

    def ended(self, profile_id: str, now: datetime, problem: Problem | None = None) -> None:
        """A renewal that :meth:`look` asked for came to an end: well, given up, or with *problem*."""
        self._under_way.discard(profile_id)
        trial = self._trials.get(profile_id)
        if trial is None:
            return
        trial.pause = PAUSES[min(trial.pauses, len(PAUSES) - 1)]
        trial.tries += 1
        trial.pauses += 1
        trial.ended_at = now
        trial.problem = problem

    def network_returned(self) -> None:
        """Whoever waits may try again."""
        for trial in self._trials.values():
            trial.pauses = 0
            trial.pause = min(trial.pause, SETTLING)

    def quiet(self, profiles: Iterable[Profile], held: Mapping[str, Session]) -> frozenset[str]:
        """The profiles about whose end nobody need be warned, for they are renewed before it, or keep being tried."""
        return frozenset(
            profile.id
            for profile, session in _held(profiles, held)
            if not self._code_needed(profile) and not self._is_told(self._trial(profile, session))
        )

    def troubles(self, profiles: Iterable[Profile], held: Mapping[str, Session]) -> dict[str, Problem]:
        """Why those that would be renewed without a code were not, by profile id."""
        found = {}
        for profile, session in _held(profiles, held):
            trial = self._trial(profile, session)
            if trial is not None and trial.problem is not None and not self._code_needed(profile):
                found[profile.id] = trial.problem
        return found

    def _candidates(
        self, profiles: Iterable[Profile], held: Mapping[str, Session]
    ) -> Iterable[tuple[Profile, Session]]:
        for profile, session in _held(profiles, held):
            if profile.id in self._under_way or self._code_needed(profile):
                continue
            trial = self._trial(profile, session)
            if trial is None or not trial.hopeless:
                yield profile, session

    def _due_at(self, profile: Profile, session: Session, now: datetime) -> datetime:
        trial = self._trial(profile, session)
        due = due_at(session)
        return due if trial is None else max(due, trial.over_at(now))

    def _trial(self, profile: Profile, session: Session) -> _Trial | None:
        """What was tried for what *profile* holds; nothing counts any more once it is changed or a try succeeded."""
        trial = self._trials.get(profile.id)
        if trial is None or trial.profile != profile:
            return None
        replaced = trial.replaces != session.credentials.access_key_id
        return None if replaced and _life(session) >= _WORTH_GETTING else trial

    @staticmethod
    def _is_told(trial: _Trial | None) -> bool:
        return trial is not None and (trial.hopeless or trial.tries >= _TRIES_TO_TELL)


def due_at(session: Session) -> datetime:
    """When *session* is to be replaced, if that takes no code: half-way where it lives too shortly for more."""
    due = session.expires_at - min(RENEW_BEFORE, _life(session) / 2)
    if session.renewable_until is None:
        return due
    last_call = session.renewable_until - LAST_CALL
    return min(due, last_call) if session.obtained_at < last_call else due


def _life(session: Session) -> timedelta:
    return max(session.expires_at - session.obtained_at, timedelta(0))


def _held(profiles: Iterable[Profile], held: Mapping[str, Session]) -> Iterable[tuple[Profile, Session]]:
    for profile in profiles:
        session = held.get(profile.id)
        if session is not None:
            yield profile, session
