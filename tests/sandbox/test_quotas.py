from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from hourpass.sandbox import answers, control
from hourpass.sandbox.sandbox import Sandbox
from sandbox.fakes_sandbox import Person, Phone, SettableClock, refusal, said

DOCUMENT = json.dumps({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}})
TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": {"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"},
    }
)

# limit, its name in the refusal, its name in the summary, a call that makes one
CASES: list[tuple[str, str, str, Callable[[Any, str], Any]]] = [
    ("users", "UsersPerAccount", "UsersQuota", lambda iam, name: iam.create_user(UserName=name)),
    (
        "roles",
        "RolesPerAccount",
        "RolesQuota",
        lambda iam, name: iam.create_role(RoleName=name, AssumeRolePolicyDocument=TRUST),
    ),
    (
        "policies",
        "PoliciesPerAccount",
        "PoliciesQuota",
        lambda iam, name: iam.create_policy(PolicyName=name, PolicyDocument=DOCUMENT),
    ),
    (
        "devices",
        "VirtualMFADevicesPerAccount",
        "",
        lambda iam, name: iam.create_virtual_mfa_device(VirtualMFADeviceName=name),
    ),
    (
        "keys_a_user",
        "AccessKeysPerUser",
        "AccessKeysPerUserQuota",
        lambda iam, _name: iam.create_access_key(UserName="practice"),
    ),
]


@pytest.mark.parametrize(("limit", "quota", "summary", "make"), CASES, ids=[case[0] for case in CASES])
def test_what_is_over_a_quota_is_refused_until_it_is_raised(
    sandbox: Sandbox, admin: Person, limit: str, quota: str, summary: str, make: Any
):
    sandbox.set_quotas(**{limit: 1})
    if limit == "policies":
        make(admin.iam, "first")
    with pytest.raises(ClientError) as error:
        make(admin.iam, "one-more")
    assert refusal(error) == said(answers.over_quota(quota, 1))
    if summary:
        assert admin.iam.get_account_summary()["SummaryMap"][summary] == 1
    sandbox.set_quotas(**{limit: 9})
    make(admin.iam, "one-more")


def test_the_devices_of_a_user_have_a_quota(sandbox: Sandbox, admin: Person, clock: SettableClock):
    device = admin.iam.create_virtual_mfa_device(VirtualMFADeviceName="second")["VirtualMFADevice"]
    phone = Phone(device["Base32StringSeed"].decode(), clock)
    enable = {"UserName": "practice", "SerialNumber": device["SerialNumber"]}
    sandbox.set_quotas(devices_a_user=1)
    with pytest.raises(ClientError) as error:
        admin.iam.enable_mfa_device(**enable, **phone.pair())
    assert refusal(error) == said(answers.over_quota("MFADevicesPerUser", 1))
    sandbox.set_quotas(devices_a_user=2)
    admin.iam.enable_mfa_device(**enable, **phone.pair())


def test_the_knob_sets_them_by_name(sandbox: Sandbox):
    control.turn(sandbox, b'{"quotas": {"users": 2, "keys_a_user": 1}}')
    assert (sandbox.quotas.users, sandbox.quotas.keys_a_user, sandbox.quotas.roles) == (2, 1, 1000)


@pytest.mark.parametrize("asked", [{"quotas": {"friends": 2}}, {"quotas": {"users": "many"}}, {"quotas": 2}])
def test_a_quota_that_is_none_is_refused(sandbox: Sandbox, asked: Any):
    with pytest.raises(ValueError, match=r"wrong kind|invalid literal"):
        control.turn(sandbox, json.dumps(asked).encode())
    assert sandbox.quotas.users == 5000


def document(size: int) -> str:
    """A policy of *size* characters that are no space."""
    empty = json.dumps(
        {"Version": "2012-10-17", "Statement": {"Sid": "", "Effect": "Allow", "Action": "s3:*", "Resource": "*"}}
    )
    return empty.replace('"Sid": ""', f'"Sid": "{"x" * (size - len(empty.replace(" ", "")))}"')


def test_the_inline_policies_of_a_user_share_one_limit(admin: Person):
    admin.iam.create_user(UserName="maya")
    put = admin.iam.put_user_policy
    put(UserName="maya", PolicyName="first", PolicyDocument=document(1500))
    put(UserName="maya", PolicyName="second", PolicyDocument=document(548))
    with pytest.raises(ClientError, match="Maximum policy size of 2048 bytes exceeded for user maya"):
        put(UserName="maya", PolicyName="third", PolicyDocument=DOCUMENT)
    put(UserName="maya", PolicyName="first", PolicyDocument=document(1400))  # takes its namesake's place
    put(UserName="maya", PolicyName="third", PolicyDocument=document(100))
