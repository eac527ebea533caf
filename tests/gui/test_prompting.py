"""One prompt at a time, its reminders, and how it goes away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from gui.fakes_office import CODE, NEXT_CODE, Office
from hourpass.domain.problem import Reason
from hourpass.domain.profile import Method
from hourpass.gui.code_prompt import CodePrompt
from hourpass.gui.prompting import REMINDER
from hourpass.gui.theme import Theme
from services.fakes_services import profile, refusal

OTHER_DEVICE = "arn:aws:iam::111122223333:mfa/key"


@pytest.fixture
def office(qtbot: QtBot, theme: Theme) -> Iterator[Office]:
    made = Office(qtbot, theme, profile("reports"), profile("audit", device_serial=OTHER_DEVICE))
    yield made
    made.close()


def prompt(office: Office) -> CodePrompt:
    assert office.prompt is not None
    return office.prompt


def later(office: Office) -> QPushButton:
    found = prompt(office).findChild(QPushButton, "promptLaterButton")
    assert found is not None
    return found


def test_the_sixth_digit_gets_the_credentials_and_ends_the_prompt(office: Office):
    office.prompting.ask(profile())
    office.type_into_prompt(CODE)
    office.settle()
    assert office.prompt is None
    assert office.sessions.session("reports") is not None


def test_a_prompt_without_the_keyboard_says_so_until_it_has_it(qtbot: QtBot, office: Office):
    office.window.activateWindow()
    qtbot.waitUntil(office.window.isActiveWindow)
    office.prompting.ask(profile(), unasked=True)
    qtbot.waitExposed(prompt(office))
    assert prompt(office).status.text().startswith("Click the boxes")
    prompt(office).activateWindow()
    qtbot.waitUntil(lambda: prompt(office).status.text().startswith("maya-phone"))


@pytest.mark.parametrize(
    ("serial", "said"),
    [(OTHER_DEVICE, "key in account 111122223333\n"), ("GAHT12345678", "GAHT12345678\n")],
)
def test_it_says_where_the_device_is_not_where_the_role_is(office: Office, serial: str, said: str):
    role = "arn:aws:iam::777788889999:role/reader"
    office.prompting.ask(profile("audit", device_serial=serial, role_arn=role))
    assert prompt(office).hint.startswith(said)


def test_a_refused_code_leaves_the_prompt_open_and_counts_down_to_the_next(office: Office):
    office.aws.will("assume_role", refusal(Reason.CODE_REFUSED))
    office.prompting.ask(profile())
    office.type_into_prompt(CODE)
    office.settle()
    assert "20 s" in prompt(office).status.text()
    assert office.prompting.counts_seconds
    office.clock.advance(seconds=5)
    office.prompting.tick()
    assert "15 s" in prompt(office).status.text()
    office.clock.advance(seconds=15)
    office.type_into_prompt(NEXT_CODE)
    office.settle()
    assert office.prompt is None


def test_the_count_of_seconds_ends_with_the_wait(office: Office):
    office.aws.will("assume_role", refusal(Reason.CODE_REFUSED))
    office.prompting.ask(profile())
    office.type_into_prompt(CODE)
    office.settle()
    office.clock.advance(seconds=20)
    office.prompting.tick()
    assert not office.prompting.counts_seconds


def test_a_spent_code_is_refused_in_the_prompt_without_asking_aws(office: Office):
    office.sign_in()
    office.prompting.ask(profile())
    office.type_into_prompt(CODE)
    office.settle()
    assert office.aws.operations() == ["assume_role"]
    assert prompt(office).status.text() != prompt(office).hint


def test_asking_again_raises_the_prompt_that_is_there(office: Office):
    office.prompting.ask(profile())
    first = office.prompt
    office.type_into_prompt("12")
    office.prompting.ask(profile())
    assert office.prompt is first
    assert prompt(office).field.digits() == "12"


def test_another_profiles_prompt_takes_the_place_of_the_first(office: Office):
    office.prompting.ask(profile("reports"))
    office.prompting.ask(profile("audit", device_serial=OTHER_DEVICE))
    assert office.prompting.profile_id == "audit"
    office.type_into_prompt(CODE)
    office.settle()
    assert office.sessions.session("audit") is not None
    assert office.sessions.session("reports") is None


def test_escape_gives_up_what_is_under_way(office: Office, qtbot: QtBot):
    gate = office.held_up()
    office.prompting.ask(profile())
    office.type_into_prompt(CODE)
    assert gate.reached.wait(5)
    qtbot.keyClick(prompt(office), Qt.Key.Key_Escape)
    office.settle()
    assert office.prompt is None
    assert office.prompting.profile_id == ""
    assert office.sessions.session("reports") is None


def test_a_prompt_that_was_put_off_is_due_once_after_its_time(office: Office, qtbot: QtBot):
    office.sign_in()
    office.prompting.ask(profile())
    qtbot.mouseClick(later(office), Qt.MouseButton.LeftButton)
    assert office.prompt is None
    assert office.prompting.next_reminder() == office.clock.now() + REMINDER
    assert office.prompting.next_due(office.clock.now()) == ""
    office.clock.advance(minutes=3)
    assert office.prompting.next_due(office.clock.now()) == "reports"
    assert office.prompting.next_due(office.clock.now()) == ""
    assert office.prompting.next_reminder() is None


def test_fresh_credentials_take_a_reminder_back(office: Office, qtbot: QtBot):
    office.sign_in()
    office.prompting.ask(profile())
    qtbot.mouseClick(later(office), Qt.MouseButton.LeftButton)
    office.clock.advance(seconds=30)
    office.signing_in.submit(profile(), NEXT_CODE)
    office.settle()
    assert office.prompting.next_reminder() is None


def test_no_reminder_is_offered_that_would_come_after_the_end(office: Office):
    office.sign_in()
    office.pass_time(minutes=58)
    office.prompting.ask(profile())
    assert later(office).isHidden()


def test_the_prompt_of_a_removed_profile_goes(office: Office):
    office.prompting.ask(profile())
    office.book.remove("reports")
    office.prompting.profiles_changed()
    assert office.prompt is None


def test_the_prompt_of_an_edited_profile_asks_for_what_it_is_now(office: Office):
    office.prompting.ask(profile())
    office.book.replace(profile("reports", name="renamed", duration=timedelta(hours=2)))
    office.prompting.profiles_changed()
    assert "renamed" in prompt(office)._title.text()
    office.type_into_prompt(CODE)
    office.settle()
    assert office.aws.calls[-1][1][2].duration == timedelta(hours=2)


def test_a_prompt_that_somebody_types_into_is_not_thrown_out(office: Office):
    office.prompting.ask(profile("reports"))
    office.type_into_prompt("123")
    office.prompting.ask(profile("audit", device_serial=OTHER_DEVICE))
    assert office.prompting.profile_id == "reports"
    office.type_into_prompt("456")
    office.settle()
    assert office.prompt is None
    assert office.prompting.next_due(office.clock.now()) == "audit"  # it comes after


def test_where_no_code_is_needed_nobody_is_asked(office: Office):
    day = profile("reports", method=Method.ROLE_THROUGH_SESSION)
    office.signing_in.submit(day, CODE)
    office.settle()
    office.prompting.ask(day)
    assert office.prompt is None
    office.settle()
    assert office.aws.issued == 3  # the MFA session, and a role from it twice


def test_the_prompt_says_how_long_the_credentials_still_last(office: Office):
    office.sign_in()
    office.pass_time(minutes=56)
    office.prompting.ask(profile())
    said = " ".join(label.text() for label in prompt(office).findChildren(type(prompt(office)._why)))
    assert "4 min" in said
    assert "reports" in said


def test_a_reminder_wakes_the_vigil(office: Office, qtbot: QtBot):
    office.sign_in()
    office.prompting.ask(profile())
    office.window.hide()
    qtbot.mouseClick(later(office), Qt.MouseButton.LeftButton)
    office.vigil.look()
    due = office.vigil._heart._due
    assert due is not None
    assert due - office.clock.now() <= timedelta(minutes=1)


def test_while_a_prompt_is_open_nobody_is_woken_for_the_next_one(office: Office):
    office.prompting.ask(profile())
    assert office.prompt is not None
    office.prompt.field.set_text("12")
    office.prompting.ask(profile("audit"))
    assert office.prompting.next_reminder() is None
    office.prompt.reject()
    assert office.prompting.next_reminder() == office.clock.now()
