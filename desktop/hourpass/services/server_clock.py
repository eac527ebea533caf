"""The time as AWS has it: codes and signatures are judged by its clock, not by this computer's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from hourpass.domain.activity import Exchange
from hourpass.services.ports import Clock

_NOISE = timedelta(seconds=2)
"""A Date header has whole seconds and travels for a while, so smaller differences say nothing."""
_JUDGES = frozenset({"sts", "iam"})
"""Who looks at codes. An S3-compatible server's clock is its own affair."""


@dataclass(frozen=True, slots=True)
class _Measured:
    offset: timedelta  # AWS minus this computer
    started_at: datetime  # when nothing had elapsed, by the clock it was measured against: moves only if that is set


class ServerClock:
    """A wall clock corrected by what AWS's Date header last said, until the wall clock is set.

    *elapsed* counts seconds whatever the wall clock is set to, asleep or awake.
    """

    def __init__(self, clock: Clock, elapsed: Callable[[], float]) -> None:
        self._clock, self._elapsed = clock, elapsed
        self._measured: _Measured | None = None

    @property
    def offset(self) -> timedelta | None:
        """AWS minus this computer; None before AWS answered, zero where the difference says nothing."""
        return self._offset_at(self._clock.now())

    def now(self) -> datetime:
        """The time at AWS, in UTC."""
        now = self._clock.now()
        return now + (self._offset_at(now) or timedelta(0))

    def heard(self, exchange: Exchange) -> None:
        """Take the offset that came along with an answer, unless it differs by no more than noise."""
        heard = exchange.server_offset
        if heard is None or exchange.service not in _JUDGES:
            return
        now = self._clock.now()
        known = self._offset_at(now) or timedelta(0)
        # One assignment, so that readers on other threads need no lock.
        self._measured = _Measured(heard if abs(heard - known) >= _NOISE else known, self._started_at(now))

    def _offset_at(self, now: datetime) -> timedelta | None:
        measured = self._measured
        if measured is None or abs(self._started_at(now) - measured.started_at) >= _NOISE:
            return None  # it was measured against a clock that has been set since
        return measured.offset

    def _started_at(self, now: datetime) -> datetime:
        return now - timedelta(seconds=self._elapsed())
