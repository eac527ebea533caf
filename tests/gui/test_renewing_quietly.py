"""Renewal behind the scenes: nothing is seen of it but the time that goes up again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from gui.fakes_attended import Attended
from gui.fakes_office import NEXT_CODE
from hourpass.domain.problem import Reason
from hourpass.domain.profile import Method
from hourpass.gui.theme import Theme
from services.fakes_services import START, profile, refusal

DAY = profile("day", method=Method.ROLE_THROUGH_SESSION)


@pytest.fixture
def office(qtbot: QtBot, theme: Theme) -> Iterator[Attended]:
    made = Attended(qtbot, theme, DAY, profile("audit"))
    made.sign_in()
    yield made
    made.close()


def later(office: Attended, **span: float) -> None:
    """Time passes, and whatever is started then comes to its end."""
    office.pass_time(**span)
    office.settle()


def left(office: Attended, profile_id: str = "day") -> timedelta:
    session = office.sessions.session(profile_id)
    assert session is not None
    return session.expires_at - office.clock.now()


def test_what_needs_no_code_is_renewed_with_nothing_said(office: Attended):
    for _ in range(5):
        later(office, minutes=40)
        assert left(office) == timedelta(hours=1)
    assert office.aws.operations().count("session_token") == 1
    assert (office.told, office.prompt, office.problems) == ([], None, [])


def test_the_next_look_is_planned_for_the_renewal_too(office: Attended):
    office.window.hide()
    office.clock.advance(minutes=39, seconds=30)
    office.vigil.look()
    timer: QTimer = office.vigil._heart._timer
    assert timer.interval() <= 30_100


def test_the_card_shows_nothing_of_it_but_the_time(office: Attended):
    card = office.page.countdown_card
    gate = office.held_up()
    office.pass_time(minutes=40)
    assert gate.reached.wait(5)
    assert (card.isVisible(), card._renew.text()) == (True, "Re&new now")
    assert not office.signing_in.entry("day").busy
    gate.open()
    office.settle()
    assert (card.isVisible(), card._renew.text()) == (True, "Re&new now")
    assert office.looks[-1].rows[0].left == timedelta(hours=1)


def test_who_presses_meanwhile_shares_the_request(office: Attended, qtbot: QtBot):
    calls = len(office.aws.calls)
    gate = office.held_up()
    office.pass_time(minutes=40)
    assert gate.reached.wait(5)
    office.desk.renew()
    assert office.signing_in.entry("day").busy
    qtbot.waitUntil(lambda: office.sessions._flights.waiting("day") == 2)
    gate.open()
    office.settle()
    assert len(office.aws.calls) == calls + 1
    assert not office.signing_in.entry("day").busy


def test_what_expired_while_the_machine_slept_is_renewed_at_the_first_look(office: Attended):
    later(office, hours=9)
    assert left(office) == timedelta(hours=1)
    assert office.told == []


def test_one_failure_is_kept_quiet_and_mends_itself(office: Attended):
    office.aws.will("assume_role", refusal(Reason.UNREACHABLE, sent="no"))
    later(office, minutes=46)
    assert left(office) == timedelta(minutes=14)
    later(office, seconds=30)
    assert left(office) == timedelta(hours=1)
    assert (office.told, office.problems) == ([], [])


def test_what_keeps_failing_is_warned_of_with_the_reason_once_for_each_threshold(office: Attended):
    office.aws.will("assume_role", *(refusal(Reason.UNREACHABLE, sent="no") for _ in range(9)))
    for _ in range(9):
        later(office, minutes=1)
    later(office, minutes=31)
    for _ in range(9):
        later(office, minutes=1)
    assert [title for title, _body in office.told] == ["Credentials for day expire in 15 min"]
    later(office, minutes=6)
    assert [title for title, _body in office.told] == [
        "Credentials for day expire in 15 min",
        "Credentials for day expire in 5 min",
    ]
    assert all(body.startswith("They could not be renewed. ") for _title, body in office.told)


def test_a_refusal_that_stays_is_sent_once_and_told_when_it_matters(office: Attended):
    office.aws.will("assume_role", refusal(Reason.ROLE_REFUSED))
    calls = len(office.aws.calls)
    later(office, minutes=40)
    assert (len(office.aws.calls), office.told) == (calls + 1, [])
    later(office, minutes=5)
    assert [title for title, _body in office.told] == ["Credentials for day expire in 15 min"]
    assert len(office.aws.calls) == calls + 1


def test_a_network_that_returns_is_tried_at_once(office: Attended):
    office.aws.will("assume_role", refusal(Reason.UNREACHABLE, sent="no"))
    later(office, minutes=40)
    office.clock.advance(seconds=10)
    office.vigil.network_returned()
    office.settle()
    assert left(office) == timedelta(hours=1)


def test_an_mfa_session_that_aws_ended_asks_for_a_code_by_the_ordinary_warning(office: Attended):
    office.aws.will("assume_role", refusal(Reason.EXPIRED))
    later(office, minutes=40)
    assert (office.prompt, office.told) == (None, [])  # who types elsewhere is left alone
    later(office, minutes=5)
    assert office.told == [("Credentials for day expire in 15 min", office.told[0][1])]
    assert "renewed" not in office.told[0][1]
    office.attention.ask("day")
    assert office.prompt is not None


def test_one_code_renews_all_that_share_the_mfa_session(qtbot: QtBot, theme: Theme):
    office = Attended(qtbot, theme, DAY, replace(DAY, id="night", name="night"))
    office.sign_in()
    office.desk.choose("night")
    office.send()
    office.settle()
    later(office, hours=20)  # both and their MFA session are over
    office.attention.ask("night")
    office.attention.ask("day")
    office.type_into_prompt(NEXT_CODE)
    office.settle()
    office.vigil.look()
    office.settle()
    assert (left(office, "day"), left(office, "night")) == (timedelta(hours=1), timedelta(hours=1))
    assert office.aws.operations().count("session_token") == 2
    assert office.prompt is None
    assert office.prompting.next_reminder() is None
    office.close()


def test_what_was_forgotten_is_not_renewed(office: Attended):
    office.sessions.forget("day")
    calls = len(office.aws.calls)
    later(office, hours=1)
    assert len(office.aws.calls) == calls


def test_what_is_forgotten_while_it_is_renewed_stays_forgotten(office: Attended):
    gate = office.held_up()
    office.pass_time(minutes=40)
    assert gate.reached.wait(5)
    office.sessions.forget("day")
    office.settle()
    assert office.sessions.session("day") is None
    assert office.told == []


def test_a_profile_that_is_changed_meanwhile_is_renewed_as_it_is_now(office: Attended):
    gate = office.held_up()
    office.pass_time(minutes=40)
    assert gate.reached.wait(5)
    changed = replace(DAY, duration=timedelta(minutes=30))
    office.book.replace(changed)
    office.signing_in.drop("day")
    office.settle()
    office.vigil.look()
    office.settle()
    assert left(office) == timedelta(minutes=30)


def test_the_last_role_comes_just_before_the_mfa_session_ends(office: Attended):
    ends = START + timedelta(hours=12)
    while office.clock.now() < ends:
        later(office, minutes=1)
    assert left(office) >= timedelta(minutes=57)
    for _ in range(60):
        later(office, minutes=1)
    assert [title for title, _body in office.told] == [
        "Credentials for day expire in 15 min",
        "Credentials for day expire in 5 min",
        "Credentials for day expire in 1 min",
        "Credentials for day have expired",
    ]
