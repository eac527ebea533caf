"""The computer's own clock."""

from __future__ import annotations

from datetime import UTC, datetime


class SystemClock:
    """The wall clock of this computer, in UTC; a jump of it shows at the next look."""

    def now(self) -> datetime:
        """The time, in UTC."""
        return datetime.now(UTC)
