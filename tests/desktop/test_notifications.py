"""Notifications on a real daemon, and what happens without one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

import pytest
from pytestqt.qtbot import QtBot

from desktop.bus import wait_for
from desktop.desk import Desk
from desktop.note_log import Note
from desktop.session import DesktopSession
from hourpass.gui.notifications import Notifications
from hourpass.gui.tasks import Tasks

RENEW = (("renew", "Renew now"),)


class Balloons(list[tuple[str, str]]):
    """What was shown in the other way."""

    def show(self, title: str, body: str) -> None:
        self.append((title, body))


@pytest.fixture(scope="module")
def session() -> Iterator[DesktopSession]:
    """A session of its own: its daemon comes and goes."""
    with DesktopSession(tray="none", keyring="none") as session:
        yield session


@pytest.fixture
def desk(session: DesktopSession, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", session.env["DBUS_SESSION_BUS_ADDRESS"])
    desk = Desk(session)
    desk.close_notes()
    session.log.notes.clear()
    return desk


@pytest.fixture
def balloons() -> Balloons:
    return Balloons()


@pytest.fixture
def notifications(qtbot: QtBot, balloons: Balloons) -> Iterator[Notifications]:
    tasks = Tasks()
    notifications = Notifications(tasks, balloons.show)
    yield notifications
    notifications.stop()
    assert tasks.close()


def shown(qtbot: QtBot, desk: Desk, text: str, count: int = 1) -> Note:
    """The note with *text*, once *count* notes have their numbers and the app has been told them."""

    def numbered() -> list[Note]:
        return [note for note in desk.notes() if note.number]

    qtbot.waitUntil(lambda: len(numbered()) >= count)
    qtbot.wait(0)
    return desk.wait_for_note(text)


def test_a_notification_says_its_text_as_it_is(qtbot: QtBot, desk: Desk, notifications: Notifications):
    notifications.show("practice", "5 minutes left", "a < b & <b>c</b>\0\ud800", RENEW, urgent=True)
    note = shown(qtbot, desk, "5 minutes left")
    assert note.body == "a &lt; b &amp; &lt;b&gt;c&lt;/b&gt;?"  # the daemon takes markup
    assert note.actions == {"default": "Renew now", "renew": "Renew now"}
    assert (note.app, note.icon, note.hints) == ("Hourpass", "hourpass", {"urgency": 2, "desktop-entry": "hourpass"})


def test_a_click_is_reported(qtbot: QtBot, desk: Desk, notifications: Notifications):
    notifications.show("practice", "5 minutes left", "")
    shown(qtbot, desk, "5 minutes left")
    with qtbot.waitSignal(notifications.activated) as activated:
        desk.click_note()
    assert activated.args == ["practice", "default"]


def test_a_button_is_reported_by_its_name(qtbot: QtBot, desk: Desk, notifications: Notifications):
    notifications.show("practice", "5 minutes left", "", RENEW)
    shown(qtbot, desk, "5 minutes left")
    with qtbot.waitSignal(notifications.activated) as activated:
        desk.choose_action("Renew now")
    assert activated.args == ["practice", "renew"]


def test_a_newer_one_of_the_same_key_takes_the_place_of_the_older(
    qtbot: QtBot, desk: Desk, notifications: Notifications
):
    notifications.show("practice", "15 minutes left", "")
    first = shown(qtbot, desk, "15 minutes left")
    notifications.show("practice", "5 minutes left", "")
    second = shown(qtbot, desk, "5 minutes left", count=2)
    assert (second.replaces, second.number) == (first.number, first.number)
    assert desk.shown_notes() == 1


def test_of_several_shown_at_once_only_the_newest_stays(qtbot: QtBot, desk: Desk, notifications: Notifications):
    for left in (15, 5, 1):
        notifications.show("practice", f"{left} minutes left", "")
    notifications.show("other", "Over", "")
    shown(qtbot, desk, "1 minutes left", count=2)
    qtbot.waitUntil(lambda: desk.shown_notes() == 2)
    notifications.show("practice", "Over", "")
    notifications.show("practice", "Renewed", "")
    shown(qtbot, desk, "Renewed", count=4)
    assert desk.shown_notes() == 2


def test_a_closed_one_leaves_the_screen(qtbot: QtBot, desk: Desk, notifications: Notifications):
    notifications.show("practice", "5 minutes left", "")
    shown(qtbot, desk, "5 minutes left")
    assert desk.shown_notes() == 1
    notifications.close("practice")
    qtbot.waitUntil(lambda: desk.shown_notes() == 0)


def test_one_closed_before_the_daemon_has_answered_does_not_stay(
    qtbot: QtBot, desk: Desk, notifications: Notifications
):
    notifications.show("practice", "first", "")  # makes the connection
    shown(qtbot, desk, "first")
    notifications.show("other", "too late", "")
    notifications.close("other")
    note = shown(qtbot, desk, "too late", count=2)
    qtbot.waitUntil(lambda: note.number in desk.session.log.closed)
    assert desk.shown_notes() == 1


def test_the_next_one_after_the_daemons_restart_is_shown(
    qtbot: QtBot, desk: Desk, notifications: Notifications, balloons: Balloons
):
    notifications.show("practice", "before", "")
    shown(qtbot, desk, "before")
    desk.session.stop("dunst")
    desk.session.start_notifications()
    notifications.show("practice", "after", "")
    shown(qtbot, desk, "after", count=2)
    with qtbot.waitSignal(notifications.activated):
        desk.click_note()
    assert balloons == []


def test_without_a_daemon_it_is_said_in_the_other_way(
    qtbot: QtBot, desk: Desk, notifications: Notifications, balloons: Balloons
):
    notifications.show("practice", "before", "")
    shown(qtbot, desk, "before")
    desk.session.stop("dunst")
    try:
        notifications.show("practice", "15 minutes left", "until 14:35")
        qtbot.waitUntil(lambda: balloons == [("15 minutes left", "until 14:35")])
    finally:
        desk.session.start_notifications()
    notifications.show("practice", "5 minutes left", "")
    shown(qtbot, desk, "5 minutes left", count=2)
    assert len(balloons) == 1


def test_a_daemon_that_does_not_answer_is_given_up(qtbot: QtBot, desk: Desk, balloons: Balloons):
    tasks = Tasks()
    notifications = Notifications(tasks, balloons.show, patience_ms=300)
    desk.session.pause("dunst")
    try:
        notifications.show("practice", "5 minutes left", "")
        qtbot.waitUntil(lambda: balloons == [("5 minutes left", "")])
    finally:
        desk.session.resume("dunst")
        notifications.stop()
        tasks.close()


def test_without_a_bus_it_is_said_in_the_other_way(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, notifications: Notifications, balloons: Balloons
):
    for address in (f"unix:path={tmp_path}/nobody", "tcp:host=example", "nonsense"):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        balloons.clear()
        notifications.show("practice", "5 minutes left", "")
        qtbot.waitUntil(lambda: balloons == [("5 minutes left", "")])


def test_a_bus_that_ends_is_survived(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, notifications: Notifications, balloons: Balloons
):
    with DesktopSession(tray="none", keyring="none") as other:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", other.env["DBUS_SESSION_BUS_ADDRESS"])
        notifications.show("practice", "before", "")
        wait_for(lambda: qtbot.wait(10) or any(note.number for note in other.log.notes), "the notification")
    notifications.show("practice", "after", "")
    qtbot.waitUntil(lambda: balloons == [("after", "")])


def test_showing_costs_the_gui_thread_next_to_nothing(qtbot: QtBot, desk: Desk, notifications: Notifications):
    spans = []
    for number in range(20):
        started = perf_counter()
        notifications.show(f"key {number}", "title", "body")
        spans.append(perf_counter() - started)
    shown(qtbot, desk, "title", count=20)
    assert median(spans) < 0.005


def test_all_leave_the_screen_when_the_app_stops(qtbot: QtBot, desk: Desk, notifications: Notifications):
    notifications.show("practice", "5 minutes left", "")
    shown(qtbot, desk, "5 minutes left")
    notifications.stop()
    wait_for(lambda: desk.shown_notes() == 0, "an empty screen")
