"""The MFA devices that the practice authenticator plays, and the choice among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from hourpass.domain import totp
from hourpass.gui.controls import Combo, heading_label, plain_tip
from hourpass.gui.theme import Theme


@dataclass(frozen=True, slots=True)
class PracticeDevice:
    """A device as a phone knows it. In memory only, like the sandbox that it belongs to."""

    serial: str
    seed: str = field(repr=False)

    @property
    def name(self) -> str:
        return self.serial.rsplit("/", 1)[-1]

    @property
    def account(self) -> str:
        return self.serial.split(":")[4]

    @property
    def uri(self) -> str:
        """The text of its QR code, the seed included."""
        return totp.otpauth_uri(self.seed, self.name, self.account)

    def code(self, now: datetime) -> str:
        """What it shows at that moment."""
        return totp.code_at(self.seed, totp.step_at(now))


class DeviceChoice(QWidget):
    """Names the device that is shown: a heading where there is one, a list to choose from where there are more."""

    chosen = Signal(object)  # PracticeDevice

    def __init__(self, theme: Theme, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._devices: tuple[PracticeDevice, ...] = ()
        self._heading = heading_label(parent=self)
        self._heading.setObjectName("practiceDeviceName")
        self._combo = Combo(theme, self)
        self._combo.setObjectName("practiceDeviceCombo")
        self._combo.setAccessibleName(self.tr("Practice device"))
        # As wide as the window whatever the names: a name that has no room is elided.
        self._combo.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._combo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._combo.view().setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._combo.activated.connect(self._choose)
        self._combo.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._heading)
        column.addWidget(self._combo)
        self.setFixedWidth(width)

    def set_devices(self, devices: Sequence[PracticeDevice], shown: PracticeDevice) -> None:
        """Offer *devices*, of which *shown* is one."""
        self._devices = tuple(devices)
        self._combo.clear()
        self._combo.addItems(self._names())
        self._combo.setCurrentIndex(self._devices.index(shown))
        for place, device in enumerate(self._devices):
            self._combo.setItemData(place, plain_tip(device.serial), Qt.ItemDataRole.ToolTipRole)
        several = len(self._devices) > 1
        self._combo.setVisible(several)
        self._heading.setVisible(not several)
        room = self.minimumWidth()
        self._heading.setText(self._heading.fontMetrics().elidedText(shown.name, Qt.TextElideMode.ElideMiddle, room))
        self._heading.setToolTip(plain_tip(shown.serial))

    def _names(self) -> list[str]:
        """With the account where two have the same name."""
        count = Counter(device.name for device in self._devices)
        return [
            device.name if count[device.name] == 1 else self.tr("{0} ({1})").format(device.name, device.account)
            for device in self._devices
        ]

    def _choose(self, place: int) -> None:
        self.chosen.emit(self._devices[place])
