from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from gui.fakes_setting_up import DRAFT, FakeSettingUp
from hourpass.domain.credentials import Identity
from hourpass.domain.setup import Draft, TakenNames
from hourpass.domain.setup_plan import Side, StepKind
from hourpass.gui.controls import Card, StatusLine, Tone
from hourpass.gui.error_box import ErrorBox
from hourpass.gui.theme import Theme
from hourpass.gui.wizard.plan_view import PlanView
from hourpass.gui.wizard.review_page import ReviewPage
from hourpass.services.preflight import CallerKind, Checked

ADMIN = Identity("111122223333", "arn:aws:iam::111122223333:user/admin", "AIDAADMIN")
OTHER_ADMIN = Identity("444455556666", "arn:aws:iam::444455556666:user/boss", "AIDABOSS")
ACROSS = replace(DRAFT, role_account="444455556666")


class Shown:
    def __init__(self, qtbot: QtBot, theme: Theme, draft: Draft) -> None:
        self.qtbot = qtbot
        self.setting_up = FakeSettingUp(draft)
        self.setting_up.checked = {
            Side.USER: Checked(ADMIN, CallerKind.USER, "example-corp", (), TakenNames()),
            Side.ROLE: Checked(OTHER_ADMIN, CallerKind.USER, "", (), TakenNames()),
        }
        self.page = ReviewPage(theme, self.setting_up)  # type: ignore[arg-type]
        qtbot.addWidget(self.page)
        self.page.resize(860, 420)
        self.page.initializePage()
        self.page.show()

    @property
    def plan(self) -> PlanView:
        return self.page.findChild(PlanView, "planView")

    @property
    def status(self) -> StatusLine:
        return self.page.findChild(StatusLine, "reviewStatus")

    def words(self) -> str:
        return "\n".join(label.text() for label in self.page.findChildren(QLabel) if label.isVisible())

    def titles(self) -> list[str]:
        return [self.plan.topLevelItem(place).text(0) for place in range(self.plan.topLevelItemCount())]

    def body(self, kind: StepKind) -> str:
        place = [step.kind for step in self.setting_up.plan].index(kind)
        return self.plan.topLevelItem(place).child(0).text(0)

    def export(self, name: str, path: Path) -> None:
        action = next(each for each in self.page._menu.actions() if each.objectName() == name)
        action.trigger()
        dialog = self.page.findChild(QFileDialog, "exportPlanDialog")
        dialog.fileSelected.emit(str(path))
        dialog.reject()
        self.qtbot.waitUntil(lambda: bool(self.status.text()) and self.setting_up.tasks.idle)


@pytest.fixture
def shown(qtbot: QtBot, theme: Theme) -> Shown:
    return Shown(qtbot, theme, DRAFT)


def test_every_call_of_the_plan_has_a_row(shown: Shown):
    assert len(shown.titles()) == len(shown.setting_up.plan)
    assert shown.titles()[0] == "User hourpass-maya"


def test_the_list_ends_at_the_edge_of_a_card_well_above_the_button(shown: Shown):
    card = shown.page.findChild(Card, "planCard")
    button = shown.page.findChild(QPushButton, "exportPlanButton")
    assert card.isAncestorOf(shown.plan)
    assert button.y() - card.geometry().bottom() > 8


@pytest.mark.parametrize("height", range(380, 480, 15))
def test_folded_rows_end_with_the_list_and_are_hardly_taller_for_it(shown: Shown, height: int):
    shown.page.resize(860, height)
    row, room = shown.plan.sizeHintForRow(0), shown.plan.viewport().height()
    assert room < row * shown.plan.topLevelItemCount()
    shown.page.resize(860, 1000)
    usual = shown.plan.sizeHintForRow(0)
    assert usual <= row <= usual * 1.25
    assert room % row <= room // row or row == usual


def test_a_row_unfolds_the_call_as_it_will_be_sent(shown: Shown):
    sent = next(step.do for step in shown.setting_up.plan if step.kind is StepKind.CREATE_ROLE).parameters
    body = shown.body(StepKind.CREATE_ROLE)
    for name in sent:
        assert f"{name}:" in body
    document = body.partition("AssumeRolePolicyDocument:\n")[2]
    assert json.loads(document) == json.loads(sent["AssumeRolePolicyDocument"])


def test_a_call_without_parameters_says_so(shown: Shown):
    assert shown.body(StepKind.AWAIT_KEY) == "Sent without parameters."


def test_it_can_be_read_with_the_keyboard_alone(shown: Shown):
    plan, first = shown.plan, shown.plan.topLevelItem(0)
    assert plan.currentItem() is first
    shown.qtbot.keyClick(plan, Qt.Key.Key_Return)
    assert first.isExpanded()
    shown.qtbot.keyClick(plan, Qt.Key.Key_Down)
    shown.qtbot.keyClick(plan, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().startswith("UserName: hourpass-maya")
    shown.qtbot.keyClick(plan, Qt.Key.Key_Up)
    shown.qtbot.keyClick(plan, Qt.Key.Key_Space)
    assert not first.isExpanded()


def test_the_arrow_reads_on_in_a_document_taller_than_the_view(shown: Shown):
    plan = shown.plan
    shown.page.resize(720, 240)
    place = [step.kind for step in shown.setting_up.plan].index(StepKind.CREATE_ROLE)
    plan.setCurrentItem(plan.topLevelItem(place))
    shown.qtbot.keyClick(plan, Qt.Key.Key_Return)
    shown.qtbot.keyClick(plan, Qt.Key.Key_Down)
    body = plan.currentItem()
    before = plan.verticalScrollBar().value()
    shown.qtbot.keyClick(plan, Qt.Key.Key_Down)
    assert plan.currentItem() is body
    assert plan.verticalScrollBar().value() > before


def test_a_click_unfolds_and_folds(shown: Shown):
    plan = shown.plan
    place = plan.visualItemRect(plan.topLevelItem(1)).center()
    for unfolded in (True, False):
        shown.qtbot.mouseClick(plan.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert plan.topLevelItem(1).isExpanded() is unfolded


def test_it_says_whose_credentials_act_and_where(shown: Shown):
    assert "In account 111122223333 (example-corp), as arn:aws:iam::111122223333:user/admin" in shown.words()
    assert "444455556666" not in shown.words()


def test_across_accounts_it_names_both_administrators_and_the_account_of_each_call(qtbot: QtBot, theme: Theme):
    shown = Shown(qtbot, theme, ACROSS)
    assert "In account 444455556666, as arn:aws:iam::444455556666:user/boss" in shown.words()
    place = [step.kind for step in shown.setting_up.plan].index(StepKind.CREATE_ROLE)
    spoken = shown.plan.topLevelItem(place).data(0, Qt.ItemDataRole.AccessibleTextRole)
    assert "iam:CreateRole, in account 444455556666" in spoken


def test_what_is_there_already_is_named(qtbot: QtBot, theme: Theme):
    shown = Shown(qtbot, theme, replace(DRAFT, existing_user_path="/"))
    assert "Used as is: " in shown.words()
    assert "user/hourpass-maya" in shown.words()


def test_a_template_is_saved_and_what_it_leaves_out_is_said(shown: Shown, tmp_path: Path):
    path = tmp_path / "plan.json"
    shown.export("export-user-template", path)
    assert "Resources" in json.loads(path.read_text())
    assert "leaves out the MFA device and the access key" in shown.status.text()


def test_across_accounts_there_is_a_template_for_each(qtbot: QtBot, theme: Theme, tmp_path: Path):
    shown = Shown(qtbot, theme, ACROSS)
    for side in ("user", "role"):
        shown.export(f"export-{side}-template", tmp_path / f"{side}.json")
    assert "AWS::IAM::User" in (tmp_path / "user.json").read_text()
    assert "AWS::IAM::Role" in (tmp_path / "role.json").read_text()


def test_the_plan_is_saved_as_text(shown: Shown, tmp_path: Path):
    path = tmp_path / "plan.txt"
    shown.export("export-text", path)
    assert "iam:CreateUser" in path.read_text()
    assert shown.status.tone() is Tone.OK


def test_a_file_that_cannot_be_written_is_explained(shown: Shown, tmp_path: Path):
    shown.export("export-text", tmp_path / "missing" / "plan.txt")
    assert shown.status.tone() is Tone.BAD
    shown.status.acted.emit()
    box = shown.page.findChild(ErrorBox)
    assert box is not None
    box.close()


def test_the_button_offers_the_forms_it_can_be_saved_in(shown: Shown):
    shown.page.findChild(QPushButton, "exportPlanButton").click()
    assert shown.page._menu.isVisible()
    shown.page._menu.close()
