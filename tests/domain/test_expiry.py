from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hourpass.domain.expiry import DEFAULT_WARNINGS, Phase, next_change, phase

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ORDER = list(Phase)
SPANS = st.lists(st.integers(1, 120), max_size=4, unique=True).map(
    lambda minutes: tuple(timedelta(minutes=each) for each in sorted(minutes, reverse=True))
)


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (3600, Phase.FRESH),
        (901, Phase.FRESH),
        (900, Phase.LOW),
        (301, Phase.LOW),
        (300, Phase.LAST),
        (1, Phase.LAST),
        (0, Phase.EXPIRED),
        (-5, Phase.EXPIRED),
    ],
)
def test_the_phase_changes_at_the_first_two_warnings_and_at_the_end(seconds: int, expected: Phase):
    assert phase(NOW + timedelta(seconds=seconds), NOW) is expected


def test_without_credentials_there_is_no_phase_to_speak_of():
    assert phase(None, NOW) is Phase.NONE


def test_a_single_warning_leads_straight_to_the_last_phase():
    assert phase(NOW + timedelta(minutes=10), NOW, (timedelta(minutes=10),)) is Phase.LAST


def test_without_warnings_credentials_are_fresh_until_they_end():
    assert phase(NOW + timedelta(seconds=1), NOW, ()) is Phase.FRESH


@given(left=st.integers(-100, 10_000), later=st.integers(0, 10_000), warnings=SPANS)
def test_things_never_look_better_as_time_passes(left: int, later: int, warnings: tuple[timedelta, ...]):
    ends = NOW + timedelta(seconds=left)
    before, after = phase(ends, NOW, warnings), phase(ends, NOW + timedelta(seconds=later), warnings)
    assert ORDER.index(before) <= ORDER.index(after)


@given(milliseconds=st.integers(1, 7_200_000), warnings=SPANS)
def test_until_the_next_change_nothing_shown_changes(milliseconds: int, warnings: tuple[timedelta, ...]):
    ends = NOW + timedelta(milliseconds=milliseconds)
    change = next_change(ends, NOW, warnings)
    assert change is not None
    assert NOW < change <= ends
    just_before = change - timedelta(microseconds=1)
    for moment in (just_before, NOW + (change - NOW) / 2):
        if moment < change:
            assert phase(ends, moment, warnings) is phase(ends, NOW, warnings)
    assert change - NOW <= timedelta(minutes=1)


def test_the_next_change_is_the_next_whole_minute_left():
    assert next_change(NOW + timedelta(minutes=42, seconds=10), NOW) == NOW + timedelta(seconds=10)
    assert next_change(NOW + timedelta(minutes=42), NOW) == NOW + timedelta(minutes=1)


def test_nothing_changes_once_all_is_over():
    assert next_change(NOW, NOW) is None
    assert next_change(NOW - timedelta(days=1), NOW, DEFAULT_WARNINGS) is None


def test_who_shows_no_minutes_looks_only_at_the_warnings_and_the_end():
    ends = NOW + timedelta(minutes=42, seconds=10)
    moments, now = [], NOW
    while (change := next_change(ends, now, DEFAULT_WARNINGS, minutes=False)) is not None:
        moments.append(ends - change)
        now = change
    assert moments == [*DEFAULT_WARNINGS, timedelta(0)]
