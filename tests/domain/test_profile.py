from __future__ import annotations

from typing import Any

import pytest

from domain.profiles import ROLE_ARN, SERIAL, made
from hourpass.domain.profile import Method


def test_a_role_left_over_says_nothing_of_where_a_session_token_is_for():
    left_over = made(
        method=Method.SESSION,
        role_arn="arn:aws-cn:iam::222233334444:role/reader",
        device_serial=SERIAL,
    )
    assert (left_over.partition, left_over.account, left_over.role_name) == ("aws", "111122223333", "")
    assert left_over.effective_region == "us-east-1"


def test_names_for_people_come_from_the_arns():
    profile = made()
    assert (profile.role_name, profile.device_name, profile.account) == ("s3-reader", "maya-phone", "111122223333")
    bare = made(role_arn="", device_serial="GAHT12345678")
    assert (bare.role_name, bare.device_name, bare.account) == ("", "GAHT12345678", "")


@pytest.mark.parametrize(
    ("fields", "partition", "region"),
    [
        ({}, "aws", "us-east-1"),
        ({"region": "eu-west-1"}, "aws", "eu-west-1"),
        ({"role_arn": ROLE_ARN.replace("aws", "aws-cn")}, "aws-cn", "cn-north-1"),
        ({"role_arn": "", "device_serial": "", "region": "us-gov-east-1"}, "aws-us-gov", "us-gov-east-1"),
    ],
)
def test_the_partition_decides_where_sts_is_asked(fields: dict[str, Any], partition: str, region: str):
    profile = made(**fields)
    assert (profile.partition, profile.effective_region) == (partition, region)


@pytest.mark.parametrize(
    ("fields", "default", "region"),
    [
        ({}, "eu-central-1", "eu-central-1"),
        ({"region": "eu-west-1"}, "eu-central-1", "eu-west-1"),
        ({}, "", "us-east-1"),
        ({}, "cn-north-1", "us-east-1"),
        ({}, "Frankfurt", "us-east-1"),
        ({"method": Method.SESSION, "role_arn": "", "device_serial": "GAHT12345678"}, "cn-north-1", "cn-north-1"),
    ],
)
def test_a_default_region_stands_in_where_none_is_named_and_it_fits(fields: dict[str, Any], default: str, region: str):
    assert made(**fields).region_or(default) == region
