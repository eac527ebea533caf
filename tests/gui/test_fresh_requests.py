"""Tools that work with what is held and wish for fresher credentials: what a person is asked, and what not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gui.fakes_callers import Tool
from gui.fakes_office import CODE, NEXT_CODE, Office
from hourpass.domain import exit_status
from hourpass.domain.problem import Reason
from hourpass.domain.profile import Method
from hourpass.gui import fresh_wishes
from hourpass.gui.theme import Theme
from hourpass.gui.tool_requests import ToolRequests
from services.fakes_services import profile, refusal

FRESH = 900
OTHER_DEVICE = "arn:aws:iam::111122223333:mfa/key"
THROUGH = profile("night", method=Method.ROLE_THROUGH_SESSION, device_serial="arn:aws:iam::111122223333:mfa/third")


@pytest.fixture
def office(qtbot: QtBot, theme: Theme) -> Iterator[Office]:
    short = profile("short", duration=timedelta(minutes=15), device_serial="arn:aws:iam::111122223333:mfa/fourth")
    made = Office(qtbot, theme, profile("reports"), profile("audit", device_serial=OTHER_DEVICE), THROUGH, short)
    yield made
    made.close()


@pytest.fixture
def tools(office: Office) -> ToolRequests:
    programs = {1: "terraform", 2: "aws"}
    return ToolRequests(
        office.sessions,
        office.signing_in,
        office.prompting,
        office.clock,
        office.book.find,
        office.window,
        name_program=lambda process_id: programs.get(process_id, ""),
    )


def ask(tools: ToolRequests, name: str = "reports", process_id: int = 1, **message: Any) -> Tool:
    tool = Tool(process_id)
    tools.ask({"ask": "credentials", "profile": name, "fresh": FRESH, **message}, tool.caller)
    return tool


def sign_in(office: Office, name: str, code: str = CODE) -> None:
    wanted = office.book.profile(name)
    assert wanted is not None
    office.signing_in.submit(wanted, code)
    office.settle()


@pytest.fixture
def ending(office: Office) -> Office:
    """Ten minutes before what two profiles hold is over."""
    sign_in(office, "reports")
    sign_in(office, "audit")
    office.clock.advance(minutes=50)
    return office


def why(office: Office) -> str:
    assert office.prompt is not None
    return next(label.text() for label in office.prompt.findChildren(QLabel) if "sked by" in label.text())


def test_what_lasts_long_enough_is_handed_out_and_nothing_else_happens(office: Office, tools: ToolRequests):
    office.sign_in()
    office.clock.advance(minutes=44)
    assert not ask(tools).waits
    assert office.prompt is None
    assert not tools._limit.isActive()


def test_what_ends_too_soon_is_handed_out_while_the_person_is_asked_for_more(ending: Office, tools: ToolRequests):
    tool = ask(tools, **{"for": "make"})
    assert tool.answer["access_key_id"].startswith("ASIA")
    assert "Its credentials expire in 10 min · asked by <b>make</b>" in why(ending)


def test_the_person_is_asked_once_however_often_the_tool_asks(ending: Office, tools: ToolRequests):
    ask(tools)
    prompt = ending.prompt
    for process_id in (1, 2, 2):
        ending.clock.advance(seconds=30)
        assert not ask(tools, process_id=process_id).waits
    assert ending.prompt is prompt
    assert "<b>terraform</b>, <b>aws</b>" in why(ending)


def test_a_code_ends_it(ending: Office, tools: ToolRequests):
    before = ask(tools).answer
    ending.type_into_prompt(NEXT_CODE)
    assert not ask(tools).waits  # while the code is on its way
    ending.settle()
    assert ending.prompt is None
    assert ask(tools).answer["access_key_id"] != before["access_key_id"]
    assert ending.prompt is None
    assert not tools._limit.isActive()


def test_not_now_stands_for_as_long_as_what_is_held_does(ending: Office, tools: ToolRequests):
    ask(tools)
    assert ending.prompt is not None
    ending.prompt.reject()
    for _ in range(8):
        ending.clock.advance(minutes=1)
        assert not ask(tools).waits
        assert not ask(tools, process_id=2).waits
    assert ending.prompt is None
    assert not tools._limit.isActive()


def test_after_not_now_the_person_is_asked_again_when_there_is_nothing_left(ending: Office, tools: ToolRequests):
    ask(tools)
    assert ending.prompt is not None
    ending.prompt.reject()
    ending.clock.advance(minutes=10)
    assert ask(tools).answer["status"] == exit_status.CANCELLED  # it was but a moment ago
    tools._refused_until.clear()
    assert ask(tools).waits
    assert ending.prompt is not None


def test_not_now_does_not_stand_for_the_next_credentials(ending: Office, tools: ToolRequests):
    ask(tools)
    assert ending.prompt is not None
    ending.prompt.reject()
    sign_in(ending, "reports", NEXT_CODE)
    ending.clock.advance(minutes=50)
    ask(tools)
    assert ending.prompt is not None


def test_a_prompt_that_was_put_off_comes_when_it_was_wanted_and_names_the_tool(ending: Office, tools: ToolRequests):
    ask(tools)
    assert ending.prompt is not None
    ending.prompt.later_asked.emit()
    ending.prompt.close()
    ending.clock.advance(minutes=2)
    ask(tools)
    assert ending.prompt is None
    ending.clock.advance(minutes=1)
    ending.prompting.raise_due(ending.clock.now())
    ask(tools)
    assert "<b>terraform</b>" in why(ending)


def test_the_prompt_goes_when_the_job_has_ended(
    qtbot: QtBot, ending: Office, tools: ToolRequests, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(fresh_wishes, "COUNTS_FOR", 0.2)
    ask(tools)
    prompt = ending.prompt
    qtbot.wait(100)
    ask(tools)
    qtbot.wait(150)
    assert ending.prompt is prompt is not None
    qtbot.waitUntil(lambda: ending.prompt is None)
    assert not tools._limit.isActive()


def test_of_two_jobs_the_one_that_has_ended_is_named_no_more(
    qtbot: QtBot, ending: Office, tools: ToolRequests, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(fresh_wishes, "COUNTS_FOR", 0.2)
    ask(tools)
    monkeypatch.undo()
    ask(tools, process_id=2)
    qtbot.waitUntil(lambda: "terraform" not in why(ending))
    assert "<b>aws</b>" in why(ending)


def test_a_prompt_in_which_somebody_types_stays_when_the_job_has_ended(
    qtbot: QtBot, ending: Office, tools: ToolRequests, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(fresh_wishes, "COUNTS_FOR", 0.05)
    ask(tools)
    ending.type_into_prompt("12")
    qtbot.waitUntil(lambda: not tools._limit.isActive())
    assert ending.prompt is not None


def test_a_tool_that_waits_and_gives_up_leaves_the_prompt_to_the_job(ending: Office, tools: ToolRequests):
    ask(tools)
    ending.clock.advance(minutes=10)
    waiting, other = ask(tools), ask(tools, process_id=2)
    waiting.hang_up()
    assert "terraform" not in why(ending)
    other.hang_up()
    assert ending.prompt is None


def test_two_jobs_do_not_take_the_screen_from_each_other_at_every_question(ending: Office, tools: ToolRequests):
    ask(tools, "reports")
    ask(tools, "audit")
    for _ in range(3):
        ask(tools, "reports")
        ask(tools, "audit")
        assert ending.prompting.profile_id == "audit"
    ending.type_into_prompt(NEXT_CODE)
    ending.settle()
    ending.prompting.raise_due(ending.clock.now())
    assert ending.prompting.profile_id == "reports"
    assert "<b>terraform</b>" in why(ending)


def test_what_needs_no_code_is_renewed_unseen_and_once(office: Office, tools: ToolRequests):
    sign_in(office, "night")
    office.clock.advance(minutes=50)
    gate = office.held_up()
    before = [ask(tools, "night").answer["access_key_id"] for _ in range(3)]
    gate.open()
    office.settle()
    assert ask(tools, "night").answer["access_key_id"] not in before
    assert len(set(before)) == 1
    assert office.aws.operations().count("assume_role") == 2
    assert office.prompt is None


def test_a_renewal_without_a_code_that_fails_is_not_tried_at_every_question(office: Office, tools: ToolRequests):
    sign_in(office, "night")
    office.clock.advance(minutes=50)
    office.aws.will("assume_role", refusal(Reason.UNREACHABLE), refusal(Reason.UNREACHABLE))
    for _ in range(3):
        assert not ask(tools, "night").waits
        office.settle()
    assert office.aws.operations().count("assume_role") == 2


def test_an_mfa_session_that_aws_has_ended_is_asked_for_with_the_next_question(office: Office, tools: ToolRequests):
    sign_in(office, "night")
    office.clock.advance(minutes=50)
    office.aws.will("assume_role", refusal(Reason.EXPIRED))
    ask(tools, "night")
    office.settle()
    assert office.prompt is None
    ask(tools, "night")
    assert office.prompting.profile_id == "night"


def test_a_code_for_another_profile_that_opened_the_session_serves_the_job_as_well(office: Office, tools: ToolRequests):
    sign_in(office, "night")
    office.clock.advance(hours=11, minutes=50)
    sign_in(office, "night")
    office.clock.advance(minutes=50)  # the session is over, its last role is not
    before = ask(tools, "night").answer
    assert office.prompting.profile_id == "night"
    office.signing_in.submit(
        profile("twin", method=Method.ROLE_THROUGH_SESSION, device_serial=THROUGH.device_serial), NEXT_CODE
    )
    office.settle()
    assert office.prompt is None
    assert ask(tools, "night").answer["access_key_id"] != before["access_key_id"]


def test_a_refusal_stays_readable(office: Office, tools: ToolRequests):
    sign_in(office, "night")
    office.clock.advance(hours=11, minutes=50)
    sign_in(office, "night")
    office.clock.advance(minutes=50)
    ask(tools, "night")
    office.aws.will("assume_role", refusal(Reason.ROLE_REFUSED))
    office.type_into_prompt(NEXT_CODE)
    office.settle()
    assert office.prompt is not None
    assert office.signing_in.entry("night").problem is not None
    assert "asked by" not in "".join(label.text() for label in office.prompt.findChildren(QLabel))


def test_a_session_that_is_short_by_itself_is_not_replaced_from_its_first_minute_on(
    office: Office, tools: ToolRequests
):
    sign_in(office, "short")
    office.clock.advance(minutes=7)
    ask(tools, "short")
    assert office.prompt is None
    office.clock.advance(minutes=1)
    ask(tools, "short")
    assert office.prompt is not None


@pytest.mark.parametrize("fresh", ["long", None, [], True, float("nan"), -5, 0, -(10**400), -1e400])
def test_a_wish_that_makes_no_sense_is_none(ending: Office, tools: ToolRequests, fresh: object):
    assert not ask(tools, fresh=fresh).waits
    assert ending.prompt is None


@pytest.mark.parametrize("fresh", [10**400, 1e400, 1e9])
def test_a_wish_beyond_reason_is_for_half_a_life(ending: Office, tools: ToolRequests, fresh: float):
    ask(tools, fresh=fresh)
    assert ending.prompt is not None


def test_a_profile_that_is_removed_takes_its_prompt_along(ending: Office, tools: ToolRequests):
    ask(tools)
    ending.book.remove("reports")
    ending.prompting.profiles_changed()
    tools.profiles_changed()
    assert ending.prompt is None
    assert not tools._limit.isActive()


def test_another_profile_that_is_changed_leaves_the_prompt_alone(ending: Office, tools: ToolRequests):
    ask(tools)
    prompt = ending.prompt
    ending.book.remove("audit")
    ending.prompting.profiles_changed()
    tools.profiles_changed()
    assert ending.prompt is prompt is not None
    assert "<b>terraform</b>" in why(ending)


def test_a_person_who_asks_of_their_own_accord_is_not_asked_twice(ending: Office, tools: ToolRequests):
    ending.prompting.ask(profile("reports"), wanted=True)
    prompt = ending.prompt
    ask(tools)
    assert ending.prompt is prompt
    ending.type_into_prompt(NEXT_CODE)
    ending.settle()
    assert ending.prompt is None
