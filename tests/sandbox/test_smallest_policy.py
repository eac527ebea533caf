"""An administrator who may do no more than setting up and removing need, and that under /hourpass/ only."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from botocore.exceptions import ClientError

from hourpass.domain import setup_plan
from hourpass.domain.admin_policy import NEEDS, smallest_policy
from hourpass.domain.setup import Draft, Mode
from hourpass.domain.setup_plan import StepKind
from hourpass.sandbox import answers
from hourpass.sandbox.sandbox import Sandbox
from sandbox.fakes_sandbox import Person, Phone, SettableClock, refusal, said

ACCOUNT = "111122223333"
HERE = f"arn:aws:iam::{ACCOUNT}"
OLGA = f"{HERE}:user/olga"
PREFIX = "/hourpass/"


@pytest.fixture
def hire(sandbox: Sandbox, admin: Person):
    """Gives an administrator that policy, but for one action."""

    def make(without: str = "") -> Person:
        admin.iam.create_user(UserName="olga")
        actions = {action for need in NEEDS for action in need.actions} - {without}
        text = json.dumps(smallest_policy("aws", ACCOUNT, actions=actions))
        arn = admin.iam.create_policy(PolicyName="smallest", PolicyDocument=text)["Policy"]["Arn"]
        admin.iam.attach_user_policy(UserName="olga", PolicyArn=arn)
        return Person(sandbox, admin.iam.create_access_key(UserName="olga")["AccessKey"])

    return make


def look_over(iam: Any) -> set[str]:
    """All that is asked before anything is changed; the decisions of the simulation."""
    iam.list_account_aliases()
    iam.get_account_summary()
    iam.list_users()
    iam.list_roles()
    iam.list_policies(Scope="Local")
    iam.list_virtual_mfa_devices()
    answers_given = [
        iam.simulate_principal_policy(
            PolicySourceArn=OLGA, ActionNames=need.actions, ResourceArns=[need.example("aws", ACCOUNT)]
        )
        for need in NEEDS
    ]
    return {one["EvalDecision"] for answer in answers_given for one in answer["EvaluationResults"]}


def set_up(iam: Any, draft: Draft, clock: SettableClock) -> None:
    """Carry out the whole plan, and set the device right a minute later."""
    seed = ""
    for step in setup_plan.plan_of(draft):
        if step.do.service != "iam":
            continue
        more = Phone(seed, clock).pair() if step.kind is StepKind.ENABLE_DEVICE else {}
        answer = method(iam, step.do.operation)(**step.do.parameters, **more)
        if step.kind is StepKind.CREATE_DEVICE:
            seed = answer["VirtualMFADevice"]["Base32StringSeed"].decode()
    clock.advance(minutes=1)
    iam.resync_mfa_device(UserName=draft.user_name, SerialNumber=draft.device_serial, **Phone(seed, clock).pair())


def method(iam: Any, operation: str) -> Callable[..., Any]:
    return getattr(iam, next(name for name, each in iam.meta.method_to_api_mapping.items() if each == operation))


def remove(iam: Any, draft: Draft) -> None:
    """Find all that belongs to the user and its role, and delete it."""
    user = {"UserName": draft.user_name}
    assert iam.get_user(**user)["User"]["Tags"]
    assert iam.list_attached_user_policies(**user)["AttachedPolicies"] == []
    assert iam.list_groups_for_user(**user)["Groups"] == []
    with suppress(iam.exceptions.NoSuchEntityException):
        iam.get_login_profile(**user)
    for key in iam.list_access_keys(**user)["AccessKeyMetadata"]:
        named = {"AccessKeyId": key["AccessKeyId"]}
        assert iam.get_access_key_last_used(**named)["UserName"] == draft.user_name
        iam.update_access_key(**user, **named, Status="Inactive")
        iam.delete_access_key(**user, **named)
    for device in iam.list_mfa_devices(**user)["MFADevices"]:
        serial = {"SerialNumber": device["SerialNumber"]}
        assert iam.list_mfa_device_tags(**serial)["Tags"]
        iam.deactivate_mfa_device(**user, **serial)
        iam.delete_virtual_mfa_device(**serial)
    for name in iam.list_user_policies(**user)["PolicyNames"]:
        assert iam.get_user_policy(**user, PolicyName=name)["PolicyDocument"]
        iam.delete_user_policy(**user, PolicyName=name)
    if draft.role_name:
        role = {"RoleName": draft.role_name}
        assert iam.get_role(**role)["Role"]["Tags"]
        assert iam.list_role_policies(**role)["PolicyNames"] == []
        assert iam.list_instance_profiles_for_role(**role)["InstanceProfiles"] == []
        for attached in iam.list_attached_role_policies(**role)["AttachedPolicies"]:
            policy = {"PolicyArn": attached["PolicyArn"]}
            assert iam.get_policy(**policy)["Policy"]["AttachmentCount"] == 1
            iam.detach_role_policy(**role, **policy)
            assert len(iam.list_policy_versions(**policy)["Versions"]) == 1
            iam.delete_policy(**policy)
        iam.delete_role(**role)
    iam.delete_user(**user)


def draft(mode: Mode) -> Draft:
    return Draft("0badcafe", ACCOUNT, "maya", "maya-laptop", mode, role_name="maya-s3" if mode is Mode.ROLE else "")


@pytest.mark.parametrize("mode", Mode)
def test_it_is_enough_to_set_everything_up_and_to_remove_it(
    hire: Callable[..., Person], admin: Person, clock: SettableClock, mode: Mode
):
    olga = hire()
    assert look_over(olga.iam) == {"allowed"}
    set_up(olga.iam, draft(mode), clock)
    remove(olga.iam, draft(mode))
    assert admin.iam.list_users(PathPrefix=PREFIX)["Users"] == []
    assert admin.iam.list_roles(PathPrefix=PREFIX)["Roles"] == []
    assert admin.iam.list_policies(PathPrefix=PREFIX, Scope="Local")["Policies"] == []
    assert len(admin.iam.list_virtual_mfa_devices()["VirtualMFADevices"]) == 1


@pytest.mark.parametrize(
    ("call", "given", "resource"),
    [
        ("CreateUser", {"UserName": "zoe"}, "user/zoe"),
        ("CreateUser", {"UserName": "zoe", "Path": "/other/"}, "user/other/zoe"),
        ("GetUser", {"UserName": "practice"}, "user/practice"),
        ("DeleteUser", {"UserName": "practice"}, "user/practice"),
        ("CreateAccessKey", {"UserName": "admin"}, "user/admin"),
        ("ListAccessKeys", {"UserName": "admin"}, "user/admin"),
        ("GetLoginProfile", {"UserName": "admin"}, "user/admin"),
        ("PutUserPolicy", {"UserName": "olga", "PolicyName": "more", "PolicyDocument": "{}"}, "user/olga"),
        (
            "DeactivateMFADevice",
            {"UserName": "practice", "SerialNumber": f"{HERE}:mfa/practice-phone"},
            "user/practice",
        ),
        ("CreateVirtualMFADevice", {"VirtualMFADeviceName": "zoe"}, "mfa/zoe"),
        ("DeleteVirtualMFADevice", {"SerialNumber": f"{HERE}:mfa/practice-phone"}, "mfa/practice-phone"),
        ("ListMFADeviceTags", {"SerialNumber": f"{HERE}:mfa/practice-phone"}, "mfa/practice-phone"),
        ("DeleteRole", {"RoleName": "s3-reader"}, "role/s3-reader"),
        (
            "AttachRolePolicy",
            {"RoleName": "s3-reader", "PolicyArn": f"{HERE}:policy/hourpass/x"},
            "role/s3-reader",
        ),
        ("ListInstanceProfilesForRole", {"RoleName": "s3-reader"}, "role/s3-reader"),
        ("CreatePolicy", {"PolicyName": "x", "PolicyDocument": "{}"}, "policy/x"),
        ("DeletePolicy", {"PolicyArn": f"{HERE}:policy/smallest"}, "policy/smallest"),
        ("DeletePolicyVersion", {"PolicyArn": f"{HERE}:policy/smallest", "VersionId": "v1"}, "policy/smallest"),
    ],
)
def test_it_reaches_nothing_outside_the_path(
    hire: Callable[..., Person], call: str, given: dict[str, str], resource: str
):
    olga = hire()
    with pytest.raises(ClientError) as error:
        method(olga.iam, call)(**given)
    assert refusal(error) == said(answers.not_allowed(OLGA, f"iam:{call}", f"{HERE}:{resource}"))


def test_it_does_not_tell_whose_a_key_outside_the_path_is(hire: Callable[..., Person], sandbox: Sandbox):
    olga = hire()
    with pytest.raises(ClientError) as error:
        olga.iam.get_access_key_last_used(AccessKeyId=sandbox.seeded.admin.access_key_id)
    assert refusal(error)[1] == "AccessDenied"


NOT_IN_THE_PLAN = {"iam:UpdateRole", "iam:UpdateAssumeRolePolicy", "iam:DeletePolicyVersion"}
"""For roles that were there, and for versions that somebody else added."""


@pytest.mark.parametrize("action", sorted({a for need in NEEDS for a in need.actions} - NOT_IN_THE_PLAN))
def test_without_any_one_of_its_actions_it_is_not_enough(
    hire: Callable[..., Person], clock: SettableClock, action: str
):
    olga = hire(without=action)

    def all_of_it() -> None:
        look_over(olga.iam)
        set_up(olga.iam, draft(Mode.ROLE), clock)
        remove(olga.iam, draft(Mode.ROLE))

    with pytest.raises(ClientError) as error:
        all_of_it()
    assert refusal(error)[1] == "AccessDenied"
    assert f"is not authorized to perform: {action} " in refusal(error)[2]
