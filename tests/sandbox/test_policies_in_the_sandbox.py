from __future__ import annotations

import fnmatch
import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hourpass.sandbox import conditions, policies
from hourpass.sandbox.policies import Question, Verdict
from hourpass.sandbox.wire import Refused


def judge(statements: Any, action: str = "s3:GetObject", resource: str = "arn:aws:s3:::b/k", **context: str):
    facts = {name.replace("__", ":").lower(): (value,) for name, value in context.items()}
    text = json.dumps({"Version": "2012-10-17", "Statement": statements})
    return policies.judge([text], Question(action, resource, facts))


def allow(**more: Any):
    return {"Effect": "Allow", "Action": "*", "Resource": "*", **more}


def deny(**more: Any):
    return {**allow(**more), "Effect": "Deny"}


MFA = "aws:MultiFactorAuthPresent"


@pytest.mark.parametrize(
    ("statement", "absent", "false", "true"),
    [
        (allow(Condition={"Bool": {MFA: "true"}}), False, False, True),
        (allow(Condition={"Bool": {MFA: True}}), False, False, True),
        (allow(Condition={"BoolIfExists": {MFA: "true"}}), True, False, True),
        (allow(Condition={"Null": {MFA: "true"}}), True, False, False),
        (allow(Condition={"Null": {MFA: "false"}}), False, True, True),
    ],
)
def test_the_mfa_mark_is_absent_with_long_term_keys_and_not_false(
    statement: Any, absent: bool, false: bool, true: bool
):
    verdicts = [judge([statement]), judge([statement], **{MFA: "false"}), judge([statement], **{MFA: "true"})]
    assert [verdict is Verdict.ALLOWED for verdict in verdicts] == [absent, false, true]


def test_denying_with_bool_lets_long_term_keys_through_and_with_bool_if_exists_does_not():
    wrong = [allow(), deny(Condition={"Bool": {MFA: "false"}})]
    right = [allow(), deny(Condition={"BoolIfExists": {MFA: "false"}})]
    assert judge(wrong) is Verdict.ALLOWED
    assert judge(right) is Verdict.DENIED


@pytest.mark.parametrize(
    ("operator", "value", "wanted", "held"),
    [
        ("StringEquals", "abc", "abc", True),
        ("StringEquals", "abc", "ABC", False),
        ("StringEqualsIgnoreCase", "abc", "ABC", True),
        ("StringNotEquals", "abc", "abc", False),
        ("StringLike", "home/zoe/x", "home/*/x", True),
        ("StringNotLike", "home/zoe/x", "home/?/x", True),
        ("NumericLessThan", "3599", "3600", True),
        ("NumericLessThan", "3600", "3600", False),
        ("NumericLessThanEquals", "3600", 3600, True),
        ("NumericGreaterThan", "many", "1", False),
        ("DateLessThan", "2026-01-01T00:00:00Z", "2026-06-01T00:00:00Z", True),
        ("DateGreaterThan", "2026-01-01T00:00:00Z", "1700000000", True),
        ("ArnLike", "arn:aws:iam::1:user/a", "arn:aws:iam::*:user/*", True),
        ("ArnNotEquals", "arn:aws:iam::1:user/a", "arn:aws:iam::1:user/a", False),
        ("IpAddress", "127.0.0.1", "127.0.0.0/8", True),
        ("NotIpAddress", "127.0.0.1", "10.0.0.0/8", True),
        ("ForAnyValue:StringEquals", "a", "a", True),
    ],
)
def test_each_operator_compares_in_its_own_way(operator: str, value: str, wanted: Any, held: bool):
    statement = allow(Condition={operator: {"aws:fact": wanted}})
    assert (judge([statement], aws__fact=value) is Verdict.ALLOWED) is held


@pytest.mark.parametrize(("operator", "held"), [("StringEquals", False), ("StringNotEquals", True)])
def test_a_key_that_is_absent_fails_positive_operators_only(operator: str, held: bool):
    assert (judge([allow(Condition={operator: {"aws:fact": "x"}})]) is Verdict.ALLOWED) is held


def test_for_all_values_holds_of_none_and_for_any_value_does_not():
    every, some = "ForAllValues:StringEquals", "ForAnyValue:StringEquals"
    assert conditions.holds(every, "aws:TagKeys", ["a", "b"], {})
    assert conditions.holds(every, "aws:TagKeys", ["a", "b"], {"aws:tagkeys": ["a"]})
    assert not conditions.holds(every, "aws:TagKeys", ["a"], {"aws:tagkeys": ["a", "c"]})
    assert not conditions.holds(some, "aws:TagKeys", ["a", "b"], {})
    assert conditions.holds(some, "aws:TagKeys", ["a"], {"aws:tagkeys": ["c", "a"]})


def test_an_operator_nobody_knows_is_an_error():
    with pytest.raises(conditions.UnknownOperatorError):
        conditions.holds("StringMaybe", "aws:fact", ["x"], {})
    with pytest.raises(Refused):
        judge([allow(Condition={"StringMaybe": {"aws:fact": "x"}})])


def test_what_stands_under_not_is_excepted():
    assert judge([{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}]) is Verdict.ALLOWED
    assert judge([{"Effect": "Allow", "NotAction": "s3:Get*", "Resource": "*"}]) is Verdict.NOT_ALLOWED
    assert judge([{"Effect": "Allow", "Action": "*", "NotResource": "arn:aws:s3:::b/*"}]) is Verdict.NOT_ALLOWED


def test_actions_ignore_case_and_resources_do_not():
    assert judge([allow(Action="S3:getOBJECT")]) is Verdict.ALLOWED
    assert judge([allow(Resource="arn:aws:s3:::B/k")]) is Verdict.NOT_ALLOWED


def test_a_variable_stands_for_the_callers_own_name():
    own = [allow(Resource="arn:aws:s3:::b/${aws:username}/*")]
    assert judge(own, resource="arn:aws:s3:::b/zoe/k", aws__username="zoe") is Verdict.ALLOWED
    assert judge(own, resource="arn:aws:s3:::b/max/k", aws__username="zoe") is Verdict.NOT_ALLOWED
    assert judge(own, resource="arn:aws:s3:::b//k") is Verdict.NOT_ALLOWED
    guest = [allow(Resource="arn:aws:s3:::b/${aws:username, 'guest'}/*")]
    assert judge(guest, resource="arn:aws:s3:::b/guest/k") is Verdict.ALLOWED


_texts = st.text("ab/:[]!.", max_size=8)
_patterns = st.text("ab/:*?[]!.", max_size=8)


@given(pattern=_patterns, text=_texts)
def test_wildcards_are_those_of_a_shell_without_the_brackets(pattern: str, text: str):
    shell = re.sub(r"([\[\]])", r"[\1]", pattern)
    assert bool(conditions.glob(pattern).fullmatch(text)) == fnmatch.fnmatchcase(text, shell)


_statements = st.lists(
    st.builds(
        lambda effect, action: {"Effect": effect, "Action": action, "Resource": "*"},
        st.sampled_from(["Allow", "Deny"]),
        st.sampled_from(["s3:GetObject", "s3:*", "iam:*", "*"]),
    ),
    min_size=1,
    max_size=5,
)


@given(statements=_statements, order=st.randoms(use_true_random=False))
def test_a_deny_wins_in_whatever_order_the_statements_stand(statements: Any, order: Any):
    shuffled = order.sample(statements, len(statements))
    speaking = {one["Effect"] for one in statements if one["Action"] != "iam:*"}
    expected = Verdict.DENIED if "Deny" in speaking else Verdict.ALLOWED if "Allow" in speaking else Verdict.NOT_ALLOWED
    assert judge(statements) is judge(shuffled) is expected
