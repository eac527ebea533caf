"""What asks for attention: the tray's clicks, and renewals that fail where nobody would see it."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from gui.fakes_attended import Attended
from gui.fakes_callers import Tool
from gui.fakes_office import CODE, NEXT_CODE
from hourpass.domain import exit_status
from hourpass.domain.problem import Reason
from hourpass.domain.profile import Method
from hourpass.gui.notifications import CLICK
from hourpass.gui.terminal_logins import TerminalLogins
from hourpass.gui.theme import Theme
from hourpass.gui.tray import MuteSpan
from hourpass.gui.warning_notes import TRAY
from services.fakes_services import profile, refusal


@pytest.fixture
def office(qtbot: QtBot, theme: Theme):
    made = Attended(qtbot, theme, profile(method=Method.ROLE_THROUGH_SESSION), profile("audit"))
    yield made
    made.close()


def test_a_silent_renewal_that_fails_is_told(office: Attended):
    office.sign_in()
    office.aws.will("assume_role", refusal(Reason.ROLE_REFUSED))
    office.desk.renew()
    office.settle()
    assert [problem.reason for problem in office.problems] == [Reason.ROLE_REFUSED]


def test_what_the_card_says_already_is_not_told_twice(office: Attended):
    office.aws.will("session_token", refusal(Reason.CODE_REFUSED))
    office.sign_in()
    assert (office.problems, bool(office.status)) == ([], True)


@pytest.mark.parametrize("looked_at", [True, False])
def test_what_a_terminal_is_told_opens_nothing_here(office: Attended, looked_at: bool):
    office.window.setVisible(looked_at)
    logins = TerminalLogins(office.sessions, office.signing_in, office.book.find, office.window)
    office.aws.will("assume_role", refusal(Reason.CODE_REFUSED))
    tool = Tool(1)
    logins.ask({"ask": "login", "profile": "audit", "code": NEXT_CODE}, tool.caller)
    office.settle()
    assert tool.answer["status"] == exit_status.REFUSED
    assert (office.problems, office.told, office.prompt) == ([], [], None)


def test_the_next_refusal_of_what_was_asked_here_is_told_here_again(office: Attended):
    audit = office.book.profiles[1]
    office.aws.will("assume_role", refusal(Reason.CODE_REFUSED), refusal(Reason.ROLE_REFUSED))
    office.signing_in.submit(audit, NEXT_CODE, told_elsewhere=True)
    office.settle()
    office.signing_in.submit(audit, CODE)
    office.settle()
    assert [problem.reason for problem in office.problems] == [Reason.ROLE_REFUSED]


def test_a_silent_renewal_that_needs_a_code_after_all_asks_for_one(office: Attended):
    office.sign_in()
    office.aws.will("assume_role", refusal(Reason.EXPIRED))
    office.desk.renew()
    office.settle()
    assert (office.prompt is not None, office.problems) == (True, [])


def test_a_click_on_the_tray_opens_the_window_while_nothing_is_due(office: Attended):
    office.sign_in()
    office.window.hide()
    office.tray.activated.emit()
    assert (office.window.isVisible(), office.prompt) == (True, None)


def test_a_click_on_the_tray_asks_for_the_code_that_is_due(office: Attended):
    office.desk.choose("audit")
    office.sign_in()
    office.pass_time(minutes=50)
    office.tray.activated.emit()
    assert office.prompting.profile_id == "audit"


def test_a_click_on_the_tray_fetches_the_prompt_that_came_up_behind_other_windows(qtbot: QtBot, office: Attended):
    office.window.activateWindow()
    qtbot.waitUntil(office.window.isActiveWindow)
    office.prompting.ask(profile("audit"), unasked=True)
    assert office.prompt is not None
    qtbot.waitExposed(office.prompt)
    assert not office.prompt.isActiveWindow()
    office.tray.activated.emit()
    qtbot.waitUntil(office.prompt.isActiveWindow)


def test_a_click_on_the_tray_renews_nothing_behind_the_persons_back(office: Attended):
    office.sign_in()  # renewed without a code while its MFA session lives
    office.aws.will("assume_role", *(refusal(Reason.UNREACHABLE, sent="no") for _ in range(2)))
    for minutes in (50, 1):
        office.pass_time(minutes=minutes)
        office.settle()
    calls = len(office.aws.calls)
    office.window.hide()
    office.tray.activated.emit()
    assert (len(office.aws.calls), office.window.isVisible()) == (calls, True)


def test_a_click_on_where_the_app_has_gone_fetches_it(office: Attended):
    office.window.hide()
    office.notifications.activated.emit(TRAY, CLICK)
    assert office.window.isVisible()


def test_muting_for_an_hour_names_the_moment(office: Attended):
    office.tray.mute_asked.emit(MuteSpan.HOUR)
    office.tray.mute_asked.emit(MuteSpan.NONE)
    assert office.mutes == [office.clock.now() + timedelta(hours=1), None]


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="a process of Windows keeps its time zone")
def test_muting_for_today_lasts_until_midnight_also_where_the_day_has_23_hours(
    office: Attended, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("TZ", "XST-5:30XDT-6:30,J60/2,J300/3")  # the clocks go forward on 1 March
    time.tzset()
    try:
        half_past_midnight = datetime(2026, 2, 28, 19, tzinfo=UTC)
        office.clock.advance(seconds=(half_past_midnight - office.clock.now()).total_seconds())
        office.tray.mute_asked.emit(MuteSpan.TODAY)
    finally:
        monkeypatch.undo()
        time.tzset()
    assert office.mutes == [datetime(2026, 3, 1, 17, 30, tzinfo=UTC)]


def test_a_prompt_that_is_being_typed_in_is_not_thrown_out(office: Attended):
    office.desk.choose("audit")
    office.attention.ask("audit")
    office.type_into_prompt("12")
    office.attention.ask("reports")
    assert office.prompting.profile_id == "audit"
    assert office.prompt is not None
    office.prompt.close()
    office.vigil.look()
    assert office.prompting.profile_id == "reports"


# what was said is taken back


def test_what_was_said_of_credentials_goes_when_they_are_forgotten(office: Attended):
    office.sign_in()
    office.notifications.withdrawn.clear()
    office.pass_time(minutes=1)
    assert office.notifications.withdrawn == []
    office.desk.forget()
    office.settle()
    office.vigil.look()
    assert office.notifications.withdrawn == ["reports"]


def test_what_was_said_of_all_goes_when_all_is_forgotten(office: Attended):
    office.sign_in()
    office.desk.choose("audit")
    office.sign_in(NEXT_CODE)
    office.pass_time(hours=1)
    office.settle()
    office.notifications.withdrawn.clear()
    office.sessions.empty_memory()
    assert sorted(office.notifications.withdrawn) == ["audit", "reports"]


def test_what_was_said_of_a_profile_that_is_removed_goes_though_it_holds_nothing(office: Attended):
    office.vigil.look()
    office.book.remove("audit")
    office.vigil.look()
    assert office.notifications.withdrawn == ["audit"]


def test_a_failure_of_a_profile_that_holds_nothing_stays_to_be_read(office: Attended):
    office.window.hide()
    office.aws.will("session_token", refusal(Reason.UNREACHABLE, sent="no"))
    office.signing_in.submit(office.book.profiles[0], NEXT_CODE)
    office.settle()
    office.pass_time(minutes=1)
    assert len(office.told) == 1
    assert office.notifications.withdrawn == []
