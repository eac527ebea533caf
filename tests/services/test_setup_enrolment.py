from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from hourpass.domain.problem import HourpassError, Reason
from hourpass.domain.setup_plan import StepKind
from hourpass.domain.setup_record import Stage, StepState
from hourpass.sandbox.answers import Answer
from hourpass.sandbox.faults import Effect
from hourpass.sandbox.propagation import Delays
from hourpass.sandbox.sandbox import Sandbox
from hourpass.services.cancel import Cancel, Cancelled
from hourpass.services.setup import Setup
from services.fakes_account import inventory
from services.fakes_setup import ROLE, Desk, pair

ENABLE = StepKind.ENABLE_DEVICE
WAIT = 20


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    sandbox = Sandbox(delays=Delays.none())
    yield Desk(sandbox, tmp_path)
    sandbox.close()


@pytest.fixture
def created(desk: Desk) -> Setup:
    setup = desk.start(ROLE)
    setup.create(desk.hear, Cancel())
    return setup


def owner(desk: Desk) -> str:
    return str(inventory(desk.sandbox)[ROLE.device_serial]["owner"])


def test_two_codes_register_the_device_and_the_seed_is_let_go(desk: Desk, created: Setup) -> None:
    assert created.enrolled_at is None
    desk.enrol(created)
    assert owner(desk) == ROLE.user_name
    assert created.enrolled_at is not None
    assert created.device is None
    assert created.record.stage is Stage.FINISHED


def test_refused_codes_are_told_and_others_may_follow(desk: Desk, created: Setup) -> None:
    assert created.device is not None
    first, second = pair(created.device, desk.clock)
    with pytest.raises(HourpassError) as refused:
        created.enrol(second, first)
    assert refused.value.problem.reason is Reason.CODES_REFUSED
    assert created.record.state(ENABLE) is None
    assert created.device is not None
    created.enrol(first, second)
    assert created.record.stage is Stage.FINISHED


def test_codes_are_sent_once_and_a_lost_answer_is_looked_into(desk: Desk, created: Setup) -> None:
    desk.sandbox.faults.add("EnableMFADevice", Effect.ANSWER_LOST)
    desk.enrol(created)
    assert desk.sent.count("EnableMFADevice") == 1
    assert created.record.stage is Stage.FINISHED


def test_codes_that_never_arrived_are_not_sent_again_by_themselves(desk: Desk, created: Setup) -> None:
    desk.sandbox.faults.add("EnableMFADevice", Effect.NO_ANSWER)
    with pytest.raises(HourpassError) as lost:
        desk.enrol(created)
    assert lost.value.problem.reason is Reason.TIMED_OUT
    assert desk.sent.count("EnableMFADevice") == 1
    assert created.record.state(ENABLE) is StepState.STARTED
    desk.enrol(created)
    assert created.record.stage is Stage.FINISHED


def test_a_registration_that_nobody_heard_of_is_seen_before_the_next_codes_are_sent(desk: Desk, created: Setup) -> None:
    desk.sandbox.faults.add("EnableMFADevice", Effect.ANSWER_LOST)
    desk.sandbox.faults.add("ListMFADevices", Effect.ERROR, answer=Answer(403, "AccessDenied", "no"))
    with pytest.raises(HourpassError) as lost:
        desk.enrol(created)
    assert lost.value.problem.reason is Reason.UNREACHABLE
    created.enrol("000000", "000000")
    assert desk.sent.count("EnableMFADevice") == 1
    assert created.record.stage is Stage.FINISHED


def test_a_device_that_the_user_has_already_counts_as_registered(desk: Desk, created: Setup) -> None:
    assert created.device is not None
    first, second = pair(created.device, desk.clock)
    by_hand = {"AuthenticationCode1": first, "AuthenticationCode2": second}
    desk.ask("EnableMFADevice", UserName=ROLE.user_name, SerialNumber=ROLE.device_serial, **by_hand)
    created.enrol(first, second)
    assert created.record.stage is Stage.FINISHED


def test_a_device_that_somebody_else_got_does_not(desk: Desk, created: Setup) -> None:
    assert created.device is not None
    first, second = pair(created.device, desk.clock)
    by_hand = {"AuthenticationCode1": first, "AuthenticationCode2": second}
    desk.ask("EnableMFADevice", UserName="hourpass-desk", SerialNumber=ROLE.device_serial, **by_hand)
    with pytest.raises(HourpassError) as taken:
        created.enrol(first, second)
    assert taken.value.problem.reason is Reason.DEVICE_IN_USE
    assert owner(desk) == "hourpass-desk"


def test_codes_are_not_kept_until_they_are_old(desk: Desk, created: Setup) -> None:
    unknown = Answer(404, "NoSuchEntity", "The user with name desk cannot be found.")
    desk.sandbox.faults.add("EnableMFADevice", Effect.ERROR, answer=unknown, count=100)
    desk.pauses.clear()
    began_at = desk.clock.now()
    with pytest.raises(HourpassError) as refused:
        desk.enrol(created)
    assert refused.value.problem.reason is Reason.NOT_FOUND
    assert desk.clock.now() - began_at >= timedelta(seconds=8)  # the calls take of it, too
    assert sum(desk.pauses) < 12
    assert created.record.state(ENABLE) is None


def test_a_second_pair_after_the_device_is_registered_is_not_sent(desk: Desk, created: Setup) -> None:
    desk.enrol(created)
    created.enrol("000000", "000000")
    assert desk.sent.count("EnableMFADevice") == 1


class Halt:
    """Stops the setup's thread at the next *operation* until it is let on."""

    def __init__(self, desk: Desk, operation: str) -> None:
        self.reached, self._on = threading.Event(), threading.Event()
        self._operation = operation
        desk.before_call = self._come_by

    def _come_by(self, operation: str) -> None:
        if operation == self._operation:
            self.reached.set()
            assert self._on.wait(WAIT)

    def let_on(self) -> None:
        self._on.set()


@pytest.mark.parametrize("first", ["codes", "steps"])
def test_whichever_comes_last_of_codes_and_steps_finishes_the_setup(desk: Desk, first: str) -> None:
    setup = desk.start(ROLE)
    halt = Halt(desk, "CreateRole")
    thread = threading.Thread(target=setup.create, args=(desk.hear, Cancel()))
    thread.start()
    assert halt.reached.wait(WAIT)
    if first == "codes":
        desk.enrol(setup)
        assert setup.record.stage is Stage.CREATING
        assert setup.record.state(ENABLE) is StepState.DONE
    halt.let_on()
    thread.join(WAIT)
    if first == "steps":
        assert setup.record.stage is Stage.CREATING
        desk.enrol(setup)
    assert setup.record.stage is Stage.FINISHED
    assert desk.journal.records() == (setup.record,)
    assert len(desk.devices) == 1


def test_undoing_waits_until_the_call_under_way_is_through(desk: Desk) -> None:
    setup, cancel = desk.start(ROLE), Cancel()
    halt = Halt(desk, "CreateRole")
    creating = threading.Thread(target=_until_cancelled, args=(setup, desk, cancel))
    creating.start()
    assert halt.reached.wait(WAIT)
    cancel.request()
    undoing = threading.Thread(target=setup.undo, args=(desk.hear, Cancel()))
    undoing.start()
    halt.let_on()
    creating.join(WAIT)
    undoing.join(WAIT)
    assert inventory(desk.sandbox) == desk.before
    assert desk.names_in_journal() == []


def _until_cancelled(setup: Setup, desk: Desk, cancel: Cancel) -> None:
    with pytest.raises(Cancelled):
        setup.create(desk.hear, cancel)


def test_a_device_registered_right_before_a_crash_is_kept(desk: Desk, created: Setup) -> None:
    # As the journal stands when the process ends between AWS's answer and the note of it.
    desk.journal.write(created.record.with_state(ENABLE, StepState.STARTED))
    assert created.device is not None
    first, second = pair(created.device, desk.clock)
    by_hand = {"AuthenticationCode1": first, "AuthenticationCode2": second}
    desk.ask("EnableMFADevice", UserName=ROLE.user_name, SerialNumber=ROLE.device_serial, **by_hand)
    again = desk.start()
    again.create(desk.hear, Cancel())
    assert again.record.stage is Stage.FINISHED
    assert desk.sent.count("CreateVirtualMFADevice") == 1
