"""Whether credentials are over, by a clock that may be wrong."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum

CLOCK_MAY_BE_AHEAD = timedelta(hours=25)
"""A computer's date can be a day wrong. A living session deleted for that is lost; a dead one that stays harms nobody."""


class Ending(Enum):
    """How far it has come with something that ends."""

    AHEAD = "ahead"
    SEEMING = "seeming"
    """Its end has passed by a clock that was not compared with AWS's, and may be wrong."""
    SURE = "sure"


def ending(expires_at: datetime, now: datetime, *, sure: bool) -> Ending:
    """How it stands at *now* with what ends at *expires_at*; *sure* tells whether the clock was compared with AWS's."""
    if expires_at > now:
        return Ending.AHEAD
    return Ending.SURE if sure or expires_at + CLOCK_MAY_BE_AHEAD <= now else Ending.SEEMING


def next_ending(expires_at: datetime, now: datetime, *, sure: bool) -> datetime | None:
    """The next moment at which that is another by itself; None once nothing changes any more."""
    match ending(expires_at, now, sure=sure):
        case Ending.AHEAD:
            return expires_at
        case Ending.SEEMING:
            return expires_at + CLOCK_MAY_BE_AHEAD
        case Ending.SURE:
            return None
