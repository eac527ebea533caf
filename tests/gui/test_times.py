from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QLocale

from hourpass.gui.wording import times

NOON = datetime(2026, 11, 22, 12).astimezone()  # noon wherever the test runs


@pytest.fixture(autouse=True)
def plain_locale() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale.c())
    yield
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(hours=3, minutes=5, seconds=59), "3 h 5 min"),
        (timedelta(hours=3), "3 h"),
        (timedelta(minutes=42, seconds=10), "42 min"),
        (timedelta(seconds=59.9), "59 s"),
        (timedelta(milliseconds=1), "1 s"),
        (timedelta(0), "0 s"),
        (timedelta(seconds=-5), "0 s"),
        (timedelta(hours=36), "36 h"),
    ],
)
def test_a_span_is_said_in_its_two_largest_units(left: timedelta, words: str) -> None:
    assert times.span(left) == words


@pytest.mark.parametrize(
    ("left", "figures"),
    [
        (timedelta(minutes=42, seconds=10), "42:10"),
        (timedelta(hours=1, minutes=2, seconds=10), "1:02:10"),
        (timedelta(hours=36), "36:00:00"),
        (timedelta(seconds=7), "0:07"),
        (timedelta(seconds=-7), "0:00"),
    ],
)
def test_a_countdown_keeps_two_figures_for_all_but_the_first_unit(left: timedelta, figures: str) -> None:
    assert times.countdown(left) == figures


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(hours=3, minutes=1), "3 hours 1 minute"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(minutes=42), "42 minutes"),
        (timedelta(seconds=1), "1 second"),
        (timedelta(0), "0 seconds"),
    ],
)
def test_a_screen_reader_gets_whole_words(left: timedelta, words: str) -> None:
    assert times.spoken(left) == words


def test_a_moment_of_today_is_only_a_clock_time() -> None:
    assert times.clock(NOON + timedelta(hours=2, minutes=35), NOON) == "14:35"


def test_a_moment_of_another_day_names_the_day() -> None:
    assert times.clock(NOON + timedelta(hours=21, minutes=10), NOON) == "tomorrow 09:10"
    assert times.clock(NOON - timedelta(days=1), NOON) == "yesterday 12:00"
    assert times.clock(NOON + timedelta(days=2), NOON) == "24 Nov 12:00"
    assert times.clock(NOON + timedelta(days=60), NOON) == "21 Jan 2027 12:00"


def test_a_clock_time_is_local_whatever_zone_the_moment_is_in() -> None:
    assert times.clock(NOON.astimezone(UTC), NOON) == "12:00"


def test_a_clock_time_follows_the_locale() -> None:
    QLocale.setDefault(QLocale("en_US"))
    assert times.clock(NOON + timedelta(hours=2, minutes=35), NOON).replace("\u202f", " ") == "2:35 PM"


def test_a_log_shows_seconds_in_local_time() -> None:
    assert times.clock_with_seconds((NOON + timedelta(seconds=7)).astimezone(UTC)) == "12:00:07"


def test_a_moment_in_full_names_date_time_and_zone() -> None:
    assert times.moment(NOON) == f"22 November 2026, 12:00:00 {NOON.tzname()}"


@pytest.mark.parametrize(
    ("span", "words"),
    [(timedelta(milliseconds=119.6), "120 ms"), (timedelta(seconds=1.24), "1.2 s"), (timedelta(seconds=-1), "0 ms")],
)
def test_the_time_a_call_took_is_said_in_milliseconds_until_it_is_a_second(span: timedelta, words: str) -> None:
    assert times.took(span) == words
