"""Asking AWS again while it does not agree with itself yet: a change is seen everywhere only after some seconds."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from hourpass.domain.problem import HourpassError, Problem
from hourpass.services.cancel import Cancel
from hourpass.services.pause import Pause
from hourpass.services.ports import Clock

Found = TypeVar("Found")

BUDGET = timedelta(seconds=120)
"""AWS promises no bound; other tools give up after as long."""
_SHORTEST, _LONGEST = 1.0, 3.0


def insist(
    ask: Callable[[], Found],
    worth_it: Callable[[Problem], bool],
    clock: Clock,
    pause: Pause,
    cancel: Cancel,
    budget: timedelta = BUDGET,
) -> Found:
    """What *ask* brings; it is asked again while its refusal is *worth_it* and the budget lasts. Never with a code."""
    until = clock.now() + budget
    while True:
        cancel.check()
        try:
            return ask()
        except HourpassError as error:
            if not worth_it(error.problem) or clock.now() >= until:
                raise
        pause(random.uniform(_SHORTEST, _LONGEST), cancel)  # noqa: S311 (spreads calls, guards nothing)
