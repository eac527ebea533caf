"""The sandbox's time: a clock that can be set apart from the computer's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hourpass.services.ports import Clock


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        """The time, in UTC."""
        return datetime.now(UTC)


class SandboxClock:
    """Another clock, shifted. *offset* moves codes and expiries only, as if time had passed; *skew* sets the servers
    apart from whoever signs requests, so that signatures are judged by it as well.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.offset = timedelta()
        self.skew = timedelta()

    def now(self) -> datetime:
        """The time that codes, expiries and Date headers go by."""
        return self._clock.now() + self.offset + self.skew

    def signing_now(self) -> datetime:
        """The time that signatures are judged by: SDKs sign by the computer's clock, whatever the injected one says."""
        return datetime.now(UTC) + self.skew
