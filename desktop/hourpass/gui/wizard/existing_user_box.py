"""Giving the access to a user that is there already: who it is, with which device and which key."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hourpass.domain import arns
from hourpass.domain.problem import Problem
from hourpass.gui.buttons import CheckBox
from hourpass.gui.controls import Combo
from hourpass.gui.profile_form_rows import EditableCombo, FieldRow, field_grid
from hourpass.gui.theme import Theme
from hourpass.gui.wizard.account_look import AccountLook
from hourpass.gui.wording import problems
from hourpass.gui.wording.existing_users import lack_text
from hourpass.services.setup_ports import Thing
from hourpass.viewmodels.existing_user import ExistingUser
from hourpass.viewmodels.names_form import Lack, NamesForm

SETTLED = 400
"""Milliseconds that a name has to stand before AWS is asked about it."""
_OF_USER = frozenset({Lack.USER_NOT_READ, Lack.TOO_MANY_KEYS, Lack.TOO_MANY_DEVICES})


class ExistingUserBox(QWidget):
    """Shows the part of a NamesForm that is about an existing user; *grid* has its fields."""

    changed = Signal()
    revealed = Signal()
    """There is more of it than before."""

    def __init__(self, theme: Theme, form: NamesForm, look: AccountLook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form, self._look = form, look
        self._account = ""
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLED)
        self._settle.timeout.connect(self._read)
        self._check = CheckBox(self.tr("Use an e&xisting user"), self)
        self._check.setObjectName("existingUserCheck")
        self._check.setAccessibleName(self.tr("Use an existing user"))
        self._check.toggled.connect(self._switch)
        self._part = QWidget(self)
        grid = self.grid = field_grid(self._part)
        grid.setContentsMargins(24, 0, 0, 0)
        self._user = EditableCombo(theme, self._part)
        self._user.setObjectName("existingUserInput")
        for named in (self._user, self._user.text_field()):
            named.setAccessibleName(self.tr("Existing user"))
        self._user.editTextChanged.connect(self._type)
        self._user_row = FieldRow(grid, self.tr("Existing user"), self._user)
        self._device = Combo(theme, self._part)
        self._device.setObjectName("existingDeviceCombo")
        self._device.setAccessibleName(self.tr("Which MFA device"))
        self._device.activated.connect(self._choose_device)
        self._device_row = FieldRow(grid, self.tr("MFA device"), self._device)
        self._key = Combo(theme, self._part)
        self._key.setObjectName("existingKeyCombo")
        self._key.setAccessibleName(self.tr("Which access key"))
        self._key.activated.connect(self._choose_key)
        self._key_row = FieldRow(grid, self.tr("Access key"), self._key)
        self._key_row.set_hint(self.tr("A key that is in the keyring here can serve; others keep their secret."))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._check)
        column.addWidget(self._part)
        look.users_found.connect(self._users_came)
        look.user_read.connect(self._user_came)
        look.failed.connect(self._failed)
        self._show()

    def base_on(self, account: str) -> None:
        """The account is this one now: in another one there are other users."""
        if account != self._account:
            self._account = account
            blocked = self._user.blockSignals(True)
            self._user.clear()
            self._user.setEditText(self._form.wanted_user)
            self._user.blockSignals(blocked)
            if self._form.uses_existing_user:
                self._look.list_users()
        self._show()

    def _switch(self, on: bool) -> None:
        self._form.use_existing(on)
        if on and not self._user.count():
            self._look.list_users()
        self._show()
        self.changed.emit()
        if on:
            self._user.setFocus()
            self.revealed.emit()

    def _type(self, text: str) -> None:
        self._form.want_user(text.strip())
        self._settle.start()
        self._show()
        self.changed.emit()

    def _read(self) -> None:
        if self._form.wanted_user and self._form.existing is None:
            self._look.read_user(self._form.wanted_user)
            self._user_row.set_hint(self.tr("Asking AWS for its devices and keys…"))

    def _choose_device(self) -> None:
        self._form.existing_device = self._device.currentData()
        self._show()
        self.changed.emit()

    def _choose_key(self) -> None:
        self._form.existing_key = self._key.currentData()
        self._show()
        self.changed.emit()

    def _users_came(self, users: tuple[Thing, ...]) -> None:
        typed = self._user.currentText()
        blocked = self._user.blockSignals(True)
        self._user.clear()
        self._user.addItems(sorted((user.name for user in users), key=str.casefold))
        self._user.setEditText(typed)
        self._user.blockSignals(blocked)

    def _user_came(self, found: ExistingUser) -> None:
        if found.user.name.casefold() != self._form.wanted_user.casefold():
            return
        self._form.user_read(found)
        blocked = self._device.blockSignals(True), self._key.blockSignals(True)
        self._device.clear()
        if found.takes_device:
            self._device.addItem(self.tr("A new one"), "")
        for device in found.usable_devices:
            arn = arns.parse(device.serial)
            self._device.addItem(arn.name if arn else device.serial, device.serial)
        self._device.setCurrentIndex(max(self._device.findData(self._form.existing_device), 0))
        self._key.clear()
        if found.takes_key:
            self._key.addItem(self.tr("A new one"), "")
        for key in found.keys_here:
            self._key.addItem(key, key)
        self._key.setCurrentIndex(max(self._key.findData(self._form.existing_key), 0))
        self._device.blockSignals(blocked[0])
        self._key.blockSignals(blocked[1])
        self._user_row.set_hint(found.user.arn)
        self._show()
        self.changed.emit()
        self.revealed.emit()

    def _failed(self, problem: Problem) -> None:
        if self._form.uses_existing_user and self._form.existing is None and self._form.wanted_user:
            self._user_row.show_flaw(problems.line(problem))

    def _show(self) -> None:
        form = self._form
        self._check.setChecked(form.uses_existing_user)
        self._part.setVisible(form.uses_existing_user)
        known = form.existing is not None
        for row in (self._device_row, self._key_row):
            row.set_visible(known)
        lacks = [lack for lack in form.lacks if lack in _OF_USER - {Lack.USER_NOT_READ}]
        self._user_row.show_flaw(lack_text(lacks[0]) if lacks else "")
        if not known:
            self._user_row.set_hint(
                self.tr("It gets a policy, and the device and key chosen here; nothing else changes.")
            )
