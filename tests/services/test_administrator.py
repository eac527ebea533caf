"""An administrator's credentials: got once, kept in memory, got anew before and after they end."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from hourpass.domain.credentials import Credentials, Keys, LongTermKeys
from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.services.administrator import Administrator, AdminSource
from hourpass.services.cancel import Cancel, Cancelled
from hourpass.services.setup_ports import AdminProfile

START = datetime(2026, 11, 22, 12, tzinfo=UTC)
PROFILE = AdminSource(profile="admin", region="eu-west-1")
NOBODY = Cancel()


class Clock:
    def __init__(self) -> None:
        self.time = START

    def now(self) -> datetime:
        return self.time


class Files:
    """Gives what it was told to, in turn; the last one for ever."""

    def __init__(self, *outcomes: Keys | Reason) -> None:
        self._outcomes = list(outcomes)
        self.asked: list[tuple[str, str]] = []
        self.may_answer = threading.Event()
        self.may_answer.set()

    def profiles(self) -> tuple[AdminProfile, ...]:
        return ()

    def keys(self, profile: str, code: str, cancel: Cancel) -> Keys:
        cancel.check()
        self.asked.append((profile, code))
        self.may_answer.wait(20)
        outcome = self._outcomes.pop(0) if len(self._outcomes) > 1 else self._outcomes[0]
        if isinstance(outcome, Reason):
            raise HourpassError(Problem(outcome))
        return outcome


def lasting(name: str, **span: float) -> Credentials:
    return Credentials(name, "made-up", "token", START + timedelta(**span))


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_credentials_are_got_once(clock: Clock):
    files = Files(lasting("first", hours=1), lasting("second", hours=2))
    administrator = Administrator(PROFILE, files, clock)
    assert [administrator.keys(NOBODY).access_key_id for _ in range(3)] == ["first"] * 3
    assert files.asked == [("admin", "")]


def test_threads_that_ask_together_get_the_same_ones(clock: Clock):
    files = Files(lasting("first", hours=1), lasting("second", hours=1))
    files.may_answer.clear()
    administrator = Administrator(PROFILE, files, clock)
    with ThreadPoolExecutor(4) as threads:
        found = [threads.submit(administrator.keys, NOBODY) for _ in range(4)]
        files.may_answer.set()
        assert {each.result().access_key_id for each in found} == {"first"}


def test_credentials_about_to_end_are_got_anew(clock: Clock):
    administrator = Administrator(PROFILE, Files(lasting("first", hours=1), lasting("second", hours=2)), clock)
    administrator.keys(NOBODY)
    clock.time += timedelta(minutes=57)
    assert administrator.keys(NOBODY).access_key_id == "first"
    clock.time += timedelta(minutes=2)
    assert administrator.keys(NOBODY).access_key_id == "second"


def test_where_others_take_a_code_the_old_ones_serve_until_they_end(clock: Clock):
    administrator = Administrator(PROFILE, Files(lasting("first", hours=1), Reason.CODE_NEEDED), clock)
    administrator.keys(NOBODY)
    clock.time += timedelta(minutes=59)
    assert administrator.keys(NOBODY).access_key_id == "first"
    clock.time += timedelta(minutes=1)
    with pytest.raises(HourpassError) as needed:
        administrator.keys(NOBODY)
    assert needed.value.problem.reason is Reason.CODE_NEEDED


def test_long_term_keys_and_typed_ones_are_never_got_anew(clock: Clock):
    files = Files(LongTermKeys("long", "made-up"))
    from_file = Administrator(PROFILE, files, clock)
    typed = Administrator(AdminSource(typed=lasting("typed", minutes=1)), files, clock)
    for _ in range(2):
        assert from_file.keys(NOBODY).access_key_id == "long"
        assert typed.keys(NOBODY).access_key_id == "typed"
        clock.time += timedelta(hours=1)
    assert len(files.asked) == 1


def test_a_code_is_passed_on_once(clock: Clock):
    files = Files(lasting("with code", hours=1))
    administrator = Administrator(PROFILE, files, clock)
    administrator.sign_in("123456", NOBODY)
    assert administrator.keys(NOBODY).access_key_id == "with code"
    assert files.asked == [("admin", "123456")]


def test_a_refused_code_leaves_what_was_there(clock: Clock):
    administrator = Administrator(PROFILE, Files(lasting("first", hours=1), Reason.CODE_REFUSED), clock)
    administrator.keys(NOBODY)
    with pytest.raises(HourpassError):
        administrator.sign_in("123456", NOBODY)
    assert administrator.keys(NOBODY).access_key_id == "first"


def test_credentials_that_aws_calls_expired_are_replaced(clock: Clock):
    administrator = Administrator(PROFILE, Files(lasting("first", hours=1), lasting("second", hours=1)), clock)
    dead = administrator.keys(NOBODY)
    assert administrator.renew(dead, NOBODY)
    assert administrator.keys(NOBODY).access_key_id == "second"


def test_credentials_that_somebody_replaced_meanwhile_are_not_replaced_again(clock: Clock):
    files = Files(lasting("first", hours=1), lasting("second", hours=1), lasting("third", hours=1))
    administrator = Administrator(PROFILE, files, clock)
    dead = administrator.keys(NOBODY)
    assert administrator.renew(dead, NOBODY)
    assert administrator.renew(dead, NOBODY)
    assert administrator.keys(NOBODY).access_key_id == "second"


def test_a_source_that_gives_the_same_again_has_nothing_else(clock: Clock):
    administrator = Administrator(PROFILE, Files(lasting("only", hours=1)), clock)
    assert not administrator.renew(administrator.keys(NOBODY), NOBODY)


def test_typed_keys_cannot_be_replaced(clock: Clock):
    files = Files(lasting("other", hours=1))
    administrator = Administrator(AdminSource(typed=lasting("typed", hours=1)), files, clock)
    assert not administrator.renew(administrator.keys(NOBODY), NOBODY)
    assert files.asked == []


def test_a_profile_that_wants_a_code_again_says_so(clock: Clock):
    administrator = Administrator(PROFILE, Files(lasting("first", hours=1), Reason.CODE_NEEDED), clock)
    dead = administrator.keys(NOBODY)
    with pytest.raises(HourpassError) as caught:
        administrator.renew(dead, NOBODY)
    assert caught.value.problem.reason is Reason.CODE_NEEDED


def test_giving_up_gets_nothing(clock: Clock):
    cancel = Cancel()
    cancel.request()
    files = Files(lasting("first", hours=1))
    with pytest.raises(Cancelled):
        Administrator(PROFILE, files, clock).keys(cancel)
    assert files.asked == []


def test_the_region_is_the_sources_or_the_commercial_home(clock: Clock):
    files = Files(lasting("first", hours=1))
    assert Administrator(PROFILE, files, clock).region == "eu-west-1"
    assert Administrator(AdminSource(profile="admin"), files, clock).region == "us-east-1"


def test_nothing_shows_the_keys():
    assert "made-up" not in repr(AdminSource(typed=lasting("typed", hours=1)))
