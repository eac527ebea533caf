from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from hourpass.domain.problem import Problem, Reason
from hourpass.domain.totp import CodeFlaw, code_at, step_at
from hourpass.services.pairing import LaterPair, PairFlaw, Verdict
from hourpass.viewmodels.pair_entry import PairEntry

SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NOW = datetime(2026, 3, 1, 12, 0, 13, tzinfo=UTC)
STEP = step_at(NOW)
REFUSED = Problem(Reason.CODES_REFUSED)
OFFLINE = Problem(Reason.UNREACHABLE, {"sent": "no"})


def code(offset: int) -> str:
    """What the device shows *offset* steps after NOW."""
    return code_at(SEED, STEP + offset)


class Judge:
    """Knows the codes by heart, and is told what it says of anything unusual."""

    def __init__(self) -> None:
        self.of_first: dict[str, Verdict] = {}
        self.of_pair: dict[tuple[str, str], Verdict] = {}

    def first(self, typed: str) -> Verdict:
        known = {code(offset) for offset in range(-1, 20)}
        return self.of_first.get(typed, Verdict(None if typed in known else PairFlaw.NOT_THIS_DEVICE))

    def second(self, first: str, typed: str) -> Verdict:
        return self.of_pair.get((first, typed), Verdict())


@pytest.fixture
def judge() -> Judge:
    return Judge()


@pytest.fixture
def entry(judge: Judge) -> PairEntry:
    return PairEntry(judge, SEED)


def test_an_unfinished_code_is_no_flaw(entry: PairEntry):
    entry.type_first("12", NOW)
    assert (entry.first.digits, entry.first.bad, entry.first.good) == ("12", False, False)


def test_a_good_first_code_starts_the_wait_for_the_second(entry: PairEntry):
    entry.type_first(code(0), NOW)
    assert entry.first.good
    assert entry.seconds_to_second(NOW) == 17
    assert entry.share_to_second(NOW) == pytest.approx(17 / 30)
    assert entry.seconds_to_second(NOW + timedelta(minutes=1)) == 0


def test_a_first_code_typed_as_it_changed_is_followed_by_the_one_shown_already(entry: PairEntry):
    entry.type_first(code(-1), NOW)
    assert entry.first.good
    assert entry.seconds_to_second(NOW) == 0


def test_a_sound_pair_can_be_sent_at_the_sixth_digit(entry: PairEntry):
    entry.type_first(code(0), NOW)
    entry.type_second(code(1)[:5], NOW)
    assert entry.pair is None
    entry.type_second(code(1), NOW)
    assert entry.pair == (code(0), code(1))


def test_a_code_of_another_device_stays_to_be_mended_and_sends_nothing(entry: PairEntry):
    entry.type_first("999999", NOW)
    assert entry.first.bad
    assert entry.first.verdict == Verdict(PairFlaw.NOT_THIS_DEVICE)
    assert entry.first.digits == "999999"
    assert entry.seconds_to_second(NOW) is None


@pytest.mark.parametrize("flaw", [PairFlaw.SAME_CODE, PairFlaw.WRONG_ORDER, PairFlaw.NOT_THIS_DEVICE])
def test_a_wrong_second_code_leaves_the_first_as_it_is(entry: PairEntry, judge: Judge, flaw: PairFlaw):
    judge.of_pair[code(0), code(-1)] = Verdict(flaw)
    entry.type_first(code(0), NOW)
    entry.type_second(code(-1), NOW)
    assert entry.second.verdict == Verdict(flaw)
    assert entry.first.good
    assert entry.pair is None


def test_a_second_code_that_does_not_follow_becomes_the_first(entry: PairEntry, judge: Judge):
    judge.of_pair[code(0), code(4)] = Verdict(PairFlaw.NOT_CONSECUTIVE)
    entry.type_first(code(0), NOW)
    later = NOW + timedelta(minutes=2)
    entry.type_second(code(4), later)
    assert (entry.first.digits, entry.second.digits) == (code(4), "")
    assert entry.moved_up
    assert entry.seconds_to_second(later) == 17
    entry.type_second("1", later)
    assert not entry.moved_up


def test_a_second_code_that_becomes_the_first_is_judged_as_one(entry: PairEntry, judge: Judge):
    off = Verdict(PairFlaw.PHONE_CLOCK_OFF, timedelta(seconds=90))
    judge.of_pair[code(0), code(4)] = Verdict(PairFlaw.NOT_CONSECUTIVE)
    judge.of_first[code(4)] = off
    entry.type_first(code(0), NOW)
    entry.type_second(code(4), NOW)
    assert entry.first.verdict == off
    assert not entry.moved_up


def test_a_clock_that_is_found_to_be_off_asks_for_both_codes_again(entry: PairEntry, judge: Judge):
    off = Verdict(PairFlaw.PHONE_CLOCK_OFF, timedelta(seconds=-40))
    judge.of_pair[code(0), code(1)] = off
    entry.type_first(code(0), NOW)
    entry.type_second(code(1), NOW)
    assert (entry.first.digits, entry.second.digits) == ("", "")
    assert entry.second.verdict == off
    entry.type_first("1", NOW)
    assert entry.second.verdict is None


def test_changing_the_first_code_takes_the_second_away(entry: PairEntry):
    entry.type_first(code(0), NOW)
    entry.type_second("12", NOW)
    entry.type_first(code(1), NOW)
    assert entry.second.digits == ""


def test_letters_are_told_of_and_lose_nothing(entry: PairEntry):
    entry.type_first("12", NOW)
    entry.type_first("12x", NOW)
    assert (entry.first.digits, entry.first.flaw) == ("12", CodeFlaw.NOT_DIGITS)
    entry.type_first("123", NOW)
    assert entry.first.flaw is None


def test_letters_in_the_first_field_do_not_take_the_second_away(entry: PairEntry):
    entry.type_first(code(0), NOW)
    entry.type_second("12", NOW)
    entry.type_first(code(0) + "x", NOW)
    assert entry.second.digits == "12"


def test_while_aws_is_asked_nothing_changes(entry: PairEntry):
    entry.type_first(code(0), NOW)
    entry.type_second(code(1), NOW)
    entry.sending()
    entry.type_first("", NOW)
    entry.type_second("", NOW)
    assert (entry.first.digits, entry.second.digits) == (code(0), code(1))
    assert entry.busy
    assert entry.pair is None


def test_refused_codes_leave_and_twice_makes_one_doubt(entry: PairEntry):
    for times in (1, 2):
        entry.type_first(code(2 * times), NOW)
        entry.type_second(code(2 * times + 1), NOW)
        entry.sending()
        entry.refused(REFUSED, NOW)
        assert (entry.first.digits, entry.second.digits) == ("", "")
        assert entry.problem == REFUSED
        assert entry.doubtful is (times == 2)


def test_codes_that_never_went_out_stay_until_they_are_too_old(entry: PairEntry, judge: Judge):
    entry.type_first(code(0), NOW)
    entry.type_second(code(1), NOW)
    entry.sending()
    entry.refused(OFFLINE, NOW)
    assert entry.pair == (code(0), code(1))
    assert entry.problem == OFFLINE
    assert not entry.doubtful
    judge.of_pair[code(0), code(1)] = Verdict(PairFlaw.NOT_CONSECUTIVE)
    entry.look(NOW + timedelta(minutes=2))
    assert entry.pair is None
    assert entry.too_old
    assert entry.first.digits == ""


def test_typing_takes_the_problem_away(entry: PairEntry):
    entry.type_first(code(0), NOW)
    entry.type_second(code(1), NOW)
    entry.sending()
    entry.refused(REFUSED, NOW)
    entry.type_first("1", NOW)
    assert entry.problem is None


def test_a_registered_device_leaves_nothing_behind(entry: PairEntry):
    entry.type_first(code(0), NOW)
    entry.type_second(code(1), NOW)
    entry.sending()
    entry.registered()
    assert (entry.first.digits, entry.second.digits, entry.busy) == ("", "", False)
    assert entry._seed == ""
    assert not isinstance(entry._judge, Judge)


def test_without_a_seed_any_two_different_codes_are_a_pair():
    entry = PairEntry()
    entry.type_first("111111", NOW)
    entry.type_second("111111", NOW)
    assert entry.second.verdict == Verdict(PairFlaw.SAME_CODE)
    entry.type_second("222222", NOW)
    assert entry.pair == ("111111", "222222")


def test_a_code_that_was_in_the_pair_before_is_told_before_the_next_one_is_asked_for():
    entry = PairEntry(LaterPair(lambda code: code in {"111111", "222222"}))
    entry.type_first("222222", NOW)
    assert entry.first.verdict == Verdict(PairFlaw.USED_IN_PAIR)
    entry.type_first("333333", NOW)
    entry.type_second("111111", NOW)
    assert entry.second.verdict == Verdict(PairFlaw.USED_IN_PAIR)
    assert entry.pair is None
    entry.type_second("444444", NOW)
    assert entry.pair == ("333333", "444444")


def test_a_second_code_that_has_passed_takes_the_first_one_along(entry: PairEntry):
    entry.type_first(code(0), NOW)
    entry.look(NOW + timedelta(seconds=17 + 30 + 4))  # a slow phone may still show it
    assert entry.first.good
    entry.look(NOW + timedelta(seconds=17 + 30 + 5))
    assert entry.missed
    assert entry.first.digits == ""
    entry.type_first(code(2), NOW + timedelta(seconds=60))
    assert not entry.missed


def test_a_second_code_that_is_being_typed_is_waited_for(entry: PairEntry):
    entry.type_first(code(0), NOW)
    entry.type_second(code(1)[:3], NOW + timedelta(seconds=40))
    entry.look(NOW + timedelta(minutes=1))
    assert not entry.missed
    assert entry.first.good
