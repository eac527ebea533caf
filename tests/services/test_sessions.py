from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from hourpass.domain.credentials import LongTermKeys
from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.domain.profile import Method, Profile
from hourpass.domain.session import from_text
from hourpass.services.cancel import Cancel, Cancelled
from hourpass.services.code_ledger import CodeLedger
from hourpass.services.sessions import Sessions
from services.fakes_services import (
    KEYS,
    MAYA,
    READER,
    ROLE_ARN,
    SERIAL,
    FakeAws,
    FakeClock,
    FakeVault,
    Gate,
    InThread,
    SeenCancel,
    profile,
    refusal,
)

ROLE = profile("role")
SESSION = profile("session", method=Method.SESSION, role_arn="", duration=timedelta(hours=12))
CHAINED = profile("chained", method=Method.ROLE_THROUGH_SESSION, duration=timedelta(hours=4))
OTHER_CHAINED = profile("other", method=Method.ROLE_THROUGH_SESSION, role_arn=ROLE_ARN + "-2")
MFA_ITEM = f"mfa/{KEYS.access_key_id}/{SERIAL}"


class World:
    """Sessions and all that surrounds them."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.clock_is_sure = True
        self.aws = FakeAws(self.clock)
        self.vault = FakeVault()
        self.ledger = CodeLedger(self.clock)
        self.sessions = self.started_anew()
        self.sessions.store_keys(KEYS)

    def started_anew(self) -> Sessions:
        return Sessions(self.aws, self.vault, self.clock, self.ledger, clock_is_sure=lambda: self.clock_is_sure)

    def started_anew_with(self, *profiles: Profile) -> Sessions:
        anew = self.started_anew()
        anew.restore(profiles)
        return anew

    def problem_of(self, which: Profile, code: str, cancel: Cancel | None = None) -> Problem:
        with pytest.raises(HourpassError) as caught:
            self.sessions.obtain(which, code, cancel or Cancel())
        return caught.value.problem


@pytest.fixture
def world() -> World:
    return World()


# getting


def test_a_role_is_assumed_with_the_code(world: World):
    which = profile("role", external_id="ext-1", session_policy="{}", duration=timedelta(hours=2), region="eu-west-1")
    got = world.sessions.obtain(which, "123 456", Cancel())

    [(operation, (keys, region, request))] = world.aws.calls
    assert (operation, keys, region) == ("assume_role", KEYS, "eu-west-1")
    assert (request.role_arn, request.session_name) == (ROLE_ARN, "hourpass")
    assert (request.external_id, request.session_policy, request.duration) == ("ext-1", "{}", timedelta(hours=2))
    assert (request.proof.serial, request.proof.code) == (SERIAL, "123456")
    assert got is world.sessions.session("role")
    assert (got.identity, got.region, got.obtained_at) == (READER, "eu-west-1", world.clock.now())


def test_a_role_without_a_device_is_assumed_without_a_code(world: World):
    which = profile("role", device_serial="")
    assert not world.sessions.code_needed(which)
    world.sessions.obtain(which, "", Cancel())
    assert world.aws.calls[0][1][2].proof is None


def test_a_session_token_is_got_with_the_code_and_named_afterwards(world: World):
    got = world.sessions.obtain(SESSION, "123456", Cancel())
    assert world.aws.operations() == ["session_token", "identity"]
    assert got.identity == MAYA
    assert world.sessions.session("session") == got
    assert from_text(world.vault.items["session/session"]) == got


@pytest.mark.parametrize("trouble", [refusal(Reason.TIMED_OUT), Cancelled()])
def test_a_failing_identity_call_does_not_lose_the_session(world: World, trouble: Exception):
    world.aws.will("identity", trouble)
    got = world.sessions.obtain(SESSION, "123456", Cancel())
    assert got.identity is None
    assert world.sessions.session("session") == got


def test_one_code_serves_every_role_of_the_same_key_and_device(world: World):
    world.sessions.obtain(CHAINED, "123456", Cancel())
    assert not world.sessions.code_needed(OTHER_CHAINED)
    second = world.sessions.obtain(OTHER_CHAINED, "", Cancel())

    assert world.aws.operations() == ["session_token", "assume_role", "assume_role"]
    assert all(call[1][2].proof is None for call in world.aws.calls[1:])
    assert all(call[1][0].access_key_id.startswith("ASIA") for call in world.aws.calls[1:])
    assert second.renewable_until == world.clock.now() + timedelta(hours=12)


def test_a_chained_role_is_never_asked_for_more_than_an_hour(world: World):
    world.sessions.obtain(CHAINED, "123456", Cancel())
    assert world.aws.calls[1][1][2].duration == timedelta(hours=1)


def test_another_device_needs_its_own_code(world: World):
    world.sessions.obtain(CHAINED, "123456", Cancel())
    assert world.sessions.code_needed(profile("x", method=Method.ROLE_THROUGH_SESSION, device_serial="GAHT12345678"))


def test_an_mfa_session_about_to_end_is_not_relied_on(world: World):
    world.sessions.obtain(CHAINED, "123456", Cancel())
    world.clock.advance(hours=11, minutes=59)
    assert not world.sessions.code_needed(CHAINED)
    world.clock.advance(seconds=1)
    assert world.sessions.code_needed(CHAINED)
    assert world.problem_of(CHAINED, "").reason is Reason.CODE_NEEDED


def test_a_new_mfa_session_shows_its_end_in_all_sessions_that_it_renews(world: World):
    world.sessions.obtain(CHAINED, "123456", Cancel())
    world.sessions.obtain(OTHER_CHAINED, "", Cancel())
    world.clock.advance(hours=12)
    world.sessions.obtain(CHAINED, "654321", Cancel())
    assert world.sessions.session("other").renewable_until == world.clock.now() + timedelta(hours=12)


@pytest.mark.parametrize("reason", [Reason.EXPIRED, Reason.KEY_UNKNOWN])
def test_an_mfa_session_that_aws_calls_dead_gives_way_to_a_code(world: World, reason: Reason):
    world.sessions.obtain(CHAINED, "123456", Cancel())
    world.aws.will("assume_role", refusal(reason))
    assert world.problem_of(CHAINED, "").reason is Reason.CODE_NEEDED
    assert world.sessions.code_needed(CHAINED)
    assert world.sessions.session("chained").renewable_until is None
    assert MFA_ITEM not in world.vault.items


def test_a_dead_mfa_session_is_replaced_at_once_where_a_code_came_along(world: World):
    world.sessions.obtain(CHAINED, "123456", Cancel())
    world.aws.will("assume_role", refusal(Reason.EXPIRED))
    world.sessions.obtain(CHAINED, "654321", Cancel())
    assert world.aws.operations()[2:] == ["assume_role", "session_token", "assume_role"]


def test_a_fresh_mfa_session_that_is_refused_is_not_tried_again(world: World):
    world.aws.will("assume_role", refusal(Reason.EXPIRED))
    assert world.problem_of(CHAINED, "123456").reason is Reason.EXPIRED
    assert world.aws.operations() == ["session_token", "assume_role"]


def test_a_refused_role_leaves_the_mfa_session_for_the_next_try(world: World):
    world.aws.will("assume_role", refusal(Reason.ROLE_REFUSED))
    assert world.problem_of(CHAINED, "123456").reason is Reason.ROLE_REFUSED
    assert not world.sessions.code_needed(CHAINED)


# what is refused before anything is sent


@pytest.mark.parametrize("which", [ROLE, SESSION, CHAINED], ids=lambda each: each.id)
@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("", Reason.CODE_NEEDED),
        ("12345", Reason.CODE_MALFORMED),
        ("1234567", Reason.CODE_MALFORMED),
        ("12345a", Reason.CODE_MALFORMED),
    ],
)
def test_what_is_no_code_is_never_sent(world: World, which: Profile, code: str, reason: Reason):
    assert world.problem_of(which, code).reason is reason
    assert world.aws.calls == []


def test_a_code_is_never_sent_twice_even_for_another_profile_of_the_device(world: World):
    world.sessions.obtain(ROLE, "123456", Cancel())
    again = world.problem_of(SESSION, "１２３４５６")  # noqa: RUF001 (full-width)
    assert (again.reason, again.facts["answer"]) == (Reason.CODE_ALREADY_SENT, "accepted")
    assert world.aws.operations() == ["assume_role"]


def test_a_code_that_no_connection_carried_stays_good(world: World):
    world.aws.will("assume_role", refusal(Reason.CONNECTION_REFUSED, sent="no"))
    assert world.problem_of(ROLE, "123456").reason is Reason.CONNECTION_REFUSED
    assert world.sessions.obtain(ROLE, "123456", Cancel())


@pytest.mark.parametrize("reason", [Reason.CODE_REFUSED, Reason.TIMED_OUT, Reason.HELPER_ENDED, Reason.TLS_FAILED])
def test_a_code_that_may_have_reached_aws_is_spent(world: World, reason: Reason):
    world.aws.will("assume_role", refusal(reason))
    assert world.problem_of(ROLE, "123456").reason is reason
    again = world.problem_of(ROLE, "123456")
    assert again.reason is Reason.CODE_ALREADY_SENT
    assert again.facts.get("answer") == ("refused" if reason is Reason.CODE_REFUSED else None)


def test_a_profile_without_its_key_says_so_and_spends_no_code(world: World):
    world.sessions.drop_keys(KEYS.access_key_id)
    problem = world.problem_of(ROLE, "123456")
    assert (problem.reason, problem.facts["access_key_id"]) == (Reason.KEY_NOT_STORED, KEYS.access_key_id)
    world.sessions.store_keys(KEYS)
    assert world.sessions.obtain(ROLE, "123456", Cancel())


def test_the_roles_maximum_comes_along_when_the_duration_is_too_long(world: World):
    world.aws.will("assume_role", refusal(Reason.DURATION_OVER_ROLE_MAXIMUM))
    problem = world.problem_of(profile("role", duration=timedelta(hours=12)), "123456")
    assert problem.facts == {"seconds": "43200", "maximum": "7200"}
    assert problem.raw is not None


def test_a_maximum_that_may_not_be_looked_up_is_left_out(world: World):
    world.aws.will("assume_role", refusal(Reason.DURATION_OVER_ROLE_MAXIMUM))
    world.aws.will("role_maximum", refusal(Reason.DENIED))
    assert world.problem_of(ROLE, "123456").facts == {"seconds": "3600"}


def test_a_refusal_leaves_the_session_that_still_lives(world: World):
    first = world.sessions.obtain(ROLE, "123456", Cancel())
    world.aws.will("assume_role", refusal(Reason.CODE_REFUSED))
    world.problem_of(ROLE, "654321")
    assert world.sessions.session("role") is first


# several who ask


def joined(world: World, which: Profile, code: str) -> InThread:
    """Another thread that asks, once it waits for the MFA session that is got already."""
    asking = InThread(lambda: world.sessions.obtain(which, code, Cancel()))
    waiting = world.sessions._mfa._flights
    while waiting.waiting(MFA_ITEM) < 2:
        assert asking.is_alive()
    return asking


def test_who_asks_meanwhile_shares_the_outcome(world: World):
    gate = Gate()
    world.aws.will("assume_role", gate)
    first = InThread(lambda: world.sessions.obtain(ROLE, "123456", Cancel()))
    assert gate.reached.wait(10)
    joining = SeenCancel()
    second = InThread(lambda: world.sessions.obtain(ROLE, "", joining))
    assert joining.listened.wait(10)
    gate.open()
    assert second.outcome() is first.outcome() is world.sessions.session("role")
    assert world.aws.operations() == ["assume_role"]


def test_reading_never_waits_for_a_request(world: World):
    gate = Gate()
    world.aws.will("assume_role", gate)
    asking = InThread(lambda: world.sessions.obtain(ROLE, "123456", Cancel()))
    assert gate.reached.wait(10)
    assert world.sessions.session("role") is None
    assert world.sessions.code_needed(ROLE)
    gate.open()
    asking.outcome()


def test_giving_up_stops_the_request_but_the_code_stays_spent(world: World):
    gate, cancel = Gate(), Cancel()
    world.aws.will("assume_role", gate)
    asking = InThread(lambda: world.sessions.obtain(ROLE, "123456", cancel))
    assert gate.reached.wait(10)
    cancel.request()
    with pytest.raises(Cancelled):
        asking.outcome()
    assert world.sessions.session("role") is None
    assert world.problem_of(ROLE, "123456").reason is Reason.CODE_ALREADY_SENT


def test_two_roles_of_one_device_asked_at_once_cost_one_code(world: World):
    gate = Gate()
    world.aws.will("session_token", gate)
    first = InThread(lambda: world.sessions.obtain(CHAINED, "123456", Cancel()))
    assert gate.reached.wait(10)
    second = InThread(lambda: world.sessions.obtain(OTHER_CHAINED, "123456", Cancel()))
    gate.open()
    assert first.outcome().renewable_until == second.outcome().renewable_until
    assert world.aws.operations().count("session_token") == 1


@pytest.mark.parametrize("reason", [Reason.CODE_REFUSED, Reason.TIMED_OUT])
def test_a_code_that_was_refused_costs_nobody_who_has_another(world: World, reason: Reason):
    gate = Gate()

    def refuse(cancel: Cancel) -> None:
        gate(cancel)
        raise refusal(reason)

    world.aws.will("session_token", refuse)
    first = InThread(lambda: world.sessions.obtain(CHAINED, "123456", Cancel()))
    assert gate.reached.wait(10)
    second = joined(world, OTHER_CHAINED, "654321")
    gate.open()
    with pytest.raises(HourpassError):
        first.outcome()
    if reason is Reason.CODE_REFUSED:
        assert second.outcome() is world.sessions.session("other")
    else:
        with pytest.raises(HourpassError):
            second.outcome()


def test_a_code_that_was_refused_is_not_called_sent_already_to_who_typed_it_too(world: World):
    gate = Gate()

    def refuse(cancel: Cancel) -> None:
        gate(cancel)
        raise refusal(Reason.CODE_REFUSED)

    world.aws.will("session_token", refuse)
    first = InThread(lambda: world.sessions.obtain(CHAINED, "123456", Cancel()))
    assert gate.reached.wait(10)
    second = joined(world, OTHER_CHAINED, "123456")
    gate.open()
    for each in (first, second):
        with pytest.raises(HourpassError) as caught:
            each.outcome()
        assert caught.value.problem.reason is Reason.CODE_REFUSED
    assert world.aws.operations() == ["session_token"]


# keeping


def test_a_session_outlives_the_app_in_the_vault(world: World):
    got = world.sessions.obtain(CHAINED, "123456", Cancel())
    anew = world.started_anew()
    anew.restore([CHAINED, OTHER_CHAINED])
    assert anew.session("chained") == got
    assert not anew.code_needed(OTHER_CHAINED)


def test_an_mfa_session_of_the_vault_is_used_without_a_restore(world: World):
    world.sessions.obtain(CHAINED, "123456", Cancel())
    anew = world.started_anew()
    assert anew.obtain(OTHER_CHAINED, "", Cancel())


def test_expired_and_damaged_items_leave_the_vault(world: World):
    world.sessions.obtain(ROLE, "123456", Cancel())
    world.vault.items["session/session"] = '{"v":1,'
    world.clock.advance(hours=1)
    anew = world.started_anew()
    anew.restore([ROLE, SESSION])
    assert (anew.session("role"), anew.session("session")) == (None, None)
    assert list(world.vault.items) == [f"key/{KEYS.access_key_id}"]


def test_a_restored_session_whose_mfa_session_is_gone_does_not_promise_renewal(world: World):
    world.sessions.obtain(CHAINED, "123456", Cancel())
    del world.vault.items[MFA_ITEM]
    anew = world.started_anew()
    anew.restore([CHAINED])
    assert anew.session("chained").renewable_until is None


def test_a_locked_vault_leaves_memory_as_it_was(world: World):
    got = world.sessions.obtain(ROLE, "123456", Cancel())
    world.vault.refuses = {"get"}
    with pytest.raises(HourpassError):
        world.sessions.restore([ROLE])
    assert world.sessions.session("role") is got


def test_a_restore_never_replaces_a_newer_session(world: World):
    world.sessions.obtain(ROLE, "123456", Cancel())
    stored = world.vault.items["session/role"]
    world.clock.advance(minutes=1)
    newer = world.sessions.obtain(ROLE, "654321", Cancel())
    world.vault.items["session/role"] = stored
    world.sessions.restore([ROLE])
    assert world.sessions.session("role") is newer


def test_a_vault_that_refuses_the_copy_does_not_cost_the_session(world: World):
    world.vault.refuses = {"put"}
    got = world.sessions.obtain(CHAINED, "123456", Cancel())
    assert world.sessions.session("chained") is got
    assert world.sessions.vault_problem.reason is Reason.VAULT_LOCKED
    world.vault.refuses = set()
    world.sessions.obtain(CHAINED, "", Cancel())
    assert world.sessions.vault_problem is None


def test_an_expired_session_stays_visible_without_its_secrets(world: World):
    world.sessions.obtain(ROLE, "123456", Cancel())
    world.sessions.drop_expired()
    assert "session/role" in world.vault.items
    world.clock.advance(hours=1)
    world.sessions.drop_expired()
    held = world.sessions.session("role")
    assert held.expires_at == world.clock.now()
    assert (held.credentials.secret_access_key, held.credentials.session_token) == ("", "")
    assert "session/role" not in world.vault.items


def test_a_clock_a_day_ahead_costs_no_session(world: World):
    got = world.sessions.obtain(SESSION, "123456", Cancel())
    world.clock.advance(days=1, minutes=1)
    world.clock_is_sure = False
    anew = world.started_anew()
    anew.restore([SESSION])
    anew.drop_expired()
    assert anew.session("session") is None
    world.clock.advance(days=-1)
    assert world.started_anew_with(SESSION).session("session") == got


def test_what_seemed_over_is_there_again_once_aws_has_told_the_time(world: World):
    got = world.sessions.obtain(SESSION, "123456", Cancel())
    world.clock.advance(days=1)
    world.clock_is_sure = False
    anew = world.started_anew_with(SESSION)
    world.clock.advance(days=-1)
    world.clock_is_sure = True
    heard: list[str] = []
    anew.subscribe(heard.append)
    anew.obtain(ROLE, "654321", Cancel())
    assert anew.session("session") == got
    assert "session" in heard


def test_what_is_over_by_any_clock_leaves_the_vault_at_once(world: World):
    world.sessions.obtain(ROLE, "123456", Cancel())
    world.clock_is_sure = False
    world.clock.advance(hours=26)
    world.started_anew_with(ROLE)
    assert "session/role" not in world.vault.items


def test_a_running_apps_clock_that_jumps_ahead_costs_no_session(world: World):
    got = world.sessions.obtain(ROLE, "123456", Cancel())
    world.clock.advance(hours=23)
    world.clock_is_sure = False
    world.sessions.drop_expired()
    assert world.sessions.session("role").credentials.session_token == ""
    assert "session/role" in world.vault.items
    world.clock.advance(hours=-23)
    assert world.sessions.session("role") is None  # nothing without its secrets passes for living
    heard: list[str] = []
    world.sessions.subscribe(heard.append)
    world.sessions.drop_expired()
    assert (world.sessions.session("role"), heard) == (got, ["role"])


def test_an_mfa_session_comes_back_with_word_to_the_profiles_that_go_through_it(world: World):
    world.sessions.obtain(CHAINED, "123456", Cancel())
    world.clock.advance(hours=2)
    world.sessions.drop_expired()
    world.clock_is_sure = False
    world.clock.advance(hours=20)
    world.sessions.drop_expired()
    world.clock.advance(hours=-20)
    assert world.sessions.code_needed(CHAINED)
    heard: list[str] = []
    world.sessions.subscribe(heard.append)
    world.sessions.drop_expired()
    assert (world.sessions.code_needed(CHAINED), heard) == (False, ["chained"])


def test_the_next_end_is_that_of_the_mfa_session_once_its_role_is_over(world: World):
    world.sessions.obtain(CHAINED, "123456", Cancel())
    role_ends, session_ends = (world.clock.now() + timedelta(hours=hours) for hours in (1, 12))
    assert world.sessions.next_ending() == role_ends
    world.clock.advance(hours=1)
    world.sessions.drop_expired()
    assert (world.sessions.next_ending(), world.sessions.endings()) == (session_ends, frozenset())
    world.clock.advance(hours=11)
    assert {name for name, _end, _how in world.sessions.endings()} == {MFA_ITEM}
    world.sessions.drop_expired()
    assert (world.sessions.next_ending(), world.sessions.endings()) == (None, frozenset())


def test_emptying_memory_waits_for_no_vault_and_takes_what_is_on_its_way(world: World):
    gate = Gate()
    world.sessions.obtain(CHAINED, "123456", Cancel())
    world.aws.will("assume_role", gate)
    asking = InThread(lambda: world.sessions.obtain(ROLE, "654321", Cancel()))
    assert gate.reached.wait(10)
    assert world.sessions.under_way
    world.vault.refuses = {"delete"}
    world.sessions.empty_memory()
    with pytest.raises(Cancelled):
        asking.outcome()
    assert (world.sessions.holds_secrets, world.sessions.left_over, world.sessions.under_way) == (False, True, False)
    world.vault.refuses = set()
    world.sessions.empty_vault()
    assert list(world.vault.items) == [f"key/{KEYS.access_key_id}"]
    assert not world.sessions.left_over


def test_what_a_locked_vault_did_not_take_is_saved_once_it_opens(world: World):
    world.vault.refuses = {"put"}
    got = world.sessions.obtain(CHAINED, "123456", Cancel())
    world.vault.refuses = set()
    world.sessions.restore([CHAINED])
    assert world.sessions.vault_problem is None
    assert world.started_anew_with(CHAINED).session("chained") == got
    assert MFA_ITEM in world.vault.items


def test_what_was_forgotten_meanwhile_is_not_saved_once_the_vault_opens(world: World):
    world.vault.refuses = {"put"}
    world.sessions.obtain(CHAINED, "123456", Cancel())
    world.sessions.forget("chained")
    world.vault.refuses = set()
    world.sessions.restore([CHAINED])
    assert list(world.vault.items) == [f"key/{KEYS.access_key_id}"]
    assert world.sessions.vault_problem is None


def test_a_vault_that_would_not_let_go_is_asked_again_about_all_that_has_expired(world: World):
    world.sessions.obtain(ROLE, "123456", Cancel())
    world.sessions.obtain(profile("second"), "654321", Cancel())
    world.clock.advance(hours=1)
    world.vault.refuses = {"delete"}
    with pytest.raises(HourpassError):
        world.sessions.drop_expired()
    assert world.sessions.session("role").credentials.session_token == ""
    assert world.sessions.session("second").credentials.session_token == ""
    world.vault.refuses = set()
    world.sessions.drop_expired()
    assert list(world.vault.items) == [f"key/{KEYS.access_key_id}"]


def test_an_mfa_session_that_outlives_its_role_leaves_at_its_own_end(world: World):
    world.sessions.obtain(CHAINED, "123456", Cancel())
    world.clock.advance(hours=1)
    world.sessions.drop_expired()
    assert list(world.vault.items) == [f"key/{KEYS.access_key_id}", MFA_ITEM]
    world.clock.advance(hours=11)
    world.sessions.drop_expired()
    assert list(world.vault.items) == [f"key/{KEYS.access_key_id}"]


def test_the_session_is_saved_before_its_name_is_asked_for(world: World):
    saved: list[bool] = []
    world.aws.will("identity", lambda _cancel: saved.append("session/session" in world.vault.items))
    world.sessions.obtain(SESSION, "123456", Cancel())
    assert saved == [True]


# over before its time


def test_what_aws_calls_over_is_over_here_and_everywhere(world: World):
    got = world.sessions.obtain(ROLE, "123456", Cancel())
    world.clock.advance(minutes=5)
    heard: list[str] = []
    world.sessions.subscribe(heard.append)
    world.sessions.over("role", got.credentials)
    held = world.sessions.session("role")
    assert (held.expires_at, held.credentials.session_token) == (world.clock.now(), "")
    assert "session/role" not in world.vault.items
    assert heard == ["role"]


def test_that_an_earlier_session_is_over_says_nothing_of_the_one_that_took_its_place(world: World):
    first = world.sessions.obtain(ROLE, "123456", Cancel())
    second = world.sessions.obtain(ROLE, "654321", Cancel())
    world.sessions.over("role", first.credentials)
    assert world.sessions.session("role") is second


# forgetting


def test_forgetting_clears_memory_even_if_the_vault_refuses(world: World):
    world.sessions.obtain(ROLE, "123456", Cancel())
    world.vault.refuses = {"delete"}
    with pytest.raises(HourpassError):
        world.sessions.forget("role")
    assert world.sessions.session("role") is None


def test_the_mfa_session_goes_with_the_last_profile_that_uses_it(world: World):
    world.sessions.obtain(CHAINED, "123456", Cancel())
    world.sessions.obtain(OTHER_CHAINED, "", Cancel())
    world.sessions.forget("chained")
    assert not world.sessions.code_needed(CHAINED)
    world.sessions.forget("other")
    assert world.sessions.code_needed(CHAINED)
    assert MFA_ITEM not in world.vault.items


@pytest.mark.parametrize("method", [Method.ROLE, Method.SESSION])
def test_forgetting_reaches_the_mfa_session_of_the_way_that_was_used_before(world: World, method: Method):
    world.sessions.obtain(CHAINED, "123456", Cancel())
    world.sessions.obtain(replace(CHAINED, method=method, duration=timedelta(hours=1)), "654321", Cancel())
    world.sessions.forget("chained")
    assert list(world.vault.items) == [f"key/{KEYS.access_key_id}"]
    assert world.sessions.code_needed(CHAINED)


def test_forgetting_everything_reaches_the_mfa_session_of_the_way_that_was_used_before(world: World):
    world.sessions.obtain(CHAINED, "123456", Cancel())
    anew = world.started_anew()
    anew.restore([replace(CHAINED, method=Method.ROLE)])
    anew.forget_all()
    assert list(world.vault.items) == [f"key/{KEYS.access_key_id}"]


def test_an_mfa_session_stays_for_a_profile_that_asked_in_vain_for_something_else(world: World):
    world.sessions.obtain(CHAINED, "123456", Cancel())
    world.sessions.obtain(OTHER_CHAINED, "", Cancel())
    world.problem_of(replace(CHAINED, method=Method.ROLE), "12345")
    world.sessions.forget("other")
    assert not world.sessions.code_needed(OTHER_CHAINED)


def test_an_mfa_session_stays_for_a_profile_that_is_just_asking_with_it(world: World):
    world.sessions.obtain(CHAINED, "123456", Cancel())
    gate = Gate()
    world.aws.will("assume_role", gate)
    asking = InThread(lambda: world.sessions.obtain(OTHER_CHAINED, "", Cancel()))
    assert gate.reached.wait(10)
    world.sessions.forget("chained")
    gate.open()
    asking.outcome()
    assert not world.sessions.code_needed(OTHER_CHAINED)


def test_what_arrives_after_its_profile_was_forgotten_is_dropped(world: World):
    def forget_it(cancel: Cancel) -> None:
        world.sessions.forget("role")

    world.aws.will("assume_role", forget_it)
    with pytest.raises(Cancelled):
        world.sessions.obtain(ROLE, "123456", Cancel())
    assert world.sessions.session("role") is None
    assert "session/role" not in world.vault.items


def test_forgetting_everything_leaves_only_the_long_term_keys(world: World):
    world.sessions.obtain(ROLE, "123456", Cancel())
    world.sessions.obtain(CHAINED, "111111", Cancel())
    world.sessions.forget_all()
    assert list(world.vault.items) == [f"key/{KEYS.access_key_id}"]
    assert world.sessions.session("role") is None
    assert world.sessions.code_needed(CHAINED)


def test_forgetting_everything_reaches_what_a_locked_vault_kept_back(world: World):
    world.sessions.obtain(CHAINED, "123456", Cancel())
    anew = world.started_anew()
    world.vault.refuses = {"get"}
    with pytest.raises(HourpassError):
        anew.restore([CHAINED])
    world.vault.refuses = set()
    anew.forget_all()
    assert list(world.vault.items) == [f"key/{KEYS.access_key_id}"]


# telling and keys


def test_listeners_hear_which_profile_changed_until_they_stop(world: World):
    heard: list[str] = []
    stop = world.sessions.subscribe(heard.append)
    world.sessions.obtain(ROLE, "123456", Cancel())
    world.sessions.forget("role")
    stop()
    world.sessions.obtain(ROLE, "654321", Cancel())
    assert heard == ["role", "role"]


def test_each_key_is_an_item_of_its_own(world: World):
    world.sessions.store_keys(LongTermKeys("AKIAOTHER00000000002", "other"))
    assert world.vault.items["key/AKIAOTHER00000000002"] == "other"
    assert world.sessions.has_keys("AKIAOTHER00000000002")
    world.sessions.drop_keys("AKIAOTHER00000000002")
    assert not world.sessions.has_keys("AKIAOTHER00000000002")
    assert world.sessions.has_keys(KEYS.access_key_id)


def test_no_secret_stands_in_a_repr(world: World):
    got = world.sessions.obtain(ROLE, "123456", Cancel())
    assert "secret-1" not in repr(got)
    assert "token-1" not in repr(got)
