from __future__ import annotations

import pytest

from hourpass.domain.problem import HourpassError, Reason
from hourpass.services.cancel import Cancel, Cancelled
from hourpass.services.flights import Flights
from services.fakes_services import Gate, InThread, SeenCancel, refusal


class Work:
    """Waits at a gate, then gives a value or raises; counts how often it was begun."""

    def __init__(self, error: Exception | None = None) -> None:
        self.gate = Gate()
        self.begun = 0
        self._error = error

    def __call__(self, cancel: Cancel) -> str:
        self.begun += 1
        self.gate(cancel)
        if self._error is not None:
            raise self._error
        return "value"


def joined(flights: Flights[str], work: Work) -> tuple[InThread, SeenCancel]:
    """Another thread that asks for the key, once it is sure to be counted."""
    cancel = SeenCancel()
    thread = InThread(lambda: flights.share("key", cancel, work))
    assert cancel.listened.wait(10)
    return thread, cancel


def test_all_who_ask_share_one_outcome():
    flights, work = Flights[str](), Work()
    askers = [joined(flights, work)[0] for _ in range(3)]
    work.gate.open()
    assert [each.outcome() for each in askers] == ["value"] * 3
    assert work.begun == 1


def test_a_failure_reaches_everybody_as_an_error_of_their_own():
    flights, work = Flights[str](), Work(refusal(Reason.CODE_REFUSED))
    askers = [joined(flights, work)[0] for _ in range(2)]
    work.gate.open()
    errors = []
    for each in askers:
        with pytest.raises(HourpassError) as caught:
            each.outcome()
        errors.append(caught.value)
    assert errors[0] is not errors[1]
    assert errors[0].problem is errors[1].problem


def test_who_gives_up_while_waiting_is_freed_and_the_work_goes_on():
    flights, work = Flights[str](), Work()
    first, _ = joined(flights, work)
    second, cancel = joined(flights, work)
    cancel.request()
    with pytest.raises(Cancelled):
        second.outcome()
    work.gate.open()
    assert first.outcome() == "value"


def test_the_first_who_gives_up_is_freed_at_once_while_another_waits():
    flights, work = Flights[str](), Work()
    first, first_cancel = joined(flights, work)
    second, _ = joined(flights, work)
    first_cancel.request()
    with pytest.raises(Cancelled):
        first.outcome()
    work.gate.open()
    assert second.outcome() == "value"


def test_the_work_is_stopped_when_everybody_has_given_up():
    flights, work = Flights[str](), Work()
    askers = [joined(flights, work) for _ in range(2)]
    for _, cancel in askers:
        cancel.request()
    for thread, _ in askers:
        with pytest.raises(Cancelled):
            thread.outcome()


def test_who_asks_after_everybody_gave_up_starts_anew():
    flights, stuck, fresh = Flights[str](), Gate(), Work()

    def deaf(cancel: Cancel) -> str:
        stuck(Cancel())  # does not hear that it should stop
        return "late"

    cancel = SeenCancel()
    first = InThread(lambda: flights.share("key", cancel, deaf))
    assert cancel.listened.wait(10)
    cancel.request()
    fresh.gate.open()
    assert flights.share("key", Cancel(), fresh) == "value"
    stuck.open()
    assert first.outcome() == "late"


def test_abandoned_work_is_stopped_whoever_waits():
    flights, work = Flights[str](), Work()
    first, _ = joined(flights, work)
    second, _ = joined(flights, work)
    assert flights.waiting("key") == 2
    flights.abandon_all()
    assert flights.waiting("key") == 0
    for each in (first, second):
        with pytest.raises(Cancelled):
            each.outcome()


def test_who_gave_up_before_asking_begins_nothing():
    flights, work, cancel = Flights[str](), Work(), Cancel()
    cancel.request()
    with pytest.raises(Cancelled):
        flights.share("key", cancel, work)
    assert work.begun == 0


def test_work_is_under_way_until_it_has_ended_though_nobody_waits_for_it():
    flights, stuck = Flights[str](), Gate()
    assert not flights.under_way

    def deaf(cancel: Cancel) -> str:
        stuck(Cancel())  # does not hear that it should stop
        return "late"

    asker = InThread(lambda: flights.share("key", Cancel(), deaf))
    assert stuck.reached.wait(10)
    flights.abandon_all()
    assert (flights.waiting("key"), flights.under_way) == (0, True)
    stuck.open()
    asker.outcome()
    assert not flights.under_way


def test_different_keys_do_not_wait_for_each_other():
    flights, work = Flights[str](), Work()
    thread, _ = joined(flights, work)
    assert flights.share("other", Cancel(), lambda _: "at once") == "at once"
    work.gate.open()
    assert thread.outcome() == "value"
