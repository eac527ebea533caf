"""The two codes that register a device, checked before AWS sees them, for as long as the seed is held."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto

from hourpass.domain import totp
from hourpass.services.ports import Clock

MOST_STEPS_OFF = 1
"""AWS takes a pair that is hours off, remembers by how much, and then refuses the device's codes once they are right."""
FARTHEST = 60
"""So many steps, half an hour, to either side it is looked for how far off a phone's clock is."""
_TRAVEL = timedelta(seconds=3)
"""A code must still be near when AWS looks at it; AWS's time is known to some two seconds."""
_NEAREST = 5
"""Drift is told to that many seconds: a code is shown for half a minute, so nobody knows it better."""


class PairFlaw(Enum):
    """What is wrong with a typed code."""

    NOT_THIS_DEVICE = auto()  # no moment near now shows it: mistyped, or of another entry in the authenticator
    SAME_CODE = auto()  # the first one again
    WRONG_ORDER = auto()  # the one before the first
    USED_IN_PAIR = auto()  # of the pair that AWS took last; of the next one both codes have to be newer
    NOT_CONSECUTIVE = auto()  # of this device, but not the one after the first; or that one, typed too late by now
    PHONE_CLOCK_OFF = auto()  # AWS would take the pair and remember the drift; then its later codes would be refused


@dataclass(frozen=True, slots=True)
class Verdict:
    """On one code: fine, or a flaw with what is known of it."""

    flaw: PairFlaw | None = None
    drift: timedelta = timedelta(0)  # the phone's clock minus AWS's, to the nearest few seconds; zero within one step


@dataclass(frozen=True, slots=True)
class _Typed:
    """A code of this device: the step it belongs to, and when it was typed."""

    code: str
    step: int
    at: datetime

    @property
    def drifts(self) -> tuple[float, float]:
        """The least and the greatest seconds that the phone is ahead, if it showed the code when it was typed."""
        shown_from = self.step * totp.STEP.total_seconds() - self.at.timestamp()
        return shown_from, shown_from + totp.STEP.total_seconds()


class Pairing:
    """Judges what is typed against AWS's time (*clock*). Holds the seed, so it lives as long as that may."""

    def __init__(self, seed: str, clock: Clock) -> None:
        self._code_at = _codes_of(seed)
        self._clock = clock
        self._first: _Typed | None = None

    def first(self, code: str) -> Verdict:
        """On *code* as the first one. What :meth:`second` calls NOT_CONSECUTIVE may be judged here as a new first one."""
        typed = self._first = self._read(code, self._clock.now())
        if typed is None:
            return Verdict(PairFlaw.NOT_THIS_DEVICE)
        if _is_near(typed.step, typed.at):
            return Verdict()
        return Verdict(PairFlaw.PHONE_CLOCK_OFF, _middle(*typed.drifts))

    def second(self, first: str, code: str) -> Verdict:
        """On *code* after *first*, and on whether the two may be sent now."""
        if code == first:
            return Verdict(PairFlaw.SAME_CODE)
        now = self._clock.now()
        return Verdict() if self._may_be_sent(first, code, now) else self._why_not(first, code, now)

    def _why_not(self, first: str, code: str, now: datetime) -> Verdict:
        newer = self._read(code, now)
        if newer is None:
            return Verdict(PairFlaw.NOT_THIS_DEVICE)
        # When the first one was typed is remembered: by now it may be old without the phone's being wrong.
        known = self._first
        older = known if known is not None and known.code == first else self._read(first, now)
        if older is None:
            return Verdict(PairFlaw.NOT_CONSECUTIVE)
        if self._shows(older.step - 1, code):
            return Verdict(PairFlaw.WRONG_ORDER)
        if self._shows(older.step + 1, code):
            newer = _Typed(code, older.step + 1, now)
        least = max(older.drifts[0], newer.drifts[0])
        most = min(older.drifts[1], newer.drifts[1])
        if _is_near(newer.step, now) or least > most:  # no drift explains both, so one was not typed when it was shown
            return Verdict(PairFlaw.NOT_CONSECUTIVE)
        return Verdict(PairFlaw.PHONE_CLOCK_OFF, _middle(least, most))

    def _may_be_sent(self, first: str, code: str, now: datetime) -> bool:
        """As AWS will look at it: any place near now where the one follows the other."""
        step = totp.step_at(now)
        return any(
            _is_near(each, now) and self._shows(each, code) and self._shows(each - 1, first)
            for each in range(step - MOST_STEPS_OFF, step + MOST_STEPS_OFF + 1)
        )

    def _read(self, code: str, now: datetime) -> _Typed | None:
        """*code* with the step nearest to *now* that shows it: two may, by chance."""
        middle = totp.step_at(now)
        steps = sorted(range(middle - FARTHEST, middle + FARTHEST + 1), key=lambda step: abs(step - middle))
        return next((_Typed(code, step, now) for step in steps if self._shows(step, code)), None)

    def _shows(self, step: int, code: str) -> bool:
        return step >= 0 and self._code_at(step) == code


class LaterPair:
    """Judges the codes of a device whose seed nobody holds: all that is known is whether one *was_used* in the pair
    before.
    """

    def __init__(self, was_used: Callable[[str], bool] = lambda _code: False) -> None:
        self._was_used = was_used

    def first(self, code: str) -> Verdict:
        """On *code* as the first one."""
        return Verdict(PairFlaw.USED_IN_PAIR if self._was_used(code) else None)

    def second(self, first: str, code: str) -> Verdict:
        """On *code* after *first*."""
        return Verdict(PairFlaw.SAME_CODE) if first == code else self.first(code)


def _is_near(step: int, now: datetime) -> bool:
    """Whether AWS, looking now or a moment later, finds *step* no farther off than it may be."""
    return all(abs(step - totp.step_at(moment)) <= MOST_STEPS_OFF for moment in (now, now + _TRAVEL))


def _middle(least: float, most: float) -> timedelta:
    return timedelta(seconds=round((least + most) / 2 / _NEAREST) * _NEAREST)


def _codes_of(seed: str) -> Callable[[int], str]:
    import pyotp  # here for its weight: it brings OpenSSL along, which the tray need not hold

    return pyotp.HOTP(seed).at
