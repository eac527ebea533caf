"""What happened to time between two looks."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from hourpass.services.clock_gap import ClockGap, Gap, current_zone


class Clocks:
    """The three clocks of a computer that sleeps and is set as it is told."""

    def __init__(self) -> None:
        self.wall = datetime(2026, 3, 1, 12, tzinfo=UTC)
        self.awake = 100.0
        self.elapsed = 5000.0
        self.zone: tuple[object, ...] = ("UTC",)

    def pass_time(self, seconds: float) -> None:
        self.sleep(seconds)
        self.awake += seconds

    def sleep(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.elapsed += seconds

    def gap(self) -> ClockGap:
        return ClockGap(lambda: self.wall, lambda: self.elapsed, lambda: self.awake, lambda: self.zone)


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


def test_time_that_passes_leaves_no_gap(clocks: Clocks):
    gap = clocks.gap()
    clocks.pass_time(3600)
    assert gap.look() == Gap()


def test_sleep_is_a_gap_once_and_no_setting_of_the_clock(clocks: Clocks):
    gap = clocks.gap()
    clocks.pass_time(50)
    clocks.sleep(8 * 3600)
    found = gap.look()
    assert (found.slept, found.asleep, found.time_is_new) == (True, timedelta(hours=8), False)
    assert gap.look() == Gap()


@pytest.mark.parametrize("jump", [timedelta(minutes=-20), timedelta(days=1), timedelta(seconds=3)])
def test_a_clock_that_was_set_either_way_is_a_gap_once(clocks: Clocks, jump: timedelta):
    gap = clocks.gap()
    clocks.pass_time(50)
    clocks.wall += jump
    found = gap.look()
    assert (found.slept, found.clock_set) == (False, True)
    assert gap.look() == Gap()


def test_sleep_and_a_set_clock_are_told_apart(clocks: Clocks):
    gap = clocks.gap()
    clocks.sleep(3600)
    clocks.wall -= timedelta(hours=2)
    assert gap.look() == Gap(asleep=timedelta(hours=1), clock_set=True)


def test_a_clock_that_is_nudged_for_hours_was_not_set(clocks: Clocks):
    gap = clocks.gap()
    for _ in range(60):
        clocks.pass_time(60)
        clocks.wall += timedelta(seconds=0.5)
        assert gap.look() == Gap()


def test_another_time_zone_is_a_gap_once(clocks: Clocks):
    gap = clocks.gap()
    clocks.zone = ("CET",)
    assert gap.look() == Gap(zone_changed=True)
    assert gap.look() == Gap()


@pytest.fixture
def zone_of_the_tests() -> Iterator[None]:
    before = os.environ.get("TZ")
    yield
    if before is None:
        os.environ.pop("TZ", None)
    else:
        os.environ["TZ"] = before
    time.tzset()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows reads its time zone anew each time")
@pytest.mark.usefixtures("zone_of_the_tests")
def test_the_systems_zone_is_read_anew():
    os.environ["TZ"] = "UTC0"
    clocks = Clocks()
    gap = ClockGap(lambda: clocks.wall, lambda: clocks.elapsed, lambda: clocks.awake, current_zone)
    noon = datetime(2026, 7, 1, 12, tzinfo=UTC)
    assert noon.astimezone().hour == 12
    os.environ["TZ"] = "CET-1CEST,M3.5.0,M10.5.0/3"
    assert gap.look().zone_changed
    assert noon.astimezone().hour == 14
    assert gap.look() == Gap()
