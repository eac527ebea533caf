from __future__ import annotations

from datetime import timedelta

import pytest

from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.services.cancel import Cancel, Cancelled
from hourpass.services.trying_again import (
    BUDGET,
    MOST_TRIES,
    MOST_TROUBLES,
    Patience,
    TryingAgain,
    outcome_unknown,
    waiting_for,
)
from services.fakes_services import FakeClock

NEW = Patience(waiting_for(Reason.NOT_FOUND))


class Line:
    """Calls that fail as they are told to, and the clock that waiting moves."""

    def __init__(self, *reasons: Reason) -> None:
        self.clock, self.pauses, self.told, self.sent = FakeClock(), list[float](), list[tuple[int, Reason]](), 0
        self._reasons = list(reasons)
        self.clock_turns = 1

    def call(self) -> int:
        self.sent += 1
        if self._reasons:
            raise HourpassError(Problem(self._reasons.pop(0)))
        return self.sent

    def pause(self, seconds: float, cancel: Cancel) -> None:
        cancel.check()
        self.pauses.append(seconds)
        self.clock.advance(seconds=seconds * self.clock_turns)

    def through(self, patience: Patience = NEW, cancel: Cancel | None = None) -> int:
        return TryingAgain(self.clock, self.pause).until_done(
            self.call, patience, lambda *news: self.told.append(news), cancel or Cancel()
        )

    def reason(self, patience: Patience = NEW) -> Reason:
        with pytest.raises(HourpassError) as failed:
            self.through(patience)
        return failed.value.problem.reason


def test_what_goes_well_is_sent_once():
    line = Line()
    assert line.through() == 1
    assert (line.pauses, line.told) == ([], [])


def test_tells_how_many_tries_there_were_and_why_there_will_be_another():
    line = Line(Reason.NOT_FOUND, Reason.THROTTLED)
    assert line.through() == 3
    assert line.told == [(1, Reason.NOT_FOUND), (2, Reason.THROTTLED)]
    assert all(1 <= seconds <= 3 for seconds in line.pauses)


def test_a_no_is_told_at_once():
    line = Line(Reason.DENIED)
    assert line.reason() is Reason.DENIED
    assert line.sent == 1


def test_trouble_on_the_way_is_stood_a_few_times():
    line = Line(*[Reason.UNREACHABLE] * 10)
    assert line.reason() is Reason.UNREACHABLE
    assert line.sent == MOST_TROUBLES + 1


def test_aws_is_given_its_time_and_no_more():
    line = Line(*[Reason.NOT_FOUND] * 1000)
    assert line.reason() is Reason.NOT_FOUND
    assert BUDGET <= timedelta(seconds=sum(line.pauses)) < BUDGET + timedelta(seconds=3)


@pytest.mark.parametrize("turns", [0, -1])
def test_a_clock_that_stands_or_is_set_back_does_not_make_it_last_for_ever(turns: int):
    line = Line(*[Reason.NOT_FOUND] * 1000)
    line.clock_turns = turns
    assert line.reason() is Reason.NOT_FOUND
    assert line.sent == MOST_TRIES


def test_giving_up_ends_the_waiting_and_not_the_call():
    line, cancel = Line(Reason.NOT_FOUND), Cancel()
    cancel.request()
    with pytest.raises(Cancelled):
        line.through(cancel=cancel)
    assert line.sent == 1


@pytest.mark.parametrize(
    ("problem", "unknown"),
    [
        (Problem(Reason.TIMED_OUT), True),
        (Problem(Reason.TIMED_OUT, {"sent": "no"}), False),
        (Problem(Reason.HELPER_ENDED), True),
        (Problem(Reason.SERVICE_FAULT), True),
        (Problem(Reason.VAULT_LOCKED), True),
        (Problem(Reason.THROTTLED), False),
        (Problem(Reason.DENIED), False),
        (Problem(Reason.NAME_TAKEN), False),
    ],
)
def test_only_a_plain_no_is_sure_to_have_left_nothing(problem: Problem, unknown: bool):
    assert outcome_unknown(problem) is unknown
