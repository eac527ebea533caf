from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.profiles import ROLE_ARN, SERIAL, made
from hourpass.domain.profile import Hop, Method, Profile, duration_limits
from hourpass.domain.profile_flaws import Field, Flaw, flaws


@pytest.mark.parametrize(
    "profile",
    [
        made(),
        made(device_serial=""),
        made(device_serial="GAHT12345678"),
        made(method=Method.SESSION, role_arn="", duration=timedelta(hours=36)),
        made(method=Method.ROLE_THROUGH_SESSION, session_duration=timedelta(minutes=15)),
        made(external_id="a:b/c", session_policy='{"Version": "2012-10-17"}', session_name="maya@laptop"),
        made(role_arn=ROLE_ARN.replace("aws", "aws-cn"), device_serial=SERIAL.replace("aws", "aws-cn")),
        made(region="us-gov-west-1", role_arn=ROLE_ARN.replace("aws", "aws-us-gov"), device_serial=""),
        made(region="il-central-1"),
        made(role_arn="arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_a+b=c_1"),
        made(name="日本 (prod)"),
    ],
)
def test_a_sound_profile_has_no_flaw(profile: Profile):
    assert flaws(profile) == {}


@pytest.mark.parametrize(
    ("fields", "field", "flaw"),
    [
        ({"name": "  "}, Field.NAME, Flaw.MISSING),
        ({"name": "n" * 65}, Field.NAME, Flaw.TOO_LONG),
        ({"name": "a]b"}, Field.NAME, Flaw.WRONG_CHARACTERS),
        ({"name": "a\nb"}, Field.NAME, Flaw.WRONG_CHARACTERS),
        ({"name": "taken"}, Field.NAME, Flaw.TAKEN),
        ({"access_key_id": ""}, Field.ACCESS_KEY_ID, Flaw.MISSING),
        ({"access_key_id": "ASIAMAYA000000000001"}, Field.ACCESS_KEY_ID, Flaw.TEMPORARY_KEY),
        ({"access_key_id": "AKIA short"}, Field.ACCESS_KEY_ID, Flaw.NOT_A_KEY_ID),
        ({"role_arn": ""}, Field.ROLE_ARN, Flaw.MISSING),
        ({"role_arn": "s3-reader"}, Field.ROLE_ARN, Flaw.NOT_A_ROLE_ARN),
        ({"role_arn": SERIAL}, Field.ROLE_ARN, Flaw.NOT_A_ROLE_ARN),
        ({"role_arn": "arn:aws:iam::111122223333:role/"}, Field.ROLE_ARN, Flaw.NOT_A_ROLE_ARN),
        ({"role_arn": "arn:aws:iam::111122223333:role/s3 reader"}, Field.ROLE_ARN, Flaw.NOT_A_ROLE_ARN),
        ({"role_arn": "arn:aws:iam::111122223333:role/lecteur-équipe"}, Field.ROLE_ARN, Flaw.NOT_A_ROLE_ARN),
        ({"role_arn": "arn:aws:iam::111122223333:role/" + "r" * 65}, Field.ROLE_ARN, Flaw.NOT_A_ROLE_ARN),
        ({"role_arn": "arn:aws:iam::111122223333:role/a team/x"}, Field.ROLE_ARN, Flaw.NOT_A_ROLE_ARN),
        ({"role_arn": "arn:aws:iam::1111:role/x"}, Field.ROLE_ARN, Flaw.NOT_A_ROLE_ARN),
        ({"device_serial": SERIAL.replace("mfa/", "user/")}, Field.DEVICE_SERIAL, Flaw.ARN_OF_A_USER),
        ({"device_serial": "arn:aws:iam::111122223333:u2f/user/maya/k-1"}, Field.DEVICE_SERIAL, Flaw.PASSKEY),
        ({"device_serial": "short"}, Field.DEVICE_SERIAL, Flaw.NOT_A_SERIAL),
        ({"device_serial": ROLE_ARN}, Field.DEVICE_SERIAL, Flaw.NOT_A_SERIAL),
        ({"device_serial": SERIAL.replace("aws", "aws-cn")}, Field.DEVICE_SERIAL, Flaw.OTHER_PARTITION),
        ({"method": Method.SESSION, "device_serial": ""}, Field.DEVICE_SERIAL, Flaw.MISSING),
        ({"method": Method.ROLE_THROUGH_SESSION, "device_serial": ""}, Field.DEVICE_SERIAL, Flaw.MISSING),
        ({"session_name": ""}, Field.SESSION_NAME, Flaw.MISSING),
        ({"session_name": "a b"}, Field.SESSION_NAME, Flaw.WRONG_CHARACTERS),
        ({"session_name": "é" * 5}, Field.SESSION_NAME, Flaw.WRONG_CHARACTERS),
        ({"external_id": "a b"}, Field.EXTERNAL_ID, Flaw.WRONG_CHARACTERS),
        ({"session_policy": "{"}, Field.SESSION_POLICY, Flaw.NOT_JSON),
        ({"session_policy": "[]"}, Field.SESSION_POLICY, Flaw.NOT_JSON),
        ({"session_policy": "[" * 2000}, Field.SESSION_POLICY, Flaw.NOT_JSON),
        ({"session_policy": " " * 2049}, Field.SESSION_POLICY, Flaw.TOO_LONG),
        ({"region": "Frankfurt"}, Field.REGION, Flaw.NOT_A_REGION),
        ({"region": "eu-west-١"}, Field.REGION, Flaw.NOT_A_REGION),  # noqa: RUF001 (Arabic-Indic)
        ({"region": "cn-north-1"}, Field.REGION, Flaw.OTHER_PARTITION),
        ({"duration": timedelta(minutes=14)}, Field.DURATION, Flaw.OUT_OF_RANGE),
        ({"duration": timedelta(hours=13)}, Field.DURATION, Flaw.OUT_OF_RANGE),
    ],
)
def test_each_flaw_is_found_at_its_field(fields: dict[str, Any], field: Field, flaw: Flaw):
    assert flaws(made(**fields), frozenset({"taken"})) == {field: flaw}


def test_durations_are_judged_by_the_method():
    through = made(
        method=Method.ROLE_THROUGH_SESSION, duration=timedelta(hours=2), session_duration=timedelta(hours=37)
    )
    assert flaws(through) == {Field.DURATION: Flaw.OUT_OF_RANGE, Field.SESSION_DURATION: Flaw.OUT_OF_RANGE}
    assert duration_limits(Method.SESSION) == (timedelta(minutes=15), timedelta(hours=36))


def test_a_session_token_does_not_care_about_a_role_left_over():
    assert flaws(made(method=Method.SESSION, role_arn="nonsense")) == {}


@given(
    name=st.text(max_size=80),
    key=st.text(max_size=30),
    role=st.text(max_size=60),
    serial=st.text(max_size=40),
    policy=st.text(max_size=60),
    region=st.text(max_size=20),
)
def test_whatever_is_typed_into_a_profile_is_judged_not_raised(
    name: str, key: str, role: str, serial: str, policy: str, region: str
):
    fields = {"access_key_id": key, "role_arn": role, "device_serial": serial, "session_policy": policy}
    assert isinstance(flaws(made(name=name, region=region, **fields)), dict)


def test_who_signs_through_the_aws_files_needs_no_key():
    assert Field.ACCESS_KEY_ID not in flaws(made(access_key_id="", source_profile="sso"))


def test_every_role_on_the_way_has_to_be_one():
    sound, wrong = Hop(ROLE_ARN), Hop("arn:aws:iam::123456789012:user/maya")
    assert Field.ROLE_ARN not in flaws(made(through=(sound,)))
    assert flaws(made(through=(sound, wrong)))[Field.ROLE_ARN] is Flaw.NOT_A_ROLE_ARN


def test_a_role_that_another_assumes_lasts_an_hour_at_most():
    assert duration_limits(Method.ROLE, chained=True)[1] == timedelta(hours=1)
    assert flaws(made(through=(Hop(ROLE_ARN),), duration=timedelta(hours=2)))[Field.DURATION] is Flaw.OUT_OF_RANGE
