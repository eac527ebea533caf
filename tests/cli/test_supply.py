from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from cli.fakes_handed_out import Obtaining, handed_out
from hourpass.cli.refusal import Refusal
from hourpass.cli.supply import Supply
from hourpass.domain import exit_status

NO = Refusal(exit_status.CANCELLED, "You said no")


def supply(obtain: Obtaining, minutes: float) -> tuple[Supply, list[str]]:
    said: list[str] = []
    return Supply(handed_out(0, minutes), obtain, said.append), said


def test_fresh_credentials_are_given_without_asking():
    obtain = Obtaining()
    held, _ = supply(obtain, minutes=16)
    assert [held.get().access_key_id for _ in range(3)] == ["ASIA0000"] * 3
    assert obtain.asked == 0


def test_with_a_quarter_of_an_hour_left_new_ones_are_asked_for_once():
    obtain = Obtaining()
    held, _ = supply(obtain, minutes=14)
    assert [held.get().access_key_id for _ in range(3)] == ["ASIA0001"] * 3
    assert obtain.asked == 1


def test_nobody_is_asked_twice_while_a_person_thinks():
    obtain = Obtaining()
    obtain.may_answer.clear()
    held, _ = supply(obtain, minutes=-1)
    with ThreadPoolExecutor(20) as pool:
        asking = [pool.submit(held.get) for _ in range(20)]
        obtain.may_answer.set()
        assert {one.result(10).access_key_id for one in asking} == {"ASIA0001"}
    assert obtain.asked == 1


def test_while_a_person_thinks_the_old_ones_are_given_as_long_as_they_work():
    obtain = Obtaining()
    obtain.may_answer.clear()
    held, _ = supply(obtain, minutes=2)
    assert held.get().access_key_id == "ASIA0000"
    obtain.may_answer.set()
    assert held.get().access_key_id == "ASIA0001"
    assert obtain.asked == 1


def test_old_ones_are_given_after_a_refusal_as_long_as_they_work():
    obtain = Obtaining()
    obtain.refusal = NO
    held, said = supply(obtain, minutes=2)
    assert held.get().access_key_id == "ASIA0000"
    assert said == ["You said no"]


@pytest.mark.parametrize("minutes", [0.5, -5])
def test_what_is_nearly_over_is_never_given(minutes: float):
    obtain = Obtaining()
    obtain.refusal = NO
    held, _ = supply(obtain, minutes)
    with pytest.raises(Refusal, match="You said no"):
        held.get()


def test_a_person_who_says_no_is_not_asked_again_at_once():
    obtain = Obtaining()
    obtain.refusal = NO
    held, said = supply(obtain, minutes=-5)
    for _ in range(3):
        with pytest.raises(Refusal):
            held.get()
    assert obtain.asked == 1
    assert said == ["You said no"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")  # told by the thread, as it should
def test_a_bug_is_a_refusal_for_whoever_waits():
    obtain = Obtaining()
    obtain.refusal = ZeroDivisionError("a bug")
    held, _ = supply(obtain, minutes=-5)
    with pytest.raises(Refusal, match="Hourpass failed"):
        held.get()
    for thread in threading.enumerate():
        if thread.name == "obtaining":
            thread.join(10)
