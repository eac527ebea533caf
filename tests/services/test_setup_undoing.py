from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.domain.setup_plan import StepKind
from hourpass.domain.setup_record import Stage, StepState
from hourpass.sandbox.propagation import Delays
from hourpass.sandbox.sandbox import Sandbox
from hourpass.services.cancel import Cancel, Cancelled
from hourpass.services.ports import Vault
from hourpass.services.setup_reports import StepCondition
from services.fakes_account import inventory, new_keys
from services.fakes_setup import CROSSING, EXISTING, ROLE, Desk, untouched

ALLOW_ALL = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]})


class StubbornVault:
    """Forgets nothing."""

    def __init__(self, vault: Vault) -> None:
        self.kind, self.get, self.put = vault.kind, vault.get, vault.put

    def delete(self, _name: str) -> None:
        raise HourpassError(Problem(Reason.VAULT_LOCKED))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Before an account in which ROLE was set up."""
    sandbox = Sandbox(delays=Delays.none())
    made = Desk(sandbox, tmp_path)
    made.finish(made.start(ROLE))
    made.sent.clear()
    made.reports.clear()
    yield made
    sandbox.close()


def test_the_last_step_is_taken_back_first(desk: Desk) -> None:
    setup = desk.start()
    kinds = [step.kind for step in reversed(setup.record.plan) if step.kind is not StepKind.AWAIT_KEY]
    setup.undo(desk.hear, Cancel())
    assert [one.kind for one in desk.reports if one.condition is StepCondition.UNDOING] == kinds
    assert [one.kind for one in desk.reports if one.condition is StepCondition.UNDONE] == kinds


def test_another_administrator_may_undo_it(desk: Desk) -> None:
    desk.ask("CreateUser", UserName="other-admin")
    desk.ask("PutUserPolicy", UserName="other-admin", PolicyName="all", PolicyDocument=ALLOW_ALL)
    other = new_keys(desk.ask("CreateAccessKey", UserName="other-admin"))
    setup = desk.start(admin=other)
    assert setup.undo(desk.hear, Cancel()) == ()
    assert ROLE.user_arn not in inventory(desk.sandbox)


def test_undoing_twice_is_once_and_nothing(desk: Desk) -> None:
    setup = desk.start()
    assert setup.undo(desk.hear, Cancel()) == ()
    assert setup.undo(desk.hear, Cancel()) == ()
    untouched(desk)


def test_what_somebody_deleted_already_is_fine(desk: Desk) -> None:
    desk.ask("DetachRolePolicy", RoleName=ROLE.role_name, PolicyArn=ROLE.policy_arn)
    desk.ask("DeleteRole", RoleName=ROLE.role_name)
    desk.ask("DeactivateMFADevice", UserName=ROLE.user_name, SerialNumber=ROLE.device_serial)
    desk.ask("DeleteVirtualMFADevice", SerialNumber=ROLE.device_serial)
    assert desk.start().undo(desk.hear, Cancel()) == ()
    untouched(desk)


def test_keys_and_devices_that_came_to_our_user_later_go_with_it(desk: Desk) -> None:
    desk.ask("CreateAccessKey", UserName=ROLE.user_name)
    serial = f"arn:aws:iam::{ROLE.account}:mfa/spare"
    spare = desk.sandbox.devices.create(serial, ROLE.account, {})
    desk.sandbox.devices.enable_seeded(spare, inventory(desk.sandbox)[ROLE.user_arn]["id"], desk.clock.now())
    assert desk.start().undo(desk.hear, Cancel()) == ()
    untouched(desk)


def test_what_others_put_in_the_way_is_told_and_stays_until_they_take_it_away(desk: Desk) -> None:
    desk.ask("CreateGroup", GroupName="team")
    desk.ask("AddUserToGroup", UserName=ROLE.user_name, GroupName="team")
    desk.ask("PutRolePolicy", RoleName=ROLE.role_name, PolicyName="theirs", PolicyDocument=ALLOW_ALL)
    began_at = desk.clock.now()
    left = desk.start().undo(desk.hear, Cancel())
    assert {(one.kind, one.arn, one.problem.reason) for one in left} == {
        (StepKind.CREATE_ROLE, ROLE.role_arn, Reason.DELETE_CONFLICT),
        (StepKind.CREATE_USER, ROLE.user_arn, Reason.DELETE_CONFLICT),
    }
    # The first one was waited for, the second is likely to stay as well. The calls take of the time, too.
    assert desk.clock.now() - began_at >= timedelta(seconds=30)
    assert sum(desk.pauses) < 34
    assert [one.kind for one in desk.reports if one.condition is StepCondition.LEFT] == [one.kind for one in left]
    held = inventory(desk.sandbox)
    assert held[ROLE.user_arn]["groups"] == ["team"]
    assert list(held[ROLE.role_arn]["inline"]) == ["theirs"]
    desk.ask("RemoveUserFromGroup", UserName=ROLE.user_name, GroupName="team")
    desk.ask("DeleteRolePolicy", RoleName=ROLE.role_name, PolicyName="theirs")
    assert desk.start().undo(desk.hear, Cancel()) == ()
    untouched(desk)


def test_an_undoing_without_hope_can_be_left_while_it_waits_and_taken_up_later(desk: Desk) -> None:
    desk.ask("CreateGroup", GroupName="team")
    desk.ask("AddUserToGroup", UserName=ROLE.user_name, GroupName="team")
    cancel = Cancel()
    desk.before_call = lambda operation: cancel.request() if operation == "DeleteUser" else None
    with pytest.raises(Cancelled):
        desk.start().undo(desk.hear, cancel)
    assert desk.start().record.stage is Stage.UNDOING
    desk.ask("RemoveUserFromGroup", UserName=ROLE.user_name, GroupName="team")
    assert desk.start().undo(desk.hear, Cancel()) == ()
    untouched(desk)


def test_a_wish_to_stop_does_not_break_off_what_goes_well(desk: Desk) -> None:
    cancel = Cancel()
    cancel.request()
    assert desk.start().undo(desk.hear, cancel) == ()
    untouched(desk)


def test_other_versions_of_our_policy_go_with_it(desk: Desk) -> None:
    desk.ask("CreatePolicyVersion", PolicyArn=ROLE.policy_arn, PolicyDocument=ALLOW_ALL, SetAsDefault=True)
    assert desk.start().undo(desk.hear, Cancel()) == ()
    untouched(desk)


def test_a_namesake_that_somebody_made_since_is_not_ours(desk: Desk) -> None:
    setup = desk.start()
    desk.journal.write(setup.record)
    assert desk.start().undo(desk.hear, Cancel()) == ()
    desk.journal.write(setup.record)  # as if all of it had been deleted by hand
    desk.ask("CreateUser", UserName=ROLE.user_name, Path="/hourpass/")
    desk.ask("CreateRole", RoleName=ROLE.role_name, Path="/hourpass/", AssumeRolePolicyDocument=_anybody(desk))
    desk.sandbox.devices.create(ROLE.device_serial, ROLE.account, {"hourpass:setup": "ffffffff"})
    theirs = inventory(desk.sandbox)
    assert desk.start().undo(desk.hear, Cancel()) == ()
    assert inventory(desk.sandbox) == theirs


def _anybody(desk: Desk) -> str:
    trust = {"Effect": "Allow", "Principal": {"AWS": desk.sandbox.seeded.user_arn}, "Action": "sts:AssumeRole"}
    return json.dumps({"Version": "2012-10-17", "Statement": [trust]})


def test_a_device_that_now_serves_somebody_else_stays(desk: Desk) -> None:
    desk.ask("DeactivateMFADevice", UserName=ROLE.user_name, SerialNumber=ROLE.device_serial)
    device = desk.sandbox.devices.get(ROLE.device_serial)
    theirs = inventory(desk.sandbox)[f"arn:aws:iam::{ROLE.account}:user/hourpass-desk"]["id"]
    desk.sandbox.devices.enable_seeded(device, theirs, desk.clock.now())
    left = desk.start().undo(desk.hear, Cancel())
    assert {one.problem.reason for one in left} == {Reason.DEVICE_IN_USE}
    assert inventory(desk.sandbox)[ROLE.device_serial]["owner"] == "hourpass-desk"


def test_a_user_who_was_there_before_keeps_all_that_was_theirs(tmp_path: Path) -> None:
    sandbox = Sandbox(delays=Delays.none())
    desk = Desk(sandbox, tmp_path)
    desk.finish(desk.start(EXISTING))
    assert len(inventory(sandbox)[EXISTING.user_arn]["keys"]) == 2
    assert desk.start().undo(desk.hear, Cancel()) == ()
    untouched(desk)
    sandbox.close()


def test_what_lies_in_the_other_account_is_taken_back_by_its_administrator(tmp_path: Path) -> None:
    sandbox = Sandbox(delays=Delays.none())
    desk = Desk(sandbox, tmp_path)
    desk.finish(desk.start(CROSSING))
    held = inventory(sandbox)
    assert CROSSING.role_arn.split(":")[4] == sandbox.seeded.partner_account
    assert held[CROSSING.role_arn]["attached"] == [CROSSING.policy_arn]
    assert desk.start().undo(desk.hear, Cancel()) == ()
    untouched(desk)
    sandbox.close()


def test_a_vault_that_does_not_forget_the_key_is_a_leftover(desk: Desk) -> None:
    real = desk.vault
    desk.vault = StubbornVault(real)  # type: ignore[assignment]
    left = desk.start().undo(desk.hear, Cancel())
    assert [(one.kind, one.subject) for one in left] == [(StepKind.CREATE_KEY, desk.start().record.access_key_id)]
    desk.vault = real
    assert desk.start().undo(desk.hear, Cancel()) == ()
    untouched(desk)


def test_nor_is_it_forgotten_which_key_that_was_where_the_setup_broke_off_in_the_middle_of_it(tmp_path: Path) -> None:
    sandbox = Sandbox(delays=Delays.none())
    desk = Desk(sandbox, tmp_path)
    setup = desk.start(ROLE)
    setup.create(desk.hear, Cancel())
    # As the journal stands when the process ends between the vault's answer and the note of the key.
    desk.journal.write(replace(setup.record, access_key_id="").with_state(StepKind.CREATE_KEY, StepState.STARTED))
    real = desk.vault
    desk.vault = StubbornVault(real)  # type: ignore[assignment]
    assert len(desk.start().undo(desk.hear, Cancel())) == 1
    desk.vault = real
    assert desk.start().undo(desk.hear, Cancel()) == ()
    untouched(desk)
    sandbox.close()
