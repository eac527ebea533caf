"""Sending a call again: while AWS does not agree with itself yet, and a few times after trouble on the way."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.services.cancel import Cancel
from hourpass.services.pause import Pause
from hourpass.services.ports import Clock

T = TypeVar("T")

BUDGET = timedelta(seconds=120)
"""AWS promises no bound; this is what other tools grant it."""
MOST_TRIES = 120
"""Ends the waiting even where the clock is set back meanwhile."""
MOST_TROUBLES = 3
SHORTEST_PAUSE, LONGEST_PAUSE = 1.0, 3.0  # seconds

_ON_THE_WAY = frozenset(
    {
        Reason.NAME_NOT_FOUND,
        Reason.CONNECTION_REFUSED,
        Reason.UNREACHABLE,
        Reason.TIMED_OUT,
        Reason.TLS_FAILED,
        Reason.PROXY_FAILED,
        Reason.NOT_AWS,
        Reason.HELPER_ENDED,
        Reason.SERVICE_FAULT,
    }
)
TROUBLE = _ON_THE_WAY | {Reason.THROTTLED}
"""What may be over a moment later."""
_VAULT = frozenset(reason for reason in Reason if reason.name.startswith("VAULT_"))
"""The call was answered, but what it made could not be kept."""
_UNDECIDED = _ON_THE_WAY | _VAULT | {Reason.UNKNOWN, Reason.UNEXPECTED, Reason.SEALED_FILE_DAMAGED}


def outcome_unknown(problem: Problem) -> bool:
    """Whether the step that failed with *problem* may have left something at AWS all the same."""
    return problem.reason in _UNDECIDED and not problem.never_sent


NO_TIME = timedelta(0)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long one call is worth sending again."""

    grants: Callable[[Problem], timedelta]  # how long AWS is given to get over it; none where waiting does not help
    troubles: int = MOST_TROUBLES  # how many failures that may be over a moment later are stood


def waiting_for(*reasons: Reason, budget: timedelta = BUDGET) -> Callable[[Problem], timedelta]:
    """Grants the *budget* where the problem is one of *reasons*."""
    return lambda problem: budget if problem.reason in reasons else NO_TIME


class TryingAgain:
    """The rule by which every call of a setup and of its undoing is sent again."""

    def __init__(self, clock: Clock, pause: Pause) -> None:
        self._clock, self._pause = clock, pause

    def until_done(
        self, attempt: Callable[[], T], patience: Patience, told: Callable[[int, Reason], None], cancel: Cancel
    ) -> T:
        """What *attempt* gives, as soon as it does. *told* hears, before each pause, how many tries there were and why
        there will be another. Giving up is seen in the pauses only, so that no call ends half-way.
        """
        began_at = self._clock.now()
        troubles = 0
        for tries in range(1, MOST_TRIES + 1):
            try:
                return attempt()
            except HourpassError as error:
                if granted := patience.grants(error.problem):
                    again = self._clock.now() < began_at + granted
                else:
                    troubles += 1
                    again = error.problem.reason in TROUBLE and troubles <= patience.troubles
                if not again or tries == MOST_TRIES:
                    raise
                told(tries, error.problem.reason)
            longest = min(SHORTEST_PAUSE + tries / 2, LONGEST_PAUSE)
            self._pause(random.uniform(SHORTEST_PAUSE, longest), cancel)  # noqa: S311 (spreads calls, hides nothing)
        raise AssertionError("the last try returns or raises")
