"""Tools that wait for credentials: one prompt for all who ask, and an answer for each of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gui.fakes_callers import Tool
from gui.fakes_office import CODE, NEXT_CODE, Office
from hourpass.domain import exit_status
from hourpass.domain.problem import Problem, Reason
from hourpass.domain.profile import Method
from hourpass.gui.terminal_logins import TerminalLogins
from hourpass.gui.theme import Theme
from hourpass.gui.tool_requests import ToolRequests
from hourpass.gui.wording import problems
from services.fakes_services import KEYS, profile, refusal

OTHER_DEVICE = "arn:aws:iam::111122223333:mfa/key"


@pytest.fixture
def office(qtbot: QtBot, theme: Theme) -> Iterator[Office]:
    day = {"method": Method.ROLE_THROUGH_SESSION}
    made = Office(
        qtbot, theme, profile("reports"), profile("audit", device_serial=OTHER_DEVICE), profile("day", **day),
        profile("night", **day),
    )  # fmt: skip
    yield made
    made.close()


@pytest.fixture
def tools(office: Office) -> ToolRequests:
    return ToolRequests(
        office.sessions,
        office.signing_in,
        office.prompting,
        office.clock,
        office.book.find,
        office.window,
        name_program=lambda process_id: {1: "terraform", 2: "aws"}.get(process_id, ""),
    )


def ask(tools: ToolRequests, name: str = "reports", process_id: int = 1, **message: Any) -> Tool:
    tool = Tool(process_id)
    tools.ask({"ask": "credentials", "profile": name, **message}, tool.caller)
    return tool


def why(office: Office) -> str:
    assert office.prompt is not None
    return next(label.text() for label in office.prompt.findChildren(QLabel) if "sked by" in label.text())


def test_credentials_that_are_held_are_handed_out_at_once(office: Office, tools: ToolRequests):
    office.sign_in()
    answer = ask(tools).answer
    assert answer["access_key_id"].startswith("ASIA")
    assert answer["region"] == "us-east-1"
    assert answer["expiration"].endswith("Z")
    assert office.prompt is None


def test_an_sdk_gets_the_line_of_credential_process_and_nothing_else(office: Office, tools: ToolRequests):
    office.sign_in()
    line = ask(tools, **{"as": "process"}).line
    assert line.endswith(b"}\n")
    assert set(json.loads(line)) == {"Version", "AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration"}
    assert line.startswith(b'{"Version":1,')


def test_a_tool_that_needs_a_code_waits_for_it_and_is_named(office: Office, tools: ToolRequests):
    tool = ask(tools)
    assert "asked by <b>terraform</b>" in why(office)
    office.type_into_prompt(CODE)
    office.settle()
    assert tool.answer["profile"] == "reports"
    assert office.prompt is None


def test_many_tools_share_one_prompt_and_one_code(office: Office, tools: ToolRequests):
    waiting = [ask(tools, process_id=1 + number % 2) for number in range(200)]
    assert "<b>terraform</b>, <b>aws</b>" in why(office)
    office.type_into_prompt(CODE)
    office.settle()
    assert {tool.answer["profile"] for tool in waiting} == {"reports"}
    assert office.aws.operations().count("assume_role") == 1


def test_a_refused_code_keeps_the_tool_waiting_for_the_next(office: Office, tools: ToolRequests):
    office.aws.will("assume_role", refusal(Reason.CODE_REFUSED))
    tool = ask(tools)
    office.type_into_prompt(CODE)
    office.settle()
    assert tool.waits
    office.clock.advance(seconds=31)
    office.type_into_prompt(NEXT_CODE)
    office.settle()
    assert tool.answer["profile"] == "reports"


@pytest.mark.parametrize("reason", [Reason.CODE_REFUSED, Reason.CODE_ALREADY_SENT, Reason.CODE_MALFORMED])
def test_what_was_wrong_with_the_code_alone_is_not_told_to_the_tool(
    office: Office, tools: ToolRequests, reason: Reason
):
    office.aws.will("assume_role", refusal(reason))
    tool = ask(tools)
    office.type_into_prompt(CODE)
    office.settle()
    assert tool.waits


@pytest.mark.parametrize(
    "reason",
    [Reason.ROLE_REFUSED, Reason.KEY_UNKNOWN, Reason.UNREACHABLE, Reason.CLOCK_OFF, Reason.TOO_MANY_TRIES],
)
def test_a_refusal_that_no_other_code_would_change_is_told_at_once(office: Office, tools: ToolRequests, reason: Reason):
    office.aws.will("assume_role", refusal(reason))
    tool = ask(tools)
    office.type_into_prompt(CODE)
    office.settle()
    assert (tool.answer["error"], tool.answer["status"]) == ("refused", exit_status.REFUSED)
    assert tool.answer["message"].startswith(problems.say(Problem(reason)).what)
    assert office.prompt is not None  # it says the same to whoever typed the code


def test_a_key_that_is_not_in_the_keyring_is_told_at_once(office: Office, tools: ToolRequests):
    office.sessions.drop_keys(KEYS.access_key_id)
    tool = ask(tools)
    office.type_into_prompt(CODE)
    office.settle()
    assert tool.answer["status"] == exit_status.REFUSED
    assert KEYS.access_key_id in tool.answer["message"]


def test_a_keyring_that_is_locked_is_told_at_once(office: Office, tools: ToolRequests):
    office.vault.refuses.add("get")
    tool = ask(tools)
    office.type_into_prompt(CODE)
    office.settle()
    assert tool.answer["status"] == exit_status.REFUSED
    assert tool.answer["message"].startswith(problems.say(Problem(Reason.VAULT_LOCKED)).what)


def test_a_code_that_opened_an_mfa_session_serves_the_tool_though_its_own_role_was_refused(
    office: Office, tools: ToolRequests
):
    office.aws.will("assume_role", refusal(Reason.ROLE_REFUSED))
    tool = ask(tools, "night")
    office.signing_in.submit(profile("day", method=Method.ROLE_THROUGH_SESSION), CODE)
    office.settle()
    assert tool.answer["profile"] == "night"
    assert office.prompt is None


def test_not_now_is_said_to_all_who_wait_and_to_who_tries_again_at_once(office: Office, tools: ToolRequests):
    first, second = ask(tools), ask(tools, process_id=2)
    assert office.prompt is not None
    office.prompt.reject()
    again = ask(tools)
    assert {tool.answer["status"] for tool in (first, second, again)} == {exit_status.CANCELLED}
    assert office.prompt is None


def test_a_click_after_not_now_counts(office: Office, tools: ToolRequests):
    ask(tools)
    assert office.prompt is not None
    office.prompt.reject()
    office.prompting.ask(profile("reports"))
    office.type_into_prompt(CODE)
    office.settle()
    assert ask(tools).answer["profile"] == "reports"


def test_who_waits_longer_than_it_said_is_told_and_the_prompt_goes(qtbot: QtBot, office: Office, tools: ToolRequests):
    tool = ask(tools, waits=0.05)
    qtbot.waitUntil(lambda: not tool.waits)
    assert tool.answer["status"] == exit_status.NOBODY_TO_ASK
    assert "reports" in tool.answer["message"]
    assert office.prompt is None


def test_a_tool_that_was_interrupted_takes_its_prompt_along(office: Office, tools: ToolRequests):
    first, second = ask(tools), ask(tools, process_id=2)
    first.hang_up()
    assert "<b>aws</b>" in why(office)
    assert "terraform" not in why(office)
    second.hang_up()
    assert office.prompt is None


def test_a_prompt_in_which_somebody_types_or_that_was_clicked_for_stays(office: Office, tools: ToolRequests):
    tool = ask(tools)
    office.type_into_prompt("12")
    tool.hang_up()
    assert office.prompt is not None
    office.prompt.reject()
    office.prompting.ask(profile("reports"))
    ask(tools).hang_up()
    assert office.prompt is not None


def test_what_needs_no_code_is_renewed_without_a_prompt(office: Office, tools: ToolRequests):
    office.prompting.ask(profile("day", method=Method.ROLE_THROUGH_SESSION))
    office.type_into_prompt(CODE)
    office.settle()
    tool = ask(tools, "night")
    assert office.prompt is None
    office.settle()
    assert tool.answer["profile"] == "night"


def test_a_code_for_another_profile_that_was_enough_serves_the_tool_as_well(office: Office, tools: ToolRequests):
    tool = ask(tools, "day")
    assert office.prompting.profile_id == "day"
    office.signing_in.submit(profile("night", method=Method.ROLE_THROUGH_SESSION), CODE)
    office.settle()
    assert tool.answer["profile"] == "day"
    assert office.prompt is None


def test_a_renewal_that_fails_is_told_with_its_reason(office: Office, tools: ToolRequests):
    office.signing_in.submit(profile("day", method=Method.ROLE_THROUGH_SESSION), CODE)
    office.settle()
    office.aws.will("assume_role", refusal(Reason.UNREACHABLE))
    tool = ask(tools, "night")
    office.settle()
    assert tool.answer["status"] == exit_status.REFUSED
    assert "\n" not in tool.answer["message"]


def test_what_ends_within_the_minute_is_not_handed_out(office: Office, tools: ToolRequests):
    office.sign_in()
    office.clock.advance(minutes=58, seconds=59)
    assert not ask(tools).waits
    office.clock.advance(seconds=2)
    tool = ask(tools)
    assert tool.waits
    assert office.prompt is not None


def test_while_a_person_is_asked_what_is_still_valid_is_handed_out(office: Office, tools: ToolRequests):
    office.sign_in()
    office.clock.advance(minutes=50)
    office.prompting.ask(profile("reports"))
    assert ask(tools).answer["profile"] == "reports"
    assert office.prompt is not None


def test_a_profile_that_is_not_there_is_told_at_once(tools: ToolRequests):
    answer = ask(tools, "nobody").answer
    assert answer["status"] == exit_status.NO_SUCH_PROFILE
    assert "nobody" in answer["message"]


def test_two_profiles_are_asked_for_one_after_the_other(office: Office, tools: ToolRequests):
    first, second = ask(tools), ask(tools, "audit")
    assert office.prompting.profile_id == "audit"
    office.type_into_prompt(CODE)
    office.settle()
    assert not second.waits
    office.prompting.raise_due(office.clock.now())
    assert office.prompting.profile_id == "reports"
    office.type_into_prompt(NEXT_CODE)
    office.settle()
    assert first.answer["profile"] == "reports"


def test_a_profile_that_is_removed_ends_the_wait(office: Office, tools: ToolRequests):
    tool = ask(tools)
    office.book.remove("reports")
    office.prompting.profiles_changed()
    tools.profiles_changed()
    assert tool.answer["status"] == exit_status.NO_SUCH_PROFILE


def test_a_fault_of_our_own_is_told_to_all_who_wait_and_rises(qtbot: QtBot, office: Office, tools: ToolRequests):
    waiting = [ask(tools), ask(tools, process_id=2)]
    nonsense: Any = Problem("a reason that no sentence is there for")  # type: ignore[arg-type]
    with qtbot.capture_exceptions() as risen:
        office.signing_in.refused.emit("reports", nonsense)
    assert [kind for kind, _, _ in risen] == [KeyError]
    assert {(tool.answer["error"], tool.answer["status"]) for tool in waiting} == {("failed", exit_status.FAILED)}


def test_what_a_program_calls_itself_is_one_short_line(office: Office, tools: ToolRequests):
    ask(tools, **{"for": "terra\x00\x1b[31m\u202e\n<i>form</i>" + "x" * 60_000})
    assert "<b>terra[31m&lt;i&gt;form&lt;/i&gt;xxx" in why(office)
    assert len(why(office)) < 150


@pytest.fixture
def logins(office: Office) -> TerminalLogins:
    return TerminalLogins(office.sessions, office.signing_in, office.book.find, office.window)


def log_in(logins: TerminalLogins, code: str = "", name: str = "reports") -> Tool:
    tool = Tool(1)
    logins.ask({"ask": "login", "profile": name, "code": code}, tool.caller)
    return tool


def test_a_login_is_told_first_what_it_has_to_ask_for(logins: TerminalLogins):
    assert log_in(logins).answer == {"v": 1, "needs_code": True, "profile": "reports", "device": "maya-phone"}


def test_a_code_from_a_terminal_counts_in_the_window_as_well(office: Office, logins: TerminalLogins):
    tool = log_in(logins, CODE)
    office.settle()
    assert tool.answer["expires"].endswith("Z")
    assert not office.asks


def test_a_code_that_is_none_is_told_and_not_sent(office: Office, logins: TerminalLogins):
    assert log_in(logins, "12ab").answer["status"] == exit_status.REFUSED
    assert "assume_role" not in office.aws.operations()


def test_a_refused_login_says_why(office: Office, logins: TerminalLogins):
    office.aws.will("assume_role", refusal(Reason.CODE_REFUSED))
    tool = log_in(logins, CODE)
    office.settle()
    assert tool.answer["status"] == exit_status.REFUSED
    assert "code" in tool.answer["message"]


@pytest.mark.parametrize(
    ("reason", "code", "another"),
    [
        (Reason.CODE_REFUSED, CODE, True),
        (Reason.CODE_ALREADY_SENT, CODE, True),
        (Reason.ROLE_REFUSED, CODE, False),
        (None, "12ab", True),
    ],
)
def test_a_login_is_told_whether_another_code_may_do(
    office: Office, logins: TerminalLogins, reason: Reason | None, code: str, another: bool
):
    if reason:
        office.aws.will("assume_role", refusal(reason))
    tool = log_in(logins, code)
    office.settle()
    assert tool.answer["status"] == exit_status.REFUSED
    assert tool.answer.get("another_code_may_do", False) is another


def test_a_fault_of_our_own_is_told_to_a_login_and_rises(qtbot: QtBot, office: Office, logins: TerminalLogins):
    tool = log_in(logins, CODE)
    nonsense: Any = Problem("a reason that no sentence is there for")  # type: ignore[arg-type]
    with qtbot.capture_exceptions() as risen:
        office.signing_in.refused.emit("reports", nonsense)
    assert [kind for kind, _, _ in risen] == [KeyError]
    assert tool.answer["status"] == exit_status.FAILED
    office.settle()


def test_a_login_into_what_is_not_there_is_told(logins: TerminalLogins):
    assert log_in(logins, name="nobody").answer["status"] == exit_status.NO_SUCH_PROFILE
