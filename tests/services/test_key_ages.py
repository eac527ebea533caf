"""The age of a profile's key, over the embedded AWS."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from hourpass.domain.profile import Profile
from hourpass.sandbox.answers import not_allowed
from hourpass.sandbox.faults import Effect
from hourpass.services.cancel import Cancel
from hourpass.services.key_ages import KeyAges
from services.fakes_sandbox_world import SandboxWorld


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[SandboxWorld]:
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    world = SandboxWorld()
    yield world
    world.close()


@pytest.fixture
def profile(world: SandboxWorld) -> Profile:
    return world.profile()


def test_a_key_that_may_look_at_itself_tells_its_age(world: SandboxWorld, profile: Profile):
    refused = not_allowed(world.seeded.user_arn, "iam:GetAccessKeyLastUsed")
    world.sandbox.faults.add("GetAccessKeyLastUsed", Effect.ERROR, answer=refused)
    ages = KeyAges(world.tools)
    told = ages.ask(profile, Cancel())
    assert told is not None
    assert not told.use_told
    assert ages.known(profile.access_key_id) == told


def test_where_it_is_allowed_the_last_use_is_told_too(world: SandboxWorld, profile: Profile):
    told = KeyAges(world.tools).ask(profile, Cancel())
    assert told is not None
    assert told.use is not None
    assert told.use_told


def test_who_may_not_ask_is_told_nothing_and_asks_once(world: SandboxWorld, profile: Profile):
    ages = KeyAges(world.tools)
    world.sandbox.faults.add("ListAccessKeys", Effect.ERROR, count=9)
    assert ages.worth_asking(profile.access_key_id)
    assert ages.ask(profile, Cancel()) is None
    assert not ages.worth_asking(profile.access_key_id)
    assert ages.known(profile.access_key_id) is None


def test_a_key_that_is_not_in_the_keyring_is_no_news(world: SandboxWorld, profile: Profile):
    assert KeyAges(world.tools).ask(replace(profile, access_key_id="AKIASOMEBODYELSE0001"), Cancel()) is None
