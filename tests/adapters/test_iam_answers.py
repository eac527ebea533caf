"""IAM of an account where answers and refusals are what the embedded AWS does not give."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from adapters.fakes_administrator import Drawer, administrator, problem_of
from hourpass.adapters import iam_answers
from hourpass.adapters.iam_account import IamAccount
from hourpass.adapters.system_clock import SystemClock
from hourpass.domain.credentials import Credentials, Keys, LongTermKeys
from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.domain.setup import SETUP_TAG
from hourpass.domain.setup_plan import ApiCall
from hourpass.services.administrator import Administrator, AdminSource
from hourpass.services.cancel import Cancel
from hourpass.services.setup_ports import KeyUse, ThingKind

ACCOUNT = "111122223333"
NOBODY = Cancel()


def ended(number: int) -> Credentials:
    return Credentials(f"ASIA{number}", "made-up", "token", datetime.max.replace(tzinfo=UTC))


class Remembering:
    """Answers calls whose keys are in *good*; to the others they are over."""

    def __init__(self, *good: Keys) -> None:
        self._good = good
        self.keys: list[Keys] = []

    def __call__(self, keys: Keys, *_: object) -> dict[str, Any]:
        self.keys.append(keys)
        if keys not in self._good:
            raise HourpassError(Problem(Reason.EXPIRED))
        return {"User": {"Arn": "arn:aws:iam::111122223333:user/x"}}


def test_keys_that_ended_are_renewed_and_the_call_sent_once_more():
    send = Remembering(ended(2))
    assert IamAccount(send, administrator(ended(1), ended(2))).change(ApiCall("CreateUser", {})).arn
    assert send.keys == [ended(1), ended(2)]


def test_a_call_is_not_sent_a_third_time():
    send = Remembering()
    account = IamAccount(send, administrator(ended(1), ended(2), ended(3)))
    assert problem_of(lambda: account.change(ApiCall("CreateUser", {}))).reason is Reason.EXPIRED
    assert send.keys == [ended(1), ended(2)]


def test_keys_that_cannot_be_renewed_are_not_sent_again():
    send = Remembering()
    typed = Administrator(AdminSource(typed=ended(1)), Drawer(ended(2)), SystemClock())
    assert problem_of(lambda: IamAccount(send, typed).users(NOBODY)).reason is Reason.EXPIRED
    assert send.keys == [ended(1)]


def answering(**answers: dict[str, Any] | Reason) -> IamAccount:
    def send(_: Keys, _region: str, operation: str, *_more: object) -> dict[str, Any]:
        answer = answers[operation]
        if isinstance(answer, Reason):
            raise HourpassError(Problem(answer))
        return answer

    return IamAccount(send, administrator(LongTermKeys("AKIA", "made-up")))


DEVICE = {"SerialNumber": f"arn:aws:iam::{ACCOUNT}:mfa/hourpass/phone"}


def test_a_device_whose_tags_may_not_be_read_has_none():
    found = answering(ListVirtualMFADevices={"VirtualMFADevices": [DEVICE]}, ListMFADeviceTags=Reason.DENIED).find(
        ThingKind.DEVICE, DEVICE["SerialNumber"], NOBODY
    )
    assert found is not None
    assert (found.name, dict(found.tags), found.owner) == ("phone", {}, "")


def test_a_device_that_goes_meanwhile_is_gone():
    account = answering(ListVirtualMFADevices={"VirtualMFADevices": [DEVICE]}, ListMFADeviceTags=Reason.NOT_FOUND)
    assert account.find(ThingKind.DEVICE, DEVICE["SerialNumber"], NOBODY) is None
    assert account.ours(ThingKind.DEVICE, NOBODY) == ()


def test_the_roots_device_is_somebodys():
    root = {"SerialNumber": f"arn:aws:iam::{ACCOUNT}:mfa/r", "User": {"Arn": f"arn:aws:iam::{ACCOUNT}:root"}}
    found = answering(ListVirtualMFADevices={"VirtualMFADevices": [root]}, ListMFADeviceTags={"Tags": []}).find(
        ThingKind.DEVICE, root["SerialNumber"], NOBODY
    )  # type: ignore[arg-type]
    assert found is not None
    assert found.owner == "root"


def test_a_user_of_ours_that_may_not_be_looked_at_is_named_without_tags():
    account = answering(ListUsers={"Users": [{"UserName": "x", "Arn": "arn:x"}]}, GetUser=Reason.DENIED)
    assert [(user.name, dict(user.tags)) for user in account.ours(ThingKind.USER, NOBODY)] == [("x", {})]


@pytest.mark.parametrize("reason", [Reason.DENIED, Reason.NOT_FOUND])
def test_a_password_that_is_missing_or_may_not_be_asked_for_is_none(reason: Reason):
    nothing = {
        "ListAccessKeys": {"AccessKeyMetadata": []},
        "ListMFADevices": {"MFADevices": []},
        "ListAttachedUserPolicies": {"AttachedPolicies": []},
        "ListGroupsForUser": {"Groups": [{"GroupName": "staff"}]},
        "ListUserPolicies": {"PolicyNames": []},
    }
    parts = answering(**nothing, GetLoginProfile=reason).user_parts("x", NOBODY)  # type: ignore[arg-type]
    assert (parts.has_password, parts.groups) == (False, ("staff",))
    parts = answering(**nothing, GetLoginProfile={"LoginProfile": {}}).user_parts("x", NOBODY)  # type: ignore[arg-type]
    assert parts.has_password


def test_other_refusals_are_passed_on():
    account = answering(ListUsers=Reason.THROTTLED, GetUser=Reason.DENIED)
    assert problem_of(lambda: account.taken_names(NOBODY)).reason is Reason.THROTTLED
    assert problem_of(lambda: account.find(ThingKind.USER, "x", NOBODY)).reason is Reason.DENIED


def test_an_alias_is_none_where_there_is_none_or_it_may_not_be_asked_for():
    assert answering(ListAccountAliases={"AccountAliases": ["acme"]}).alias(NOBODY) == "acme"
    assert answering(ListAccountAliases={"AccountAliases": []}).alias(NOBODY) == ""
    assert answering(ListAccountAliases=Reason.DENIED).alias(NOBODY) == ""


def test_versions_that_are_not_the_default_are_others():
    versions = [{"VersionId": "v2", "IsDefaultVersion": True}, {"VersionId": "v1", "IsDefaultVersion": False}]
    assert answering(ListPolicyVersions={"Versions": versions}).other_versions("arn:p", NOBODY) == ("v1",)


def test_a_made_thing_that_the_answer_does_not_name_is_no_answer_of_aws():
    account = answering(CreateVirtualMFADevice={"VirtualMFADevice": DEVICE})
    assert problem_of(lambda: account.change(ApiCall("CreateVirtualMFADevice", {}))).reason is Reason.NOT_AWS


def test_tags_are_found_by_the_setups_tag():
    tagged = {"UserName": "x", "Tags": [{"Key": SETUP_TAG, "Value": "1"}]}
    found = answering(GetUser={"User": tagged}).find(ThingKind.USER, "x", NOBODY)
    assert found is not None
    assert found.setup_id == "1"


def test_only_iams_calls_are_sent():
    with pytest.raises(ValueError, match="sts"):
        answering().change(ApiCall("GetCallerIdentity", service="sts"))


def test_a_key_that_aws_has_not_seen_in_use_was_used_nowhere() -> None:
    assert iam_answers.key_use({"AccessKeyLastUsed": {"ServiceName": "N/A", "Region": "N/A"}}) is None
    assert iam_answers.key_use({}) is None


def test_the_last_use_of_a_key_tells_when_and_where() -> None:
    told = {"LastUsedDate": "2026-03-04T05:06:00+00:00", "ServiceName": "s3", "Region": "N/A"}
    moment = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)
    assert iam_answers.key_use({"AccessKeyLastUsed": told}) == KeyUse(moment, "s3", "")
