from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from botocore import xform_name
from hypothesis import given

from domain.drafts import OTHER_ACCOUNT, ROLE_DRAFT, SESSION_DRAFT, drafts
from hourpass.domain.setup import Draft, Permission
from hourpass.domain.setup_plan import ApiCall, Side, Step, StepKind, plan_of
from hourpass.sandbox.propagation import Delays
from hourpass.sandbox.sandbox import Sandbox
from sandbox.fakes_sandbox import Person, Phone, SettableClock

CHANGES_NOTHING = {StepKind.AWAIT_KEY}
OPPOSITE = {
    "CreateUser": "DeleteUser",
    "CreateVirtualMFADevice": "DeleteVirtualMFADevice",
    "CreateAccessKey": "DeleteAccessKey",
    "CreateRole": "DeleteRole",
    "CreatePolicy": "DeletePolicy",
    "AttachRolePolicy": "DetachRolePolicy",
    "PutUserPolicy": "DeleteUserPolicy",
    "EnableMFADevice": "DeactivateMFADevice",
}


@given(drafts())
def test_every_change_has_its_opposite_on_the_same_thing(draft: Draft):
    for step in plan_of(draft):
        if step.kind in CHANGES_NOTHING:
            assert step.undo == ()
            continue
        (undo,) = step.undo
        assert undo.operation == OPPOSITE[step.do.operation]
        named = {"PolicyArn": draft.policy_arn, "SerialNumber": draft.device_serial, **step.do.parameters}
        assert undo.parameters.items() <= named.items()
        assert undo.parameters


@given(drafts())
def test_each_step_comes_once_and_after_what_it_needs(draft: Draft):
    kinds = [step.kind for step in plan_of(draft)]
    assert len(kinds) == len(set(kinds))
    for earlier, later in (
        (StepKind.CREATE_USER, StepKind.CREATE_KEY),
        (StepKind.CREATE_USER, StepKind.CREATE_ROLE),  # its trust names the user
        (StepKind.CREATE_USER, StepKind.PUT_USER_POLICY),
        (StepKind.CREATE_ROLE, StepKind.ATTACH_POLICY),
        (StepKind.CREATE_POLICY, StepKind.ATTACH_POLICY),
        (StepKind.CREATE_KEY, StepKind.AWAIT_KEY),
        (StepKind.CREATE_DEVICE, StepKind.ENABLE_DEVICE),
    ):
        if earlier in kinds and later in kinds:
            assert kinds.index(earlier) < kinds.index(later)


@given(drafts())
def test_everything_that_can_have_them_gets_our_path_and_our_tag(draft: Draft):
    for step in plan_of(draft):
        if step.kind in {StepKind.CREATE_USER, StepKind.CREATE_DEVICE, StepKind.CREATE_ROLE, StepKind.CREATE_POLICY}:
            assert step.do.parameters["Path"] == "/hourpass/"
            assert step.do.parameters["Tags"] == [{"Key": "hourpass:setup", "Value": draft.id}]


@given(drafts())
def test_only_the_roles_steps_are_made_on_the_roles_side(draft: Draft):
    on_roles_side = {StepKind.CREATE_ROLE, StepKind.CREATE_POLICY, StepKind.ATTACH_POLICY}
    for step in plan_of(draft):
        assert (step.side is Side.ROLE) is (step.kind in on_roles_side)


@given(drafts())
def test_what_is_there_already_is_neither_made_nor_taken_back(draft: Draft):
    kinds = {step.kind for step in plan_of(draft)}
    assert (StepKind.CREATE_USER in kinds) is draft.creates_user
    assert (StepKind.CREATE_KEY in kinds) is draft.creates_key
    assert (StepKind.CREATE_ROLE in kinds) is (StepKind.ATTACH_POLICY in kinds) is draft.creates_role
    assert (StepKind.CREATE_DEVICE in kinds) is (StepKind.ENABLE_DEVICE in kinds) is draft.creates_device


class World:
    """The sandbox, in which a plan is carried out and taken back as it stands."""

    def __init__(self) -> None:
        self.clock = SettableClock()
        self.sandbox = Sandbox(self.clock, Delays.none())
        seeded = self.sandbox.seeded
        self._admins = {
            seeded.account: Person(self.sandbox, seeded.admin),
            seeded.partner_account: Person(self.sandbox, seeded.partner_admin),
        }
        self._seed = ""
        self._key_id = ""

    def carry_out(self, draft: Draft) -> None:
        for step in plan_of(draft):
            if step.kind in CHANGES_NOTHING:
                continue
            more: dict[str, Any] = {}
            if step.kind is StepKind.ENABLE_DEVICE:
                more = Phone(self._seed, self.clock).pair()
            answer = self._send(draft, step, step.do, more)
            if step.kind is StepKind.CREATE_DEVICE:
                self._seed = answer["VirtualMFADevice"]["Base32StringSeed"].decode()
            if step.kind is StepKind.CREATE_KEY:
                self._key_id = answer["AccessKey"]["AccessKeyId"]

    def take_back(self, draft: Draft) -> None:
        for step in reversed(plan_of(draft)):
            more = {"AccessKeyId": self._key_id} if step.kind is StepKind.CREATE_KEY else {}
            for call in step.undo:
                self._send(draft, step, call, more)

    def _send(self, draft: Draft, step: Step, call: ApiCall, more: dict[str, Any]) -> Any:
        account = draft.role_account or draft.account if step.side is Side.ROLE else draft.account
        iam = self._admins[account].client(call.service)
        return getattr(iam, xform_name(call.operation))(**call.parameters, **more)

    def seen(self) -> str:
        """All that IAM tells of both accounts."""
        found: list[Any] = []
        for admin in self._admins.values():
            users = admin.iam.list_users()["Users"]
            keys = [admin.iam.list_access_keys(UserName=user["UserName"])["AccessKeyMetadata"] for user in users]
            inline = [admin.iam.list_user_policies(UserName=user["UserName"])["PolicyNames"] for user in users]
            roles = admin.iam.list_roles()["Roles"]
            policies = admin.iam.list_policies(Scope="Local")["Policies"]
            devices = admin.iam.list_virtual_mfa_devices()["VirtualMFADevices"]
            found += [users, keys, inline, roles, policies, devices]
        return json.dumps(found, default=str, sort_keys=True)


@pytest.fixture
def world() -> Iterator[World]:
    made = World()
    yield made
    made.sandbox.close()


@pytest.mark.parametrize(
    "draft",
    [
        ROLE_DRAFT,
        SESSION_DRAFT,
        replace(ROLE_DRAFT, role_account=OTHER_ACCOUNT, external_id="acme-42", permission=Permission.READ_OBJECTS),
        replace(SESSION_DRAFT, user_name="practice", existing_user_path="/"),
        replace(ROLE_DRAFT, existing_role_arn="arn:aws:iam::111122223333:role/s3-reader"),
    ],
    ids=["role", "session", "role elsewhere", "user that is there", "role that is there"],
)
def test_taken_back_in_reverse_a_plan_leaves_the_accounts_as_they_were(world: World, draft: Draft):
    before = world.seen()
    world.carry_out(draft)
    assert world.seen() != before
    world.take_back(draft)
    assert world.seen() == before
