from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from hourpass.domain.ending import CLOCK_MAY_BE_AHEAD, Ending
from hourpass.domain.problem import HourpassError
from hourpass.domain.session import to_text
from hourpass.services.cancel import Cancel
from hourpass.services.held_sessions import HeldSessions
from services.fakes_services import START, FakeClock, FakeVault, Gate, InThread, session


class SlowVault(FakeVault):
    """Holds one verb up at a gate."""

    def __init__(self, verb: str) -> None:
        super().__init__()
        self.gate = Gate()
        self._slow = verb

    def _may(self, verb: str) -> None:
        super()._may(verb)
        if verb == self._slow:
            self.gate(Cancel())


def test_a_save_never_brings_back_what_was_forgotten_meanwhile():
    vault = SlowVault("put")
    held = HeldSessions(vault, FakeClock())
    held.hold("a", session(), 0)
    saving = InThread(lambda: held.save("a"))
    assert vault.gate.reached.wait(10)
    forgetting = InThread(lambda: held.forget(["a"]))
    vault.gate.open()
    saving.outcome()
    forgetting.outcome()
    assert vault.items == {}


def test_reading_is_instant_while_the_vault_is_slow():
    vault = SlowVault("get")
    held = HeldSessions(vault, FakeClock())
    restoring = InThread(lambda: held.restore(["a"]))
    assert vault.gate.reached.wait(10)
    assert held.get("a") is None
    assert held.hold("b", session(), 0)
    vault.gate.open()
    restoring.outcome()


def test_a_restore_does_not_bring_back_what_was_forgotten_while_it_read():
    vault = SlowVault("get")
    vault.items["a"] = to_text(session())
    held = HeldSessions(vault, FakeClock())
    restoring = InThread(lambda: held.restore(["a"]))
    assert vault.gate.reached.wait(10)
    forgetting = InThread(lambda: held.forget(["a"]))
    while held.times_forgotten("a") == 0:
        assert forgetting.is_alive()
    vault.gate.open()
    assert restoring.outcome() == ()
    forgetting.outcome()
    assert held.get("a") is None
    assert vault.items == {}


def test_what_was_got_before_a_forget_is_not_held_after_it():
    held = HeldSessions(FakeVault(), FakeClock())
    before = held.times_forgotten("a")
    held.forget(["a"])
    assert not held.hold("a", session(), before)
    assert held.get("a") is None


def test_a_forget_tries_all_items_before_it_says_that_one_failed():
    vault = FakeVault()
    held = HeldSessions(vault, FakeClock())
    for name in ("a", "b"):
        held.hold(name, session(), 0)
        held.save(name)
    vault.refuses = {"delete"}
    with pytest.raises(HourpassError):
        held.forget(["a", "b"])
    assert held.names() == ()


def test_a_change_made_from_old_knowledge_is_dropped():
    held = HeldSessions(FakeVault(), FakeClock())
    old, new = session(), session(number=2)
    held.hold("a", old, 0)
    held.hold("a", new, 0)
    assert not held.swap("a", old, replace(old, region="eu-west-1"))
    assert held.get("a") is new


def test_secrets_of_what_lives_are_kept():
    held = HeldSessions(FakeVault(), FakeClock())
    held.hold("a", session(timedelta(seconds=1)), 0)
    held.drop_expired()
    assert held.get("a") == session(timedelta(seconds=1))


def test_what_was_got_anew_is_not_deleted_with_what_a_vault_kept_back():
    vault, clock = FakeVault(), FakeClock()
    held = HeldSessions(vault, clock)
    held.hold("a", session(), 0)
    held.save("a")
    vault.refuses = {"delete"}
    with pytest.raises(HourpassError):
        held.forget(["a"])
    vault.refuses = set()
    held.hold("a", session(number=2), 1)
    held.save("a")
    held.drop_expired()
    assert vault.items == {"a": to_text(session(number=2))}


def test_what_was_forgotten_while_the_vault_was_locked_does_not_come_back_when_it_opens():
    vault = FakeVault()
    held = HeldSessions(vault, FakeClock())
    held.hold("a", session(), 0)
    held.save("a")
    vault.refuses = {"delete"}
    with pytest.raises(HourpassError):
        held.forget(["a"])
    vault.refuses = set()
    assert held.restore(["a"]) == ()
    assert vault.items == {}


# a clock that may be wrong

HOUR = timedelta(hours=1)


class Doubtful:
    """One session of an hour that is over by a clock which nobody has compared with AWS's."""

    def __init__(self, vault: FakeVault) -> None:
        self.vault, self.clock, self.sure = vault, FakeClock(), False
        self.held = HeldSessions(vault, self.clock, lambda: self.sure)
        self.session = session(HOUR)
        self.held.hold("a", self.session, 0)
        self.held.save("a")
        self.clock.advance(hours=1)

    @property
    def in_memory(self) -> bool:
        found = self.held.get("a")
        return found is not None and bool(found.credentials.session_token)


def test_what_seems_over_leaves_memory_and_stays_in_the_vault():
    doubtful = Doubtful(FakeVault())
    doubtful.held.drop_expired()
    assert not doubtful.in_memory
    assert doubtful.vault.items == {"a": to_text(doubtful.session)}
    assert doubtful.held.holds_secrets  # there is something to forget


def test_what_seemed_over_is_deleted_once_the_clock_is_sure():
    doubtful = Doubtful(FakeVault())
    doubtful.held.drop_expired()
    before = doubtful.held.endings()
    doubtful.sure = True
    assert doubtful.held.endings() - before == {("a", START + HOUR, Ending.SURE)}
    assert doubtful.held.reconsider() == ()
    assert (doubtful.vault.items, doubtful.held.holds_secrets) == ({}, False)


def test_what_seemed_over_is_deleted_a_day_later_whatever_the_clock():
    doubtful = Doubtful(FakeVault())
    doubtful.held.drop_expired()
    assert doubtful.held.next_ending() == START + HOUR + CLOCK_MAY_BE_AHEAD
    doubtful.clock.advance(hours=25)
    doubtful.held.reconsider()
    assert (doubtful.vault.items, doubtful.held.next_ending()) == ({}, None)


def test_the_only_copy_of_what_seems_over_stays_in_memory_until_that_is_sure():
    doubtful = Doubtful(FakeVault())
    doubtful.vault.refuses, doubtful.vault.items = {"put"}, {}
    doubtful.held.drop_expired()
    assert doubtful.in_memory
    doubtful.sure = True
    doubtful.held.drop_expired()
    assert not doubtful.in_memory


def test_what_was_set_aside_and_then_forgotten_does_not_come_back_when_the_clock_is_set():
    doubtful = Doubtful(FakeVault())
    doubtful.held.drop_expired()
    doubtful.vault.refuses = {"delete"}
    with pytest.raises(HourpassError):
        doubtful.held.forget(["a"])
    doubtful.clock.advance(hours=-1)
    doubtful.vault.refuses = set()
    assert doubtful.held.restore(["a"]) == ()
    assert (doubtful.held.get("a"), doubtful.vault.items) == (None, {})


def test_what_aws_ended_is_not_taken_for_set_aside():
    doubtful = Doubtful(FakeVault())
    doubtful.clock.advance(hours=-1)
    doubtful.clock.advance(minutes=5)
    assert doubtful.held.end("a", doubtful.session.credentials)
    doubtful.clock.advance(minutes=-5)
    assert doubtful.held.restore(["a"]) == ()
    assert not doubtful.in_memory


def test_memory_is_emptied_while_the_vault_hangs():
    vault = SlowVault("delete")
    held = HeldSessions(vault, FakeClock())
    held.hold("a", session(), 0)
    forgetting = InThread(lambda: held.forget(["a"]))
    assert vault.gate.reached.wait(10)
    held.hold("b", session(number=2), 0)
    held.release(["b"])
    assert (held.names(), held.left_over) == ((), True)
    vault.gate.open()
    forgetting.outcome()
    held.purge()
    assert not held.left_over


def test_a_restore_is_known_to_be_under_way():
    vault = SlowVault("get")
    held = HeldSessions(vault, FakeClock())
    restoring = InThread(lambda: held.restore(["a"]))
    assert vault.gate.reached.wait(10)
    assert held.restoring
    vault.gate.open()
    restoring.outcome()
    assert not held.restoring


class Relapsing:
    """What the vault would not let go of when it was forgotten ends later than what was got since."""

    def __init__(self) -> None:
        self.vault = FakeVault()
        self.held = HeldSessions(self.vault, FakeClock())
        self.held.hold("a", session(2 * HOUR), 0)
        self.held.save("a")
        self.vault.refuses = {"delete"}
        with pytest.raises(HourpassError):
            self.held.forget(["a"])
        self.vault.refuses = {"put"}
        self.new = session(HOUR, number=2)
        self.held.hold("a", self.new, self.held.times_forgotten("a"))


def test_what_was_forgotten_does_not_come_back_in_the_place_of_what_the_vault_has_not_taken():
    relapsing = Relapsing()
    relapsing.held.save("a")
    assert relapsing.held.restore(["a"]) == ()
    assert (relapsing.held.get("a"), relapsing.vault.items) == (relapsing.new, {})


def test_what_was_forgotten_leaves_the_vault_though_the_same_is_held_again():
    relapsing = Relapsing()
    relapsing.held.save("a")
    relapsing.held.purge()
    assert (relapsing.vault.items, relapsing.held.left_over) == ({}, False)
    relapsing.vault.refuses = set()
    relapsing.held.restore([])
    assert relapsing.vault.items == {"a": to_text(relapsing.new)}


def test_what_takes_the_place_of_the_forgotten_in_the_vault_is_not_deleted_for_it():
    relapsing = Relapsing()
    relapsing.vault.refuses = set()
    relapsing.held.save("a")
    assert not relapsing.held.left_over
    relapsing.held.purge()
    assert relapsing.vault.items == {"a": to_text(relapsing.new)}
