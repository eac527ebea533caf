from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from gui.fakes_setting_up import DRAFT, FakeSettingUp
from hourpass.domain.problem import Problem, RawAnswer, Reason
from hourpass.domain.setup import Draft, Mode
from hourpass.domain.setup_plan import StepKind
from hourpass.gui.controls import StatusLine, Tone
from hourpass.gui.error_box import ErrorBox
from hourpass.gui.theme import Theme
from hourpass.gui.wizard.marks import Mark
from hourpass.gui.wizard.proof_cards import WithCard, WithoutCard
from hourpass.gui.wizard.prove_page import ProvePage
from services.fakes_services import session

RAW = RawAnswer("AssumeRole", 403, "AccessDenied", "User: x is not authorized to perform: sts:AssumeRole", "7a1b")
REFUSED = Problem(
    Reason.CODE_REFUSED, {}, RawAnswer("AssumeRole", 403, "AccessDenied", "invalid MFA one time pass code")
)
BUCKETS = tuple((f"bucket-{number}", "", "") for number in range(7))


class Shown:
    def __init__(self, qtbot: QtBot, theme: Theme, draft: Draft = DRAFT) -> None:
        self.qtbot = qtbot
        self.setting_up = FakeSettingUp(draft)
        self.page = ProvePage(theme, self.setting_up)  # type: ignore[arg-type]
        qtbot.addWidget(self.page)
        self.page.resize(860, 460)
        self.page.show()

    @property
    def without(self) -> WithoutCard:
        return self.page.findChild(WithoutCard, "proofWithoutMfa")

    @property
    def with_code(self) -> WithCard:
        return self.page.findChild(WithCard, "proofWithMfa")

    @property
    def line(self) -> QLineEdit:
        return self.page.findChild(QLineEdit, "proofCodeInput")

    @property
    def status(self) -> StatusLine:
        return self.page.findChild(StatusLine, "proofStatus")

    def button(self, name: str) -> QPushButton:
        return self.page.findChild(QPushButton, name)

    def reach(self, fresh_in: float = 0) -> None:
        """Everything stands, and AWS has refused without a code."""
        self.setting_up.finish_creating()
        self.setting_up.register()
        self.setting_up.stand(fresh_in)
        self.page.initializePage()
        self.setting_up.refused_without_code.emit(RAW)

    def pass_time(self, seconds: float) -> None:
        self.setting_up.clock.time += timedelta(seconds=seconds)
        self.page._seconds.passed.emit()

    def type(self, code: str) -> None:
        self.qtbot.keyClicks(self.line, code)

    def codes_sent(self) -> list[str]:
        return [asked[1] for asked in self.setting_up.asked if asked[0] == "prove"]


@pytest.fixture
def shown(qtbot: QtBot, theme: Theme) -> Shown:
    return Shown(qtbot, theme)


def test_reached_early_it_says_what_is_still_being_made(shown: Shown):
    shown.page.initializePage()
    assert shown.setting_up.asked == [("prove_without_code",)]
    assert shown.without.words() == "Without a code Still in progress: User hourpass-maya"
    shown.setting_up.finish_creating()
    shown.setting_up.stand()
    assert "asking AWS" in shown.without.words()


def test_a_step_that_fails_meanwhile_is_said_and_can_be_tried_again(shown: Shown):
    shown.page.initializePage()
    shown.setting_up.fail(StepKind.CREATE_ROLE, Problem(Reason.DENIED, {"action": "iam:CreateRole"}))
    assert "iam:CreateRole" in shown.without.words()
    shown.button("proofAgainButton").click()
    assert shown.setting_up.asked[-1] == ("retry",)
    assert shown.without.mark() is Mark.WAITING


def test_a_refusal_is_shown_for_what_it_is_worth_with_aws_own_words_a_click_away(shown: Shown):
    shown.reach()
    assert shown.without.mark() is Mark.DONE
    assert "half of the proof" in shown.without.words()
    raw = shown.page.findChild(QLabel, "proofAnswer")
    assert not raw.isVisible()
    shown.button("proofAnswerButton").click()
    assert raw.isVisible()
    assert "Code: AccessDenied" in raw.text()


def test_the_answer_leaves_the_code_and_its_hint_in_sight(shown: Shown):
    shown.page.resize(860, 490)  # what the wizard's usual size leaves
    shown.reach()
    shown.button("proofAnswerButton").click()
    shown.qtbot.waitUntil(lambda: shown.page.scroll_area.verticalScrollBar().maximum() == 0)
    assert shown.status.isVisible()
    assert shown.line.visibleRegion().boundingRect().height() == shown.line.height()
    assert shown.status.visibleRegion().boundingRect().height() == shown.status.height()


def test_the_answer_is_shown_whole_where_it_has_a_few_lines(shown: Shown):
    shown.page.resize(860, 490)
    shown.reach()
    shown.button("proofAnswerButton").click()
    raw = shown.page.findChild(QLabel, "proofAnswer")
    assert raw.text().count("\n") >= 4
    shown.qtbot.waitUntil(lambda: raw.visibleRegion().boundingRect().height() == raw.height())


def test_of_a_new_device_a_code_is_wanted_that_aws_has_not_had(shown: Shown):
    shown.reach()
    assert "has already had the last two" in shown.with_code.words()
    assert "“hourpass-maya”" in shown.status.text()


def test_of_a_device_from_before_its_name_is_said_and_no_two_codes(qtbot: QtBot, theme: Theme):
    device = "arn:aws:iam::111122223333:mfa/maya-phone"
    draft = replace(DRAFT, existing_user_path="/", existing_device=device, existing_key="AKIAIOSFODNN7EXAMPLE")
    shown = Shown(qtbot, theme, draft)
    shown.reach()
    said = " ".join(label.text() for label in shown.page.findChildren(QLabel))
    assert "had the last two" not in said
    assert "new access key" not in said
    assert "From the existing device “maya-phone”." in shown.with_code.words()
    assert shown.status.text() == "Type the code that your phone shows now for “maya-phone”. The last digit sends it."


def test_an_answer_that_is_being_read_stays_unfolded_while_seconds_pass(shown: Shown):
    shown.reach(20)
    shown.button("proofAnswerButton").click()
    shown.pass_time(1)
    assert shown.page.findChild(QLabel, "proofAnswer").isVisible()


def test_being_let_in_without_a_code_is_shown_as_a_fault(shown: Shown):
    shown.setting_up.stand()
    shown.page.initializePage()
    shown.setting_up.proof_failed.emit(Problem(Reason.ACCEPTED_WITHOUT_CODE, {"role_arn": DRAFT.role_arn}))
    assert shown.without.mark() is Mark.FAILED
    assert "That should not happen" in shown.without.words()
    shown.button("proofDetailsButton").click()
    box = shown.page.window().findChild(ErrorBox)
    assert box is not None
    box.close()


def test_without_a_network_the_first_try_is_made_again_on_request(shown: Shown):
    shown.setting_up.stand()
    shown.page.initializePage()
    shown.setting_up.proof_failed.emit(Problem(Reason.UNREACHABLE, {"sent": "no"}))
    assert "no clear answer" in shown.without.words()
    shown.button("proofAgainButton").click()
    assert shown.setting_up.asked == [("prove_without_code",)] * 2
    assert shown.without.mark() is Mark.RUNNING


def test_the_wait_for_a_fresh_code_is_counted_down_and_ends_with_the_cursor_in_the_field(shown: Shown):
    shown.reach(21)
    assert "In 21 s" in shown.status.text()
    assert not shown.line.isEnabled()
    shown.pass_time(9)
    assert "In 12 s" in shown.status.text()
    shown.pass_time(12)
    assert shown.line.isEnabled()
    shown.qtbot.waitUntil(shown.line.hasFocus)


def test_the_sixth_digit_sends_the_code(shown: Shown):
    shown.reach()
    shown.type("12345")
    assert shown.codes_sent() == []
    shown.type("6")
    assert shown.codes_sent() == ["123456"]
    assert shown.status.text() == "Asking AWS…"
    assert shown.line.isReadOnly()


def test_success_shows_until_when_and_the_first_buckets_with_their_number(shown: Shown):
    shown.reach()
    shown.type("123456")
    assert not shown.page.isComplete()
    with shown.qtbot.waitSignal(shown.page.completeChanged):
        shown.setting_up.session_obtained.emit(session(start=shown.setting_up.clock.now()))
    assert shown.page.isComplete()
    assert "let in" in shown.with_code.words()
    assert "1 h left" in shown.with_code.words()
    assert shown.with_code.listed() == "Listing your buckets…"
    shown.setting_up.buckets_listed.emit(BUCKETS)
    listed = shown.with_code.listed().splitlines()
    assert listed[:2] == ["7 buckets:", "bucket-0"]
    assert listed[-1] == "… and the others, in the main window"
    assert not shown.line.isVisible()


def test_once_a_code_has_opened_it_the_first_half_no_longer_points_to_what_is_to_come(shown: Shown):
    shown.reach()
    shown.type("123456")
    shown.setting_up.session_obtained.emit(session(start=shown.setting_up.clock.now()))
    said = "Without a code: refused As it should be: the access key alone opens nothing."
    assert shown.without.words() == said
    assert shown.without.accessibleName() == said


def test_an_account_without_buckets_is_no_fault(shown: Shown):
    shown.reach()
    shown.type("123456")
    shown.setting_up.session_obtained.emit(session(start=shown.setting_up.clock.now()))
    shown.setting_up.buckets_listed.emit(())
    assert "which is fine" in shown.with_code.listed()


def test_buckets_that_do_not_come_can_be_asked_for_again(shown: Shown):
    shown.reach()
    shown.type("123456")
    shown.setting_up.session_obtained.emit(session(start=shown.setting_up.clock.now()))
    shown.setting_up.proof_failed.emit(Problem(Reason.DENIED, {"action": "s3:ListAllMyBuckets"}))
    assert "s3:ListAllMyBuckets" in shown.with_code.listed()
    assert shown.page.isComplete()
    shown.with_code.list_asked.emit()
    assert shown.setting_up.asked[-1] == ("list_buckets",)
    assert shown.with_code.listed() == "Listing your buckets…"


def test_a_refused_code_leaves_and_the_next_one_is_counted_down_to(shown: Shown):
    shown.reach()
    shown.type("123456")
    shown.setting_up.proof_failed.emit(REFUSED)
    assert shown.line.text() == ""
    assert "123 456" in shown.status.text()
    assert "17 s" in shown.status.text()
    assert shown.line.isEnabled()


def test_soon_after_the_registration_a_refusal_is_said_calmly(shown: Shown):
    shown.reach()
    shown.type("123456")
    shown.setting_up.proof_failed.emit(Problem(Reason.DEVICE_UNKNOWN, {"serial": DRAFT.device_serial}))
    assert shown.status.tone() is Tone.INFO
    assert "still learning about your device. In 17 s" in shown.status.text()
    shown.pass_time(61)
    shown.type("654321")
    shown.setting_up.proof_failed.emit(Problem(Reason.DEVICE_UNKNOWN, {"serial": DRAFT.device_serial}))
    assert shown.status.tone() is Tone.BAD


def test_what_aws_said_of_a_code_is_a_click_away(shown: Shown):
    shown.reach()
    shown.type("123456")
    shown.setting_up.proof_failed.emit(REFUSED)
    shown.status.acted.emit()
    box = shown.page.window().findChild(ErrorBox)
    assert box is not None
    box.close()


def test_a_code_that_never_went_out_stays_and_can_be_sent_again(shown: Shown):
    shown.reach()
    shown.type("123456")
    shown.setting_up.proof_failed.emit(Problem(Reason.UNREACHABLE, {"sent": "no"}))
    assert shown.line.text() == "123456"
    shown.button("sendCodeAgainButton").click()
    assert shown.codes_sent() == ["123456", "123456"]


def test_a_resync_is_offered_after_three_refused_codes(shown: Shown):
    shown.reach()
    for code in ("111111", "222222", "333333"):
        assert not shown.button("resyncButton").isVisible()
        shown.type(code)
        shown.setting_up.proof_failed.emit(REFUSED)
    assert shown.button("resyncButton").isVisible()
    shown.page._note_resync()
    assert not shown.button("resyncButton").isVisible()
    assert "In 17 s" in shown.status.text()


def test_letters_are_refused_in_place(shown: Shown):
    shown.reach()
    shown.type("12a")
    assert shown.line.text() == "12"
    assert "only digits" in shown.status.text()


def test_return_sends_nothing_unfinished(shown: Shown):
    shown.reach()
    shown.type("12")
    shown.qtbot.keyClick(shown.line, Qt.Key.Key_Return)
    assert shown.codes_sent() == []
    assert "some are still missing" in shown.status.text()


def test_in_session_mode_the_key_alone_tries_to_list_buckets(qtbot: QtBot, theme: Theme):
    shown = Shown(qtbot, theme, replace(DRAFT, mode=Mode.SESSION, role_name=""))
    shown.setting_up.finish_creating()
    shown.setting_up.stand()
    shown.page.initializePage()
    assert "tries to list the buckets" in shown.without.words()


def test_the_cards_are_read_out_as_they_are_seen(shown: Shown):
    shown.reach()
    assert shown.without.accessibleName() == shown.without.words()
    assert shown.with_code.accessibleName() == shown.with_code.words()


def test_going_on_with_other_tools_is_offered_once_it_works_and_only_then(shown: Shown):
    check = shown.page.findChild(QCheckBox, "useElsewhereCheck")
    assert not check.isVisible()
    shown.reach()
    shown.type("123456")
    assert not check.isVisible()
    shown.setting_up.session_obtained.emit(session(start=shown.setting_up.clock.now()))
    assert check.isVisible()
    assert not check.isChecked()
    assert not shown.page.wants_elsewhere
    check.setChecked(True)
    assert shown.page.wants_elsewhere
