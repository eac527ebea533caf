"""Sessions over the real AWS adapter and the embedded AWS, which judges signatures, codes and policies itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hourpass.adapters.aws.clients import DeafSession
from hourpass.adapters.aws.gateway import AwsGateway
from hourpass.domain.problem import HourpassError, Reason
from hourpass.domain.profile import Method, Profile
from hourpass.domain.totp import code_at, step_at
from hourpass.sandbox.inprocess import attach
from hourpass.sandbox.sandbox import Sandbox
from hourpass.services.buckets import Buckets
from hourpass.services.cancel import Cancel
from hourpass.services.code_ledger import CodeLedger
from hourpass.services.sessions import Sessions
from services.fakes_services import FakeClock, FakeVault


class World:
    """One clock for all: what expires here expires there."""

    def __init__(self) -> None:
        self.clock = FakeClock(datetime.now(UTC))
        self.sandbox = Sandbox(clock=self.clock)
        botocore_session = DeafSession()
        attach(botocore_session, self.sandbox)
        self.aws = AwsGateway(botocore_session, now=self.clock.now)
        self.seeded = self.sandbox.seeded
        self.sessions = Sessions(self.aws, FakeVault(), self.clock, CodeLedger(self.clock))
        self.sessions.store_keys(self.seeded.user)
        self.buckets = Buckets(self.sessions, self.aws, self.clock)

    def profile(self, method: Method, **fields: timedelta) -> Profile:
        return Profile(
            id=method.value,
            name=method.value,
            access_key_id=self.seeded.user.access_key_id,
            method=method,
            role_arn="" if method is Method.SESSION else self.seeded.role_arn,
            device_serial=self.seeded.device_serial,
            region=self.seeded.region,
            **fields,
        )

    def code(self, steps: int = 0) -> str:
        return code_at(self.seeded.device_seed, step_at(self.clock.now()) + steps)

    def reason(self, profile: Profile, code: str) -> Reason:
        with pytest.raises(HourpassError) as caught:
            self.sessions.obtain(profile, code, Cancel())
        return caught.value.problem.reason

    def names(self, profile: Profile) -> list[str]:
        return [name for page in self.buckets.pages(profile, Cancel()) for name, _, _ in page]


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[World]:
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    world = World()
    yield world
    world.aws.close()
    world.sandbox.close()


@pytest.mark.parametrize("method", list(Method))
def test_one_code_leads_to_the_buckets_by_every_method(world: World, method: Method):
    profile = world.profile(method)
    got = world.sessions.obtain(profile, world.code(), Cancel())
    assert got.identity is not None
    assert got.identity.account == world.seeded.account
    assert world.names(profile)


def test_one_code_lasts_the_day(world: World):
    profile = world.profile(Method.ROLE_THROUGH_SESSION)
    world.sessions.obtain(profile, world.code(), Cancel())
    for _ in range(11):
        world.clock.advance(hours=1)
        with pytest.raises(HourpassError):
            world.names(profile)
        assert not world.sessions.code_needed(profile)
        world.sessions.obtain(profile, "", Cancel())
        assert world.names(profile)
    world.clock.advance(hours=1)
    assert world.reason(profile, "") is Reason.CODE_NEEDED
    assert world.sessions.obtain(profile, world.code(), Cancel())


def test_aws_and_our_ledger_agree_on_what_is_spent(world: World):
    role, token = world.profile(Method.ROLE), world.profile(Method.SESSION)
    world.sessions.obtain(role, world.code(), Cancel())
    assert world.reason(token, world.code()) is Reason.CODE_ALREADY_SENT
    world.clock.advance(seconds=30)
    world.sessions.obtain(token, world.code(), Cancel())


def test_a_wrong_code_leaves_the_right_one_good(world: World):
    profile = world.profile(Method.ROLE)
    assert world.reason(profile, world.code(steps=50)) is Reason.CODE_REFUSED
    assert world.sessions.obtain(profile, world.code(), Cancel())


def test_our_pause_comes_before_aws_stops_believing_good_codes(world: World):
    profile = world.profile(Method.ROLE)
    reasons = [world.reason(profile, world.code(steps=50 + number)) for number in range(6)]
    assert reasons == [Reason.CODE_REFUSED] * 5 + [Reason.TOO_MANY_TRIES]
    world.clock.advance(minutes=3)
    assert world.sessions.obtain(profile, world.code(), Cancel())


def test_a_duration_over_the_roles_maximum_is_refused_with_its_own_reason(world: World):
    profile = world.profile(Method.ROLE, duration=timedelta(hours=12))
    assert world.reason(profile, world.code()) is Reason.DURATION_OVER_ROLE_MAXIMUM
