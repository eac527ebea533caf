"""IAM of an account, asked with an administrator's keys: against the embedded AWS, and where that says little."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from adapters.fakes_administrator import administrator, problem_of
from hourpass.adapters.aws.clients import DeafSession
from hourpass.adapters.aws.gateway import AwsGateway
from hourpass.adapters.iam_account import IamAccount, Send
from hourpass.adapters.worker_aws import WorkerAws
from hourpass.adapters.worker_client import WorkerClient
from hourpass.domain.activity import Exchange
from hourpass.domain.credentials import Credentials, Keys
from hourpass.domain.problem import Reason
from hourpass.domain.setup import Draft
from hourpass.domain.setup_plan import ApiCall, Step, StepKind, plan_of
from hourpass.domain.totp import code_at, step_at
from hourpass.sandbox.faults import Effect
from hourpass.sandbox.inprocess import attach
from hourpass.sandbox.propagation import Delays
from hourpass.sandbox.sandbox import Sandbox
from hourpass.sandbox.server import serve
from hourpass.services.cancel import Cancel
from hourpass.services.ports import Device, DeviceKind
from hourpass.services.setup_ports import Made, ThingKind

ACCOUNT = "111122223333"
DRAFT = Draft("0a1b2c3d", ACCOUNT, "reader-desk", "reader-desk-phone", role_name="reader-desk-s3")
NOBODY = Cancel()


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    running = Sandbox(delays=Delays.none())
    yield running
    running.close()


@pytest.fixture
def heard() -> list[Exchange]:
    return []


@pytest.fixture
def gateway(sandbox: Sandbox, heard: list[Exchange]) -> AwsGateway:
    session = DeafSession()
    attach(session, sandbox)
    return AwsGateway(session, heard.append)


@pytest.fixture(params=["in this process", "through the worker"])
def send(request: pytest.FixtureRequest, sandbox: Sandbox, tmp_path: Path) -> Iterator[Send]:
    if request.param == "in this process":
        yield request.getfixturevalue("gateway").iam
        return
    patch = request.getfixturevalue("monkeypatch")
    patch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    with serve(sandbox) as url:
        patch.setenv("AWS_ENDPOINT_URL", url)
        client = WorkerClient(lambda _: None)
        yield WorkerAws(client).iam
        client.close()


@pytest.fixture
def iam(gateway: AwsGateway, sandbox: Sandbox) -> IamAccount:
    return IamAccount(gateway.iam, administrator(sandbox.seeded.admin))


def by_background(step: Step) -> bool:
    return step.do.service == "iam" and step.kind is not StepKind.ENABLE_DEVICE


def create(iam: IamAccount, draft: Draft = DRAFT) -> dict[StepKind, Made]:
    return {step.kind: iam.change(step.do) for step in plan_of(draft) if by_background(step)}


def enable(iam: IamAccount, seed: str) -> None:
    step = step_at(datetime.now(UTC))
    codes = {"AuthenticationCode1": code_at(seed, step - 1), "AuthenticationCode2": code_at(seed, step)}
    iam.change(ApiCall("EnableMFADevice", {"UserName": DRAFT.user_name, "SerialNumber": DRAFT.device_serial, **codes}))


def test_a_whole_setup_is_made_found_and_taken_back(send: Send, sandbox: Sandbox):
    iam = IamAccount(send, administrator(sandbox.seeded.admin))
    made = create(iam)
    keys = made[StepKind.CREATE_KEY].keys
    assert keys is not None
    assert made[StepKind.CREATE_USER].arn == DRAFT.user_arn
    assert made[StepKind.CREATE_DEVICE].arn == DRAFT.device_serial
    assert made[StepKind.CREATE_ROLE].arn == DRAFT.role_arn
    assert made[StepKind.CREATE_POLICY].arn == DRAFT.policy_arn
    enable(iam, made[StepKind.CREATE_DEVICE].seed)

    for kind, name in (
        (ThingKind.USER, DRAFT.user_name),
        (ThingKind.DEVICE, DRAFT.device_serial),
        (ThingKind.ROLE, DRAFT.role_name),
        (ThingKind.POLICY, DRAFT.policy_arn),
    ):
        found = iam.find(kind, name, NOBODY)
        assert found is not None
        assert (found.kind, found.setup_id) == (kind, DRAFT.id)
        assert iam.ours(kind, NOBODY) == (found,)
    device = iam.find(ThingKind.DEVICE, DRAFT.device_serial, NOBODY)
    assert device is not None
    assert (device.name, device.owner) == (DRAFT.device_name, DRAFT.user_name)

    for step in reversed(plan_of(DRAFT)):
        for call in step.undo:
            more = {"AccessKeyId": keys.access_key_id} if call.operation == "DeleteAccessKey" else {}
            iam.change(ApiCall(call.operation, {**call.parameters, **more}))
    assert iam.find(ThingKind.USER, DRAFT.user_name, NOBODY) is None
    assert iam.find(ThingKind.DEVICE, DRAFT.device_serial, NOBODY) is None
    assert iam.find(ThingKind.ROLE, DRAFT.role_name, NOBODY) is None
    assert iam.find(ThingKind.POLICY, DRAFT.policy_arn, NOBODY) is None


def test_a_role_comes_with_its_trust_and_its_maximum(iam: IamAccount):
    create(iam)
    role = iam.find(ThingKind.ROLE, DRAFT.role_name, NOBODY)
    assert role is not None
    assert role.maximum == timedelta(hours=4)
    assert json.loads(role.trust)["Statement"][0]["Principal"] == {"AWS": DRAFT.user_arn}


def test_a_policy_tells_how_many_have_it(iam: IamAccount):
    create(iam)
    policy = iam.find(ThingKind.POLICY, DRAFT.policy_arn, NOBODY)
    assert policy is not None
    assert policy.attachments == 1


def test_all_that_hangs_on_a_user_is_named(iam: IamAccount):
    made = create(iam)
    enable(iam, made[StepKind.CREATE_DEVICE].seed)
    parts = iam.user_parts(DRAFT.user_name, NOBODY)
    keys = made[StepKind.CREATE_KEY].keys
    assert keys is not None
    assert [(key.id, key.active) for key in parts.keys] == [(keys.access_key_id, True)]
    created = parts.keys[0].created_at
    assert created is not None
    assert abs(datetime.now(UTC) - created) < timedelta(minutes=5)
    assert parts.devices == (Device(DRAFT.device_serial, DeviceKind.VIRTUAL),)
    assert parts.inline_policies == (DRAFT.user_policy_name,)
    assert (parts.attached_policies, parts.groups, parts.has_password) == ((), (), False)


def test_an_inactive_key_is_one(iam: IamAccount):
    made = create(iam)
    keys = made[StepKind.CREATE_KEY].keys
    assert keys is not None
    iam.change(
        ApiCall(
            "UpdateAccessKey",
            {"UserName": DRAFT.user_name, "AccessKeyId": keys.access_key_id, "Status": "Inactive"},
        )
    )
    assert [key.active for key in iam.user_parts(DRAFT.user_name, NOBODY).keys] == [False]


def test_all_that_hangs_on_a_role_is_named(iam: IamAccount):
    create(iam)
    assert iam.role_parts(DRAFT.role_name, NOBODY).attached_policies == (DRAFT.policy_arn,)


def test_the_policy_on_a_user_is_read_back(iam: IamAccount):
    create(iam)
    text = iam.user_policy(DRAFT.user_name, DRAFT.user_policy_name, NOBODY)
    assert text is not None
    assert json.loads(text)["Statement"][0]["Resource"] == DRAFT.role_arn
    assert iam.user_policy(DRAFT.user_name, "another", NOBODY) is None


def test_names_in_use_are_listed_by_kind(iam: IamAccount, sandbox: Sandbox):
    create(iam)
    taken = iam.taken_names(NOBODY)
    assert taken.users is not None
    assert {sandbox.seeded.user_name, DRAFT.user_name} <= taken.users
    assert taken.devices == {"practice-phone", DRAFT.device_name}
    assert taken.roles is not None
    assert {"s3-reader", DRAFT.role_name} <= taken.roles
    assert taken.policies == {DRAFT.role_name}


def test_names_that_may_not_be_listed_are_not_known(gateway: AwsGateway, sandbox: Sandbox):
    taken = IamAccount(gateway.iam, administrator(sandbox.seeded.user)).taken_names(NOBODY)
    assert (taken.users, taken.devices, taken.roles, taken.policies) == (None, None, None, None)


def test_quotas_are_read(iam: IamAccount):
    assert iam.quotas(NOBODY)["AccessKeysPerUserQuota"] == 2


def test_actions_that_a_principal_may_not_are_told(iam: IamAccount, sandbox: Sandbox):
    asked = ("iam:GetUser", "iam:CreateUser", "iam:DeleteUser")
    user = sandbox.seeded.user_arn
    assert iam.denied_actions(user, asked, user, NOBODY) == ("iam:CreateUser", "iam:DeleteUser")


def test_a_user_with_temporary_keys_is_simulated_with_mfa(gateway: AwsGateway, sandbox: Sandbox):
    seeded = sandbox.seeded
    buckets, where = ("s3:ListAllMyBuckets",), "arn:aws:s3:::*"  # allowed to the user with MFA only
    sent: list[Mapping[str, Any]] = []

    def as_administrator(_: Keys, region: str, operation: str, parameters: Mapping[str, Any], cancel: Cancel) -> Any:
        sent.append(parameters)
        return gateway.iam(seeded.admin, region, operation, parameters, cancel)

    session = Credentials("ASIA", "made-up", "token", datetime.max.replace(tzinfo=UTC))
    assert (
        IamAccount(as_administrator, administrator(session)).denied_actions(seeded.user_arn, buckets, where, NOBODY)
        == ()
    )
    assert (
        IamAccount(as_administrator, administrator(seeded.user)).denied_actions(seeded.user_arn, buckets, where, NOBODY)
        == buckets
    )


def test_other_versions_of_a_policy_are_told(iam: IamAccount):
    create(iam)
    assert iam.other_versions(DRAFT.policy_arn, NOBODY) == ()


def test_a_change_whose_answer_was_lost_is_not_sent_again(iam: IamAccount, sandbox: Sandbox, heard: list[Exchange]):
    sandbox.faults.add("CreateUser", Effect.ANSWER_LOST)
    assert problem_of(lambda: iam.change(plan_of(DRAFT)[0].do)).reason is Reason.UNREACHABLE
    assert [exchange.operation for exchange in heard] == ["CreateUser"]
    # Sent twice, the second answer would have been that the name is taken, and this would be somebody else's.
    found = iam.find(ThingKind.USER, DRAFT.user_name, NOBODY)
    assert found is not None
    assert found.setup_id == DRAFT.id


def test_a_read_whose_answer_was_lost_is_sent_again(iam: IamAccount, sandbox: Sandbox):
    sandbox.faults.add("ListUsers", Effect.ANSWER_LOST)
    assert iam.users(NOBODY)


@pytest.mark.parametrize(
    ("call", "reason"),
    [
        (ApiCall("CreateUser", {"UserName": "practice"}), Reason.NAME_TAKEN),
        (ApiCall("DeleteUser", {"UserName": "nobody"}), Reason.NOT_FOUND),
        (ApiCall("DeleteUser", {"UserName": "practice"}), Reason.DELETE_CONFLICT),
        (
            ApiCall(
                "CreateRole",
                {
                    "RoleName": "x",
                    "AssumeRolePolicyDocument": json.dumps(
                        {
                            "Version": "2012-10-17",
                            "Statement": {
                                "Effect": "Allow",
                                "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:user/nobody"},
                                "Action": "sts:AssumeRole",
                            },
                        }
                    ),
                },
            ),
            Reason.PRINCIPAL_UNKNOWN,
        ),
    ],
)
def test_what_the_sandbox_refuses_is_understood(iam: IamAccount, call: ApiCall, reason: Reason):
    assert problem_of(lambda: iam.change(call)).reason is reason


def test_a_refused_pair_of_codes_is_heard_without_the_codes(iam: IamAccount, heard: list[Exchange]):
    create(iam)
    codes = {"AuthenticationCode1": "135790", "AuthenticationCode2": "135790"}
    pair = {"UserName": DRAFT.user_name, "SerialNumber": DRAFT.device_serial, **codes}
    assert problem_of(lambda: iam.change(ApiCall("EnableMFADevice", pair))).reason is Reason.CODES_REFUSED
    assert "135790" not in repr(heard)


def test_no_secret_is_heard(iam: IamAccount, heard: list[Exchange]):
    made = create(iam)
    keys, seed = made[StepKind.CREATE_KEY].keys, made[StepKind.CREATE_DEVICE].seed
    assert keys is not None
    assert {"CreateAccessKey", "CreateVirtualMFADevice"} <= {exchange.operation for exchange in heard}
    assert not any(secret in repr((heard, made)) for secret in (keys.secret_access_key, seed))
