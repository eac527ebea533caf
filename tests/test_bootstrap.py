from __future__ import annotations

import pytest

from hourpass.bootstrap import default_region


@pytest.mark.parametrize(
    ("environment", "region"),
    [
        ({}, ""),
        ({"AWS_DEFAULT_REGION": "eu-west-1"}, "eu-west-1"),
        ({"AWS_DEFAULT_REGION": "eu-west-1", "AWS_REGION": "eu-north-1"}, "eu-north-1"),
        ({"AWS_DEFAULT_REGION": "eu-west-1", "AWS_REGION": ""}, "eu-west-1"),
    ],
)
def test_the_shells_region_is_that_of_profiles_without_one(environment: dict[str, str], region: str):
    assert default_region(environment) == region
