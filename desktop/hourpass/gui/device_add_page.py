"""What a further MFA device is, and what it is called."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QVBoxLayout, QWidget

from hourpass.domain.setup import DraftField
from hourpass.gui.buttons import RadioButton
from hourpass.gui.controls import paragraph
from hourpass.gui.profile_form_rows import FieldRow, field_grid
from hourpass.gui.wording.devices import serial_flaw_text
from hourpass.gui.wording.draft_flaws import draft_flaw_text
from hourpass.gui.wording.joining import sentences
from hourpass.viewmodels.device_list import DeviceList


class AddPage(QWidget):
    """What the new device is, and what it is called."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._list: DeviceList | None = None
        self._phone = RadioButton(self.tr("&Authenticator app on a phone or computer"), self)
        self._phone.setObjectName("phoneKindButton")
        self._token = RadioButton(self.tr("&Hardware token that shows six digits"), self)
        self._token.setObjectName("tokenKindButton")
        group = QButtonGroup(self)
        group.addButton(self._phone)
        group.addButton(self._token)
        self._phone.setChecked(True)
        self._about = paragraph("", self)
        fields = QWidget(self)
        grid = field_grid(fields)
        self._name = QLineEdit(fields)
        self._name.setObjectName("newDeviceNameInput")
        self._name.setAccessibleName(self.tr("Name of the new device"))
        self._name.textEdited.connect(self._type_name)
        self._name_row = FieldRow(grid, self.tr("&Name"), self._name)
        self._name_row.set_hint(
            self.tr("Your phone shows this name. With the user's name first, you can tell its codes from others.")
        )
        self._serial = QLineEdit(fields)
        self._serial.setObjectName("tokenSerialInput")
        self._serial.setAccessibleName(self.tr("Serial number of the token"))
        self._serial.setPlaceholderText("GAHT12345678")
        self._serial.textEdited.connect(self._type_serial)
        self._serial_row = FieldRow(grid, self.tr("&Serial number"), self._serial)
        self._serial_row.set_hint(self.tr("It is printed on the back of the token."))
        self._serial_row.left.connect(self._judge_serial)
        self._security_keys = paragraph(
            self.tr(
                "Passkeys and security keys such as a YubiKey have no codes that AWS accepts for credentials. Register them in the IAM console, to sign in there."
            ),
            self,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for widget in (self._about, self._phone, self._token, fields, self._security_keys):
            column.addWidget(widget)
        column.addStretch(1)
        self._token.toggled.connect(self._switch)

    @property
    def is_token(self) -> bool:
        """Whether a hardware token is added."""
        return self._token.isChecked()

    @property
    def complete(self) -> bool:
        """Whether what is typed can be sent."""
        if self._list is None:
            return False
        return self._list.serial_flaw is None if self.is_token else self._list.name_flaw is None

    def begin(self, devices: DeviceList, replaced: str, *, makes_codes: bool = False) -> None:
        """Ask for a further device, or for the one that takes the place of *replaced*, whose codes Hourpass may make."""
        self._list = devices
        devices.begin_adding()
        self._name.setText(devices.name)
        self._serial.clear()
        self._serial_row.show_flaw("")
        self._phone.setChecked(True)
        for part in (self._phone, self._token, self._security_keys):
            part.setVisible(not replaced)
        text = self.tr(
            "{0} keeps working until AWS has accepted a code from the new phone. Then your profiles switch over, and {0} is removed. Credentials you already have stay valid until they expire."
        )
        if makes_codes:
            further = self.tr("Hourpass then stops generating codes; you can let it generate those of the new device.")
            text = sentences(text, further)
        self._about.setText(text.format(replaced))
        self._about.setVisible(bool(replaced))
        self._switch(False)

    def take_focus(self) -> None:
        """Put the cursor into the field."""
        (self._serial if self.is_token else self._name).setFocus()

    def _type_name(self, text: str) -> None:
        if self._list is not None:
            self._list.type_name(text)
            flaw = self._list.name_flaw
            self._name_row.show_flaw(draft_flaw_text(DraftField.DEVICE_NAME, flaw) if flaw else "")
            self.changed.emit()

    def _type_serial(self, text: str) -> None:
        if self._list is not None:
            self._list.type_serial(text)
            if self._serial_row.flawed:
                self._judge_serial()
            self.changed.emit()

    def _judge_serial(self) -> None:
        if self._list is not None and self.is_token and self._serial.text():
            self._serial_row.show_flaw(serial_flaw_text(self._list.serial_flaw))

    def _switch(self, token: bool) -> None:
        self._name_row.set_visible(not token)
        self._serial_row.set_visible(token)
        if self._list is not None:
            self._type_name(self._name.text())
            self.take_focus()
