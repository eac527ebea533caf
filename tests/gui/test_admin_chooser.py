from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.fakes_administrators import ACCOUNT, FakeAdminFiles, FakeLook, checked
from gui.nameless import nameless
from hourpass.domain.credentials import Identity, LongTermKeys
from hourpass.domain.problem import Reason
from hourpass.gui.error_box import ProblemPanel
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme
from hourpass.gui.wizard.admin_check import AdminCheck
from hourpass.gui.wizard.admin_chooser import AdminChooser
from hourpass.services.administrator import AdminSource
from hourpass.services.preflight import CallerKind
from services.fakes_sandbox_world import SandboxWorld

SHELL = AdminSource(typed=LongTermKeys("AKIASHELL00000000001", "shell-secret"))


class Opened:
    """A chooser and short ways to its parts; the files and the look are fake."""

    def __init__(
        self,
        bot: QtBot,
        theme: Theme,
        world: SandboxWorld,
        *answers: object,
        files: FakeAdminFiles | None = None,
        environment: AdminSource | None = None,
        prefix: str = "admin",
    ) -> None:
        self.bot, self.files, self.look = bot, files or FakeAdminFiles(), FakeLook(*answers)
        self.tasks = Tasks()
        tools = replace(world.tools, files=self.files, environment=environment)
        self.check = AdminCheck(tools, self.tasks, look=self.look)
        self.chooser = AdminChooser(theme, self.check, prefix=prefix)
        bot.addWidget(self.chooser)
        self.chooser.show()

    def begin(self) -> Opened:
        self.chooser.begin()
        self.settle()
        return self

    def settle(self) -> None:
        self.bot.waitUntil(lambda: self.tasks.idle and not self.chooser._settle.isActive())

    def choose(self, index: int) -> None:
        combo = self.chooser.findChild(QComboBox)
        combo.setCurrentIndex(index)
        combo.activated.emit(index)

    def line(self, name: str) -> QLineEdit:
        return self.chooser.findChild(QLineEdit, name)

    def type_keys(self, key: str = "AKIATYPED00000000001", secret: str = "typed-secret") -> None:
        self.line("adminAccessKeyInput").setText(key)
        self.line("adminSecretKeyInput").setText(secret)

    def press_check(self) -> None:
        self.chooser.findChild(QPushButton, "adminCheckButton").click()
        self.settle()

    @property
    def identity(self) -> str:
        label = self.chooser.findChild(QLabel, "identityLabel")
        return label.text() if label.isVisible() else ""

    @property
    def said(self) -> list[str]:
        return [label.text() for label in self.chooser.findChildren(QLabel) if label.isVisible()]

    @property
    def problem(self) -> str:
        panel = self.chooser.findChild(ProblemPanel)
        return panel.accessibleName() if panel.isVisible() else ""


Open = Callable[..., Opened]


@pytest.fixture
def opened(qtbot: QtBot, theme: Theme) -> Iterator[object]:
    world = SandboxWorld()
    made: list[Opened] = []

    def build(*answers: object, **options: object) -> Opened:
        made.append(Opened(qtbot, theme, world, *answers, **options))
        return made[-1]

    yield build
    for each in made:
        assert each.tasks.close()
    world.close()


def test_the_usual_profile_is_looked_over_by_itself_and_its_owner_is_named(opened: Open):
    it = opened().begin()
    assert it.chooser.findChild(QComboBox, "adminProfileCombo").currentText() == "default (access keys)"
    assert it.files.asked == [("default", "")]
    assert it.identity == f"admin in {ACCOUNT} (acme)"
    assert it.check.checked is not None
    assert it.check.administrator is not None


def test_a_session_of_a_role_is_named_as_such(opened: Open):
    role = Identity(ACCOUNT, f"arn:aws:sts::{ACCOUNT}:assumed-role/Admin/maya", "AROA:maya")
    it = opened(checked(identity=role, kind=CallerKind.ROLE, alias="")).begin()
    assert it.identity == f"Role Admin (session maya) in {ACCOUNT}"


def test_the_shells_keys_come_first(opened: Open):
    it = opened(environment=SHELL).begin()
    assert "environment" in it.chooser.findChild(QComboBox).currentText()
    assert it.look.keys == [SHELL.typed]


def test_running_through_the_list_asks_only_for_the_last_one(opened: Open):
    it = opened().begin()
    it.files.asked.clear()
    it.choose(1)
    it.choose(0)
    assert it.check.checked is None
    assert it.identity == ""
    it.settle()
    assert it.files.asked == [("work", "")]


def test_a_profile_that_asks_for_a_code_gets_it_and_a_refused_one_can_be_replaced(opened: Open):
    it = opened().begin()
    it.choose(2)
    it.settle()
    field = it.line("adminCodeInput")
    assert field.isVisible()
    it.bot.keyClicks(field, "654321")
    it.settle()
    assert field.isVisible()
    assert field.text() == ""
    assert it.check.checked is None
    assert "This profile asks for a code from admin-phone:" in it.said
    assert "Type the code that the device shows now." in it.problem
    it.bot.keyClicks(field, "123456")
    it.settle()
    assert it.identity
    assert not field.isVisible()
    assert [code for profile, code in it.files.asked if profile == "guarded"] == ["", "654321", "123456"]


@pytest.mark.parametrize("reason", [Reason.SSO_SIGN_IN_NEEDED, Reason.PROFILE_UNUSABLE])
def test_a_profile_that_gives_no_credentials_says_why_and_can_be_tried_again(opened: Open, reason: Reason):
    it = opened(files=FakeAdminFiles(default=reason)).begin()
    assert it.problem
    assert it.check.checked is None
    it.files.problems.clear()
    it.chooser.findChild(QPushButton, "adminAgainButton").click()
    it.settle()
    assert it.identity
    assert it.problem == ""


@pytest.mark.parametrize("reason", [Reason.ROOT_KEYS, Reason.EXPIRED, Reason.KEY_UNKNOWN, Reason.SECRET_WRONG])
def test_credentials_that_do_not_serve_are_explained_in_place(opened: Open, reason: Reason):
    it = opened(reason).begin()
    assert it.problem
    assert it.identity == ""


def test_credentials_of_another_account_than_what_was_begun_are_not_taken(opened: Open):
    it = opened()
    it.check.wanted_account = "999900001111"
    it.begin()
    assert "999900001111" in it.problem
    assert it.check.administrator is None


def test_without_profiles_keys_are_typed_and_checked_on_request(opened: Open):
    it = opened(files=FakeAdminFiles(profiles=())).begin()
    it.type_keys()
    assert it.look.keys == []
    it.press_check()
    assert it.look.keys == [LongTermKeys("AKIATYPED00000000001", "typed-secret")]
    assert it.identity


@pytest.mark.usefixtures("language")
def test_the_choice_and_the_typed_keys_begin_below_each_other(opened: Open):
    shown = opened(files=FakeAdminFiles(profiles=())).begin()
    fields = [shown.chooser.findChild(QComboBox, "adminProfileCombo"), shown.line("adminAccessKeyInput")]
    assert fields[1].isVisible()
    shown.bot.waitUntil(lambda: len({each.mapTo(shown.chooser, each.rect().topLeft()).x() for each in fields}) == 1)


def test_an_unfinished_key_is_not_sent_and_its_field_gets_the_focus(opened: Open, qtbot: QtBot):
    it = opened(files=FakeAdminFiles(profiles=())).begin()
    with qtbot.waitActive(it.chooser):
        it.chooser.activateWindow()
    it.type_keys(secret="")
    it.press_check()
    assert it.look.keys == []
    assert it.line("adminSecretKeyInput").hasFocus()
    assert it.line("adminSecretKeyInput").accessibleDescription()


def test_changing_a_typed_key_takes_the_identity_away(opened: Open):
    it = opened(files=FakeAdminFiles(profiles=())).begin()
    it.type_keys()
    it.press_check()
    it.line("adminSecretKeyInput").setText("another")
    assert it.identity == ""
    assert it.check.administrator is None


def test_enter_in_a_field_checks(opened: Open):
    it = opened(files=FakeAdminFiles(profiles=())).begin()
    it.type_keys()
    it.bot.keyClick(it.line("adminSecretKeyInput"), Qt.Key.Key_Return)
    it.settle()
    assert it.identity


class WithCancel(QDialog):
    """The chooser above a button that would be next in line, and the one that goes on."""

    def __init__(self, it: Opened) -> None:
        super().__init__()
        it.bot.addWidget(self)
        cancel, self.onward = QPushButton("Cancel", self), QPushButton("Next", self)
        self.onward.setDefault(True)
        column = QVBoxLayout(self)
        for part in (it.chooser, cancel, self.onward):
            column.addWidget(part)
        it.chooser.changed.connect(lambda: self.onward.setEnabled(it.check.checked is not None))
        self.onward.setEnabled(False)
        with it.bot.waitActive(self):
            self.show()
            self.activateWindow()


def test_while_typed_keys_are_checked_the_keyboard_stays_and_then_comes_to_what_goes_on(opened: Open):
    it = opened(files=FakeAdminFiles(profiles=())).begin()
    window = WithCancel(it)
    it.type_keys()
    check = it.chooser.findChild(QPushButton, "adminCheckButton")
    check.setFocus()
    it.bot.keyClick(check, Qt.Key.Key_Space)
    assert not check.isEnabled()
    assert it.line("adminAccessKeyInput").hasFocus()
    it.settle()
    assert window.onward.hasFocus()


def test_keys_that_do_not_serve_leave_the_keyboard_where_they_are_typed(opened: Open):
    it = opened(Reason.KEY_UNKNOWN, files=FakeAdminFiles(profiles=())).begin()
    window = WithCancel(it)
    it.type_keys()
    it.line("adminSecretKeyInput").setFocus()
    it.bot.keyClick(it.line("adminSecretKeyInput"), Qt.Key.Key_Return)
    it.settle()
    assert it.problem
    assert window.focusWidget() is it.line("adminSecretKeyInput")


def test_the_secret_is_hidden_until_shown_and_leaves_the_fields(opened: Open):
    it = opened(files=FakeAdminFiles(profiles=())).begin()
    it.type_keys()
    secret = it.line("adminSecretKeyInput")
    assert secret.echoMode() is QLineEdit.EchoMode.Password
    it.chooser.findChild(QPushButton, "adminRevealButton").click()
    assert secret.echoMode() is QLineEdit.EchoMode.Normal
    it.chooser.forget()
    assert secret.text() == ""
    assert "typed-secret" not in repr(vars(it.chooser._choice))


def test_a_look_that_is_not_wanted_any_more_says_nothing(opened: Open):
    it = opened()
    heard: list[object] = []
    it.check.passed.connect(heard.append)
    it.check.check(AdminSource("default"))
    it.check.end()
    it.settle()
    assert heard == []
    assert it.check.administrator is None


def test_a_second_chooser_has_names_of_its_own_and_every_control_has_one(opened: Open):
    it = opened(prefix="role").begin()
    names = ("roleProfileCombo", "roleAccessKeyInput", "roleSecretKeyInput", "roleSessionTokenInput", "roleCodeInput")
    assert [name for name in names if it.chooser.findChild(QWidget, name) is None] == []
    assert nameless(it.chooser) == []


def test_the_list_names_every_profile_with_its_kind(opened: Open):
    it = opened().begin()
    combo = it.chooser.findChild(QComboBox)
    assert [combo.itemText(index) for index in range(combo.count())] == [
        "work (IAM Identity Center)",
        "default (access keys)",
        "guarded (role)",
        "Type access keys…",
    ]


def test_the_focus_stays_with_the_choice_when_the_code_field_goes(opened: Open, qtbot: QtBot):
    it = opened().begin()
    with qtbot.waitActive(it.chooser):
        it.chooser.activateWindow()
    it.choose(2)
    it.settle()
    it.bot.keyClicks(it.line("adminCodeInput"), "123456")
    it.settle()
    assert it.chooser.findChild(QComboBox, "adminProfileCombo").hasFocus()
