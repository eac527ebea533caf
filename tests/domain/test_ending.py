"""When something that ends is over, by a clock that may be wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from hourpass.domain.ending import CLOCK_MAY_BE_AHEAD, Ending, ending, next_ending

END = datetime(2026, 3, 1, 12, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("now", "sure", "how", "then"),
    [
        (END - MOMENT, True, Ending.AHEAD, END),
        (END - MOMENT, False, Ending.AHEAD, END),
        (END, True, Ending.SURE, None),
        (END, False, Ending.SEEMING, END + CLOCK_MAY_BE_AHEAD),
        (END + CLOCK_MAY_BE_AHEAD, False, Ending.SURE, None),
    ],
)
def test_a_clock_that_may_be_wrong_is_believed_a_day_later(
    now: datetime, sure: bool, how: Ending, then: datetime | None
):
    assert (ending(END, now, sure=sure), next_ending(END, now, sure=sure)) == (how, then)
