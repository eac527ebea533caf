from __future__ import annotations

import json

import pytest

from hourpass.adapters.aws import iam_calls
from hourpass.domain import policies
from hourpass.domain.admin_policy import NEEDS, missing_policy, needs_of, smallest_policy
from hourpass.domain.setup import Mode
from hourpass.domain.setup_plan import Side
from hourpass.sandbox import policies as judge
from hourpass.sandbox.policies import Question, Verdict

ACCOUNT = "111122223333"


def actions_in(text: str) -> list[str]:
    return [action for statement in json.loads(text)["Statement"] for action in statement["Action"]]


@pytest.mark.parametrize("partition", ["aws", "aws-cn", "aws-us-gov"])
def test_the_policy_is_one_that_iam_takes(partition: str):
    text = policies.as_text(smallest_policy(partition, ACCOUNT))
    judge.check_identity(text)
    assert len("".join(text.split())) <= 6144
    assert [one["Sid"] for one in json.loads(text)["Statement"]] == ["User", "Device", "Role", "Policy", "Look"]


@pytest.mark.parametrize(
    "resource", [f"arn:aws:iam::{ACCOUNT}:{kind}/ken" for kind in ("user", "mfa", "role", "policy", "user/other")]
)
def test_nothing_outside_our_path_may_be_changed(resource: str):
    text = policies.as_text(smallest_policy("aws", ACCOUNT))
    for need in NEEDS:
        for action in need.actions:
            allowed = judge.judge([text], Question(action, resource, {})) is Verdict.ALLOWED
            assert allowed is (need.resource == "*")
            assert need.resource != "*" or action.startswith(("iam:List", "iam:Get", "iam:Simulate"))


def test_no_action_is_asked_for_twice():
    actions = [action for need in NEEDS for action in need.actions]
    assert len(actions) == len(set(actions))


def test_a_session_takes_no_right_on_roles_and_policies():
    text = policies.as_text(smallest_policy("aws", ACCOUNT, Mode.SESSION))
    assert not [action for action in actions_in(text) if "Role" in action or action == "iam:CreatePolicy"]
    assert "iam:PutUserPolicy" in text


def test_two_administrators_share_the_whole():
    sides = [{each.sid for each in needs_of(Mode.ROLE, side)} for side in (Side.USER, Side.ROLE)]
    assert sides == [{"User", "Device", "Look"}, {"Role", "Policy", "Look"}]
    assert set(needs_of(Mode.ROLE, Side.USER)) | set(needs_of(Mode.ROLE, Side.ROLE)) == set(NEEDS)


def test_what_is_missing_is_granted_and_nothing_besides():
    text = missing_policy(["iam:CreateRole", "iam:TagUser"], ACCOUNT, "aws-cn")
    assert sorted(actions_in(text)) == ["iam:CreateRole", "iam:TagUser"]
    assert f"arn:aws-cn:iam::{ACCOUNT}:role/hourpass/*" in text
    judge.check_identity(text)


@pytest.mark.parametrize("missing", [[], ["s3:GetObject"]])
def test_where_nothing_of_ours_is_missing_there_is_no_policy(missing: list[str]):
    assert missing_policy(missing, ACCOUNT) == ""


def test_every_call_that_hourpass_makes_of_iam_is_among_the_needs():
    made = {f"iam:{operation}" for operation in (*iam_calls.CHANGES, *iam_calls.SINGLE_READS, *iam_calls.LISTS)}
    assert made <= {action for need in NEEDS for action in need.actions}
