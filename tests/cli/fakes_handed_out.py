"""Credentials as obtain() hands them out: new ones at each asking."""

from __future__ import annotations

import itertools
import threading
from datetime import UTC, datetime, timedelta

from hourpass.cli.obtaining import HandedOut
from hourpass.domain.process_json import expiration


def handed_out(number: int = 1, minutes: float = 60, endpoint: str = "") -> HandedOut:
    """Number *number*, with *minutes* left."""
    return HandedOut(
        profile="work",
        access_key_id=f"ASIA{number:04}",
        secret_access_key=f"secret+/{number}",
        session_token=f"token=={number}",
        expiration=expiration(datetime.now(UTC) + timedelta(minutes=minutes)),
        region="eu-west-3",
        endpoint=endpoint,
    )


class Obtaining:
    """Counts; answers at once, or when it is let; refuses while it has a refusal, and brings nothing new while it has
    nothing.
    """

    def __init__(self, minutes: float = 60, first: int = 1) -> None:
        self.minutes = minutes
        self.has_nothing_new = False
        self.asked = 0
        self.refusal: BaseException | None = None
        self.may_answer = threading.Event()
        self.may_answer.set()
        self._numbers = itertools.count(first)

    def __call__(self, held: HandedOut | None = None) -> HandedOut:
        self.asked += 1
        assert self.may_answer.wait(20)
        if self.refusal is not None:
            raise self.refusal
        if held is not None and self.has_nothing_new:
            return held
        return handed_out(next(self._numbers), self.minutes)
