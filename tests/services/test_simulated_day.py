"""Two days over twenty profiles, with everything that happens to a laptop; and the same laws for whatever may happen."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hourpass.domain.expiry import DEFAULT_WARNINGS
from hourpass.domain.profile import Method, Profile
from hourpass.services.mfa_sessions import uses_one
from hourpass.services.renewal import MOST_AT_ONCE
from services.day_laws import GRACE, check, minutes
from services.fakes_day import Day, Trouble
from services.fakes_services import START, profile


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
