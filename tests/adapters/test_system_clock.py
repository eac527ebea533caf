from __future__ import annotations

from datetime import UTC, timedelta

from hourpass.adapters.system_clock import SystemClock


def test_the_wall_clock_is_read_in_utc():
    assert SystemClock().now().tzinfo is UTC


def test_what_has_elapsed_goes_as_the_wall_clock_does_while_nobody_sets_that():
    clock = SystemClock()
    wall, elapsed = clock.now(), clock.elapsed()
    while clock.now() - wall < timedelta(milliseconds=20):
        assert clock.elapsed() >= elapsed
    assert abs(clock.elapsed() - elapsed - (clock.now() - wall).total_seconds()) < 1
