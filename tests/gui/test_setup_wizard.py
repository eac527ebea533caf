from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QProgressBar, QWidget
from pytestqt.qtbot import QtBot

from gui.cut_off import cut_off
from gui.fakes_wizard import DRAFT, PLAIN, REGION, Run, WizardRun
from gui.letters import clashes, texts
from gui.nameless import nameless
from gui.reading_order import out_of_order
from hourpass.domain.setup import Mode
from hourpass.domain.setup_plan import Side
from hourpass.gui.question import Question
from hourpass.gui.theme import Theme
from hourpass.gui.wizard.admin_again import AdminAgain
from hourpass.gui.wizard.admin_chooser import AdminChooser
from hourpass.gui.wizard.marks import Mark
from hourpass.gui.wizard.progress_list import ProgressList
from hourpass.gui.wizard.step_trail import StepTrail
from hourpass.sandbox.answers import EXPIRED_TOKEN, Answer
from hourpass.services.administrator import AdminSource
from hourpass.services.cancel import Cancel
from services.fakes_sandbox_world import SandboxWorld

DENIED = Answer(403, "AccessDenied", "User is not authorized to perform this")
PAGES = ("credentialsPage", "namesPage", "reviewPage", "createPage", "scanPage", "provePage")


@pytest.fixture
def run(qtbot: QtBot, theme: Theme) -> Iterator[WizardRun]:
    made = WizardRun(qtbot, SandboxWorld(), theme)
    yield made
    made.close()


def type_codes(run: WizardRun) -> None:
    device = run.work.device
    assert device is not None
    run.world.phones[device.serial] = device.seed
    for name, code in zip(("firstCodeInput", "secondCodeInput"), run.world.pair(device.serial), strict=True):
        run.bot.keyClicks(run.line(name), code)
    run.settle()


def to_prove(run: WizardRun) -> None:
    run.to_scan()
    type_codes(run)
    run.bot.waitUntil(lambda: run.page == "provePage")
    run.settle()


def test_a_newcomer_is_through_with_few_clicks(run: WizardRun):
    to_prove(run)
    assert run.heard.of("refused_without_code")
    assert run.focus() is run.wizard.currentPage()  # while there is nothing to type, no link is the chosen one
    code = run.code()
    run.bot.waitUntil(lambda: run.line("proofCodeInput").isEnabled() and not run.line("proofCodeInput").isReadOnly())
    run.bot.keyClicks(run.line("proofCodeInput"), code)
    run.settle()
    assert run.heard.of("buckets_listed")
    finish = run.button("wizardFinishButton")
    assert finish.isVisible()
    assert finish.isEnabled()
    assert finish.hasFocus()
    assert not run.cancel.isVisible()  # what is proved is not undone by a slip of the hand
    finish.click()
    assert not run.wizard.isVisible()
    assert [profile.name for profile in run.world.book.profiles][-1] == run.work.draft.user_name


def test_the_steps_are_named_and_the_current_one_is_told(run: WizardRun):
    trail = run.wizard.findChild(StepTrail)
    assert trail.accessibleName() == "Step 1 of 6: Credentials"
    run.go_on(2)
    assert trail.accessibleName() == "Step 3 of 6: Review"


def test_scripts_find_pages_and_controls(run: WizardRun):
    names = [
        *PAGES,
        "adminProfileCombo",
        "identityLabel",
        "roleModeButton",
        "sessionModeButton",
        "userNameInput",
        "deviceNameInput",
        "roleNameInput",
        "planView",
        "exportPlanButton",
        "progressList",
        "qrImage",
        "showSecretButton",
        "firstCodeInput",
        "secondCodeInput",
        "proofWithoutMfa",
        "proofWithMfa",
        "proofCodeInput",
        "wizardBackButton",
        "wizardNextButton",
        "wizardCancelButton",
        "wizardFinishButton",
    ]
    assert run.wizard.objectName() == "setupWizard"
    assert [name for name in names if run.wizard.findChild(QWidget, name) is None] == []


@pytest.mark.parametrize("times", range(5))
def test_everything_on_each_page_has_a_name_and_a_letter_of_its_own(run: WizardRun, times: int):
    run.go_on(times)
    assert run.page == PAGES[times]
    assert nameless(run.wizard) == []
    assert out_of_order(run.wizard) == []
    assert len(texts(run.wizard)) >= 3
    assert clashes(texts(run.wizard)) == []


@pytest.mark.usefixtures("language")
@pytest.mark.parametrize("size", [(720, 480), (860, 600)])
def test_no_page_cuts_a_text_off(run: WizardRun, size: tuple[int, int]):
    run.wizard.resize(*size)
    cut = {}
    for times in range(5):
        run.go_on(min(times, 1))
        cut[run.page] = cut_off(run.wizard)
    type_codes(run)
    run.bot.waitUntil(lambda: run.page == "provePage")
    run.settle()
    cut[run.page] = cut_off(run.wizard)
    assert cut == {page: [] for page in PAGES}


@pytest.mark.usefixtures("language")
def test_signing_in_again_cuts_no_text_off(run: WizardRun):
    run.work.check(Side.USER, AdminSource(typed=run.world.seeded.admin, region=REGION))
    run.settle()
    run.world.sandbox.faults.add("CreateRole", answer=EXPIRED_TOKEN)
    run.go_on(3)
    dialog = run.wizard.findChild(AdminAgain)
    assert dialog is not None
    run.settle()
    assert cut_off(dialog) == []


@pytest.mark.parametrize("size", [(860, 560), (720, 520), (1200, 800)])
def test_page_and_buttons_share_the_window_without_covering_each_other(run: WizardRun, size: tuple[int, int]):
    run.wizard.resize(*size)
    for times in range(5):
        run.go_on(min(times, 1))
        run.bot.waitUntil(lambda: run.wizard.currentPage().height() > 300)
        page = run.wizard.currentPage()
        top = page.mapTo(run.wizard, page.rect().topLeft())
        bottom = page.mapTo(run.wizard, page.rect().bottomRight())
        trail, foot = run.wizard.findChild(StepTrail), run.next.mapTo(run.wizard, run.next.rect().topLeft())
        assert (top.x(), bottom.x()) == (0, size[0] - 1)
        assert trail.height() <= top.y() <= trail.height() + 2
        assert bottom.y() < foot.y()
        assert foot.y() - bottom.y() < 20
    assert (run.wizard.width(), run.wizard.height()) == size


def test_the_window_does_not_become_smaller_than_its_pages_can_bear(run: WizardRun):
    run.wizard.resize(300, 200)
    assert (run.wizard.width(), run.wizard.height()) == (720, 520)


def test_the_focus_is_where_typing_begins_and_stays_while_one_types(run: WizardRun):
    assert run.focus().objectName() == "adminProfileCombo"
    run.go_on()
    line = run.line("userNameInput")
    run.bot.waitUntil(lambda: run.focus() is line)
    line.selectAll()
    run.bot.keyClicks(line, "desk")
    assert run.focus() is line
    assert run.line("roleNameInput").text() == "desk-s3"
    run.go_on(3)
    run.bot.waitUntil(lambda: isinstance(run.focus(), QLineEdit))


def test_nothing_is_created_before_create_was_pressed(run: WizardRun):
    run.go_on(2)
    assert run.next.text() == "&Create"
    assert run.as_before()
    assert run.cancel.text() == "Cancel"
    run.go_on()
    assert run.page == "createPage"
    assert not run.as_before()
    assert run.cancel.text() == "Cancel and &undo"


def test_there_is_no_way_back_to_before_create(run: WizardRun):
    back = run.button("wizardBackButton")
    assert not back.isEnabled()
    run.go_on(2)
    assert back.isEnabled()
    run.go_on()
    assert not back.isEnabled()
    run.go_on()
    back.click()
    assert run.page == "createPage"


def test_going_back_loses_nothing(run: WizardRun):
    run.go_on()
    run.radio("sessionModeButton").click()
    run.line("userNameInput").selectAll()
    run.bot.keyClicks(run.line("userNameInput"), "desk")
    run.go_on()
    run.button("wizardBackButton").click()
    run.button("wizardBackButton").click()
    run.go_on(2)
    assert run.work.draft.user_name == "desk"
    assert run.work.draft.mode is Mode.SESSION


def test_other_credentials_do_not_lose_what_was_typed(run: WizardRun):
    run.go_on()
    run.line("userNameInput").selectAll()
    run.bot.keyClicks(run.line("userNameInput"), "desk")
    run.button("wizardBackButton").click()
    run.choose("adminProfileCombo", 1)
    run.bot.waitUntil(lambda: run.work.checked_side(Side.USER) is not None)
    run.go_on(2)
    assert (run.work.draft.user_name, run.work.draft.account) == ("desk", "444455556666")


def test_without_known_credentials_there_is_no_next(run: WizardRun):
    run.choose("adminProfileCombo", 3)
    assert not run.next.isEnabled()


def test_a_name_that_is_taken_keeps_from_going_on(run: WizardRun):
    run.go_on()
    run.line("userNameInput").selectAll()
    run.bot.keyClicks(run.line("userNameInput"), "Practice")
    assert not run.next.isEnabled()
    assert "only in capitals" in run.line("userNameInput").accessibleDescription()


@pytest.mark.parametrize("times", range(3))
def test_before_create_closing_asks_nothing(run: WizardRun, times: int):
    run.go_on(times)
    run.wizard.reject()
    assert not run.wizard.isVisible()
    assert run.as_before()


def test_cancel_and_undo_shows_the_list_again_and_leaves_nothing(run: WizardRun):
    run.to_scan()
    run.cancel.click()
    run.settle()
    assert run.page == "createPage"
    assert run.as_before()
    assert not run.cancel.isVisible()
    assert not run.button("wizardBackButton").isVisible()
    assert run.next.text() == "C&lose"
    run.next.click()
    assert not run.wizard.isVisible()


def test_while_it_is_taken_back_the_one_button_waits_for_its_end(run: WizardRun):
    run.to_scan()
    heard: list[tuple[list[bool], str, bool]] = []
    others = [run.cancel, run.button("wizardBackButton"), run.button("wizardFinishButton")]
    run.work.undoing.connect(
        lambda: heard.append(([each.isVisible() for each in others], run.next.text(), run.next.isEnabled()))
    )
    run.cancel.click()
    run.settle()
    assert heard == [([False] * 3, "C&lose", False)]
    assert run.next.isEnabled()


def test_closing_while_creating_asks_and_going_on_changes_nothing(run: WizardRun):
    run.to_scan()
    run.wizard.reject()
    assert run.asks()
    run.answer("goOnButton")
    assert run.wizard.isVisible()
    type_codes(run)
    assert run.work.finished


def test_what_is_kept_for_later_waits_in_the_journal(run: WizardRun):
    run.to_scan()
    run.wizard.reject()
    run.answer("keepSetupButton")
    run.bot.waitUntil(lambda: run.work.device is None)
    assert not run.wizard.isVisible()
    [record] = run.world.journal.records()
    assert record.unfinished


def test_closing_with_undo_takes_everything_back(run: WizardRun):
    run.to_scan()
    run.wizard.reject()
    run.answer("undoSetupButton")
    assert run.as_before()
    assert run.wizard.isVisible()


def test_when_everything_stands_closing_keeps_it_and_asks_nothing(run: WizardRun):
    to_prove(run)
    run.wizard.reject()
    assert not run.asks()
    assert not run.wizard.isVisible()
    [record] = run.world.journal.records()
    assert not record.unfinished


def test_what_stands_is_undone_only_after_a_question(run: WizardRun):
    to_prove(run)
    run.cancel.click()
    assert run.asks()
    assert run.work.finished
    run.answer("undoSetupButton")
    assert run.as_before()
    assert run.page == "createPage"


def test_the_end_of_the_app_is_not_held_up_by_a_question(run: WizardRun):
    run.to_scan()
    run.wizard.close()
    assert not run.asks()
    assert not run.wizard.isVisible()
    assert run.work.device is None


def test_what_could_not_be_taken_back_can_be_tried_again(run: WizardRun):
    run.to_scan()
    run.world.sandbox.faults.add("DeleteUser", answer=DENIED)
    run.cancel.click()
    run.settle()
    assert run.next.text() == "&Try again"
    assert run.cancel.text() == "C&lose"
    run.next.click()
    run.settle()
    assert run.as_before()


def test_an_administrator_whose_session_has_ended_signs_in_again_in_place(run: WizardRun):
    run.work.check(Side.USER, AdminSource(typed=run.world.seeded.admin, region=REGION))
    run.settle()
    run.world.sandbox.faults.add("CreateRole", answer=EXPIRED_TOKEN)
    run.go_on(3)
    dialog = run.wizard.findChild(AdminAgain)
    assert dialog is not None
    assert dialog.isVisible()
    assert (
        "The credentials have expired. Choose credentials for account 111122223333; what was created so far is kept."
        in [label.text() for label in dialog.findChildren(QLabel)]
    )
    run.settle()
    assert nameless(dialog) == []
    assert out_of_order(dialog) == []
    assert run.work.checked_side(Side.USER) is not None
    dialog.accept()
    run.settle()
    assert run.heard.names[-1] == "created"


def test_typed_keys_leave_the_wizard_with_it(run: WizardRun):
    run.choose("adminProfileCombo", 3)
    run.bot.keyClicks(run.line("adminAccessKeyInput"), "AKIATYPED00000000001")
    run.bot.keyClicks(run.line("adminSecretKeyInput"), "typed-secret")
    run.wizard.reject()
    assert run.line("adminSecretKeyInput").text() == ""
    assert "typed-secret" not in repr([vars(each) for each in run.wizard.findChildren(AdminChooser)])


def test_what_was_begun_before_goes_straight_to_create(qtbot: QtBot, theme: Theme):
    first = Run(qtbot, SandboxWorld())
    first.world.sandbox.faults.add("CreateRole", answer=DENIED)
    first.begin(DRAFT)
    first.work.close()
    [record] = first.world.journal.records()
    run = WizardRun(qtbot, first.world, theme, record)
    assert run.next.text() == "&Finish the setup"
    run.go_on()
    assert run.page == "createPage"
    run.go_on()
    type_codes(run)
    assert run.work.finished
    run.close()
    assert first.tasks.close()


def test_a_person_without_rights_is_told_and_may_still_try(run: WizardRun):
    run.choose("adminProfileCombo", [profile.name for profile in run.tools.files.profiles()].index(PLAIN))
    run.bot.waitUntil(lambda: run.work.checked_side(Side.USER) is not None)
    assert "Could not check" in run.wizard.findChild(QWidget, "adminRights").accessibleName()
    assert run.next.isEnabled()


def test_enter_goes_on(run: WizardRun):
    run.go_on()
    run.bot.keyClick(run.line("userNameInput"), Qt.Key.Key_Return)
    assert run.page == "reviewPage"


@pytest.mark.parametrize("in_sandbox", [False, True])
def test_the_question_promises_only_what_outlives_the_run(qtbot: QtBot, theme: Theme, in_sandbox: bool):
    run = WizardRun(qtbot, SandboxWorld(), theme, practise=(lambda _device: None) if in_sandbox else None)
    run.to_scan()
    run.wizard.reject()
    box = run.wizard.findChild(Question, "leavingBox")
    said = box.accessibleDescription()
    assert ("after a restart" in said) is not in_sandbox
    assert ("until the sandbox ends" in said) is in_sandbox
    run.answer("undoSetupButton")
    run.close()


class FirstWait:
    """The first wait lasts until it is given up; the others are over at once."""

    def __init__(self, world: SandboxWorld) -> None:
        self._world, self.reached = world, Event()

    def __call__(self, seconds: float, cancel: Cancel) -> None:
        if self.reached.is_set():
            self._world.pause(seconds, cancel)
            return
        given_up = Event()
        cancel.on_request(given_up.set)
        self.reached.set()
        assert given_up.wait(10)
        cancel.check()


def test_undoing_a_step_that_is_being_retried_leaves_no_row_and_no_bar_under_way(qtbot: QtBot, theme: Theme):
    world = SandboxWorld()
    first: Any = FirstWait(world)
    world.tools = replace(world.tools, pause=first)
    run = WizardRun(qtbot, world, theme)
    world.sandbox.faults.add("CreateRole", answer=Answer(400, "MalformedPolicyDocument", "Invalid principal in policy"))
    run.go_on(2)
    run.next.click()
    assert first.reached.wait(20)
    run.bot.waitUntil(lambda: any(", try " in line.detail for line in progress(run).lines()))
    run.cancel.click()
    run.settle()
    assert run.as_before()
    assert {line.mark for line in progress(run).lines()} == {Mark.UNDONE}
    assert {line.state for line in progress(run).lines()} == {"undone", "Never created"}
    assert not run.wizard.currentPage().findChild(QProgressBar).isVisible()
    run.close()


def progress(run: WizardRun) -> ProgressList:
    return run.wizard.findChild(ProgressList, "progressList")


@pytest.mark.parametrize("times", range(5))
def test_the_keyboard_stays_where_it_is_when_dark_and_light_change(
    run: WizardRun, theme: Theme, qapp: QApplication, times: int
):
    theme.apply()
    run.go_on(times)
    assert run.page == PAGES[times]
    run.bot.waitUntil(lambda: run.wizard.currentPage().isAncestorOf(run.focus()))
    before = run.focus()
    for scheme in (Qt.ColorScheme.Dark, Qt.ColorScheme.Light):
        with run.bot.assertNotEmitted(qapp.focusChanged):  # an input method would lose what is being typed
            theme.force(scheme)
        assert run.focus() is before
