"""The time as AWS has it: codes and signatures are judged by its clock, not by this computer's."""

from __future__ import annotations

from datetime import datetime, timedelta

from hourpass.domain.activity import Exchange
from hourpass.services.ports import Clock

_NOISE = timedelta(seconds=2)
"""A Date header has whole seconds and travels for a while, so smaller differences say nothing."""


class ServerClock:
    """A wall clock corrected by what AWS's Date header last said."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._offset: timedelta | None = None

    @property
    def offset(self) -> timedelta | None:
        """AWS minus this computer; None before AWS answered, zero where the difference says nothing."""
        return self._offset

    def now(self) -> datetime:
        """The time at AWS, in UTC."""
        return self._clock.now() + (self._offset or timedelta(0))

    def heard(self, exchange: Exchange) -> None:
        """Take the offset that came along with an answer, unless it differs by no more than noise."""
        heard = exchange.server_offset
        if heard is None:
            return
        known = self._offset or timedelta(0)
        # One assignment, so that readers on other threads need no lock.
        self._offset = heard if abs(heard - known) >= _NOISE else known

    def computer_clock_was_set(self) -> None:
        """Forget the offset: it was measured against a clock that has since been moved."""
        self._offset = None
