"""Every call of a setup and of its undoing fails once, or for good, in every way: it can be finished, and undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from hourpass.domain.problem import Reason
from hourpass.domain.setup import Draft
from hourpass.domain.setup_record import Stage
from hourpass.sandbox.answers import Answer
from hourpass.sandbox.faults import Effect
from hourpass.sandbox.propagation import Delays
from hourpass.sandbox.sandbox import Sandbox
from hourpass.services.cancel import Cancel
from hourpass.services.setup import Setup
from services.fakes_account import Inventory, inventory
from services.fakes_setup import EXISTING, ROLE, Desk, expecting_trouble, untouched

DENIED = Answer(403, "AccessDenied", "User: arn:aws:iam::111122223333:user/admin is not authorized to perform: iam:X")
THROTTLED = Answer(400, "Throttling", "Rate exceeded")
BROKEN = Answer(500, "ServiceFailure", "")
FAULTS: dict[str, dict[str, Any]] = {
    "denied": {"effect": Effect.ERROR, "answer": DENIED},
    "throttled": {"effect": Effect.ERROR, "answer": THROTTLED},
    "broken": {"effect": Effect.ERROR, "answer": BROKEN},
    "no network": {"effect": Effect.NO_NETWORK},
    "no answer": {"effect": Effect.NO_ANSWER},
    "answer lost after success": {"effect": Effect.ANSWER_LOST},
    "a portal's page": {"effect": Effect.HTML},
}
OF_ROLE = (
    "CreateUser",
    "CreateVirtualMFADevice",
    "CreateAccessKey",
    "CreateRole",
    "CreatePolicy",
    "AttachRolePolicy",
    "PutUserPolicy",
    "GetCallerIdentity",
    "EnableMFADevice",
)
OF_EXISTING = ("CreateVirtualMFADevice", "ListAccessKeys", "CreateAccessKey", "PutUserPolicy", "EnableMFADevice")
OF_UNDOING = (
    "ListVirtualMFADevices",
    "ListMFADeviceTags",
    "DeactivateMFADevice",
    "DeleteUserPolicy",
    "GetRole",
    "DetachRolePolicy",
    "GetPolicy",
    "DeletePolicy",
    "DeleteRole",
    "DeleteAccessKey",
    "DeleteVirtualMFADevice",
    "GetUser",
    "DeleteUser",
)
LISTS_OF_A_USER = {
    "ListAccessKeys",
    "ListAttachedUserPolicies",
    "ListGroupsForUser",
    "ListMFADevices",
    "ListUserPolicies",
    "GetLoginProfile",
}
LOST = "answer lost after success"
LEFT = {
    "DeactivateMFADevice": {"enable-device", "create-device", "create-user"},
    "DetachRolePolicy": {"attach-policy", "create-policy", "create-role"},
    "DeleteAccessKey": {"create-key", "create-user"},
    "DeleteUser": {"create-user"},
}


@pytest.fixture
def open_desk(tmp_path: Path) -> Iterator[Callable[[], Desk]]:
    desks: list[Desk] = []

    def open_one() -> Desk:
        desks.append(Desk(Sandbox(delays=Delays.none()), tmp_path / str(len(desks))))
        return desks[-1]

    yield open_one
    for desk in desks:
        desk.sandbox.close()


def try_to_finish(desk: Desk, setup: Setup) -> list[Reason]:
    """The reasons of what failed, until nothing did; with other codes each time."""
    failed: list[Reason] = []
    for _ in range(len(OF_ROLE) + 1):
        with expecting_trouble() as reasons:
            desk.finish(setup)
        if not reasons:
            return failed
        failed += reasons
        desk.pass_time(minutes=5)
    raise AssertionError(failed)


def straight(desk: Desk, draft: Draft) -> Inventory:
    desk.finish(desk.start(draft))
    return inventory(desk.sandbox, exact=False)


def test_the_calls_named_here_are_all_that_are_made(open_desk: Callable[[], Desk]) -> None:
    for draft, expected in ((ROLE, OF_ROLE), (EXISTING, OF_EXISTING)):
        desk = open_desk()
        desk.finish(desk.start(draft))
        assert {*desk.sent} - LISTS_OF_A_USER == {*expected} - LISTS_OF_A_USER - {"GetCallerIdentity"}
    desk = open_desk()
    desk.finish(desk.start(ROLE))
    desk.sent.clear()
    desk.start().undo(desk.hear, Cancel())
    assert set(desk.sent) == set(OF_UNDOING)


def test_a_call_that_is_refused_once_is_told_and_keeps_no_setup_from_its_end(open_desk: Callable[[], Desk]) -> None:
    expected = straight(open_desk(), ROLE)
    for operation in OF_ROLE:
        desk = open_desk()
        setup = desk.start(ROLE)
        desk.sandbox.faults.add(operation, **FAULTS["denied"])
        assert try_to_finish(desk, setup) == [Reason.DENIED], operation
        assert inventory(desk.sandbox, exact=False) == expected, operation


def test_a_change_whose_answer_gets_lost_is_made_once(open_desk: Callable[[], Desk]) -> None:
    expected = straight(open_desk(), ROLE)
    for operation in OF_ROLE:
        desk = open_desk()
        setup = desk.start(ROLE)
        desk.sandbox.faults.add(operation, **FAULTS[LOST])
        assert try_to_finish(desk, setup) == [], operation
        assert inventory(desk.sandbox, exact=False) == expected, operation
        assert desk.vault.names() == [f"key/{setup.record.access_key_id}"]


@pytest.mark.parametrize("fault", FAULTS)
def test_nor_is_it_kept_from_that_by_every_call_that_fails_once(open_desk: Callable[[], Desk], fault: str) -> None:
    expected = straight(open_desk(), ROLE)
    desk = open_desk()
    setup = desk.start(ROLE)
    for operation in OF_ROLE:
        desk.sandbox.faults.add(operation, **FAULTS[fault])
    failed = try_to_finish(desk, setup)
    # Only "no" is worth telling at once; but two codes are sent once, whatever happens to them.
    told = {"denied": len(OF_ROLE), "throttled": 0, LOST: 0}
    assert len(failed) == told.get(fault, 1), failed
    assert setup.record.stage is Stage.FINISHED
    assert inventory(desk.sandbox, exact=False) == expected
    assert desk.vault.names() == [f"key/{setup.record.access_key_id}"]


@pytest.mark.parametrize("fault", ["denied", LOST])
def test_nor_for_a_user_who_was_there_before(open_desk: Callable[[], Desk], fault: str) -> None:
    expected = straight(open_desk(), EXISTING)
    for operation in OF_EXISTING:
        desk = open_desk()
        setup = desk.start(EXISTING)
        desk.sandbox.faults.add(operation, **FAULTS[fault])
        try_to_finish(desk, setup)
        assert inventory(desk.sandbox, exact=False) == expected, operation


@pytest.mark.parametrize("fault", ["denied", LOST])
def test_a_call_that_fails_for_good_is_told_and_can_be_undone(open_desk: Callable[[], Desk], fault: str) -> None:
    for operation in OF_ROLE:
        desk = open_desk()
        setup = desk.start(ROLE)
        desk.sandbox.faults.add(operation, **FAULTS[fault], count=1000)
        with expecting_trouble() as reasons:
            desk.finish(setup)
        # Of changes whose answers alone get lost, each is seen to be there.
        assert reasons or (fault == LOST and operation != "GetCallerIdentity")
        desk.sandbox.faults.clear()
        assert desk.start(ROLE).undo(desk.hear, Cancel()) == (), operation
        untouched(desk)


def test_an_undoing_in_which_a_call_is_refused_once_can_be_repeated(open_desk: Callable[[], Desk]) -> None:
    for operation in OF_UNDOING:
        desk = open_desk()
        desk.finish(desk.start(ROLE))
        setup = desk.start()
        desk.sandbox.faults.add(operation, **FAULTS["denied"])
        left = setup.undo(desk.hear, Cancel())
        # Whose the device is can also be told without its tags, by the record.
        assert bool(left) == (operation != "ListMFADeviceTags"), operation
        assert setup.undo(desk.hear, Cancel()) == ()
        untouched(desk)


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault != "denied"])
def test_an_undoing_in_which_every_call_fails_once_comes_to_its_end(open_desk: Callable[[], Desk], fault: str) -> None:
    desk = open_desk()
    desk.finish(desk.start(ROLE))
    for operation in OF_UNDOING:
        desk.sandbox.faults.add(operation, **FAULTS[fault])
    assert desk.start().undo(desk.hear, Cancel()) == ()
    untouched(desk)


@pytest.mark.parametrize("fault", ["denied", "no network"])
def test_an_undoing_goes_on_after_what_cannot_be_taken_back(open_desk: Callable[[], Desk], fault: str) -> None:
    for operation in ("DeactivateMFADevice", "DetachRolePolicy", "DeleteAccessKey", "DeleteUser"):
        desk = open_desk()
        desk.finish(desk.start(ROLE))
        desk.sandbox.faults.add(operation, **FAULTS[fault], count=1000)
        left = desk.start().undo(desk.hear, Cancel())
        kinds = {one.kind.value for one in left}
        assert kinds == LEFT[operation]
        assert all(one.arn.startswith("arn:aws:iam::") and one.subject for one in left)
        assert {kind.value for kind in desk.start().record.states} == kinds
        desk.sandbox.faults.clear()
        assert desk.start().undo(desk.hear, Cancel()) == ()
        untouched(desk)
