from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hourpass.domain import totp
from hourpass.domain.problem import Reason
from hourpass.services.code_ledger import CodeLedger
from services.fakes_services import FakeClock, InThread

DEVICE = "GAHT12345678"
SECRET_OF_DEVICE = "GEZDGNBVGY3TQOJQ"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(datetime(2026, 3, 1, 12, 0, 10, tzinfo=UTC))


@pytest.fixture
def ledger(clock: FakeClock) -> CodeLedger:
    return CodeLedger(clock)


def refused(ledger: CodeLedger, code: str) -> None:
    ledger.claim(DEVICE, code)
    ledger.answered(DEVICE, code, accepted=False)


def test_a_new_code_may_be_sent(ledger: CodeLedger):
    assert ledger.problem(DEVICE, "123456") is None


def test_a_code_is_spent_before_its_answer_is_known(ledger: CodeLedger):
    ledger.claim(DEVICE, "123456")
    problem = ledger.problem(DEVICE, "123456")
    assert problem.reason is Reason.CODE_ALREADY_SENT
    assert problem.facts["next_at"] == "2026-03-01T12:00:30+00:00"


@pytest.mark.parametrize(("accepted", "told"), [(True, "accepted"), (False, "refused")])
def test_a_code_typed_again_is_told_by_what_aws_answered_to_it(ledger: CodeLedger, accepted: bool, told: str):
    ledger.claim(DEVICE, "123456")
    assert "answer" not in ledger.problem(DEVICE, "123456").facts
    ledger.answered(DEVICE, "123456", accepted=accepted)
    assert ledger.problem(DEVICE, "123456").facts["answer"] == told


def test_a_spent_code_blocks_only_itself(ledger: CodeLedger):
    refused(ledger, "123456")
    assert ledger.problem(DEVICE, "654321") is None
    assert ledger.problem("OTHER-DEVICE", "123456") is None


@given(second=st.integers(0, 29), ahead=st.integers(-2, 2), later=st.integers(0, 400))
def test_a_code_stays_blocked_for_as_long_as_aws_could_take_it_again(second: int, ahead: int, later: int):
    clock = FakeClock(datetime(2026, 3, 1, 12, 0, second, tzinfo=UTC))
    ledger = CodeLedger(clock)
    step = totp.step_at(clock.now()) + ahead
    code = totp.code_at(SECRET_OF_DEVICE, step)
    ledger.claim(DEVICE, code)
    clock.advance(seconds=later)
    if abs(totp.step_at(clock.now()) - step) <= totp.WINDOW_STEPS:
        assert ledger.problem(DEVICE, code) is not None


def test_a_dead_code_may_be_typed_again_for_chance_repeats_digits(ledger: CodeLedger, clock: FakeClock):
    refused(ledger, "123456")
    clock.advance(minutes=3)
    assert ledger.problem(DEVICE, "123456") is None


def test_five_refused_tries_wait_for_the_next_three_minute_mark(ledger: CodeLedger, clock: FakeClock):
    for number in range(5):
        assert ledger.problem(DEVICE, f"00000{number}") is None
        refused(ledger, f"00000{number}")
    problem = ledger.problem(DEVICE, "999999")
    assert problem.reason is Reason.TOO_MANY_TRIES
    assert problem.facts["until"] == "2026-03-01T12:03:00+00:00"
    clock.advance(seconds=170)
    assert ledger.problem(DEVICE, "999999") is None


def test_tries_without_an_answer_count_like_refused_ones(ledger: CodeLedger):
    for number in range(5):
        ledger.claim(DEVICE, f"00000{number}")
    assert ledger.problem(DEVICE, "999999").reason is Reason.TOO_MANY_TRIES


def test_accepted_codes_leave_one_of_awss_nine_tries_to_spare(ledger: CodeLedger):
    for number in range(8):
        assert ledger.claim(DEVICE, f"00000{number}") is None
        ledger.answered(DEVICE, f"00000{number}", accepted=True)
    assert ledger.problem(DEVICE, "999999").reason is Reason.TOO_MANY_TRIES


def test_an_answer_is_booked_on_its_own_code_and_not_on_a_later_one(ledger: CodeLedger):
    for number in range(5):
        ledger.claim(DEVICE, f"00000{number}")
    ledger.answered(DEVICE, "000000", accepted=True)
    for number in range(1, 5):
        ledger.answered(DEVICE, f"00000{number}", accepted=False)
    assert ledger.problem(DEVICE, "999999") is None


def test_a_code_that_never_left_is_good_again(ledger: CodeLedger):
    ledger.claim(DEVICE, "123456")
    ledger.never_sent(DEVICE, "123456")
    assert ledger.problem(DEVICE, "123456") is None


def test_tries_of_a_clock_that_was_ahead_hold_nobody_up(ledger: CodeLedger, clock: FakeClock):
    clock.advance(hours=1)
    for number in range(5):
        refused(ledger, f"00000{number}")
    clock.advance(hours=-1)
    assert ledger.problem(DEVICE, "999999") is None


def test_of_two_who_hold_one_code_one_gets_it(ledger: CodeLedger):
    claims = [InThread(lambda: ledger.claim(DEVICE, "123456")) for _ in range(8)]
    outcomes = [each.outcome() for each in claims]
    assert outcomes.count(None) == 1


def test_memory_does_not_grow_with_the_days(ledger: CodeLedger, clock: FakeClock):
    for number in range(50):
        refused(ledger, f"{number:06d}")
        clock.advance(minutes=10)
    assert sum(map(len, ledger._tries.values())) == 1


def test_the_codes_of_a_pair_are_known_until_they_are_too_old_to_be_typed(ledger: CodeLedger, clock: FakeClock):
    ledger.pair_taken(DEVICE, "111111", "222222")
    assert [ledger.was_in_pair(DEVICE, code) for code in ("111111", "222222", "333333")] == [True, True, False]
    assert not ledger.was_in_pair("another", "111111")
    clock.advance(minutes=3)
    assert not ledger.was_in_pair(DEVICE, "222222"), "the same digits by chance"


def test_a_code_of_a_pair_can_still_open_a_session(ledger: CodeLedger):
    ledger.pair_taken(DEVICE, "111111", "222222")
    assert ledger.claim(DEVICE, "222222") is None
