from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from hourpass.domain.credentials import Credentials
from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.domain.profile import Method, Profile
from hourpass.services.cancel import Cancel, Cancelled
from hourpass.services.code_ledger import CodeLedger
from hourpass.services.console import ConsoleSignIn
from hourpass.services.ports import SignInToken
from hourpass.services.sessions import Sessions
from services.fakes_sandbox_world import SandboxWorld
from services.fakes_services import KEYS, FakeAws, FakeClock, FakeVault, profile, refusal

HOUR = timedelta(hours=1)
ROLE = profile("role", region="eu-west-1")
DAY = profile("day", method=Method.ROLE_THROUGH_SESSION)
SESSION = profile("session", method=Method.SESSION, role_arn="")
Asked = tuple[Credentials, str, timedelta | None]


class FakeConsole:
    """Gives tokens, unless *refusals* say otherwise, the first one first."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.refusals: list[HourpassError] = []

    def signin_token(
        self, credentials: Credentials, partition: str, duration: timedelta | None, cancel: Cancel
    ) -> SignInToken:
        cancel.check()
        self.asked.append((credentials, partition, duration))
        if self.refusals:
            raise self.refusals.pop(0)
        return SignInToken("tok+en", f"https://signin.{partition}.example/federation")


class World:
    def __init__(self) -> None:
        self.clock = FakeClock()
        self.aws = FakeAws(self.clock)
        self.sessions = Sessions(self.aws, FakeVault(), self.clock, CodeLedger(self.clock))
        self.sessions.store_keys(KEYS)
        self.federation = FakeConsole()
        self.console = ConsoleSignIn(self.sessions, self.federation, self.clock)

    def sign_in(self, one: Profile, cancel: Cancel | None = None):
        self.sessions.obtain(one, "123456", Cancel())
        return self.console.link(one, cancel or Cancel())

    def problem(self, one: Profile) -> Problem:
        with pytest.raises(HourpassError) as caught:
            self.console.link(one, Cancel())
        return caught.value.problem


@pytest.fixture
def world() -> World:
    return World()


def test_the_link_leads_to_the_profiles_region_and_ends_with_the_credentials(world: World):
    link = world.sign_in(ROLE)
    held = world.sessions.session("role")
    assert world.federation.asked == [(held.credentials, "aws", HOUR)]
    query = parse_qs(urlsplit(link.url).query, strict_parsing=True)
    assert link.url.startswith("https://signin.aws.example/federation?")
    assert query["SigninToken"] == ["tok+en"]
    assert query["Destination"] == ["https://console.aws.amazon.com/console/home?region=eu-west-1"]
    assert link.ends_at == held.expires_at
    assert link.works_until == world.clock.now() + timedelta(minutes=15)
    assert "tok" not in repr(link)


def test_a_link_works_no_longer_than_the_credentials(world: World):
    world.sign_in(ROLE)
    world.clock.advance(minutes=50)
    link = world.console.link(ROLE, Cancel())
    assert link.works_until == link.ends_at
    assert world.federation.asked[-1][2] is None


def test_after_chaining_no_duration_is_sent(world: World):
    world.sign_in(DAY)
    assert world.federation.asked[0][2] is None


def test_a_duration_that_aws_does_not_want_is_left_out_the_second_time(world: World):
    world.federation.refusals = [refusal(Reason.CONSOLE_DURATION_REFUSED)]
    assert world.sign_in(ROLE).url
    assert [duration for _, _, duration in world.federation.asked] == [HOUR, None]


def test_it_is_not_asked_a_third_time(world: World):
    world.federation.refusals = [refusal(Reason.CONSOLE_DURATION_REFUSED), refusal(Reason.UNKNOWN)]
    with pytest.raises(HourpassError) as caught:
        world.sign_in(ROLE)
    assert caught.value.problem.reason is Reason.UNKNOWN
    assert len(world.federation.asked) == 2


def test_a_session_token_is_refused_before_anything_is_sent(world: World):
    world.sessions.obtain(SESSION, "123456", Cancel())
    assert world.console.why_not(SESSION) is Reason.CONSOLE_NEEDS_ROLE
    assert world.problem(SESSION).reason is Reason.CONSOLE_NEEDS_ROLE
    assert world.federation.asked == []


def test_what_is_over_or_was_never_there_is_refused(world: World):
    assert world.problem(ROLE).reason is Reason.EXPIRED
    world.sessions.obtain(ROLE, "123456", Cancel())
    assert world.console.why_not(ROLE) is None
    world.clock.advance(hours=1)
    assert world.console.why_not(ROLE) is Reason.EXPIRED
    assert world.problem(ROLE).reason is Reason.EXPIRED
    assert world.federation.asked == []


def test_a_partition_without_a_known_console_is_named(world: World):
    isolated = profile(
        "isolated", role_arn="arn:aws-iso:iam::111122223333:role/r", device_serial="arn:aws-iso:iam::111122223333:mfa/m"
    )
    assert world.problem(isolated) == Problem(Reason.CONSOLE_PARTITION_UNKNOWN, {"partition": "aws-iso"})


def test_what_aws_calls_expired_stops_counting_down(world: World):
    world.federation.refusals = [refusal(Reason.EXPIRED)]
    with pytest.raises(HourpassError):
        world.sign_in(ROLE)
    assert world.sessions.session("role").expires_at == world.clock.now()


def test_another_refusal_leaves_the_session_alone(world: World):
    world.federation.refusals = [refusal(Reason.SERVICE_FAULT)]
    with pytest.raises(HourpassError):
        world.sign_in(ROLE)
    assert world.console.why_not(ROLE) is None


def test_giving_up_is_no_problem(world: World):
    cancel = Cancel()
    cancel.request()
    with pytest.raises(Cancelled):
        world.sign_in(ROLE, cancel)


@pytest.mark.parametrize("method", [Method.ROLE, Method.ROLE_THROUGH_SESSION])
def test_the_sandbox_signs_each_kind_of_role_in_at_the_first_try(method: Method):
    world = SandboxWorld()
    try:
        held = world.profile(method)
        world.sessions.obtain(held, world.code(), Cancel())
        link = ConsoleSignIn(world.sessions, world.aws, world.clock).link(held, Cancel())
        assert link.url.startswith("https://signin.aws.amazon.com/federation?Action=login&")
    finally:
        world.close()
