"""Two days over twenty profiles, with everything that happens to a laptop; and the same laws for whatever may happen."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hourpass.domain.expiry import DEFAULT_WARNINGS
from hourpass.domain.profile import Method, Profile
from hourpass.domain.session import Session
from hourpass.services.mfa_sessions import uses_one
from hourpass.services.renewal import LAST_CALL, MOST_AT_ONCE, PAUSES, RENEW_BEFORE, SETTLING
from services.fakes_day import NAP, Chronicle, Day, Got, Span, Trouble
from services.fakes_services import START, profile

GRACE = NAP + timedelta(seconds=90)
"""After a disturbance: the timer's nap, and twenty renewals of up to 8 seconds, three at a time."""
MINUTE = timedelta(minutes=1)
JITTER = timedelta(seconds=10)


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def some_profiles(chance: Random, holders: int = 5) -> tuple[Profile, ...]:
    """Four of each holder: a role with a code, two through an MFA session, a session token; the last needs no device."""
    made = []
    for number in range(holders):
        user = {
            "access_key_id": f"AKIAUSER00000000000{number}",
            "device_serial": f"arn:aws:iam::111122223333:mfa/phone-{number}",
        }
        day = minutes(chance.choice([60, 240, 720, 2160]))
        made += [
            profile(f"role-{number}", duration=minutes(chance.choice([15, 60, 240, 720])), **user),
            *(
                profile(
                    f"through-{number}-{which}",
                    method=Method.ROLE_THROUGH_SESSION,
                    duration=minutes(chance.choice([15, 30, 60, 60])),
                    session_duration=day,
                    **user,
                )
                for which in "ab"
            ),
            profile(f"token-{number}", method=Method.SESSION, duration=minutes(chance.choice([60, 720])), **user),
        ]
    made[-1] = profile("plain", access_key_id="AKIAUSER000000000000", device_serial="", duration=minutes(60))
    return tuple(made)


def some_troubles(chance: Random, hours: int) -> list[Trouble]:
    """Nights, lunches, trains, throttling, clocks that are wrong for a while, MFA sessions ended by AWS."""

    def moment() -> timedelta:
        return timedelta(hours=chance.uniform(0, hours))

    nights = (timedelta(hours=hour + chance.uniform(12, 16)) for hour in range(0, hours, 24))
    found = [Trouble("sleep", night, timedelta(hours=7)) for night in nights]
    found += [Trouble("sleep", moment(), minutes(chance.uniform(1, 100))) for _ in range(hours // 6)]
    found += [Trouble("away", moment(), minutes(chance.choice([0.2, 3, 25, 90]))) for _ in range(hours // 6)]
    found += [Trouble("throttled", moment(), minutes(chance.uniform(0.5, 6))) for _ in range(hours // 8)]
    errors = (timedelta(hours=chance.choice([-9, -1, -0.1, 0.1, 1, 9])) for _ in range(hours // 12))
    found += [Trouble("clock", moment(), minutes(20), error) for error in errors]
    found += [Trouble("ended", moment(), whose=chance.randrange(9)) for _ in range(hours // 12)]
    return found


# the laws


def check(day: Day, seen: Chronicle, end: datetime) -> None:
    each_warning_came_once(seen)
    each_warning_came(day, seen, end)
    nothing_was_told_that_mended_itself(seen)
    what_kept_failing_was_told(day, seen, end)
    no_code_was_asked_in_vain(seen)
    no_role_lapsed_while_its_mfa_session_lived(day, seen, end)
    renewals_came_in_time(day, seen)
    the_last_role_lasts_as_long_as_it_can(day, seen, end)
    nothing_was_hammered(seen)


def each_warning_came_once(seen: Chronicle) -> None:
    assert max(Counter((each.session, each.span) for each in seen.told).values(), default=0) <= 1
    for session in {each.session for each in seen.told}:
        spans = [each.span for each in seen.told if each.session == session]
        assert spans == sorted(spans, reverse=True)


def each_warning_came(day: Day, seen: Chronicle, end: datetime) -> None:
    """Of credentials that need a code, while the machine was awake and its clock right."""
    clock = longer(seen.wrong_clock, GRACE)
    for which in day.profiles:
        if which.method is Method.ROLE_THROUGH_SESSION or not which.device_serial:
            continue
        for got, until in held(seen.got[which.id], end):
            session = got.session
            if touched(Span(got.at, until), clock) or touched(Span(expiry(got) - minutes(16), until), seen.asleep):
                continue
            worth = {span for span in DEFAULT_WARNINGS if span < session.expires_at - session.obtained_at - JITTER}
            due = {span for span in worth | {timedelta(0)} if expiry(got) - span < until}
            assert {each.span for each in seen.told if each.session == key(session)} == due


def nothing_was_told_that_mended_itself(seen: Chronicle) -> None:
    clock = longer(seen.wrong_clock, GRACE)
    for told in seen.told:
        assert told.explained or not told.avoidable or touched(Span(told.at, told.at), clock)


def what_kept_failing_was_told(day: Day, seen: Chronicle, end: datetime) -> None:
    """Of what needs no code and ended far from any network, the reason was told."""
    for which in day.profiles:
        for got, until in held(seen.got[which.id], end):
            last = Span(expiry(got) - minutes(25), expiry(got))
            lost = any(away.start < last.start and last.end + MINUTE < away.end for away in seen.away)
            if (
                not lost
                or until <= last.end + MINUTE
                or touched(last, [*seen.asleep, *longer(seen.wrong_clock, GRACE)])
            ):
                continue
            told = [each for each in seen.told if each.session == key(got.session) and not each.span]
            assert len(told) == 1
            assert told[0].explained or not told[0].avoidable


def no_code_was_asked_in_vain(seen: Chronicle) -> None:
    clock = longer(seen.wrong_clock, GRACE)
    for at, _profile, lived in seen.codes:
        assert not lived or touched(Span(at, at), clock)


def no_role_lapsed_while_its_mfa_session_lived(day: Day, seen: Chronicle, end: datetime) -> None:
    """But while it slept or had no network; and then it was renewed at the first look."""
    excuses = longer([*seen.asleep, *seen.away, *seen.wrong_clock], GRACE)
    excuses += longer(seen.throttled, GRACE + PAUSES[-1])
    opened = day.shared()
    excuses_of_opening = longer([Span(each.at, each.at) for each in opened], GRACE)
    for which in filter(uses_one, day.profiles):
        holder = which.access_key_id, which.device_serial
        for got, until in held(seen.got[which.id], end):
            lapsed = Span(expiry(got), until)
            for mfa in opened:
                if mfa.holder == holder:
                    lived = Span(max(lapsed.start, mfa.at), min(lapsed.end, mfa.ends - MINUTE))
                    assert minus(lived, excuses + excuses_of_opening) == []


def renewals_came_in_time(day: Day, seen: Chronicle) -> None:
    """At least 15 minutes before the end, where the credentials live long enough for that."""
    troubles = [*seen.asleep, *seen.away, *seen.throttled, *seen.wrong_clock]
    troubles += [Span(each.at, each.at) for each in day.shared()]
    for profile_id, many in seen.got.items():
        for before, got in pairwise(many):
            calm = not touched(Span(expiry(before) - minutes(30), got.at), longer(troubles, minutes(10)))
            if got.quietly and calm and before.at < expiry(before) - minutes(14):
                wanted = min(RENEW_BEFORE, (expiry(before) - before.at) / 2)
                assert got.left >= wanted - GRACE, profile_id


def the_last_role_lasts_as_long_as_it_can(day: Day, seen: Chronicle, end: datetime) -> None:
    troubles = longer([*seen.asleep, *seen.away, *seen.throttled, *seen.wrong_clock], minutes(10))
    for mfa in day.shared():
        if mfa.cut or mfa.ends > end or touched(Span(mfa.ends - minutes(5), mfa.ends), troubles):
            continue
        for which in filter(uses_one, day.profiles):
            got = [each.at for each in seen.got[which.id] if each.at < mfa.ends]
            if (which.access_key_id, which.device_serial) == mfa.holder and got and got[0] < mfa.ends - minutes(5):
                assert got[-1] >= mfa.ends - LAST_CALL - MINUTE


def nothing_was_hammered(seen: Chronicle) -> None:
    assert seen.most_at_once <= MOST_AT_ONCE
    returns = [span.end for span in seen.away]
    for starts in seen.started.values():
        assert all(later - earlier >= SETTLING for earlier, later in pairwise(starts))
        for first in starts:
            window = Span(first, first + minutes(10))
            fresh = sum(window.start - minutes(10) <= at <= window.end for at in returns)
            assert sum(window.start <= at <= window.end for at in starts) <= (len(PAUSES) + 3) * (1 + fresh)


def key(session: Session) -> str:
    return session.credentials.access_key_id


def expiry(got: Got) -> datetime:
    return got.session.expires_at


def held(many: Sequence[Got], end: datetime) -> Iterator[tuple[Got, datetime]]:
    """What was got, and until when it was held."""
    yield from zip(many, [*(each.at for each in many[1:]), end], strict=True)


def longer(spans: Iterable[Span], by: timedelta) -> list[Span]:
    return [Span(span.start, span.end + by) for span in spans]


def touched(span: Span, others: Iterable[Span]) -> bool:
    return any(other.start <= span.end and span.start <= other.end for other in others)


def minus(span: Span, others: Iterable[Span]) -> list[Span]:
    """What of *span* lies in none of *others*."""
    left = [span] if span.start < span.end else []
    for other in others:
        pieces = [
            (Span(each.start, min(each.end, other.start)), Span(max(each.start, other.end), each.end)) for each in left
        ]
        left = [piece for pair in pieces for piece in pair if piece.start < piece.end]
    return left


# the days


@pytest.fixture
def travelling(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The computer stands in another time zone, in which the clocks go forward during the first night."""
    monkeypatch.setenv("TZ", "XST-5:30XDT-6:30,J60/2,J300/3")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("number", range(2))
@pytest.mark.usefixtures("travelling")
def test_two_days_over_twenty_profiles_keep_every_promise(number: int):
    chance, hours = Random(number), 48
    day = Day(some_profiles(chance), some_troubles(chance, hours), chance)
    assert len(day.profiles) == 20
    seen = day.pass_by(hours)
    check(day, seen, START + timedelta(hours=hours))
    assert len(seen.told) > 100
    assert sum(map(len, seen.started.values())) > 300
    assert seen.looks < hours * 60 * 6


def test_a_quiet_day_costs_one_code_for_each_mfa_session_and_no_word():
    chance = Random(7)
    through = tuple(each for each in some_profiles(chance) if uses_one(each))
    day = Day(tuple(replace(each, session_duration=minutes(720)) for each in through), [], chance)
    seen = day.pass_by(11)
    check(day, seen, START + timedelta(hours=11))
    assert (len(seen.codes), seen.told) == (5, [])


def test_a_network_that_stays_away_is_told_with_the_reason_and_is_forgotten_when_it_returns():
    which = profile(method=Method.ROLE_THROUGH_SESSION)
    day = Day((which,), [Trouble("away", minutes(30), minutes(120))], Random(3))
    seen = day.pass_by(6)
    check(day, seen, START + timedelta(hours=6))
    assert [each.span for each in seen.told] == [*DEFAULT_WARNINGS, timedelta(0)]
    assert all(each.explained for each in seen.told)
    back = START + minutes(150)
    renewed = [each for each in seen.got[which.id] if each.at > back]
    assert renewed[0].at - back < timedelta(seconds=10)
    assert len(seen.codes) == 1


def test_after_a_night_everything_is_renewed_at_the_first_look_a_few_at_a_time():
    chance = Random(5)
    through = tuple(replace(each, session_duration=minutes(1440)) for each in some_profiles(chance) if uses_one(each))
    night = Trouble("sleep", timedelta(hours=3), timedelta(hours=9))
    day = Day(through, [night], chance)
    seen = day.pass_by(14)
    check(day, seen, START + timedelta(hours=14))
    assert (seen.told, seen.most_at_once) == ([], MOST_AT_ONCE)
    morning = START + night.at + night.lasts
    for which in through:
        first = next(each for each in seen.got[which.id] if each.at >= morning)
        assert first.at - morning < GRACE


MOMENTS = st.floats(0, 6 * 60).map(minutes)
SHORT = st.sampled_from([0.1, 1, 4, 12, 40, 130]).map(minutes)
TROUBLES = st.lists(
    st.one_of(
        st.builds(Trouble, st.sampled_from(["sleep", "away"]), MOMENTS, SHORT),
        st.builds(Trouble, st.just("throttled"), MOMENTS, st.sampled_from([0.2, 2, 6]).map(minutes)),
        st.builds(Trouble, st.just("ended"), MOMENTS, whose=st.integers(0, 3)),
        st.builds(
            Trouble, st.just("clock"), MOMENTS, SHORT, error=st.sampled_from([-600, -60, -3, 3, 60, 600]).map(minutes)
        ),
    ),
    max_size=7,
)


@settings(max_examples=20, deadline=None)
@given(troubles=TROUBLES, number=st.integers(0, 1000))
def test_whatever_happens_the_promises_are_kept(troubles: list[Trouble], number: int):
    chance = Random(number)
    day = Day(some_profiles(chance, holders=1), troubles, chance)
    check(day, day.pass_by(7), START + timedelta(hours=7))
