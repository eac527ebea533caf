"""Credentials when their person leaves."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from gui.fakes_office import NEXT_CODE, Office
from hourpass.domain.problem import Problem, Reason
from hourpass.domain.profile import Method
from hourpass.gui.expired_secrets import ExpiredSecrets
from hourpass.gui.leaving import Leaving
from hourpass.gui.system_news import SystemNews
from hourpass.gui.tasks import POOL_SIZE
from hourpass.gui.theme import Theme
from hourpass.gui.wording import problems
from hourpass.services.cancel import Cancel
from hourpass.services.forgetting import Forgetting
from services.fakes_services import KEYS, Gate, profile

SECRETS = {"session/reports"}


class Departure:
    """An office with what happens when its person leaves."""

    def __init__(self, qtbot: QtBot, theme: Theme) -> None:
        self.office = Office(qtbot, theme)
        self.news = SystemNews(self.office.tasks, self.office.clock.now, lambda: 0.0, find_idle_time=lambda: None)
        self.forgetting = Forgetting(self.office.book, self.office.sessions)
        self.leaving = Leaving(self.forgetting, self.news, self.office.tasks, patience_ms=50, end_seconds=0.05)
        self.leaving.left.connect(self._stop_signing_in)  # as the app does
        self.problems: list[Problem] = []
        self.leaving.problem_met.connect(self.problems.append)

    def _stop_signing_in(self) -> None:
        for each in self.office.book.profiles:
            self.office.signing_in.drop(each.id)

    def wish(self, **settings: Any) -> None:
        self.office.book.change(**settings)
        self.leaving.follow_settings()

    def lock(self) -> None:
        self.news.locked.emit()
        self.settle()

    def unlock(self) -> None:
        self.news.unlocked.emit()
        self.office.settle()

    def idle(self, minutes: int) -> None:
        self.news.idle_for.emit(minutes)
        self.settle()

    def settle(self) -> None:
        QCoreApplication.processEvents()  # what was told is heard once nothing else is going on
        self.office.settle()

    def kept(self) -> set[str]:
        return {name for name in self.office.vault.items if not name.startswith("key/")}


@pytest.fixture
def departure(qtbot: QtBot, theme: Theme) -> Iterator[Departure]:
    made = Departure(qtbot, theme)
    made.office.sign_in()
    assert made.kept() == SECRETS
    yield made
    made.office.vault.refuses = set()
    made.news.close()
    made.office.close()


def test_unasked_nothing_is_forgotten(departure: Departure):
    departure.lock()
    departure.idle(60)
    departure.leaving.end()
    assert departure.kept() == SECRETS


def test_locking_the_screen_forgets_and_the_window_asks_for_a_code_again(departure: Departure):
    departure.wish(forget_on_lock=True)
    assert not departure.office.asks
    departure.lock()
    assert departure.kept() == set()
    assert departure.office.asks


def test_nobody_there_for_as_long_as_asked_forgets(departure: Departure):
    departure.wish(forget_idle_minutes=20)
    assert departure.news._idle._limit == 20
    departure.lock()
    assert departure.kept() == SECRETS
    departure.idle(20)
    assert departure.kept() == set()


def test_a_keyring_that_keeps_something_is_told_of_once_and_asked_again_when_people_return(departure: Departure):
    departure.wish(forget_on_lock=True)
    departure.office.vault.refuses = {"delete"}
    departure.lock()
    departure.unlock()
    departure.lock()
    assert [problem.reason for problem in departure.problems] == [Reason.VAULT_LOCKED]
    assert not departure.office.sessions.holds_secrets
    departure.office.vault.refuses = set()
    departure.unlock()
    assert departure.kept() == set()
    assert len(departure.problems) == 1


def test_the_end_forgets_before_it_comes(departure: Departure):
    departure.wish(forget_on_quit=True)
    departure.leaving.end()
    assert departure.kept() == set()


class StuckItems(dict[str, str]):
    """A keyring that lets nothing go before it is released."""

    def __init__(self, items: dict[str, str]) -> None:
        super().__init__(items)
        self.reached, self.released = threading.Event(), threading.Event()

    def pop(self, name: str, default: Any = None) -> Any:  # type: ignore[override]
        self.reached.set()
        assert self.released.wait(10)
        return super().pop(name, default)


def stuck(departure: Departure) -> StuckItems:
    items = StuckItems(departure.office.vault.items)
    departure.office.vault.items = items
    return items


def test_a_keyring_that_hangs_does_not_hold_up_the_end(departure: Departure):
    departure.wish(forget_on_quit=True)
    items = stuck(departure)
    departure.leaving.end()
    assert departure.kept() == SECRETS
    assert not departure.office.sessions.holds_secrets
    items.released.set()
    for thread in threading.enumerate():
        if thread.name == "forget":
            thread.join(5)
    assert departure.kept() == set()


def test_forgetting_that_was_asked_for_says_how_it_ended(departure: Departure, qtbot: QtBot):
    ends: list[Problem | None] = []
    departure.leaving.forget(ends.append)
    qtbot.waitUntil(lambda: ends == [None])
    assert departure.kept() == set()


def test_a_keyring_that_hangs_is_said_in_time_and_once(departure: Departure, qtbot: QtBot):
    ends: list[Problem | None] = []
    items = stuck(departure)
    departure.leaving.forget(ends.append)
    qtbot.waitUntil(lambda: len(ends) == 1)
    assert ends[0] is not None
    assert problems.line(ends[0])
    items.released.set()
    departure.office.settle()
    assert len(ends) == 1


def test_a_lock_in_the_middle_of_a_request_leaves_nothing_to_arrive(departure: Departure, qtbot: QtBot):
    office = departure.office
    departure.leaving.forget(lambda _problem: None)
    departure.settle()
    assert departure.kept() == set()
    departure.wish(forget_on_lock=True)
    gate = office.held_up()
    office.type(NEXT_CODE)
    office.send()
    assert gate.reached.wait(5)
    departure.lock()
    assert (office.sessions.session("reports"), departure.kept()) == (None, set())
    assert office.asks


def test_what_waits_for_a_free_thread_at_the_lock_is_never_asked_for(departure: Departure, qtbot: QtBot):
    office, busy = departure.office, [Gate() for _ in range(POOL_SIZE)]
    departure.leaving.forget(lambda _problem: None)
    departure.settle()
    departure.wish(forget_on_lock=True)
    for gate in busy:
        office.tasks.start(lambda cancel, _report, gate=gate: gate(cancel), then=lambda _outcome: None)
    calls = len(office.aws.calls)
    office.type(NEXT_CODE)
    office.send()
    departure.news.locked.emit()
    QCoreApplication.processEvents()
    for gate in busy:
        gate.open()
    departure.settle()
    assert (office.sessions.session("reports"), len(office.aws.calls)) == (None, calls)


def test_each_lock_empties_memory_though_the_keyring_still_hangs_on_the_one_before(departure: Departure, qtbot: QtBot):
    office = departure.office
    departure.wish(forget_on_lock=True)
    items = stuck(departure)
    departure.news.locked.emit()
    qtbot.waitUntil(items.reached.is_set)
    office.type(NEXT_CODE)
    office.send()
    qtbot.waitUntil(lambda: office.sessions.holds_secrets)  # in memory: the keyring is not free for a copy
    departure.news.locked.emit()
    qtbot.waitUntil(lambda: not office.sessions.holds_secrets)
    assert not items.released.is_set()
    items.released.set()
    departure.settle()
    assert (departure.kept(), office.sessions.left_over, departure.problems) == (set(), False, [])


def test_expired_secrets_leave_memory_and_keyring_at_the_look_that_finds_them(departure: Departure):
    office = departure.office
    expired = ExpiredSecrets(office.vigil, office.sessions, office.tasks)
    office.pass_time(minutes=61)
    office.settle()
    over = office.sessions.session("reports")
    assert over is not None
    assert over.credentials.session_token == ""
    assert departure.kept() == set()
    expired.deleteLater()


def test_an_mfa_session_that_is_over_leaves_too_though_its_role_went_before(qtbot: QtBot, theme: Theme):
    office = Office(qtbot, theme, profile(method=Method.ROLE_THROUGH_SESSION))
    problems_met: list[Problem] = []
    expired = ExpiredSecrets(office.vigil, office.sessions, office.tasks)
    expired.problem_met.connect(problems_met.append)
    office.sign_in()
    office.pass_time(hours=2)
    office.settle()
    assert [name for name in office.vault.items if name.startswith("mfa/")]
    office.vault.refuses = {"delete"}
    office.pass_time(hours=11)
    office.settle()
    assert not office.sessions.holds_secrets
    assert [problem.reason for problem in problems_met] == [Reason.VAULT_LOCKED]
    office.close()


def test_an_mfa_session_leaves_at_its_own_end_though_nothing_else_happens(qtbot: QtBot, theme: Theme):
    # Its role was taken by a code of its own since, so nothing says of a profile that it is renewed through it.
    through = profile(method=Method.ROLE_THROUGH_SESSION, session_duration=timedelta(minutes=90))
    office = Office(qtbot, theme, through)
    expired = ExpiredSecrets(office.vigil, office.sessions, office.tasks)
    office.sign_in()
    office.sessions.obtain(replace(through, method=Method.ROLE), NEXT_CODE, Cancel())
    office.book.change(profiles=(replace(through, method=Method.ROLE),))
    office.pass_time(hours=1, minutes=1)
    office.settle()
    office.window.hide()
    office.clock.advance(minutes=28, seconds=30)
    office.vigil.look()
    assert office.vigil._heart._timer.interval() <= 30_100
    office.pass_time(seconds=30)
    office.settle()
    assert (office.sessions.holds_secrets, set(office.vault.items)) == (False, {f"key/{KEYS.access_key_id}"})
    expired.deleteLater()
    office.close()
