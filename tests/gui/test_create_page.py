from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.fakes_setting_up import FakeSettingUp
from hourpass.domain.problem import Problem, RawAnswer, Reason
from hourpass.domain.setup_plan import StepKind
from hourpass.gui.theme import Theme
from hourpass.gui.wizard.create_page import CreatePage
from hourpass.gui.wizard.marks import Mark
from hourpass.gui.wizard.progress_list import ProgressLine, ProgressList
from hourpass.services.setup_reports import Leftover, StepCondition

DENIED = Problem(
    Reason.DENIED, {"action": "iam:CreateRole"}, RawAnswer("CreateRole", 403, "AccessDenied", "User: x is not", "7a1b")
)


class Shown:
    def __init__(self, qtbot: QtBot, theme: Theme) -> None:
        self.setting_up = FakeSettingUp()
        self.page = CreatePage(theme, self.setting_up)  # type: ignore[arg-type]
        qtbot.addWidget(self.page)
        self.page.resize(860, 420)
        self.page.show()
        found = self.page.findChild(ProgressList, "progressList")
        assert found is not None
        self.list = found

    def line(self, kind: StepKind) -> ProgressLine:
        kinds = [step.kind for step in self.setting_up.plan if step.kind is not StepKind.ATTACH_POLICY]
        return self.list.lines()[kinds.index(kind)]

    def words(self) -> str:
        return "\n".join(label.text() for label in self.page.findChildren(QLabel) if label.isVisible())

    def bar(self) -> int:
        return self.page.findChild(QProgressBar).value()


@pytest.fixture
def shown(qtbot: QtBot, theme: Theme) -> Shown:
    return Shown(qtbot, theme)


def test_reaching_the_page_begins_the_making(shown: Shown):
    assert shown.setting_up.asked == []
    shown.page.initializePage()
    assert shown.setting_up.asked == [("create",)]
    assert {line.mark for line in shown.list.lines()} == {Mark.WAITING}


def test_each_step_tells_its_call_and_what_it_made(shown: Shown):
    shown.page.initializePage()
    shown.setting_up.report(
        StepKind.CREATE_USER, StepCondition.DONE, made="arn:aws:iam::111122223333:user/hourpass-maya"
    )
    line = shown.line(StepKind.CREATE_USER)
    assert (line.title, line.mark) == ("User hourpass-maya", Mark.DONE)
    assert line.detail == "iam:CreateUser · arn:aws:iam::111122223333:user/hourpass-maya"
    assert shown.bar() > 0


def test_the_policy_and_its_being_the_roles_are_one_row_as_they_are_one_thing(shown: Shown):
    line = shown.line(StepKind.CREATE_POLICY)
    assert (line.title, line.detail) == ("Permission to list S3 buckets", "iam:CreatePolicy · iam:AttachRolePolicy")
    shown.setting_up.report(StepKind.CREATE_POLICY, StepCondition.DONE)
    assert shown.line(StepKind.CREATE_POLICY).mark is Mark.RUNNING
    shown.setting_up.report(StepKind.ATTACH_POLICY, StepCondition.DONE)
    assert shown.line(StepKind.CREATE_POLICY).mark is Mark.DONE


def test_a_step_that_is_tried_again_says_why_and_how_long_that_usually_takes(shown: Shown):
    shown.setting_up.report(StepKind.CREATE_ROLE, StepCondition.RETRYING, tries=3, why=Reason.PRINCIPAL_UNKNOWN)
    line = shown.line(StepKind.CREATE_ROLE)
    assert line.mark is Mark.RUNNING
    assert line.detail == "iam:CreateRole, try 3 · AWS does not know the new user yet · usually under 15 s"


def test_a_call_that_does_not_get_through_is_not_taken_for_slowness_of_aws(shown: Shown):
    shown.setting_up.report(StepKind.CREATE_ROLE, StepCondition.RETRYING, tries=2, why=Reason.UNREACHABLE)
    assert shown.line(StepKind.CREATE_ROLE).detail == "iam:CreateRole, try 2 · AWS cannot be reached"


def test_a_rows_state_is_read_out_and_not_only_painted(shown: Shown):
    shown.setting_up.report(StepKind.CREATE_USER, StepCondition.RUNNING)
    said = shown.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "User hourpass-maya, in progress. iam:CreateUser"


def test_it_goes_on_as_soon_as_there_is_a_device_to_scan_and_says_so(qtbot: QtBot, shown: Shown):
    shown.page.initializePage()
    assert not shown.page.isComplete()
    with qtbot.waitSignal(shown.page.completeChanged):
        shown.setting_up.make_device()
    assert shown.page.isComplete()
    assert "the rest is created in the meantime" in shown.words()


def test_once_all_is_made_it_says_so(shown: Shown):
    shown.page.initializePage()
    shown.setting_up.make_device()
    shown.setting_up.finish_creating()
    assert "Your resources are ready" in shown.words()
    assert shown.bar() == 1000


def test_a_failure_stands_at_its_step_and_below_with_aws_own_answer(shown: Shown):
    shown.page.initializePage()
    shown.setting_up.make_device()
    shown.setting_up.fail(StepKind.CREATE_ROLE, DENIED)
    assert shown.line(StepKind.CREATE_ROLE).mark is Mark.FAILED
    assert "iam:CreateRole" in shown.words()
    assert not shown.page.isComplete()
    details = shown.page.findChild(QPushButton, "problemDetailsButton")
    assert details.isVisible()
    again = shown.page.findChild(QPushButton, "retryButton")
    again.click()
    assert shown.setting_up.asked[-1] == ("retry",)
    assert not again.isVisible()
    assert shown.page.isComplete()


def test_trying_again_leaves_the_keys_away_from_the_button_that_undoes(qtbot: QtBot, shown: Shown):
    undo = QPushButton("Cancel and undo")
    qtbot.addWidget(undo)
    undo.setParent(shown.page)
    undo.show()
    shown.page.initializePage()
    shown.setting_up.fail(StepKind.CREATE_ROLE, DENIED)
    again = shown.page.findChild(QPushButton, "retryButton")
    qtbot.waitUntil(again.hasFocus)
    again.click()
    assert shown.list.hasFocus()


def test_undoing_shows_the_same_list_going_backwards(shown: Shown):
    shown.page.initializePage()
    shown.setting_up.finish_creating()
    shown.setting_up.begin_undoing()
    assert shown.bar() == 0
    shown.setting_up.report(StepKind.PUT_USER_POLICY, StepCondition.UNDONE)
    shown.setting_up.report(StepKind.CREATE_USER, StepCondition.UNDOING)
    assert "Undoing the setup" in shown.words()
    assert shown.line(StepKind.CREATE_USER).detail == "Undoing: iam:DeleteUser"
    assert shown.line(StepKind.PUT_USER_POLICY).mark is Mark.UNDONE
    assert not any("Waiting" in line.title for line in shown.list.lines())  # a wait cannot be taken back
    assert shown.bar() > 0
    assert not shown.page.isComplete()
    shown.setting_up.report(StepKind.CREATE_USER, StepCondition.RETRYING, tries=2, why=Reason.UNREACHABLE)
    assert shown.line(StepKind.CREATE_USER).detail == "iam:DeleteUser, try 2 · AWS cannot be reached"
    shown.setting_up.end_undoing()
    assert "The setup is undone" in shown.words()
    assert not shown.page.findChild(QProgressBar).isVisible()
    assert shown.page.isComplete()


def test_a_failure_leaves_the_page_when_everything_is_taken_back(shown: Shown):
    shown.page.initializePage()
    shown.setting_up.fail(StepKind.CREATE_ROLE, DENIED)
    shown.setting_up.begin_undoing()
    assert not shown.page.findChild(QPushButton, "retryButton").isVisible()


def test_what_is_left_says_why_and_is_copied_with_its_arn(shown: Shown):
    shown.page.initializePage()
    arn = "arn:aws:iam::111122223333:user/hourpass/hourpass-maya"
    shown.setting_up.begin_undoing()
    shown.setting_up.end_undoing(Leftover(StepKind.CREATE_USER, "hourpass-maya", arn, DENIED))
    line = shown.line(StepKind.CREATE_USER)
    assert line.mark is Mark.FAILED
    assert line.detail == "AccessDenied: iam:CreateRole"
    assert "Not everything could be undone" in shown.words()
    shown.page.findChild(QPushButton, "copyLeftoversButton").click()
    assert QGuiApplication.clipboard().text() == f"User hourpass-maya: {arn} · AccessDenied: iam:CreateRole"


def test_an_undoing_that_could_not_be_carried_out_says_why(shown: Shown):
    shown.setting_up.begin_undoing()
    shown.setting_up.undo_failed.emit(Problem(Reason.DISK_FULL, {"path": "/home/maya/journal"}))
    assert "Not everything could be undone" in shown.words()
    assert "The marked items" not in shown.words()
    assert shown.page.findChild(QWidget, "problemPanel").isVisible()
    assert not shown.page.findChild(QPushButton, "retryButton").isVisible()


def test_a_failure_is_over_as_soon_as_the_making_goes_on(shown: Shown):
    shown.page.initializePage()
    shown.setting_up.fail(StepKind.CREATE_ROLE, DENIED)
    shown.setting_up.report(StepKind.CREATE_ROLE, StepCondition.RUNNING)
    assert not shown.page.findChild(QPushButton, "retryButton").isVisible()
    assert "What was created so far is kept" not in shown.words()


def test_a_row_can_be_copied(qtbot: QtBot, shown: Shown):
    shown.list.setCurrentRow(0)
    qtbot.keyClick(shown.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "User hourpass-maya\niam:CreateUser"


@pytest.mark.parametrize("scheme", [Qt.ColorScheme.Light, Qt.ColorScheme.Dark])
def test_every_mark_looks_different_from_the_others(qtbot: QtBot, theme: Theme, scheme: Qt.ColorScheme):
    theme.force(scheme)
    seen = []
    for mark in Mark:
        view = ProgressList(theme, "list", "List")
        qtbot.addWidget(view)
        view.resize(300, 60)
        view.show_lines([ProgressLine("", "", mark, "")])
        seen.append(_picture(view))
    assert len(set(seen)) == len(Mark)


def _picture(widget: QWidget) -> bytes:
    image = widget.grab().toImage()
    return bytes(image.constBits())


def test_the_last_row_stands_whole_once_all_is_made(qtbot: QtBot, shown: Shown):
    shown.page.resize(720, 400)
    shown.page.initializePage()
    shown.setting_up.finish_creating()
    qtbot.waitUntil(lambda: shown.list.verticalScrollBar().maximum() > 0)
    last = shown.list.visualItemRect(shown.list.item(shown.list.count() - 1))
    assert last.bottom() <= shown.list.viewport().height()


@pytest.mark.parametrize(("count", "height"), [(8, 200), (8, 233), (3, 260)])
def test_no_row_is_cut_at_the_lists_end(qtbot: QtBot, theme: Theme, count: int, height: int):
    view = ProgressList(theme, "list", "List")
    qtbot.addWidget(view)
    view.show_lines([ProgressLine(f"Step {number}", "iam:Call", Mark.WAITING, "waiting") for number in range(count)])
    view.resize(400, height)
    view.show()
    row, shown = view.sizeHintForRow(0), view.viewport().height()
    if count * row > height:
        assert shown % row == 0
        assert height - shown < row + 4
    else:
        assert shown >= count * row
    view.resize(400, height + row)
    assert view.viewport().height() >= shown + row


def test_rows_come_closer_together_where_that_brings_all_into_view(qtbot: QtBot, theme: Theme):
    view = ProgressList(theme, "list", "List")
    qtbot.addWidget(view)
    view.show_lines([ProgressLine(f"Step {number}", "iam:Call", Mark.LISTED, "listed") for number in range(7)])
    usual = view.sizeHintForRow(0)
    view.resize(400, 7 * usual - 19)
    view.show()
    assert view.verticalScrollBar().maximum() > 0
    view.tighten()
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() == 0)
    assert view.visualItemRect(view.item(6)).bottom() < view.viewport().height()
    view.resize(400, 7 * usual + 2)
    assert view.sizeHintForRow(0) == usual
    view.resize(400, 4 * usual)  # they would not be seen all the same
    assert view.sizeHintForRow(0) == usual
