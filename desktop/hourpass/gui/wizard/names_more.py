"""The options that most setups never need: permissions, the role's own, another account, what is there already."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from hourpass.domain.problem import Problem
from hourpass.domain.setup import DraftField, Mode, Permission
from hourpass.gui.buttons import CheckBox
from hourpass.gui.controls import Combo
from hourpass.gui.profile_form_rows import FieldRow, Fold
from hourpass.gui.theme import Theme
from hourpass.gui.wizard.account_look import AccountLook
from hourpass.gui.wizard.existing_user_box import ExistingUserBox
from hourpass.gui.wizard.role_account import SET_IN, RoleAccount
from hourpass.gui.wizard.setting_up import SettingUp
from hourpass.gui.wording import problems
from hourpass.gui.wording.draft_flaws import draft_flaw_text
from hourpass.gui.wording.existing_users import lack_text, trust_text
from hourpass.gui.wording.methods import duration
from hourpass.gui.wording.permissions import permission_text, permission_title
from hourpass.services.setup_ports import Thing
from hourpass.viewmodels.existing_user import trust_in
from hourpass.viewmodels.names_form import MAXIMA, Lack, NamesForm

_OF_ROLE = frozenset({Lack.ROLE_MALFORMED, Lack.ROLE_NOT_FOUND})
"""Of a role that is still being asked about the line below the field tells as of no flaw."""
SETTLED = 400
"""Milliseconds that a role has to stand before AWS is asked about it."""


class NamesMore(Fold):
    """Shows the rarely needed part of a NamesForm."""

    changed = Signal()
    revealed = Signal(QWidget)
    """That part of it has come, or grown."""

    def __init__(self, theme: Theme, form: NamesForm, setting_up: SettingUp, parent: QWidget | None = None) -> None:
        super().__init__(more_title(), "moreOptionsButton", parent)
        self._theme, self._form, self._work = theme, form, setting_up
        self._look = AccountLook(setting_up, self)
        self._look.role_read.connect(self._role_came)
        self._look.role_failed.connect(self._role_failed)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLED)
        self._settle.timeout.connect(lambda: self._look.read_role(form.existing_role))
        inner = self.inner()
        self._permission = Combo(theme, inner)
        self._permission.setObjectName("permissionCombo")
        self._permission.setAccessibleName(self.tr("What a code opens in S3"))
        for permission in Permission:
            self._permission.addItem(permission_title(permission), permission)
        self._permission.activated.connect(self._choose_permission)
        self._permission_row = FieldRow(self.grid, self.tr("In S3"), self._permission)
        self._maximum = Combo(theme, inner)
        self._maximum.setObjectName("roleMaximumCombo")
        self._maximum.setAccessibleName(self.tr("How long the role's sessions last at most"))
        for length in MAXIMA:
            self._maximum.addItem(duration(length), length)
        self._maximum.setCurrentIndex(MAXIMA.index(form.role_maximum))
        self._maximum.activated.connect(self._choose_maximum)
        self._maximum_row = FieldRow(self.grid, self.tr("Maximum session duration"), self._maximum)
        self._external = QLineEdit(inner)
        self._external.setObjectName("wizardExternalIdInput")
        self._external.setAccessibleName(self.tr("External ID"))
        self._external.textChanged.connect(self._type_external)
        self._external_row = FieldRow(self.grid, self.tr("External ID"), self._external)
        self._external_row.set_hint(
            self.tr("A word that you agree on with the role's owner; the role then asks for it. Usually left empty.")
        )
        self._role = QLineEdit(inner)
        self._role.setObjectName("existingRoleInput")
        self._role.setAccessibleName(self.tr("Name or ARN of an existing role"))
        self._role.textChanged.connect(self._type_role)
        self._role_row = FieldRow(self.grid, self.tr("Existing role"), self._role)
        self._role_row.set_hint(_role_hint())
        self._user = ExistingUserBox(theme, form, self._look, inner)
        self._user.changed.connect(self._show_and_tell)
        self._user.revealed.connect(lambda: self.revealed.emit(self._user))
        self._other = CheckBox(self.tr("Create the role in another acc&ount"), inner)
        self._other.setObjectName("otherAccountCheck")
        self._other.setAccessibleName(self.tr("Create the role in another account"))
        self._other.toggled.connect(self._switch_account)
        self._second: RoleAccount | None = None  # made when it is asked for: most never do
        self._switches = QVBoxLayout()
        self._switches.setContentsMargins(0, 4, 0, 0)
        self._switches.setSpacing(10)
        for part in (self._user, self._other):
            self._switches.addWidget(part)
        self.grid.addLayout(self._switches, self.grid.rowCount(), 0, 1, 2)
        self.show_state()

    @property
    def grids(self) -> tuple[QGridLayout, ...]:
        """All that hold fields."""
        second = self._second.grids if self._second is not None else ()
        return self.grid, self._user.grid, *second

    @property
    def set_in(self) -> Mapping[QGridLayout, int]:
        """By how many pixels some of those stand further in than the others."""
        return dict.fromkeys(self._second.grids, SET_IN) if self._second is not None else {}

    @property
    def allows(self) -> bool:
        """Whether the second administrator, where there is one, may do what is needed."""
        if not self._form.draft().crosses_accounts:
            return True
        return self._second is not None and self._second.allows

    def base_on(self, account: str) -> None:
        """The user's administrator is of this account."""
        self._user.base_on(account)
        self.show_state()

    def forget(self) -> None:
        """Typed secrets leave the fields, and nothing is asked any more."""
        self._settle.stop()
        self._look.end()
        if self._second is not None:
            self._second.forget()

    def show_state(self) -> None:
        """Bring everything in line with the form."""
        form, flaws = self._form, self._form.flaws
        by_role = form.mode is Mode.ROLE
        self._permission.setCurrentIndex(list(Permission).index(form.permission))
        self._maximum.setCurrentIndex(MAXIMA.index(form.role_maximum))
        # What an existing role settles keeps its place: rows that vanish would move the field that is typed in.
        self._permission_row.set_enabled(form.needs_role or not by_role)
        self._maximum_row.set_enabled(form.needs_role)
        self._other.setEnabled(form.needs_role)
        if by_role and not form.needs_role:
            for row in (self._permission_row, self._maximum_row):
                row.set_hint(self.tr("The existing role settles this."))
        else:
            self._permission_row.set_hint(permission_text(form.permission))
            self._maximum_row.set_hint(self.tr("The upper limit; you choose the duration each time."))
        for row in (self._maximum_row, self._external_row, self._role_row):
            row.set_visible(by_role)
        self._other.setVisible(by_role)
        if self._second is not None:
            self._second.setVisible(by_role and form.other_account)
            self._second.setEnabled(form.needs_role)
            self._second.show_state()
        flaw = flaws.get(DraftField.EXTERNAL_ID)
        self._external_row.show_flaw(draft_flaw_text(DraftField.EXTERNAL_ID, flaw) if flaw else "")
        lack = next((each for each in form.lacks if each in _OF_ROLE), None)
        self._role_row.show_flaw(lack_text(lack) if lack else "")

    def _choose_permission(self) -> None:
        self._form.permission = self._permission.currentData()
        self._show_and_tell()

    def _choose_maximum(self) -> None:
        self._form.role_maximum = self._maximum.currentData()
        self._show_and_tell()

    def _type_external(self, text: str) -> None:
        self._form.type(DraftField.EXTERNAL_ID, text)
        self._show_and_tell()

    def _type_role(self, text: str) -> None:
        form = self._form
        form.type_role(text)
        self._settle.stop()
        self._look.give_up_role()
        self._role_row.set_hint(_role_hint())
        if form.looks_role_up:
            self._role_row.set_hint(self.tr("Asking AWS for this role…"))
            self._settle.start()
        elif form.existing_role_arn:
            self._role_row.set_hint(self.tr("In another account; it cannot be looked at from here."))
        self._show_and_tell()

    def _role_came(self, wanted: str, role: Thing | None) -> None:
        self._form.role_read(wanted, role.arn if role else "")
        if role is not None:
            if role.maximum is not None and role.maximum in MAXIMA:
                self._form.role_maximum = role.maximum
            self._role_row.set_hint(trust_text(trust_in(self._form.draft().user_arn, role.trust)))
        self._show_and_tell()

    def _role_failed(self, _wanted: str, problem: Problem) -> None:
        """With its ARN it can be used unseen; by its name alone it cannot."""
        said = problems.line(problem)
        if not self._form.existing_role_arn:
            said = self.tr("{0} Give the role's ARN instead.", "what went wrong").format(said)
        self._role_row.set_hint(said)

    def _switch_account(self, on: bool) -> None:
        self._form.other_account = on
        if on and self._second is None:
            self._second = RoleAccount(self._theme, self._form, self._work, self.inner())
            self._second.changed.connect(self._show_and_tell)
            self._switches.addWidget(self._second)
            self._second.begin()
        self._show_and_tell()
        if on:
            self.revealed.emit(self._second)

    def _show_and_tell(self) -> None:
        self.show_state()
        self.changed.emit()


def more_title() -> str:
    """What unfolds them."""
    return QCoreApplication.translate("NamesMore", "&More options")


def _role_hint() -> str:
    return QCoreApplication.translate(
        "NamesMore", "The name of a role in this account, or an ARN. If empty, a role is created."
    )
