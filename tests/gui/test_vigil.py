"""Looking at the right moments, and at no others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from gui.fakes_office import Office
from hourpass.domain.problem import Reason
from hourpass.gui.theme import Theme
from hourpass.services.watch import NoticeKind
from services.fakes_services import profile, refusal


@pytest.fixture
def office(qtbot: QtBot, theme: Theme) -> Iterator[Office]:
    made = Office(qtbot, theme)
    yield made
    made.close()


def timer(office: Office) -> QTimer:
    found: QTimer = office.vigil._heart._timer
    return found


def kinds(office: Office) -> list[NoticeKind]:
    return [notice.kind for look in office.looks for notice in look.notices]


def test_while_nothing_is_held_no_timer_runs(office: Office):
    assert not timer(office).isActive()


def test_a_countdown_that_is_looked_at_is_drawn_every_second(office: Office):
    office.sign_in()
    office.vigil.look()
    assert timer(office).isActive()
    assert timer(office).interval() <= 1100


def test_a_hidden_window_costs_a_look_a_minute_at_most(office: Office):
    office.sign_in()
    office.window.hide()
    office.vigil.look()
    assert timer(office).isActive()
    assert timer(office).interval() > 50_000


def test_a_minimised_window_counts_no_seconds(office: Office):
    office.sign_in()
    office.window.showMinimized()
    office.vigil.look()
    assert timer(office).interval() > 50_000


def test_a_wait_for_the_next_code_is_counted_and_then_rests(office: Office):
    office.aws.will("assume_role", refusal(Reason.CODE_REFUSED))
    office.sign_in()
    office.vigil.look()
    assert timer(office).interval() <= 1100
    office.pass_time(seconds=20)
    assert not timer(office).isActive()


def test_each_threshold_is_told_once(office: Office):
    office.sign_in()
    for minutes in (44, 1, 1, 8, 2, 4):
        office.pass_time(minutes=minutes)
    assert kinds(office) == [NoticeKind.ENDING] * 2 + [NoticeKind.EXPIRED]


def test_after_a_long_sleep_only_the_end_is_told(office: Office):
    office.sign_in()
    office.pass_time(hours=9)
    office.vigil.look()
    assert kinds(office) == [NoticeKind.EXPIRED]


def test_muted_warnings_are_not_told_later_either(office: Office):
    office.sign_in()
    office.book.change(muted_until=office.clock.now() + timedelta(minutes=50))
    office.pass_time(minutes=46)
    office.pass_time(minutes=5)
    assert kinds(office) == []
    office.pass_time(minutes=4)
    assert kinds(office) == [NoticeKind.ENDING]


def test_credentials_that_another_thread_got_are_seen_at_once(office: Office, qtbot: QtBot):
    looks = len(office.looks)
    office.tasks.start(lambda cancel, _report: office.sessions.obtain(profile(), "123456", cancel), then=lambda _: None)
    qtbot.waitUntil(lambda: len(office.looks) > looks and office.looks[-1].rows[0].valid)


def test_what_ended_looks_no_more(office: Office):
    office.sign_in()
    office.vigil.end()
    assert not timer(office).isActive()
    looks = len(office.looks)
    office.sessions.forget("reports")
    office.settle()
    assert len(office.looks) == looks
