"""The chosen profile on its page: the card that fits, and what becomes of what is typed there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from gui.fakes_office import CODE, NEXT_CODE, Office
from hourpass.domain.problem import Reason
from hourpass.domain.profile import Method, UsualDurations
from hourpass.gui.theme import Theme
from hourpass.gui.wording import methods, times
from services.fakes_services import profile, refusal


@pytest.fixture
def office(qtbot: QtBot, theme: Theme) -> Iterator[Office]:
    made = Office(qtbot, theme, profile("reports"), profile("audit", device_serial="arn:aws:iam::111122223333:mfa/key"))
    yield made
    made.close()


def button(office: Office, name: str) -> QPushButton:
    found = office.window.findChild(QPushButton, name)
    assert found is not None
    return found


def combo(office: Office, name: str) -> QComboBox:
    found = office.window.findChild(QComboBox, name)
    assert found is not None
    return found


def choose(box: QComboBox, value: object) -> None:
    box.setCurrentIndex([box.itemData(place) for place in range(box.count())].index(value))
    box.activated.emit(box.currentIndex())


def test_a_letter_is_turned_away_with_a_word_and_the_digits_stay(office: Office):
    office.type("12x3")
    assert office.line.text() == "123"
    office.type("x")
    assert "digit" in office.status.lower()
    assert office.aws.calls == []


def test_the_sixth_digit_alone_sends_nothing_where_there_is_more_to_choose(office: Office):
    office.type(CODE)
    assert office.tasks.idle
    assert office.aws.calls == []


def test_too_few_digits_are_told_and_not_sent(office: Office):
    office.type("12345")
    office.send()
    assert office.status
    assert office.tasks.idle
    assert office.aws.calls == []


def test_a_good_code_turns_the_card_into_the_countdown(office: Office):
    office.sign_in()
    assert not office.asks
    assert office.page.countdown_card.isVisible()
    (row, _) = office.looks[-1].rows
    assert row.left == timedelta(hours=1)


def test_a_refused_code_leaves_the_field_and_the_next_one_is_waited_for(office: Office):
    office.aws.will("assume_role", refusal(Reason.CODE_REFUSED))
    office.sign_in()
    assert office.line.text() == ""
    assert CODE[:3] in office.status.replace(" ", "")
    assert "20 s" in office.status
    office.pass_time(seconds=19)
    assert "1 s" in office.status
    office.pass_time(seconds=1)
    assert "1 s" not in office.status
    assert not office.desk.counts_seconds


def test_a_spent_code_is_not_sent_again(office: Office):
    office.aws.will("assume_role", refusal(Reason.CODE_REFUSED))
    office.sign_in()
    office.sign_in()
    assert office.aws.operations() == ["assume_role"]
    assert office.asks


def test_while_aws_answers_the_card_is_busy_and_can_be_cancelled(office: Office, qtbot: QtBot):
    gate = office.held_up()
    office.type(CODE)
    office.send()
    assert gate.reached.wait(5)
    assert office.line.isReadOnly()
    assert not combo(office, "durationCombo").isEnabled()
    assert button(office, "getCredentialsButton").isHidden()
    qtbot.mouseClick(button(office, "cancelRequestButton"), Qt.MouseButton.LeftButton)
    office.settle()
    assert not office.line.isReadOnly()
    assert office.line.text() == ""
    assert "20 s" in office.status  # the code may have reached AWS
    assert combo(office, "durationCombo").isEnabled()


def test_another_duration_is_kept_once_it_has_worked(office: Office):
    choose(combo(office, "durationCombo"), timedelta(hours=2))
    assert office.store.writes == 0
    office.sign_in()
    office.settle()
    assert office.store.saved.profiles[0].duration == timedelta(hours=2)
    assert office.looks[-1].rows[0].left == timedelta(hours=2)


def test_a_duration_chosen_while_aws_answers_is_not_taken_for_what_worked(office: Office):
    gate = office.held_up()
    office.type(CODE)
    office.send()
    assert gate.reached.wait(5)
    office.desk._choose_duration(timedelta(hours=4))
    gate.open()
    office.settle()
    assert office.book.profiles[0].duration == timedelta(hours=1)


def test_another_method_lasts_as_long_as_is_usual_here(office: Office):
    office.book.change(usual=UsualDurations(session=timedelta(hours=8)))
    choose(combo(office, "methodCombo"), Method.SESSION)
    assert combo(office, "durationCombo").currentText() == "8 hours"


def test_another_method_that_was_refused_is_not_kept(office: Office):
    choose(combo(office, "methodCombo"), Method.SESSION)
    office.aws.will("session_token", refusal(Reason.CODE_REFUSED))
    office.sign_in()
    assert office.aws.operations() == ["session_token"]
    assert office.store.writes == 0
    assert office.book.profiles[0].method is Method.ROLE


def test_each_profile_keeps_what_was_typed_for_it(office: Office):
    office.type("123")
    office.desk.choose("audit")
    office.settle()
    assert office.line.text() == ""
    office.type("45")
    office.desk.choose("reports")
    office.settle()
    assert office.line.text() == "123"
    assert office.store.saved.selected_profile == "reports"


def test_after_a_click_in_the_list_its_keys_mean_the_profile_that_was_clicked(office: Office, qtbot: QtBot):
    told: list[tuple[str, str]] = []
    office.window.edit_asked.connect(lambda profile_id: told.append(("edit", profile_id)))
    office.window.remove_asked.connect(lambda profile_id: told.append(("remove", profile_id)))
    audit = office.list.visualRect(office.list.model().index(1, 0)).center()
    office.window.activateWindow()
    qtbot.mouseClick(office.list.viewport(), Qt.MouseButton.LeftButton, pos=audit)
    qtbot.waitUntil(office.line.hasFocus)
    for key in (Qt.Key.Key_F2, Qt.Key.Key_Delete):
        qtbot.keyClick(office.window.focusWidget(), key)
    assert told == [("edit", "audit"), ("remove", "audit")]


def test_a_chosen_profile_is_shown_before_the_settings_are_written(office: Office):
    seen = []
    office.desk.chosen_changed.connect(lambda: seen.append(office.desk.selected))
    office.desk.choose("audit")
    assert seen == ["audit"]
    assert office.list.currentIndex().row() == 1
    office.settle()
    assert office.store.saved.selected_profile == "audit"


def test_a_profile_that_was_added_is_chosen_whatever_was_chosen_before(office: Office):
    office.desk.choose("audit")
    office.settle()
    office.book.add(profile("new"))
    office.desk.refresh()
    assert office.desk.selected == "new"
    office.book.remove("new")
    office.desk.refresh()
    assert office.desk.selected == "audit"


def test_an_answer_for_a_profile_that_is_no_longer_looked_at_changes_nothing_on_the_page(office: Office):
    gate = office.held_up()
    office.type(CODE)
    office.send()
    office.desk.choose("audit")
    office.type("77")
    gate.open()
    office.settle()
    assert office.asks
    assert office.line.text() == "77"
    assert office.desk.selected == "audit"
    office.desk.choose("reports")
    assert not office.asks


def test_forgetting_brings_the_code_card_back(office: Office, qtbot: QtBot):
    office.sign_in()
    qtbot.mouseClick(button(office, "forgetButton"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: office.asks)
    assert office.sessions.session("reports") is None
    assert office.line.text() == ""


def test_a_keyring_that_will_not_forget_is_told(office: Office, qtbot: QtBot):
    office.sign_in()
    office.vault.refuses.add("delete")
    with qtbot.waitSignal(office.desk.problem_met) as told:
        office.desk.forget()
    assert told.args is not None
    assert told.args[0].reason is Reason.VAULT_LOCKED


def test_renewing_valid_credentials_asks_in_a_prompt_and_leaves_the_old_ones_in_use(office: Office):
    office.sign_in()
    office.desk.renew()
    assert office.prompt is not None
    assert office.page.countdown_card.isVisible()
    office.clock.advance(seconds=30)
    office.type_into_prompt(NEXT_CODE)
    office.settle()
    assert office.prompt is None
    assert office.aws.issued == 2


def test_renewing_what_has_expired_sends_what_stands_in_the_card(office: Office):
    office.type(CODE)
    office.desk.renew()
    office.settle()
    assert not office.asks
    assert office.prompt is None


def test_renewing_without_a_code_asks_for_one_in_the_card_and_complains_of_nothing(office: Office, qtbot: QtBot):
    office.window.activateWindow()
    office.list.setFocus()
    qtbot.waitUntil(office.list.hasFocus)
    before = office.status
    qtbot.keyClick(office.list, Qt.Key.Key_F5)
    assert office.status == before
    qtbot.keyClicks(office.window.focusWidget(), CODE[:3])
    assert office.line.text() == CODE[:3]
    office.list.setFocus()
    qtbot.keyClick(office.list, Qt.Key.Key_F5)  # some digits are an attempt
    assert office.status != before
    assert office.line.hasFocus()
    assert office.aws.calls == []


def test_expired_credentials_give_the_card_back_with_the_focus(office: Office):
    office.sign_in()
    office.pass_time(hours=1)
    assert office.asks
    assert not office.desk.holds_credentials


def test_the_card_says_since_when_a_code_is_due_until_there_is_more_to_say(office: Office):
    assert office.status == methods.hint(Method.ROLE)
    office.sign_in()
    office.pass_time(hours=2)
    ended = office.clock.now() - timedelta(hours=1)
    assert office.status == f"Expired at {times.clock(ended, office.clock.now())}"
    office.type(NEXT_CODE)
    assert "Enter" in office.status


def test_a_profile_without_a_device_needs_a_press_and_no_code(qtbot: QtBot, theme: Theme):
    office = Office(qtbot, theme, profile(device_serial=""))
    assert not office.page.code_card.field.isVisible()
    qtbot.mouseClick(button(office, "getCredentialsButton"), Qt.MouseButton.LeftButton)
    office.settle()
    assert not office.asks
    office.close()


def test_with_an_open_mfa_session_no_code_is_asked(qtbot: QtBot, theme: Theme):
    office = Office(qtbot, theme, profile(method=Method.ROLE_THROUGH_SESSION))
    office.sign_in()
    office.desk.renew()
    office.settle()
    assert office.prompt is None
    assert office.aws.operations().count("session_token") == 1
    assert office.aws.operations().count("assume_role") == 2
    office.pass_time(hours=1, minutes=1)
    assert office.asks
    assert not office.page.code_card.field.isVisible()
    office.close()


def test_a_code_that_comes_near_has_the_worker_started_before_it_is_typed(office: Office):
    office.window.activateWindow()
    office.desk.take_focus()
    assert office.warmed


def test_a_problem_is_explained_in_full_on_demand(office: Office, qtbot: QtBot):
    office.aws.will("assume_role", refusal(Reason.ROLE_REFUSED, role_arn="r", caller="c"))
    office.sign_in()
    with qtbot.waitSignal(office.desk.details_asked) as told:
        office.page.code_card.status.acted.emit()
    assert told.args is not None
    assert told.args[0].reason is Reason.ROLE_REFUSED


def test_a_hidden_window_is_drawn_once_it_is_shown(office: Office):
    office.sign_in()
    office.window.hide()
    before = office.page.countdown_card.ring.accessibleName()
    office.clock.advance(minutes=20)
    office.vigil.look()
    assert office.page.countdown_card.ring.accessibleName() == before
    office.window.show()
    office.vigil.look()
    assert office.page.countdown_card.ring.accessibleName() != before
