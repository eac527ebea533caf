from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from cli.fakes_handed_out import Obtaining, handed_out
from hourpass.cli.refusal import Refusal
from hourpass.cli.supply import PACE, PATIENCE, QUIET, Supply, utc_now
from hourpass.domain import exit_status

NO = Refusal(exit_status.CANCELLED, "You said no")


class Clocks:
    """Both stand still unless they are set on."""

    def __init__(self) -> None:
        self._begun, self.seconds = utc_now(), 0.0

    def now(self) -> datetime:
        return self._begun + timedelta(seconds=self.seconds)

    def elapsed(self) -> float:
        return self.seconds


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


def supply(obtain: Obtaining, minutes: float, clocks: Clocks | None = None) -> tuple[Supply, list[str]]:
    said: list[str] = []
    held = handed_out(0, minutes)
    if clocks is None:
        return Supply(held, obtain, said.append), said
    return Supply(held, obtain, said.append, clocks.now, clocks.elapsed), said


def wait_for_the_question_to_end() -> None:
    for thread in threading.enumerate():
        if thread.name == "obtaining":
            thread.join(10)


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
    wait_for_the_question_to_end()
    assert held.get().access_key_id == "ASIA0001"
    assert obtain.asked == 1


def test_an_endless_job_loses_nothing_to_a_person_who_types_the_code_in_the_last_seconds(clocks: Clocks):
    """The app has nothing better until a person typed a code, and under a minute from the end nothing at all."""
    obtain = Obtaining()
    obtain.has_nothing_new = True
    held, said = supply(obtain, minutes=40, clocks=clocks)
    given = []
    while clocks.seconds < 39 * 60:
        given.append(held.get().access_key_id)
        wait_for_the_question_to_end()
        clocks.seconds += 1
    assert set(given) == {"ASIA0000"}
    assert 13 * 60 / PACE <= obtain.asked <= 15 * 60 / PACE, "at a sensible pace, not at every request"
    obtain.may_answer.clear()
    obtain.has_nothing_new = False
    while clocks.seconds < 40 * 60 - 2:  # what is held was made in the second before
        assert held.get().access_key_id == "ASIA0000"
        clocks.seconds += 1
    asked = obtain.asked
    obtain.may_answer.set()
    wait_for_the_question_to_end()
    assert held.get().access_key_id == "ASIA0001"
    assert obtain.asked == asked
    assert said == []


def test_requests_do_not_each_wait_for_a_person_who_thinks(clocks: Clocks):
    obtain = Obtaining()
    obtain.may_answer.clear()
    held, _ = supply(obtain, minutes=2, clocks=clocks)
    assert held.get().access_key_id == "ASIA0000"
    clocks.seconds = PATIENCE
    started = utc_now()
    assert {held.get().access_key_id for _ in range(20)} == {"ASIA0000"}
    assert utc_now() - started < timedelta(seconds=PATIENCE)
    obtain.may_answer.set()


def test_credentials_of_a_quarter_of_an_hour_are_asked_about_at_half_their_time(clocks: Clocks):
    obtain = Obtaining()
    held, _ = supply(obtain, minutes=15, clocks=clocks)
    held.get()
    clocks.seconds = 7 * 60
    held.get()
    assert obtain.asked == 0
    clocks.seconds = 8 * 60
    assert held.get().access_key_id == "ASIA0001"


def test_old_ones_are_given_after_a_refusal_as_long_as_they_work():
    obtain = Obtaining()
    obtain.refusal = NO
    held, said = supply(obtain, minutes=2)
    assert held.get().access_key_id == "ASIA0000"
    assert said == ["You said no"]


def test_a_refusal_is_said_once_however_often_it_comes(clocks: Clocks):
    obtain = Obtaining()
    obtain.refusal = NO
    held, said = supply(obtain, minutes=10, clocks=clocks)
    for _ in range(5):
        held.get()
        wait_for_the_question_to_end()
        clocks.seconds += PACE
    assert obtain.asked == 5
    assert said == ["You said no"]


def test_what_is_over_is_never_given():
    obtain = Obtaining()
    obtain.refusal = NO
    held, _ = supply(obtain, minutes=-5)
    with pytest.raises(Refusal, match="You said no"):
        held.get()


def test_a_person_who_says_no_is_not_asked_again_at_once(clocks: Clocks):
    obtain = Obtaining()
    obtain.refusal = NO
    held, said = supply(obtain, minutes=-5, clocks=clocks)
    for _ in range(3):
        with pytest.raises(Refusal):
            held.get()
    assert obtain.asked == 1
    assert said == ["You said no"]
    clocks.seconds += QUIET
    obtain.refusal = None
    assert held.get().access_key_id == "ASIA0001"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")  # told by the thread, as it should
def test_a_bug_is_a_refusal_for_whoever_waits():
    obtain = Obtaining()
    obtain.refusal = ZeroDivisionError("a bug")
    held, _ = supply(obtain, minutes=-5)
    with pytest.raises(Refusal, match="Hourpass failed"):
        held.get()
    wait_for_the_question_to_end()
