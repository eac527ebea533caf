"""The list of a user's MFA devices, each with what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from hourpass.gui.bare_scroll import BareScroll
from hourpass.gui.controls import Card, heading_label, link_button, mono_label, muted_label, paragraph, separator
from hourpass.gui.labels import ElidedLabel
from hourpass.gui.theme import Theme
from hourpass.gui.wording.devices import act_spoken, act_text, kind_text, remark
from hourpass.services.user_devices import NamedDevice
from hourpass.viewmodels.device_list import DeviceList, DeviceRow


class DeviceRowView(QWidget):
    """One device."""

    asked = Signal(object)
    """Act"""

    def __init__(self, row: DeviceRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name = heading_label(row.device.name, self)
        kind = muted_label(kind_text(row.device.kind), self)
        above = QHBoxLayout()
        above.setSpacing(8)
        above.addWidget(name)
        above.addWidget(kind)
        above.addStretch(1)
        for act in row.acts:
            button = link_button(act_text(act), self)
            button.setObjectName(f"{act.name.lower()}DeviceButton")
            button.setAccessibleName(act_spoken(act, row.device.name))
            button.setToolTip(button.accessibleName())
            button.clicked.connect(lambda _checked, asked=act: self.asked.emit(asked))
            above.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(above)
        column.addWidget(_serial(row.device.serial, self))
        if words := remark(row):
            said = paragraph(words, self)
            said.setProperty("kind", "ok" if row.used_here else "muted")
            column.addWidget(said)


class StrandedRowView(QWidget):
    """A device that was made and never registered."""

    discard_asked = Signal()

    def __init__(self, device: NamedDevice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        above = QHBoxLayout()
        above.setSpacing(8)
        above.addWidget(heading_label(device.name, self))
        above.addStretch(1)
        delete = link_button(self.tr("Delete"), self)
        delete.setObjectName("discardDeviceButton")
        delete.setAccessibleName(self.tr("Delete {0}, which was never registered").format(device.name))
        delete.clicked.connect(self.discard_asked)
        above.addWidget(delete)
        said = paragraph(
            self.tr(
                "Created by Hourpass but never registered, and its QR code is gone. Delete it, unless it is being set up elsewhere right now."
            ),
            self,
        )
        said.setProperty("kind", "warn")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(above)
        column.addWidget(_serial(device.serial, self))
        column.addWidget(said)


class DeviceRows(QWidget):
    """Shows a DeviceList; *area* holds them, where they are many."""

    act_asked = Signal(str, object)
    """Serial and Act."""
    discard_asked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._card = Card(self)
        self._card.body.setContentsMargins(1, 4, 1, 4)
        self.area = BareScroll(self._card)
        self.area.setObjectName("deviceList")
        self.area.setAccessibleName(self.tr("MFA devices"))
        self._card.body.addWidget(self.area)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card, 1)
        column.addStretch(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def show_devices(self, devices: DeviceList) -> None:
        """Show *devices* as they are now."""
        inner = QWidget(self.area.viewport())
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(12)
        views: list[QWidget] = []
        for row in devices.rows:
            view = DeviceRowView(row, inner)
            view.asked.connect(lambda act, serial=row.device.serial: self.act_asked.emit(serial, act))
            views.append(view)
        for device in devices.stranded:
            stranded = StrandedRowView(device, inner)
            stranded.discard_asked.connect(lambda serial=device.serial: self.discard_asked.emit(serial))
            views.append(stranded)
        if not views:
            views.append(paragraph(self.tr("This user has no MFA device yet."), inner))
        for place, each in enumerate(views):
            if place:
                column.addWidget(separator(inner))
            column.addWidget(each)
        column.addStretch(1)
        self.area.hold(inner)
        self._fit()

    def _fit(self) -> None:
        """The card ends below the last device."""
        inner, edge = self.area.widget(), self._card.body.contentsMargins() + self._card.contentsMargins()
        if inner is not None:
            width = self.width() - edge.left() - edge.right()
            tall = inner.heightForWidth(width) if inner.hasHeightForWidth() else inner.sizeHint().height()
            self._card.setMaximumHeight(tall + edge.top() + edge.bottom())


def _serial(serial: str, parent: QWidget) -> ElidedLabel:
    label = ElidedLabel(mono_label().font(), Qt.TextElideMode.ElideMiddle, parent)
    label.setText(serial)
    label.set_selectable()
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    return label
