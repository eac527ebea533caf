"""Keys of the shell that the app was started from."""

from __future__ import annotations

import pytest

from hourpass.adapters.key_parts import NO_KNOWN_END
from hourpass.adapters.shell_keys import shell_keys
from hourpass.domain.credentials import Credentials, LongTermKeys
from hourpass.services.administrator import AdminSource

PAIR = {"AWS_ACCESS_KEY_ID": "AKIA", "AWS_SECRET_ACCESS_KEY": "made-up"}


def test_a_pair_is_a_source_with_the_shells_region():
    keys = LongTermKeys("AKIA", "made-up")
    assert shell_keys(PAIR) == AdminSource(typed=keys)
    assert shell_keys({**PAIR, "AWS_DEFAULT_REGION": "eu-west-1"}) == AdminSource(typed=keys, region="eu-west-1")
    both = {**PAIR, "AWS_REGION": "cn-north-1", "AWS_DEFAULT_REGION": "eu-west-1"}
    assert shell_keys(both) == AdminSource(typed=keys, region="cn-north-1")


def test_with_a_token_they_are_temporary_and_nobody_says_until_when():
    found = shell_keys({**PAIR, "AWS_SESSION_TOKEN": "token"})
    assert found == AdminSource(typed=Credentials("AKIA", "made-up", "token", NO_KNOWN_END))


@pytest.mark.parametrize("missing", list(PAIR))
def test_half_a_pair_is_none(missing: str):
    assert shell_keys({name: value for name, value in PAIR.items() if name != missing}) is None
    assert shell_keys({**PAIR, missing: ""}) is None


def test_a_source_hides_its_keys():
    assert "made-up" not in repr(shell_keys(PAIR))
