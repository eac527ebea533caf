from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from pytestqt.qtbot import QtBot

from hourpass.domain.problem import Problem, Reason
from hourpass.domain.settings import Settings
from hourpass.gui.notifications import CLICK, Notifications
from hourpass.gui.tasks import Tasks
from hourpass.gui.warning_notes import RENEW, WarningNotes
from hourpass.services.profile_book import ProfileBook
from hourpass.services.watch import Notice, NoticeKind
from services.fakes_services import START, FakeStore, profile


class FakeNotifications(Notifications):
    """Remembers what is on the screen."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__(tasks, lambda _title, _body: None)
        self.screen: dict[str, tuple[str, str, tuple[tuple[str, str], ...], bool]] = {}
        self.stopped = False

    def show(
        self, key: str, title: str, body: str, actions: Sequence[tuple[str, str]] = (), *, urgent: bool = False
    ) -> None:
        self.screen[key] = (title, body, tuple(actions), urgent)

    def close(self, key: str) -> None:
        self.screen.pop(key, None)

    def stop(self) -> None:
        self.screen.clear()
        self.stopped = True


class Desk:
    """Notes over a book of one profile."""

    def __init__(self, tasks: Tasks, *, code_needed: bool = True) -> None:
        book = ProfileBook(FakeStore(Settings(profiles=(profile(),))))
        book.load()
        self.id, self.name = book.profiles[0].id, book.profiles[0].name
        self.notifications = FakeNotifications(tasks)
        self.notes = WarningNotes(self.notifications, book, lambda _id: code_needed)


def test_a_renewal_that_failed_is_told_with_its_reason_and_a_way_on(qtbot: QtBot, tasks: Tasks):
    desk = Desk(tasks, code_needed=False)
    desk.notes.tell_problem(desk.id, Problem(Reason.KEY_UNKNOWN, {"access_key_id": "AKIAEXAMPLE"}))
    title, body, actions, urgent = desk.notifications.screen[desk.id]
    assert title == f"{desk.name} could not be renewed"
    assert body == "AWS does not know the access key AKIAEXAMPLE: mistyped, inactive or brand-new."
    assert (actions, urgent) == (((RENEW, "Renew now"),), False)
    with qtbot.waitSignal(desk.notes.renew_asked) as asked:
        desk.notifications.activated.emit(desk.id, RENEW)
    assert asked.args == [desk.id]


def test_a_failure_takes_the_place_of_an_earlier_warning_of_the_same_profile(tasks: Tasks):
    desk = Desk(tasks)
    five = timedelta(minutes=5)
    desk.notes.tell([Notice(desk.id, NoticeKind.ENDING, five - timedelta(seconds=1), START + five, five)])
    assert desk.notifications.screen[desk.id][0] == f"Credentials for {desk.name} expire in 5 min"
    desk.notes.tell_problem(desk.id, Problem(Reason.UNREACHABLE))
    assert [note[0] for note in desk.notifications.screen.values()] == [f"{desk.name} could not be renewed"]


def test_a_click_on_where_the_app_has_gone_opens_its_window(qtbot: QtBot, tasks: Tasks):
    desk = Desk(tasks)
    desk.notes.tell_hidden()
    (key,) = desk.notifications.screen
    with qtbot.assertNotEmitted(desk.notes.renew_asked), qtbot.waitSignal(desk.notes.open_asked):
        desk.notifications.activated.emit(key, CLICK)


def test_nothing_is_told_of_a_profile_that_is_gone(tasks: Tasks):
    desk = Desk(tasks)
    desk.notes.tell_problem("gone", Problem(Reason.UNREACHABLE))
    assert desk.notifications.screen == {}


def test_stopping_leaves_nothing_on_the_screen(tasks: Tasks):
    desk = Desk(tasks)
    desk.notes.tell_problem(desk.id, Problem(Reason.UNREACHABLE))
    desk.notes.stop()
    assert (desk.notifications.screen, desk.notifications.stopped) == ({}, True)
