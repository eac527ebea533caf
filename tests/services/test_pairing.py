"""Pairing, judged by pyotp as the phone and by the sandbox's devices as AWS."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hourpass.domain import totp
from hourpass.sandbox.devices import Devices
from hourpass.services.pairing import MOST_STEPS_OFF, PairFlaw, Pairing, Verdict
from services.fakes_services import FakeClock

SEED = base64.b32encode(bytes(range(40))).decode()
NOON = datetime(2026, 11, 22, 12, 0, 10, tzinfo=UTC)

seeds = st.binary(min_size=40, max_size=40).map(lambda key: base64.b32encode(key).decode())
moments = st.datetimes(datetime(2020, 1, 1), datetime(2090, 1, 1)).map(lambda naive: naive.replace(tzinfo=UTC))  # noqa: DTZ001 (made aware at once)
drifts = st.integers(-1500, 1500).map(lambda seconds: timedelta(seconds=seconds))
waits = st.integers(0, 200).map(lambda seconds: timedelta(seconds=seconds))
near_steps = st.integers(-4, 4)
unhurried = settings(deadline=None)
"""A thousand steps are looked through for some pairs, which a busy machine may take its time for."""


class Phone:
    """An authenticator whose clock is off by *drift*."""

    def __init__(self, seed: str, clock: FakeClock, drift: timedelta = timedelta(0)) -> None:
        self._totp, self._clock, self._drift = pyotp.TOTP(seed), clock, drift

    def code(self, steps: int = 0) -> str:
        return self._totp.at(self._clock.now() + self._drift, counter_offset=steps)


class Desk:
    """Somebody who pairs a phone."""

    def __init__(self, seed: str = SEED, start: datetime = NOON, drift: timedelta = timedelta(0)) -> None:
        self.seed = seed
        self.clock = FakeClock(start)
        self.phone = Phone(seed, self.clock, drift)
        self.pairing = Pairing(seed, self.clock)

    def offset_at_aws(self, first: str, second: str) -> int:
        """The offset that EnableMFADevice would record now."""
        held = Devices()
        device = held.create("arn:aws:iam::111122223333:mfa/phone", "111122223333", {})
        device.seed = self.seed
        held.enable(device, "AIDAMAYA", (first, second), self.clock.now(), timedelta(0))
        return device.offset


def seconds(verdict: Verdict) -> float:
    return verdict.drift.total_seconds()


@unhurried
@given(seeds, moments)
def test_two_codes_in_a_row_of_a_phone_in_time_pass(seed: str, start: datetime):
    desk = Desk(seed, start)
    first = desk.phone.code()
    assert desk.pairing.first(first) == Verdict()
    desk.clock.advance(seconds=30)
    second = desk.phone.code()
    assume(second != first)
    assert desk.pairing.second(first, second) == Verdict()
    assert abs(desk.offset_at_aws(first, second)) <= MOST_STEPS_OFF


@unhurried
@given(seeds, moments, drifts, waits, waits, near_steps, near_steps)
def test_no_pair_passes_that_aws_would_remember_as_more_than_a_step_off(
    seed: str, start: datetime, drift: timedelta, before: timedelta, late: timedelta, one: int, other: int
):
    desk = Desk(seed, start, drift)
    first, second = desk.phone.code(one), desk.phone.code(other)
    desk.clock.advance(seconds=before.total_seconds())
    desk.pairing.first(first)
    desk.clock.advance(seconds=late.total_seconds())
    verdict = desk.pairing.second(first, second)
    if verdict.flaw is None:
        desk.clock.advance(seconds=3)  # on the way to AWS
        assert abs(desk.offset_at_aws(first, second)) <= MOST_STEPS_OFF
    else:
        assert (verdict.flaw is PairFlaw.PHONE_CLOCK_OFF) == bool(verdict.drift)


@unhurried
@given(seeds, moments, st.integers(60, 1500), st.booleans())
def test_a_phone_that_is_off_is_told_by_how_much(seed: str, start: datetime, off: int, behind: bool):
    true = -off if behind else off
    desk = Desk(seed, start, timedelta(seconds=true))
    code = desk.phone.code()
    assume(
        code
        not in {
            pyotp.TOTP(seed).at(start, counter_offset=step)
            for step in range(-60, 61)
            if step != totp.step_at(start + timedelta(seconds=true)) - totp.step_at(start)
        }
    )
    verdict = desk.pairing.first(code)
    assert verdict.flaw is PairFlaw.PHONE_CLOCK_OFF
    assert abs(seconds(verdict) - true) <= 18


@pytest.mark.parametrize("off", [40, -40, 90, -90, 600, -600])
@pytest.mark.parametrize("phase", range(0, 30, 3))
def test_a_phone_that_is_off_pairs_only_where_aws_finds_it_within_a_step(off: int, phase: int):
    desk = Desk(start=NOON.replace(second=phase), drift=timedelta(seconds=off))
    first = desk.phone.code()
    one = desk.pairing.first(first)
    desk.clock.advance(seconds=30)
    second = desk.phone.code()
    other = desk.pairing.second(first, second)
    for verdict in (one, other):
        if abs(off) > 40:
            assert verdict.flaw is PairFlaw.PHONE_CLOCK_OFF
        if verdict.flaw:
            assert verdict.flaw is PairFlaw.PHONE_CLOCK_OFF
            assert abs(seconds(verdict) - off) <= 18
    if other.flaw is None:
        assert abs(desk.offset_at_aws(first, second)) <= MOST_STEPS_OFF


@pytest.mark.parametrize(("off", "told"), [(90, 95), (-90, -85), (600, 605), (-600, -595)])
def test_drift_is_told_in_round_seconds(off: int, told: int):
    desk = Desk(drift=timedelta(seconds=off))
    assert seconds(desk.pairing.first(desk.phone.code())) == told


def test_two_codes_tell_the_drift_better_than_one():
    desk = Desk(start=NOON.replace(second=0), drift=timedelta(seconds=89))  # at the end of what its first code allows
    first = desk.phone.code()
    assert seconds(desk.pairing.first(first)) == 75
    desk.clock.advance(seconds=2)
    assert seconds(desk.pairing.second(first, desk.phone.code())) == 90


@pytest.mark.parametrize("code", ["000000", "123456"])
def test_a_code_of_another_device_is_told_as_such(code: str):
    desk = Desk()
    assert desk.pairing.first(code).flaw is PairFlaw.NOT_THIS_DEVICE
    assert desk.pairing.second(desk.phone.code(), code).flaw is PairFlaw.NOT_THIS_DEVICE


def test_a_code_of_an_hour_ago_is_not_looked_for():
    desk = Desk()
    assert desk.pairing.first(desk.phone.code(-61)).flaw is PairFlaw.NOT_THIS_DEVICE
    assert desk.pairing.first(desk.phone.code(-60)).flaw is PairFlaw.PHONE_CLOCK_OFF


def test_the_first_code_again_is_no_second():
    desk = Desk()
    first = desk.phone.code()
    desk.pairing.first(first)
    assert desk.pairing.second(first, first).flaw is PairFlaw.SAME_CODE


def test_the_codes_in_the_wrong_order_are_told_as_such():
    desk = Desk()
    desk.pairing.first(desk.phone.code())
    assert desk.pairing.second(desk.phone.code(), desk.phone.code(-1)).flaw is PairFlaw.WRONG_ORDER


def test_a_later_code_than_the_next_is_not_consecutive_and_may_be_the_new_first():
    desk = Desk()
    first = desk.phone.code()
    desk.pairing.first(first)
    desk.clock.advance(minutes=2)
    second = desk.phone.code()
    assert desk.pairing.second(first, second).flaw is PairFlaw.NOT_CONSECUTIVE
    assert desk.pairing.first(second) == Verdict()
    desk.clock.advance(seconds=30)
    assert desk.pairing.second(second, desk.phone.code()) == Verdict()


def test_the_right_second_code_typed_two_minutes_late_is_not_blamed_on_the_phone():
    desk = Desk()
    first, second = desk.phone.code(), desk.phone.code(1)
    assert desk.pairing.first(first) == Verdict()
    desk.clock.advance(minutes=2)
    assert desk.pairing.second(first, second).flaw is PairFlaw.NOT_CONSECUTIVE


def test_a_code_that_would_grow_too_old_on_its_way_is_not_sent():
    desk = Desk(start=NOON.replace(second=0))
    first, second = desk.phone.code(-2), desk.phone.code(-1)
    desk.pairing.first(first)
    desk.clock.advance(seconds=26)
    assert desk.pairing.second(first, second) == Verdict()
    desk.clock.advance(seconds=2)
    assert desk.pairing.second(first, second).flaw is not None


def test_a_pair_passes_without_the_first_having_been_judged():
    desk = Desk()
    assert desk.pairing.second(desk.phone.code(-1), desk.phone.code()) == Verdict()


def test_of_two_steps_with_the_same_code_the_nearer_counts():
    # Found by trying: the step 18 before this one shows the same code.
    step, twin = _twins(SEED, totp.step_at(NOON))
    desk = Desk(start=datetime.fromtimestamp((step + 1) * 30 + 5, tz=UTC))
    code = pyotp.HOTP(SEED).at(step)
    assert pyotp.HOTP(SEED).at(twin) == code
    assert desk.pairing.first(code) == Verdict()
    assert desk.pairing.second(code, pyotp.HOTP(SEED).at(step + 1)) == Verdict()


def _twins(seed: str, start: int) -> tuple[int, int]:
    """The first step from *start* on that shows the code of one at most 60 steps before it, and that one."""
    latest: dict[str, int] = {}
    step = start
    while True:
        code = totp.code_at(seed, step)
        twin = latest.get(code)
        if twin is not None and 2 < step - twin <= 59:
            return step, twin
        latest[code] = step
        step += 1
