"""How near to their end credentials are, and when that changes next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import Enum

DEFAULT_WARN_MINUTES = (15, 5, 1)
DEFAULT_WARNINGS = tuple(timedelta(minutes=minutes) for minutes in DEFAULT_WARN_MINUTES)
_MINUTE = timedelta(minutes=1)


class Phase(Enum):
    """What the ring shows; the order is that of urgency."""

    NONE = "none"
    FRESH = "fresh"
    LOW = "low"
    """Under the first warning."""
    LAST = "last"
    """Under the second warning (the only one, where there is just one)."""
    EXPIRED = "expired"


def phase(expires_at: datetime | None, now: datetime, warnings: Sequence[timedelta] = DEFAULT_WARNINGS) -> Phase:
    """The phase of credentials that end at *expires_at*; *warnings* are spans before the end, longest first."""
    if expires_at is None:
        return Phase.NONE
    left = expires_at - now
    if left <= timedelta(0):
        return Phase.EXPIRED
    if warnings and left <= warnings[min(1, len(warnings) - 1)]:
        return Phase.LAST
    if warnings and left <= warnings[0]:
        return Phase.LOW
    return Phase.FRESH


def next_change(
    expires_at: datetime, now: datetime, warnings: Sequence[timedelta] = DEFAULT_WARNINGS, *, minutes: bool = True
) -> datetime | None:
    """The next moment at which the phase, the warning due or the *minutes* left differ from *now*; None once over."""
    if expires_at <= now:
        return None
    marks = [expires_at, *(expires_at - span for span in warnings)]
    if minutes:
        left = expires_at - now
        marks.append(expires_at - ((left - timedelta(microseconds=1)) // _MINUTE) * _MINUTE)
    return min(mark for mark in marks if mark > now)
