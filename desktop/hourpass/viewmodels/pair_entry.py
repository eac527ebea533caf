"""Typing two codes in a row: which is asked for, what is wrong with it, and when the pair can be sent."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from hourpass.domain.problem import Problem, Reason
from hourpass.domain.totp import STEP, CodeFlaw, code_at, next_step_at, read_code, step_at
from hourpass.services.pairing import LaterPair, PairFlaw, Verdict

DOUBTFUL_AFTER = 2
"""So many refused pairs in a row, and the phone's time or a mistyped secret is the likelier cause."""

_LATE = timedelta(seconds=5)
"""A phone's clock may be that slow."""

_TURNED_AWAY = frozenset({CodeFlaw.NOT_DIGITS, CodeFlaw.TOO_LONG})


class PairJudge(Protocol):
    """Who knows the device's seed, and so what its codes are (services.pairing.Pairing)."""

    def first(self, code: str) -> Verdict:
        """On the older code."""

    def second(self, first: str, code: str) -> Verdict:
        """On the newer one, and on whether the two may still be sent."""


@dataclass(frozen=True, slots=True)
class Half:
    """One of the two codes as it stands in its field."""

    digits: str = ""
    flaw: CodeFlaw | None = None  # of what was typed, before it came to be a code
    verdict: Verdict | None = None  # once there are six digits; a flaw may outlast them

    @property
    def good(self) -> bool:
        """Whether it is a code that may be sent."""
        return self.verdict is not None and self.verdict.flaw is None

    @property
    def bad(self) -> bool:
        """Whether something is wrong that is worth saying."""
        return self.flaw is not None or (self.verdict is not None and self.verdict.flaw is not None)


_NOTHING = Half()


class PairEntry:
    """The state of two code fields. Belongs to one thread. Holds the seed as long as its judge does."""

    def __init__(self, judge: PairJudge | None = None, seed: str = "") -> None:
        self._judge: PairJudge = judge or LaterPair()
        self._seed = seed
        self._first = self._second = _NOTHING
        self._second_due: datetime | None = None
        self._problem: Problem | None = None
        self._refusals = 0
        self._busy = False
        self._moved_up = False
        self._too_old = self._missed = False

    @property
    def first(self) -> Half:
        return self._first

    @property
    def second(self) -> Half:
        return self._second

    @property
    def busy(self) -> bool:
        """Whether AWS is being asked."""
        return self._busy

    @property
    def problem(self) -> Problem | None:
        """Why the last pair was not taken; stays until something is typed."""
        return self._problem

    @property
    def doubtful(self) -> bool:
        """Whether pairs were refused so often that something else must be wrong."""
        return self._refusals >= DOUBTFUL_AFTER

    @property
    def moved_up(self) -> bool:
        """Whether the second code has just become the first one, for it did not follow that."""
        return self._moved_up

    @property
    def too_old(self) -> bool:
        """Whether a pair that could not be sent has meanwhile become too old, and is gone."""
        return self._too_old

    @property
    def missed(self) -> bool:
        """Whether the phone shows the second code no longer, nothing of it was typed, and the first one is gone too."""
        return self._missed

    @property
    def pair(self) -> tuple[str, str] | None:
        """The two codes, as soon as they may be sent."""
        if self._busy or not (self._first.good and self._second.good):
            return None
        return self._first.digits, self._second.digits

    def seconds_to_second(self, now: datetime) -> int | None:
        """Whole seconds until the phone shows the second code; 0 once it does, None before the first one is good."""
        if not self._first.good or self._second_due is None:
            return None
        return max(0, math.ceil((self._second_due - now).total_seconds()))

    def share_to_second(self, now: datetime) -> float:
        """How much of a code's life that is, 0 to 1."""
        seconds = self.seconds_to_second(now)
        return 0.0 if seconds is None else min(1.0, seconds / STEP.total_seconds())

    def type_first(self, text: str, now: datetime) -> None:
        """The first field's text is now *text*."""
        if self._busy:
            return
        digits, flaw = _taken(text, self._first.digits)
        if digits != self._first.digits:
            self._second = _NOTHING  # it was judged by the other one
        self._take_first(digits, flaw, now)
        self._typed(text)

    def type_second(self, text: str, now: datetime) -> None:
        """The second field's text is now *text*."""
        if self._busy:
            return
        digits, flaw = _taken(text, self._second.digits)
        self._second = Half(digits, flaw)
        self._typed(text)
        if flaw is not None or not read_code(digits).complete:
            return
        verdict = self._judge.second(self._first.digits, digits)
        self._second = Half(digits, None, verdict)
        if verdict.flaw is PairFlaw.NOT_CONSECUTIVE:
            # It is a code of this device, so the next one can follow it.
            self._second = _NOTHING
            self._take_first(digits, None, now)
            self._moved_up = self._first.good
        elif verdict.flaw is PairFlaw.PHONE_CLOCK_OFF:
            # The first one was of the same clock. What is wrong stays to be read.
            self._forget_codes()
            self._second = Half("", None, verdict)

    def sending(self) -> None:
        """AWS is being asked."""
        self._busy = True
        self._problem = None
        self._moved_up = self._too_old = self._missed = False

    def refused(self, problem: Problem, now: datetime) -> None:
        """The pair was not taken. It leaves the fields, unless it was not the codes and they are still good."""
        self._busy = False
        self._problem = problem
        if problem.reason is Reason.CODES_REFUSED:
            self._refusals += 1
            self._forget_codes()
        else:
            self.look(now)

    def look(self, now: datetime) -> None:
        """Time has passed: a pair that waits to be sent again may have become too old for it, or its second code gone."""
        if self._busy or not self._first.good:
            return
        if not self._second.digits and self._second_due is not None and now >= self._second_due + STEP + _LATE:
            self._forget_codes()
            self._missed = True
            return
        if not self._second.good:
            return
        if self._judge.second(self._first.digits, self._second.digits).flaw is not None:
            self._forget_codes()
            self._too_old = True

    def registered(self) -> None:
        """The pair was taken: nothing of codes or seed is kept."""
        self._judge = LaterPair()
        self._seed = ""
        self._forget_codes()
        self._problem = None
        self._busy = self._moved_up = self._too_old = self._missed = False
        self._refusals = 0

    def _take_first(self, digits: str, flaw: CodeFlaw | None, now: datetime) -> None:
        complete = flaw is None and read_code(digits).complete
        self._first = Half(digits, flaw, self._judge.first(digits) if complete else None)
        self._second_due = self._due_after(digits, now) if self._first.good else None

    def _due_after(self, first: str, now: datetime) -> datetime:
        """When the phone shows the next code: at once where *first* is the last one's, typed as it changed."""
        if self._seed and code_at(self._seed, step_at(now) - 1) == first:
            return now
        return next_step_at(now)

    def _typed(self, text: str) -> None:
        if text:
            self._problem = None
        self._moved_up = self._too_old = self._missed = False

    def _forget_codes(self) -> None:
        self._first = self._second = _NOTHING
        self._second_due = None


def _taken(text: str, before: str) -> tuple[str, CodeFlaw | None]:
    """The digits that stand after *text* was typed, and what is wrong with it once that is worth saying."""
    read = read_code(text)
    if read.flaw in _TURNED_AWAY:
        return before, read.flaw
    return read.digits, None
