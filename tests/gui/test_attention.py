"""What asks for attention: the tray's clicks, and renewals that fail where nobody would see it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from gui.fakes_attended import Attended
from hourpass.domain.problem import Reason
from hourpass.domain.profile import Method
from hourpass.gui.theme import Theme
from hourpass.gui.tray import MuteSpan
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


def test_muting_for_an_hour_names_the_moment(office: Attended):
    office.tray.mute_asked.emit(MuteSpan.HOUR)
    office.tray.mute_asked.emit(MuteSpan.NONE)
    assert office.mutes == [office.clock.now() + timedelta(hours=1), None]


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
