"""Which durations a person is offered."""

from __future__ import annotations

from datetime import timedelta

from hourpass.domain.profile import Method, duration_limits

_CHOICES = tuple(timedelta(minutes=m) for m in (15, 30, 60, 120, 240, 480, 720, 1440, 2160))


def offered_durations(
    method: Method, limit: timedelta | None = None, also: timedelta | None = None, *, chained: bool = False
) -> tuple[timedelta, ...]:
    """What to choose from with *method*, shortest first. *limit* is the role's own maximum where it is known;
    *also* is offered too, as long as AWS allows it, for it is what the profile has now."""
    shortest, longest = duration_limits(method, chained=chained)
    if limit is not None:
        longest = max(shortest, min(longest, limit))
    wanted = {*_CHOICES, *([also] if also is not None else [])}
    return tuple(sorted(choice for choice in wanted if shortest <= choice <= longest))
