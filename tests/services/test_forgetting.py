"""What is forgotten when, and what a run that could not forget leaves to the next one."""

from __future__ import annotations

from typing import Any

import pytest

from hourpass.domain.problem import HourpassError
from hourpass.domain.profile import Method
from hourpass.domain.settings import Settings
from hourpass.services.cancel import Cancel, Cancelled
from hourpass.services.code_ledger import CodeLedger
from hourpass.services.forgetting import Forgetting, Occasion
from hourpass.services.profile_book import ProfileBook
from hourpass.services.sessions import Sessions
from services.fakes_services import KEYS, FakeAws, FakeClock, FakeStore, FakeVault, Gate, InThread, profile

ROLE = profile("role")
CHAINED = profile("chained", method=Method.ROLE_THROUGH_SESSION)
ALWAYS = {"forget_on_lock": True, "forget_idle_minutes": 10, "forget_on_quit": True}
KEY = f"key/{KEYS.access_key_id}"


class WaitingVault(FakeVault):
    """Can be held up."""

    def __init__(self) -> None:
        super().__init__()
        self.before_get: Gate | None = None

    def get(self, name: str) -> str | None:
        gate, self.before_get = self.before_get, None
        if gate is not None:
            gate(Cancel())
        return super().get(name)


class Run:
    """One run of the app; :meth:`next` is the following one, with what the vault has by then."""

    def __init__(self, before: Run | None = None, **settings: Any) -> None:
        self.clock, self.vault = (before.clock, before.vault) if before else (FakeClock(), WaitingVault())
        self.aws = FakeAws(self.clock)
        self.book = ProfileBook(FakeStore(Settings(profiles=(ROLE, CHAINED), **settings)))
        self.book.load()
        self.sessions = Sessions(self.aws, self.vault, self.clock, CodeLedger(self.clock))
        self.sessions.store_keys(KEYS)
        self.forgetting = Forgetting(self.book, self.sessions)

    def sign_in(self) -> None:
        self.sessions.obtain(ROLE, "123456", Cancel())
        self.sessions.obtain(CHAINED, "654321", Cancel())

    def forget(self) -> None:
        self.forgetting.empty_memory()
        self.forgetting.empty_vault()

    def due(self) -> set[Occasion]:
        return {occasion for occasion in Occasion if self.forgetting.due(occasion)}


def test_without_a_wish_nothing_is_forgotten():
    run = Run()
    run.sign_in()
    assert run.due() == set()
    assert run.forgetting.idle_minutes == 0


@pytest.mark.parametrize(
    ("settings", "occasion"),
    [
        ({"forget_on_lock": True}, Occasion.LOCKED),
        ({"forget_idle_minutes": 10}, Occasion.IDLE),
        ({"forget_on_quit": True}, Occasion.QUIT),
    ],
)
def test_each_wish_has_its_occasion(settings: dict[str, Any], occasion: Occasion):
    run = Run(**settings)
    run.sign_in()
    assert run.due() == {occasion}


def test_where_nothing_is_held_the_vault_is_left_in_peace():
    run = Run(**ALWAYS)
    assert run.due() == set()
    run.sign_in()
    run.forget()
    assert run.due() == set()


def test_what_is_on_its_way_is_something_to_forget():
    run, gate = Run(**ALWAYS), Gate()
    run.aws.will("assume_role", gate)
    asking = InThread(lambda: run.sessions.obtain(ROLE, "123456", Cancel()))
    assert gate.reached.wait(10)
    assert run.due() == set(Occasion)
    run.forget()
    with pytest.raises(Cancelled):
        asking.outcome()
    assert not run.sessions.holds_secrets
    assert run.due() == set()


def test_what_is_being_brought_back_is_something_to_forget():
    first = Run(**ALWAYS)
    first.sign_in()
    then, gate = Run(first, forget_on_lock=True), Gate()
    then.vault.before_get = gate
    bringing = InThread(then.forgetting.bring_back)
    assert gate.reached.wait(10)
    assert then.due() == {Occasion.LOCKED}
    then.forgetting.empty_memory()
    gate.open()
    bringing.outcome()
    then.forgetting.empty_vault()
    assert not then.sessions.holds_secrets
    assert set(then.vault.items) == {KEY}


def test_an_mfa_session_alone_is_something_to_forget():
    run = Run(**ALWAYS)
    run.sign_in()
    run.clock.advance(hours=2)
    run.sessions.drop_expired()
    assert run.due() == set(Occasion)
    run.forget()
    assert set(run.vault.items) == {KEY}


def test_forgetting_leaves_only_the_long_term_keys():
    run = Run(**ALWAYS)
    run.sign_in()
    run.forget()
    assert set(run.vault.items) == {KEY}
    assert run.sessions.session(ROLE.id) is None


def test_what_the_vault_would_not_let_go_of_leaves_memory_and_stays_due():
    run = Run(**ALWAYS)
    run.sign_in()
    run.vault.refuses = {"delete"}
    with pytest.raises(HourpassError):
        run.forget()
    assert not run.sessions.holds_secrets
    assert run.forgetting.left_over
    assert run.due() == set(Occasion)
    run.vault.refuses = set()
    run.forget()
    assert set(run.vault.items) == {KEY}
    assert run.due() == set()


def test_the_next_run_brings_back_what_was_not_to_be_forgotten():
    first = Run()
    first.sign_in()
    then = Run(first)
    then.forgetting.bring_back()
    assert then.sessions.session(ROLE.id) is not None
    assert not then.sessions.code_needed(CHAINED)


def test_the_next_run_forgets_what_a_killed_one_was_to_forget_at_its_end():
    killed = Run(**ALWAYS)
    killed.sign_in()
    then = Run(killed, **ALWAYS)
    then.forgetting.bring_back()
    assert then.sessions.session(ROLE.id) is None
    assert set(then.vault.items) == {KEY}


def test_a_vault_that_is_unlocked_later_brings_nothing_back_that_was_to_be_forgotten():
    killed = Run(**ALWAYS)
    killed.sign_in()
    then = Run(killed, **ALWAYS)
    then.vault.refuses = {"get", "delete"}
    with pytest.raises(HourpassError):
        then.forgetting.bring_back()
    then.vault.refuses = set()
    then.forgetting.bring_back()
    assert then.sessions.session(ROLE.id) is None
    assert set(then.vault.items) == {KEY}


def test_what_was_got_in_this_run_is_not_forgotten_by_a_vault_that_opens_late():
    run = Run(**ALWAYS)
    run.forgetting.bring_back()
    run.sign_in()
    run.forgetting.bring_back()
    assert run.sessions.session(ROLE.id) is not None


def test_expired_secrets_left_behind_go_at_the_start():
    first = Run()
    first.sign_in()
    first.clock.advance(days=3)
    then = Run(first)
    then.forgetting.bring_back()
    assert set(then.vault.items) == {KEY}
