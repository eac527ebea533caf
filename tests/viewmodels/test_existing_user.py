from __future__ import annotations

import json
from typing import Any

import pytest

from hourpass.services.setup_ports import Thing, ThingKind
from hourpass.viewmodels.existing_user import ExistingUser, Trust, trust_in

MAYA = "arn:aws:iam::111122223333:user/team/maya"
MFA = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}


def trust(principal: Any, condition: Any = MFA, effect: str = "Allow") -> str:
    statement = {"Effect": effect, "Principal": principal, "Action": "sts:AssumeRole", "Condition": condition}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


@pytest.mark.parametrize(("name", "arn"), [("/team/", MAYA), ("/", "arn:aws:iam::111122223333:user/maya")])
def test_the_path_is_what_stands_before_the_name(name: str, arn: str):
    assert ExistingUser(Thing(ThingKind.USER, "maya", arn)).path == name


@pytest.mark.parametrize(
    ("document", "verdict"),
    [
        (trust({"AWS": MAYA}), Trust.FITS),
        (trust({"AWS": ["arn:aws:iam::111122223333:root", "arn:aws:iam::1:user/x"]}), Trust.FITS),
        (trust({"AWS": "111122223333"}, {"NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}}), Trust.FITS),
        (trust({"AWS": "arn:aws:iam::111122223333:user/noah"}), Trust.NOT_NAMED),
        (trust({"Service": "ec2.amazonaws.com"}), Trust.NOT_NAMED),
        (trust({"AWS": MAYA}, effect="Deny"), Trust.NOT_NAMED),
        (trust({"AWS": MAYA}, {}), Trust.WITHOUT_MFA),
        (trust("*", {}), Trust.WITHOUT_MFA),
        ("", Trust.UNREADABLE),
        ("[]", Trust.UNREADABLE),
    ],
)
def test_a_trust_policy_is_read_for_the_user(document: str, verdict: Trust):
    assert trust_in(MAYA, document) is verdict
