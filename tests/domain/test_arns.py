from __future__ import annotations

import pytest

from hourpass.domain.arns import Arn, parse, partition_of_region


def test_an_arn_comes_apart_into_its_parts():
    arn = parse("arn:aws-cn:iam::111122223333:role/team/a/s3-reader")
    assert arn == Arn("aws-cn", "iam", "", "111122223333", "role/team/a/s3-reader")
    assert arn.name == "s3-reader"


def test_a_resource_may_hold_colons():
    arn = parse("arn:aws:logs:eu-west-1:111122223333:log-group:x:y")
    assert arn is not None
    assert arn.resource == "log-group:x:y"


@pytest.mark.parametrize(
    "text", ["", "x", "GAHT12345678", "arn:aws:iam", "arn:aws:iam::1:", "arn::iam::1:r", "a:b:c:d:e:f"]
)
def test_what_is_no_arn_is_none(text: str):
    assert parse(text) is None


@pytest.mark.parametrize(
    ("region", "partition"),
    [
        ("eu-west-1", "aws"),
        ("", "aws"),
        ("cn-north-1", "aws-cn"),
        ("us-gov-west-1", "aws-us-gov"),
        ("us-west-2", "aws"),
    ],
)
def test_a_region_tells_its_partition(region: str, partition: str):
    assert partition_of_region(region) == partition
