from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hourpass.domain.expiry import next_change
from hourpass.services.watch import Notice, NoticeKind, Watch
from services.fakes_services import START, session

WARNINGS = (timedelta(minutes=15), timedelta(minutes=5), timedelta(minutes=1))


def after(**span: float) -> datetime:
    return START + timedelta(**span)


def kinds(notices: list[Notice]) -> list[tuple[NoticeKind, float]]:
    return [(each.kind, each.left.total_seconds()) for each in notices]


@pytest.fixture
def watch() -> Watch:
    return Watch()


def test_each_threshold_is_told_once(watch: Watch):
    held = {"a": session()}
    told = [kinds(watch.look(held, after(minutes=minute), WARNINGS)) for minute in (44, 45, 46, 55, 56, 59, 60, 61)]
    assert told == [
        [],
        [(NoticeKind.ENDING, 900)],
        [],
        [(NoticeKind.ENDING, 300)],
        [],
        [(NoticeKind.ENDING, 60)],
        [(NoticeKind.EXPIRED, 0)],
        [],
    ]


def test_after_a_sleep_only_the_most_urgent_is_told(watch: Watch):
    held = {"a": session()}
    assert watch.look(held, after(minutes=10), WARNINGS) == []
    assert kinds(watch.look(held, after(minutes=57), WARNINGS)) == [(NoticeKind.ENDING, 180)]
    assert kinds(watch.look(held, after(hours=9), WARNINGS)) == [(NoticeKind.EXPIRED, 0)]


@pytest.mark.parametrize(
    ("late", "told"),
    [
        (timedelta(0), timedelta(minutes=5)),
        (timedelta(seconds=1), timedelta(minutes=5)),
        (timedelta(minutes=2), timedelta(minutes=3)),
    ],
)
def test_at_a_threshold_that_is_told_to_be_left_and_long_after_it_what_is(
    watch: Watch, late: timedelta, told: timedelta
):
    (notice,) = watch.look({"a": session()}, after(minutes=55) + late, WARNINGS)
    assert notice.told_left == told


def test_a_threshold_as_long_as_the_whole_session_is_not_told(watch: Watch):
    held = {"a": session(timedelta(minutes=15, seconds=1))}
    assert watch.look(held, after(seconds=2), WARNINGS) == []
    assert kinds(watch.look(held, after(minutes=11), WARNINGS)) == [(NoticeKind.ENDING, 241)]


def test_a_renewed_session_is_watched_anew(watch: Watch):
    watch.look({"a": session()}, after(minutes=46), WARNINGS)
    renewed = session(start=after(minutes=50), number=2)
    assert watch.look({"a": renewed}, after(minutes=51), WARNINGS) == []
    assert len(watch.look({"a": renewed}, after(minutes=96), WARNINGS)) == 1


def test_what_falls_due_while_muted_is_not_told_later(watch: Watch):
    held = {"a": session()}
    muted_until = after(minutes=56)
    assert watch.look(held, after(minutes=46), WARNINGS, muted_until) == []
    assert watch.look(held, after(minutes=55), WARNINGS, muted_until) == []
    assert watch.look(held, after(minutes=57), WARNINGS, muted_until) == []
    assert len(watch.look(held, after(minutes=59), WARNINGS, muted_until)) == 1


def test_a_clock_set_back_repeats_nothing(watch: Watch):
    held = {"a": session()}
    assert len(watch.look(held, after(minutes=55), WARNINGS)) == 1
    assert watch.look(held, after(minutes=30), WARNINGS) == []
    assert watch.look(held, after(minutes=46), WARNINGS) == []
    assert watch.look(held, after(minutes=56), WARNINGS) == []


def test_each_profile_is_told_by_itself(watch: Watch):
    held = {"a": session(), "b": session(timedelta(hours=2), number=2)}
    assert [each.profile_id for each in watch.look(held, after(minutes=46), WARNINGS)] == ["a"]
    assert [each.profile_id for each in watch.look(held, after(minutes=106), WARNINGS)] == ["a", "b"]


def test_without_warnings_only_the_end_is_told(watch: Watch):
    held = {"a": session()}
    assert watch.look(held, after(minutes=59), ()) == []
    assert kinds(watch.look(held, after(minutes=60), ())) == [(NoticeKind.EXPIRED, 0)]


def test_with_nothing_held_there_is_nothing_to_look_for(watch: Watch):
    assert watch.look({}, START, WARNINGS) == []


MOMENTS = st.lists(st.integers(-600, 5000), max_size=40)
SPANS = st.lists(st.integers(1, 70), max_size=5, unique=True).map(
    lambda minutes: tuple(timedelta(minutes=each) for each in sorted(minutes, reverse=True))
)


@given(seconds=MOMENTS, warnings=SPANS, length=st.integers(15, 90))
def test_whatever_the_clock_does_nothing_is_told_twice_nor_after_something_more_urgent(
    seconds: list[int], warnings: tuple[timedelta, ...], length: int
):
    watch = Watch()
    held = {"a": session(timedelta(minutes=length))}
    told: list[timedelta] = []
    for second in seconds:
        notices = watch.look(held, after(seconds=second), warnings)
        assert len(notices) <= 1
        for notice in notices:
            spans = [span for span in warnings if notice.left <= span]
            told.append(min(spans) if notice.left else timedelta(0))
    assert told == sorted(told, reverse=True)
    assert max(Counter(told).values(), default=0) <= 1


@given(warnings=SPANS, length=st.integers(15, 90))
def test_who_looks_whenever_something_changes_misses_nothing(warnings: tuple[timedelta, ...], length: int):
    watch = Watch()
    held = {"a": session(timedelta(minutes=length))}
    worth = [span for span in warnings if span < timedelta(minutes=length)]
    count, now = 0, START
    while (moment := next_change(held["a"].expires_at, now, warnings)) is not None:
        count += len(watch.look(held, moment, warnings))
        now = moment
    assert count == len(worth) + 1
