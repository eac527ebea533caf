"""The computer's own clock."""

from __future__ import annotations

import time
from datetime import UTC, datetime

_ALSO_ASLEEP: int | None = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))
"""Python's own monotonic clock stops with the computer on Linux and macOS."""


class SystemClock:
    """The wall clock of this computer, in UTC; a jump of it shows at the next look."""

    def now(self) -> datetime:
        """The time, in UTC."""
        return datetime.now(UTC)

    def elapsed(self) -> float:
        """Seconds since some moment, whatever the clock is set to; time asleep counts as well."""
        return time.monotonic() if _ALSO_ASLEEP is None else time.clock_gettime(_ALSO_ASLEEP)
