from __future__ import annotations

from datetime import timedelta

import pytest

from hourpass.domain.activity import Exchange
from hourpass.services.server_clock import ServerClock
from services.fakes_services import START, FakeClock


def answer(seconds: float | None) -> Exchange:
    offset = None if seconds is None else timedelta(seconds=seconds)
    return Exchange(
        START, "sts", "AssumeRole", "sts.amazonaws.com", timedelta(milliseconds=80), 200, server_offset=offset
    )


@pytest.fixture
def clock() -> ServerClock:
    return ServerClock(FakeClock())


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


def test_an_offset_does_not_outlive_the_clock_it_was_measured_against(clock: ServerClock):
    clock.heard(answer(1200))
    clock.computer_clock_was_set()
    assert (clock.offset, clock.now()) == (None, START)
