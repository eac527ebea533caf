from __future__ import annotations

from collections.abc import Iterable

import pytest

from hourpass.domain.problem import HourpassError, Reason
from hourpass.services.buckets import PAGES_AT_ONCE, Buckets
from hourpass.services.cancel import Cancel, Cancelled
from hourpass.services.code_ledger import CodeLedger
from hourpass.services.ports import ObjectPage
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


def names(pages: Iterable[ObjectPage]) -> list[str]:
    return [name for page in pages for name in page.names]


def test_objects_are_asked_for_in_the_buckets_own_region_where_it_is_known(world: World):
    held = world.sessions.obtain(ROLE, "123456", Cancel())
    assert names(world.buckets.object_pages(ROLE, "us-east-1", "logs", "2024/", "", Cancel())) == [
        "object-0",
        "object-1",
    ]
    assert world.aws.calls[-1] == ("object_pages", (held.credentials, "us-east-1", "logs", "2024/", ""))
    list(world.buckets.object_pages(ROLE, "", "logs", "2024/", "", Cancel()))
    assert world.aws.calls[-1][1][1] == "eu-west-1"


def test_a_listing_goes_on_where_an_earlier_one_was(world: World):
    world.sessions.obtain(ROLE, "123456", Cancel())
    world.aws.object_page_count = 35
    assert names(world.buckets.object_pages(ROLE, "", "logs", "", "33", Cancel())) == ["object-33", "object-34"]


def test_a_long_listing_takes_the_credentials_that_the_profile_holds_by_then(world: World):
    first = world.sessions.obtain(ROLE, "123456", Cancel())
    world.aws.object_page_count = 2 * PAGES_AT_ONCE
    pages = world.buckets.object_pages(ROLE, "", "logs", "", "", Cancel())
    next(pages)
    world.clock.advance(minutes=5)
    second = world.sessions.obtain(ROLE, "654321", Cancel())
    assert len(names(pages)) == 2 * PAGES_AT_ONCE - 1
    used = [call[1][0] for call in world.aws.calls if call[0] == "object_pages"]
    assert used == [first.credentials] * PAGES_AT_ONCE + [second.credentials] * PAGES_AT_ONCE


def test_the_end_of_credentials_that_were_renewed_meanwhile_is_passed_over(world: World):
    world.sessions.obtain(ROLE, "123456", Cancel())
    world.aws.object_page_count = 4
    pages = world.buckets.object_pages(ROLE, "", "logs", "", "", Cancel())
    seen = [next(pages)]
    world.clock.advance(minutes=5)
    fresh = world.sessions.obtain(ROLE, "654321", Cancel())
    world.aws.will("object_pages", refusal(Reason.EXPIRED))
    assert names([*seen, *pages]) == [f"object-{number}" for number in range(4)]
    assert world.sessions.session("role") is fresh


def test_what_aws_calls_expired_in_the_middle_of_a_folder_stops_counting_down(world: World):
    world.sessions.obtain(ROLE, "123456", Cancel())
    pages = world.buckets.object_pages(ROLE, "", "logs", "", "", Cancel())
    next(pages)
    world.aws.will("object_pages", refusal(Reason.EXPIRED))
    with pytest.raises(HourpassError) as caught:
        next(pages)
    assert caught.value.problem.reason is Reason.EXPIRED
    assert world.sessions.session("role").expires_at == world.clock.now()


def test_objects_are_not_asked_for_with_what_has_expired(world: World):
    world.sessions.obtain(ROLE, "123456", Cancel())
    world.clock.advance(hours=1)
    with pytest.raises(HourpassError):
        next(world.buckets.object_pages(ROLE, "", "logs", "", "", Cancel()))
    assert "object_pages" not in world.aws.operations()
