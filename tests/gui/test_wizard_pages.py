from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from gui.fakes_administrators import checked
from gui.fakes_wizard import WizardFiles
from gui.letters import texts
from gui.nameless import nameless
from hourpass.domain.setup import DEFAULT_ROLE_MAXIMUM, DraftField, Mode, Permission
from hourpass.domain.setup_plan import Side
from hourpass.gui.controls import StatusLine, Tone
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme
from hourpass.gui.wizard.credentials_page import CredentialsPage
from hourpass.gui.wizard.names_page import NamesPage, login_of
from hourpass.gui.wizard.rights_panel import RightsPanel
from hourpass.gui.wizard.setting_up import SettingUp
from hourpass.sandbox.answers import Answer
from hourpass.services.administrator import AdminSource
from hourpass.viewmodels.rights_view import rights_of
from services.fakes_sandbox_world import SandboxWorld

REGION = "eu-west-1"


class Desk:
    """The first two pages over a sandbox, without the window round them."""

    def __init__(self, bot: QtBot, theme: Theme) -> None:
        self.bot, self.theme = bot, theme
        self.world, self.tasks = SandboxWorld(), Tasks()
        self.work = SettingUp(replace(self.world.tools, files=WizardFiles(self.world)), self.tasks)
        self.page: CredentialsPage | NamesPage | None = None

    def open(self, page: type[CredentialsPage | NamesPage]) -> None:
        self.page = (
            page(self.theme, self.work) if page is CredentialsPage else page(self.theme, self.work, login="maya")
        )
        self.bot.addWidget(self.page)
        self.page.initializePage()
        self.page.show()
        self.settle()

    def open_names(self, profile: str = "default") -> None:
        self.work.check(Side.USER, AdminSource(profile, region=REGION))
        self.settle()
        self.open(NamesPage)
        self.page.findChild(QToolButton, "moreOptionsButton").click()

    def settle(self) -> None:
        self.bot.waitUntil(lambda: self.tasks.idle, timeout=20_000)

    def find(self, kind: type, name: str):
        found = self.page.findChild(kind, name)
        assert found is not None, name
        return found

    def tick(self, name: str) -> None:
        self.find(QCheckBox, name).click()
        self.settle()

    def choose(self, name: str, index: int) -> None:
        combo = self.find(QComboBox, name)
        combo.setCurrentIndex(index)
        combo.activated.emit(index)

    def wait_for(self, what: Callable[[], bool]) -> None:
        self.bot.waitUntil(what, timeout=10_000)


@pytest.fixture
def desk(qtbot: QtBot, theme: Theme) -> Iterator[Desk]:
    made = Desk(qtbot, theme)
    yield made
    made.work.close()
    assert made.tasks.close()
    made.world.close()


@pytest.fixture
def rights(qtbot: QtBot, theme: Theme):
    panel = RightsPanel(theme)
    qtbot.addWidget(panel)
    return panel


def said(panel: RightsPanel) -> str:
    return panel.findChild(QWidget, "adminRights").accessibleName()


def test_enough_rights_are_said_in_a_line(rights: RightsPanel):
    assert not rights.allows
    rights.show_rights(rights_of(checked()))
    assert said(rights) == "Has all the permissions needed."
    assert rights.allows
    assert not rights.findChild(QPushButton, "adminCopyPolicyButton").isVisibleTo(rights)


def test_rights_that_could_not_be_checked_are_a_warning(rights: RightsPanel):
    rights.show_rights(rights_of(checked(missing=None)))
    line = rights.findChild(StatusLine, "adminRights")
    assert line.tone() is Tone.WARN
    assert "AWS refuses in the middle" in line.text()
    assert rights.allows


def test_each_missing_permission_is_named_and_the_policy_can_be_copied(rights: RightsPanel):
    rights.show_rights(rights_of(checked(missing=("iam:CreateUser", "iam:CreateRole"))))
    assert rights.findChild(QLabel, "adminMissingPermissions").text() == "iam:CreateUser, iam:CreateRole"
    rights.findChild(QPushButton, "adminCopyPolicyButton").click()
    copied = QGuiApplication.clipboard().text()
    assert '"iam:CreateUser"' in copied
    assert '"iam:DeleteRole"' not in copied


def test_going_on_without_rights_takes_a_tick_that_does_not_outlive_the_administrator(rights: RightsPanel):
    lacking = rights_of(checked(missing=("iam:CreateUser",)))
    rights.show_rights(lacking)
    assert not rights.allows
    rights.findChild(QCheckBox, "adminAnywayCheck").click()
    assert rights.allows
    rights.show_rights(lacking)
    assert rights.allows
    rights.show_rights(None)
    rights.show_rights(lacking)
    assert not rights.allows


def test_rights_for_a_session_alone_are_enough_to_go_on(rights: RightsPanel):
    rights.show_rights(rights_of(checked(missing=("iam:CreateRole",))))
    assert rights.allows
    assert "session" in said(rights)


def test_used_up_quotas_are_said(rights: RightsPanel):
    rights.show_rights(rights_of(checked(full=("Users", "Instances"))))
    text = rights.findChild(QWidget, "adminQuotas").accessibleName()
    assert "its limit of users" in text


def test_the_first_page_is_complete_once_the_administrator_is_known(desk: Desk):
    desk.open(CredentialsPage)
    assert desk.page.isComplete()
    assert desk.find(QLabel, "identityLabel").text().startswith("admin in 111122223333")
    desk.choose("adminProfileCombo", 3)
    assert not desk.page.isComplete()


def test_a_refusal_below_the_fold_is_brought_into_view(desk: Desk):
    desk.open(CredentialsPage)
    desk.page.resize(720, 400)
    desk.choose("adminProfileCombo", 3)
    desk.find(QLineEdit, "adminAccessKeyInput").setText("AKIAWRONG00000000001")
    desk.find(QLineEdit, "adminSecretKeyInput").setText("wrong")
    desk.find(QPushButton, "adminCheckButton").click()
    panel = desk.find(QWidget, "problemPanel")
    desk.wait_for(panel.isVisible)
    desk.wait_for(lambda: not panel.visibleRegion().isEmpty())


def test_what_typed_keys_may_do_is_brought_into_view(desk: Desk):
    desk.open(CredentialsPage)
    desk.page.resize(720, 400)
    desk.choose("adminProfileCombo", 3)
    desk.find(QLineEdit, "adminAccessKeyInput").setText(desk.world.seeded.admin.access_key_id)
    desk.find(QLineEdit, "adminSecretKeyInput").setText(desk.world.seeded.admin.secret_access_key)
    desk.find(QPushButton, "adminCheckButton").click()
    line = desk.find(StatusLine, "adminRights")
    desk.wait_for(lambda: line.isVisible() and line.visibleRegion().boundingRect().height() == line.height())


def test_permissions_maximum_and_external_id_reach_the_draft(desk: Desk):
    desk.open_names()
    desk.choose("permissionCombo", 2)
    desk.choose("roleMaximumCombo", 4)
    desk.find(QLineEdit, "wizardExternalIdInput").setText("audit-2026")
    draft = desk.page.form.draft()
    assert draft.permission is Permission.READ_OBJECTS
    assert draft.role_maximum > DEFAULT_ROLE_MAXIMUM
    assert draft.external_id == "audit-2026"
    desk.find(QLineEdit, "wizardExternalIdInput").setText("ä")
    assert not desk.page.isComplete()
    assert desk.find(QLineEdit, "wizardExternalIdInput").accessibleDescription()


def test_the_fields_of_another_accounts_administrator_begin_below_the_others(desk: Desk):
    desk.open_names()
    desk.tick("otherAccountCheck")

    def begins(name: str) -> int:
        field = desk.find(QComboBox, name)
        return field.mapTo(desk.page, field.rect().topLeft()).x()

    desk.wait_for(lambda: begins("roleProfileCombo") == begins("permissionCombo"))


def test_a_session_asks_for_nothing_of_a_role(desk: Desk):
    desk.open_names()
    role_parts = (
        "roleNameInput",
        "roleMaximumCombo",
        "wizardExternalIdInput",
        "existingRoleInput",
        "otherAccountCheck",
    )
    assert all(desk.find(QWidget, name).isVisible() for name in role_parts)
    desk.find(QWidget, "sessionModeButton").click()
    assert not any(desk.find(QWidget, name).isVisible() for name in role_parts)
    assert desk.page.isComplete()
    assert desk.page.validatePage()
    assert desk.work.draft.mode is Mode.SESSION


def test_a_role_in_another_account_asks_for_its_administrator(desk: Desk):
    desk.open_names()
    desk.tick("otherAccountCheck")
    desk.wait_for(lambda: desk.work.checked_side(Side.ROLE) is not None)
    assert desk.find(QComboBox, "roleProfileCombo").currentIndex() == 1  # the first one is the user's administrator
    assert desk.page.isComplete()
    assert desk.page.form.draft().role_account == "444455556666"
    desk.choose("roleProfileCombo", 0)
    assert not desk.page.isComplete()
    desk.wait_for(lambda: desk.work.checked_side(Side.ROLE) is not None)
    assert not desk.page.isComplete()
    assert "own account" in desk.find(QWidget, "roleAccountStatus").accessibleName()
    assert "own account" in why_not(desk)


def test_an_existing_user_is_chosen_from_the_accounts(desk: Desk):
    desk.open_names()
    desk.tick("existingUserCheck")
    combo = desk.find(QComboBox, "existingUserInput")
    assert [combo.itemText(index) for index in range(combo.count())] == ["admin", "practice"]
    assert not desk.page.isComplete()
    combo.setEditText("practice")
    desk.wait_for(lambda: desk.page.form.existing is not None)
    assert desk.page.isComplete()
    devices, keys = desk.find(QComboBox, "existingDeviceCombo"), desk.find(QComboBox, "existingKeyCombo")
    assert [devices.itemText(index) for index in range(devices.count())] == ["A new one", "practice-phone"]
    assert keys.itemText(1) == desk.world.seeded.user.access_key_id
    desk.choose("existingDeviceCombo", 1)
    desk.choose("existingKeyCombo", 1)
    draft = desk.page.form.draft()
    assert (draft.existing_device, draft.existing_key) == (
        desk.world.seeded.device_serial,
        desk.world.seeded.user.access_key_id,
    )
    for name in ("userNameInput", "deviceNameInput"):
        assert desk.find(QLineEdit, name).isVisible()
        assert not desk.find(QLineEdit, name).isEnabled()


def test_what_the_ticks_reveal_is_brought_into_view(desk: Desk):
    desk.open_names()
    desk.page.resize(720, 420)

    def all_in_view(name: str) -> bool:
        shown = desk.find(QWidget, name)
        return shown.visibleRegion().boundingRect().height() == shown.height()

    desk.tick("existingUserCheck")
    desk.wait_for(lambda: all_in_view("existingUserInput"))
    desk.find(QComboBox, "existingUserInput").setEditText("practice")
    desk.wait_for(lambda: desk.page.form.existing is not None and all_in_view("existingKeyCombo"))
    desk.tick("existingUserCheck")
    desk.tick("otherAccountCheck")
    desk.wait_for(lambda: all_in_view("roleProfileCombo"))


def test_a_user_that_is_not_there_is_told(desk: Desk):
    desk.open_names()
    desk.tick("existingUserCheck")
    combo = desk.find(QComboBox, "existingUserInput")
    combo.setEditText("nobody")
    desk.wait_for(lambda: bool(combo.property("flawed")))
    assert not desk.page.isComplete()


def test_an_existing_role_is_looked_at(desk: Desk):
    desk.open_names()
    line = desk.find(QLineEdit, "existingRoleInput")
    line.setText("role/s3-reader")
    assert "neither a role's name nor its ARN" in line.accessibleDescription()
    assert not desk.page.isComplete()
    line.setText(desk.world.seeded.role_arn)
    assert desk.page.isComplete()
    desk.wait_for(lambda: "does not name the user" in note_below(desk, line))
    line.setText("arn:aws:iam::111122223333:role/nothing")
    desk.wait_for(lambda: "no such role" in note_below(desk, line))


def test_an_existing_role_is_found_by_its_name(desk: Desk):
    desk.open_names()
    arn = desk.world.seeded.role_arn
    desk.find(QLineEdit, "existingRoleInput").setText(arn.rpartition("/")[2])
    assert not desk.page.isComplete()
    assert why_not(desk) == "Existing role: AWS has not confirmed this role yet."
    desk.wait_for(desk.page.isComplete)
    assert why_not(desk) == ""
    assert desk.page.form.draft().role_arn == arn


def test_a_role_that_cannot_be_looked_up_takes_its_arn(desk: Desk):
    desk.open_names()
    desk.world.sandbox.faults.add("GetRole", answer=Answer(403, "AccessDenied", "not today"), count=9)
    line = desk.find(QLineEdit, "existingRoleInput")
    line.setText("s3-reader")
    desk.wait_for(lambda: "Give the role's ARN instead." in note_below(desk, line))
    assert not desk.page.isComplete()
    line.setText("arn:aws:iam::111122223333:role/s3-reader")
    assert desk.page.isComplete()


def test_typing_an_existing_role_moves_no_row_and_leaves_the_cursor(desk: Desk):
    desk.open_names()
    desk.page.resize(860, 490)
    line = desk.find(QLineEdit, "existingRoleInput")
    line.setFocus()
    desk.page.scroll_area.ensureWidgetVisible(line)
    before = line.mapTo(desk.page, line.rect().topLeft())
    desk.bot.keyClicks(line, "s3-reader")
    desk.settle()
    assert line.mapTo(desk.page, line.rect().topLeft()) == before
    for name in ("roleNameInput", "permissionCombo", "roleMaximumCombo", "otherAccountCheck"):
        assert desk.find(QWidget, name).isVisibleTo(desk.page)
        assert not desk.find(QWidget, name).isEnabled()
    line.clear()
    assert all(desk.find(QWidget, name).isEnabled() for name in ("roleNameInput", "roleMaximumCombo"))


def test_why_one_cannot_go_on_stands_beside_the_button_once_its_field_is_scrolled_away(desk: Desk):
    desk.open_names()
    desk.page.show()
    desk.page.resize(720, 380)
    bar = desk.page.scroll_area.verticalScrollBar()
    desk.wait_for(lambda: bar.maximum() > 0)
    desk.find(QLineEdit, "userNameInput").clear()
    desk.page.form.type(DraftField.USER_NAME, "practice")
    desk.page._show()
    desk.wait_for(lambda: not desk.find(QLineEdit, "userNameInput").visibleRegion().isEmpty())
    assert why_not(desk) == ""  # it stands below the field
    bar.setValue(bar.maximum())
    said = desk.find(QWidget, "namesStatus")
    assert why_not(desk).startswith("User: This user exists.")
    assert said.tone() is Tone.WARN
    assert said.visibleRegion().boundingRect().height() == said.height()


def why_not(desk: Desk) -> str:
    return desk.find(QWidget, "namesStatus").accessibleName()


def note_below(desk: Desk, line: QLineEdit) -> str:
    return " ".join(label.text() for label in line.parentWidget().findChildren(QLabel) if label.isVisible())


def test_everything_has_a_name_with_all_options_open(desk: Desk):
    desk.open_names()
    desk.tick("existingUserCheck")
    desk.tick("otherAccountCheck")
    assert nameless(desk.page) == []


def test_no_letter_stands_for_two_things(desk: Desk):
    desk.open_names()
    desk.tick("existingUserCheck")
    letters = [text[text.index("&") + 1].casefold() for text in texts(desk.page) if "&" in text]
    assert sorted(letters) == sorted(set(letters))
    assert {"b", "n"}.isdisjoint(letters)


@pytest.mark.parametrize(
    ("environment", "login"), [({"USER": "maya"}, "maya"), ({"USERNAME": "Maya R"}, "Maya R"), ({}, "me")]
)
def test_the_login_is_the_systems(environment: dict[str, str], login: str):
    assert login_of(environment) == login


def test_the_two_switches_below_the_further_options_keep_apart(desk: Desk):
    desk.open_names()
    first, second = desk.find(QCheckBox, "existingUserCheck"), desk.find(QCheckBox, "otherAccountCheck")
    desk.page.resize(860, 900)

    def gap() -> int:
        upper, lower = (check.mapTo(desk.page, check.rect().topLeft()).y() for check in (first, second))
        return lower - upper - first.sizeHint().height()

    desk.wait_for(lambda: 8 <= gap() <= 12)
