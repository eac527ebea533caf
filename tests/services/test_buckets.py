from __future__ import annotations

import pytest

from hourpass.domain.problem import HourpassError, Reason
from hourpass.services.buckets import Buckets
from hourpass.services.cancel import Cancel, Cancelled
from hourpass.services.code_ledger import CodeLedger
from hourpass.services.sessions import Sessions
from services.fakes_services import KEYS, FakeAws, FakeClock, FakeVault, profile, refusal

ROLE = profile("role", region="eu-west-1")


class World:
    def __init__(self) -> None:
        self.clock = FakeClock()
        self.aws = FakeAws(self.clock)
        self.sessions = Sessions(
            self.aws, FakeVault(), self.clock, CodeLedger(self.clock), default_region="eu-central-1"
        )
        self.sessions.store_keys(KEYS)
        self.buckets = Buckets(self.sessions, self.aws, self.clock)


@pytest.fixture
def world() -> World:
    return World()


def test_pages_come_one_by_one_with_the_profiles_credentials(world: World):
    held = world.sessions.obtain(ROLE, "123456", Cancel())
    pages = world.buckets.pages(ROLE, Cancel())
    assert next(pages) == [("alpha", "eu-west-1", "")]
    assert next(pages) == [("beta", "", "")]
    assert world.aws.calls[-1] == ("bucket_pages", (held.credentials, "eu-west-1"))


def test_what_has_expired_is_not_sent(world: World):
    world.sessions.obtain(ROLE, "123456", Cancel())
    world.clock.advance(hours=1)
    with pytest.raises(HourpassError) as caught:
        next(world.buckets.pages(ROLE, Cancel()))
    assert caught.value.problem.reason is Reason.EXPIRED
    assert world.aws.operations() == ["assume_role"]


def test_a_profile_that_holds_nothing_asks_for_nothing(world: World):
    with pytest.raises(HourpassError):
        next(world.buckets.pages(ROLE, Cancel()))
    assert world.aws.calls == []


def test_giving_up_ends_the_listing_at_the_next_page(world: World):
    world.sessions.obtain(ROLE, "123456", Cancel())
    cancel = Cancel()
    pages = world.buckets.pages(ROLE, cancel)
    next(pages)
    cancel.request()
    with pytest.raises(Cancelled):
        next(pages)


def test_what_aws_calls_expired_stops_counting_down(world: World):
    world.sessions.obtain(ROLE, "123456", Cancel())
    world.aws.will("bucket_pages", refusal(Reason.EXPIRED))
    with pytest.raises(HourpassError):
        next(world.buckets.pages(ROLE, Cancel()))
    assert world.sessions.session("role").expires_at == world.clock.now()


def test_another_refusal_leaves_the_session_alone(world: World):
    held = world.sessions.obtain(ROLE, "123456", Cancel())
    world.aws.will("bucket_pages", refusal(Reason.DENIED))
    with pytest.raises(HourpassError):
        next(world.buckets.pages(ROLE, Cancel()))
    assert world.sessions.session("role") is held


def test_the_default_region_is_asked_for_credentials_and_buckets_of_a_profile_without_one(world: World):
    anywhere = profile("anywhere")
    world.sessions.obtain(anywhere, "123456", Cancel())
    list(world.buckets.pages(anywhere, Cancel()))
    assert [arguments[1] for _, arguments in world.aws.calls] == ["eu-central-1", "eu-central-1"]
