from __future__ import annotations

from datetime import timedelta

import pytest

from hourpass.domain.activity import Exchange
from hourpass.services.server_clock import ServerClock
from services.fakes_services import START, FakeClock


def answer(seconds: float | None, service: str = "sts") -> Exchange:
    offset = None if seconds is None else timedelta(seconds=seconds)
    return Exchange(
        START, service, "AssumeRole", "sts.amazonaws.com", timedelta(milliseconds=80), 200, server_offset=offset
    )


@pytest.fixture
def clock() -> ServerClock:
    return ServerClock(FakeClock(), Stopwatch())


def test_the_computers_clock_is_trusted_until_aws_spoke(clock: ServerClock):
    assert (clock.offset, clock.now()) == (None, START)
    clock.heard(answer(None))
    assert clock.offset is None


@pytest.mark.parametrize("seconds", [1200, -1200, 2, -2.5])
def test_awss_clock_corrects_the_computers(clock: ServerClock, seconds: float):
    clock.heard(answer(seconds))
    assert clock.now() == START + timedelta(seconds=seconds)


@pytest.mark.parametrize("seconds", [0, 1, -1, 1.9, -1.9])
def test_what_whole_seconds_and_the_way_explain_is_no_difference(clock: ServerClock, seconds: float):
    clock.heard(answer(seconds))
    assert (clock.offset, clock.now()) == (timedelta(0), START)


def test_a_known_offset_does_not_tremble(clock: ServerClock):
    clock.heard(answer(1200))
    clock.heard(answer(1201))
    assert clock.offset == timedelta(seconds=1200)


def test_a_clock_that_was_put_right_is_noticed_with_the_next_answer(clock: ServerClock):
    clock.heard(answer(1200))
    clock.heard(answer(0))
    assert clock.offset == timedelta(0)


class Stopwatch:
    """What goes on whatever the clock is set to."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.mark.parametrize("jump", [3600, -3600, 86400, -2.5])
def test_an_offset_does_not_outlive_the_clock_it_was_measured_against(jump: float):
    computer, elapsed = FakeClock(), Stopwatch()
    clock = ServerClock(computer, elapsed)
    clock.heard(answer(1200))
    computer.advance(seconds=60 + jump)
    elapsed.seconds += 60
    assert clock.now() == computer.now()
    assert clock.offset is None


@pytest.mark.parametrize("hours", [0, 1, 100])
def test_an_offset_outlives_time_that_passed_and_a_little_correction(hours: float):
    computer, elapsed = FakeClock(), Stopwatch()
    clock = ServerClock(computer, elapsed)
    clock.heard(answer(1200))
    computer.advance(hours=hours, seconds=1)
    elapsed.seconds += hours * 3600
    assert clock.offset == timedelta(seconds=1200)


def test_an_offset_heard_after_the_clock_was_set_counts():
    computer, elapsed = FakeClock(), Stopwatch()
    clock = ServerClock(computer, elapsed)
    clock.heard(answer(1200))
    computer.advance(hours=1)
    clock.heard(answer(-2400))
    assert clock.now() == computer.now() - timedelta(seconds=2400)


def test_only_those_who_judge_codes_are_heard_about_the_time(clock: ServerClock):
    clock.heard(answer(1200, service="s3"))
    assert clock.offset is None
    clock.heard(answer(1200, service="iam"))
    assert clock.offset == timedelta(seconds=1200)
