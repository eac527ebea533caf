"""What happened to time between two looks: asleep meanwhile, the clock set, another time zone."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

NOISE = timedelta(seconds=2)
"""Time servers nudge a clock by less than this; two clocks are never read at quite the same moment either."""
_NOTHING = timedelta(0)


@dataclass(frozen=True, slots=True)
class Gap:
    """What differs from an ordinary passing of time."""

    asleep: timedelta = _NOTHING
    clock_set: bool = False
    zone_changed: bool = False

    @property
    def slept(self) -> bool:
        return self.asleep > _NOTHING

    @property
    def time_is_new(self) -> bool:
        """Whether clock times shown so far may be wrong."""
        return self.clock_set or self.zone_changed


class ClockGap:
    """Compares the wall clock, a clock that counts sleep, and one that does not.

    Where the last two are the same (Windows), sleep shows as nothing but late timers.
    """

    def __init__(
        self,
        wall: Callable[[], datetime],
        elapsed: Callable[[], float],
        awake: Callable[[], float] = time.monotonic,
        zone: Callable[[], tuple[object, ...]] | None = None,
    ) -> None:
        self._wall, self._elapsed, self._awake, self._zone = wall, elapsed, awake, zone or current_zone
        self._asleep_by_now = self._asleep()
        self._started_at = self._start()
        self._last_zone = self._zone()

    def look(self) -> Gap:
        """What happened since the last look."""
        asleep, started_at, zone = self._asleep(), self._start(), self._zone()
        slept = asleep - self._asleep_by_now
        was_set = abs(started_at - self._started_at) > NOISE
        gap = Gap(slept if slept > NOISE else _NOTHING, was_set, zone != self._last_zone)
        # A slow drift is no setting: without a gap the new relation is simply taken over.
        self._asleep_by_now, self._started_at, self._last_zone = asleep, started_at, zone
        return gap

    def _asleep(self) -> timedelta:
        return timedelta(seconds=self._elapsed() - self._awake())

    def _start(self) -> datetime:
        """When nothing had elapsed, by the wall clock: moves only if that is set."""
        return self._wall() - timedelta(seconds=self._elapsed())


def current_zone() -> tuple[object, ...]:
    """The zone of local times, read anew: the C library keeps the one it found first."""
    if hasattr(time, "tzset"):  # not on Windows, where it is read anew each time
        time.tzset()
    return time.timezone, time.altzone, time.tzname
