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
_FRESH = timedelta(minutes=1)
"""Credentials that came just before the last call are not worth another one."""
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

_VAULT_CLOSED = frozenset({Reason.VAULT_LOCKED, Reason.VAULT_MISSING, Reason.VAULT_FAILED})


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
        """When the pause is over. A clock that was set back does not make it longer."""
        if self.ended_at is None:
            return now
        self.ended_at = min(self.ended_at, now)
        return self.ended_at + self.pause


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be done about renewals at one look."""

    start: tuple[Profile, ...]
    """Now, the first to end first; each is under way until :meth:`Renewal.ended`."""
    next_look: datetime | None
    """When the next one falls due. What is due already waits for another's end, which is a look of its own."""
    quiet: frozenset[str]
    """The profiles about whose end nobody need be warned, for they are renewed before it, or keep being tried."""
    troubles: Mapping[str, Problem]
    """Why those that would be renewed without a code were not, by profile id."""


class Renewal:
    """Decides; who carries it out says how it went. Belongs to one thread, knows no clock and does no I/O.

    *code_needed* tells whether getting credentials for a profile takes a code of the person now.
    """

    def __init__(self, code_needed: Callable[[Profile], bool]) -> None:
        self._code_needed = code_needed
        self._under_way: set[str] = set()
        self._trials: dict[str, _Trial] = {}

    def look(self, profiles: Iterable[Profile], held: Mapping[str, Session], now: datetime) -> Decision:
        """What to do at *now*; *held* has what each profile holds by its id, expired or not."""
        silent = [
            (profile, session, self._trial(profile, session))
            for profile in profiles
            if (session := held.get(profile.id)) is not None and not self._code_needed(profile)
        ]
        waiting = [
            (due_at(session) if trial is None else max(due_at(session), trial.over_at(now)), profile, session)
            for profile, session, trial in silent
            if profile.id not in self._under_way and not (trial and trial.hopeless)
        ]
        due = sorted((each for each in waiting if each[0] <= now), key=lambda each: each[2].expires_at)
        start = due[: max(MOST_AT_ONCE - len(self._under_way), 0)]
        for _at, profile, session in start:
            self._begin(profile, session)
        return Decision(
            start=tuple(profile for _at, profile, _session in start),
            next_look=min((at for at, _profile, _session in waiting if at > now), default=None),
            quiet=frozenset(profile.id for profile, _session, trial in silent if not _is_told(trial)),
            troubles={profile.id: trial.problem for profile, _session, trial in silent if trial and trial.problem},
        )

    def ended(self, profile_id: str, now: datetime, problem: Problem | None = None) -> None:
        """A renewal that a look asked for came to an end: well, given up, or with *problem*."""
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

    def vault_opened(self) -> None:
        """What a closed keyring kept from being tried is tried anew."""
        for profile_id, trial in tuple(self._trials.items()):
            if trial.problem is not None and trial.problem.reason in _VAULT_CLOSED:
                del self._trials[profile_id]

    def _begin(self, profile: Profile, session: Session) -> None:
        trial = self._trial(profile, session)
        if trial is None:
            self._trials[profile.id] = trial = _Trial(profile, "")
        trial.replaces = session.credentials.access_key_id
        self._under_way.add(profile.id)

    def _trial(self, profile: Profile, session: Session) -> _Trial | None:
        """What was tried for what *profile* holds; nothing counts any more once it is changed or a try succeeded."""
        trial = self._trials.get(profile.id)
        if trial is None or trial.profile != profile:
            return None
        replaced = trial.replaces != session.credentials.access_key_id
        return None if replaced and _life(session) >= _WORTH_GETTING else trial


def due_at(session: Session) -> datetime:
    """When *session* is to be replaced, if that takes no code: half-way where it lives too shortly for more."""
    due = session.expires_at - min(RENEW_BEFORE, _life(session) / 2)
    if session.renewable_until is None:
        return due
    last_call = session.renewable_until - LAST_CALL
    return min(due, last_call) if session.obtained_at < last_call - _FRESH else due


def _life(session: Session) -> timedelta:
    return max(session.expires_at - session.obtained_at, timedelta(0))


def _is_told(trial: _Trial | None) -> bool:
    return trial is not None and (trial.hopeless or trial.tries >= _TRIES_TO_TELL)
