"""The options that most setups never need: permissions, the role's own, another account, what is there already."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from hourpass.domain import arns
from hourpass.domain.setup import DraftField, Mode, Permission
from hourpass.gui.controls import Combo
from hourpass.gui.profile_form_rows import FieldRow, Fold
from hourpass.gui.theme import Theme
from hourpass.gui.wizard.account_look import AccountLook
from hourpass.gui.wizard.existing_user_box import ExistingUserBox
from hourpass.gui.wizard.role_account import RoleAccount
from hourpass.gui.wizard.setting_up import SettingUp
from hourpass.gui.wording.draft_flaws import draft_flaw_text
from hourpass.gui.wording.existing_users import lack_text, trust_text
from hourpass.gui.wording.methods import duration
from hourpass.gui.wording.permissions import permission_text, permission_title
from hourpass.services.setup_ports import Thing
from hourpass.viewmodels.existing_user import trust_in
from hourpass.viewmodels.names_form import MAXIMA, Lack, NamesForm

SETTLED = 400
"""Milliseconds that an ARN has to stand before AWS is asked about it."""


class NamesMore(Fold):
    """Shows the rarely needed part of a NamesForm."""

    changed = Signal()

    def __init__(self, theme: Theme, form: NamesForm, setting_up: SettingUp, parent: QWidget | None = None) -> None:
        super().__init__(more_title(), "moreOptionsButton", parent)
        self._theme, self._form, self._work = theme, form, setting_up
        self._look = AccountLook(setting_up, self)
        self._look.role_read.connect(self._role_came)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLED)
        self._settle.timeout.connect(lambda: self._look.read_role(form.existing_role_arn.strip()))
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
        self._maximum_row = FieldRow(self.grid, self.tr("Role lasts"), self._maximum)
        self._maximum_row.set_hint(self.tr("At most; each time you choose how long the credentials are to last."))
        self._external = QLineEdit(inner)
        self._external.setObjectName("wizardExternalIdInput")
        self._external.setAccessibleName(self.tr("External ID"))
        self._external.textChanged.connect(self._type_external)
        self._external_row = FieldRow(self.grid, self.tr("External ID"), self._external)
        self._external_row.set_hint(
            self.tr("A word that has to be told to the role besides the code. Mostly left empty.")
        )
        self._role = QLineEdit(inner)
        self._role.setObjectName("existingRoleInput")
        self._role.setAccessibleName(self.tr("ARN of an existing role"))
        self._role.setPlaceholderText("arn:aws:iam::111122223333:role/s3-reader")
        self._role.textChanged.connect(self._type_role)
        self._role_row = FieldRow(self.grid, self.tr("Existing role"), self._role)
        self._user = ExistingUserBox(theme, form, self._look, inner)
        self._user.changed.connect(self._show_and_tell)
        self._other = QCheckBox(self.tr("Make the role in another acc&ount"), inner)
        self._other.setObjectName("otherAccountCheck")
        self._other.setAccessibleName(self.tr("Make the role in another account"))
        self._other.toggled.connect(self._switch_account)
        self._second: RoleAccount | None = None  # made when it is asked for: most never do
        for part in (self._user, self._other):
            self.grid.addWidget(part, self.grid.rowCount(), 0, 1, 2)
        self.show_state()

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
        self._permission_row.set_hint(permission_text(form.permission))
        own_role = bool(form.existing_role_arn.strip())
        self._permission_row.set_visible(not (by_role and own_role))
        self._maximum_row.set_visible(form.needs_role)
        self._external_row.set_visible(by_role)
        self._role_row.set_visible(by_role)
        self._other.setVisible(form.needs_role)
        if self._second is not None:
            self._second.setVisible(form.needs_role and form.other_account)
            self._second.show_state()
        flaw = flaws.get(DraftField.EXTERNAL_ID)
        self._external_row.show_flaw(draft_flaw_text(DraftField.EXTERNAL_ID, flaw) if flaw else "")
        if Lack.ROLE_NOT_AN_ARN in form.lacks:
            self._role_row.show_flaw(lack_text(Lack.ROLE_NOT_AN_ARN))
        else:
            self._role_row.show_flaw("")

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
        self._form.existing_role_arn = text
        self._role_row.set_hint(self.tr("Left empty, a role is made."))
        arn = arns.parse(text.strip())
        checked = self._form.checked
        if arn is not None and Lack.ROLE_NOT_AN_ARN not in self._form.lacks and checked is not None:
            if arn.account == checked.identity.account:
                self._settle.start()
            else:
                self._settle.stop()
                self._role_row.set_hint(self.tr("In another account; it cannot be looked at from here."))
        self._show_and_tell()

    def _role_came(self, arn: str, role: Thing | None) -> None:
        if arn != self._form.existing_role_arn.strip():
            return
        if role is None:
            self._role_row.show_flaw(self.tr("There is no such role in this account."))
            return
        if role.maximum is not None and role.maximum in MAXIMA:
            self._form.role_maximum = role.maximum
        self._role_row.set_hint(trust_text(trust_in(self._form.draft().user_arn, role.trust)))

    def _switch_account(self, on: bool) -> None:
        self._form.other_account = on
        if on and self._second is None:
            self._second = RoleAccount(self._theme, self._form, self._work, self.inner())
            self._second.changed.connect(self._show_and_tell)
            self.grid.addWidget(self._second, self.grid.rowCount(), 0, 1, 2)
            self._second.begin()
        self._show_and_tell()

    def _show_and_tell(self) -> None:
        self.show_state()
        self.changed.emit()


def more_title() -> str:
    """What unfolds them."""
    return QCoreApplication.translate("NamesMore", "&More options")
