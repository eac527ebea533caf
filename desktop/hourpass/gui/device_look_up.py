"""Looking a user's MFA devices up at AWS, so that nobody has to type a serial."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QPushButton

from hourpass.domain.credentials import LongTermKeys
from hourpass.domain.problem import Problem, Reason
from hourpass.domain.profile_flaws import Field
from hourpass.gui.profile_form_rows import EditableCombo, FieldRow
from hourpass.gui.tasks import Done, Failed, Outcome, Tasks
from hourpass.gui.wording import problems
from hourpass.services.cancel import Cancel
from hourpass.services.ports import Device
from hourpass.viewmodels.profile_form import ProfileForm

LookUpDevices = Callable[[LongTermKeys | str, str, Cancel], tuple[Device, ...]]
"""Asks AWS for the devices of the user whose keys (or stored access key ID) these are. Blocks."""


class DeviceLookUp(QObject):
    """The button beside the device: asks, can be stopped, and fills the list of choices."""

    found = Signal()

    def __init__(
        self,
        form: ProfileForm,
        tasks: Tasks,
        ask: LookUpDevices,
        combo: EditableCombo,
        button: QPushButton,
        row: FieldRow,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._form, self._tasks, self._ask = form, tasks, ask
        self._combo, self._button, self._row = combo, button, row
        self._running: Cancel | None = None
        button.clicked.connect(self._start_or_stop)
        if form.source_profile:  # whose devices they are only its credentials know
            row.set_hint(self.tr("If the source's user needs a code, copy the device's serial from IAM."))
        else:
            row.set_hint(self.tr("Look it up with the key above, or copy its serial from IAM."))
        self.show_state()

    def show_state(self) -> None:
        """Whether there is anything to ask AWS with."""
        running = self._running is not None
        self._button.setText(self.tr("Stop") if running else self.tr("&Look up"))
        self._button.setEnabled(running or self._form.look_up_with is not None)

    def end(self) -> None:
        """Ask AWS no longer; what still comes is dropped."""
        if self._running is not None:
            self._running.request()
            self._running = None

    def _start_or_stop(self) -> None:
        if self._running is not None:
            self._running.request()
            return
        keys = self._form.look_up_with
        if keys is None:
            return
        region = self._form.profile().effective_region
        self._row.set_hint(self.tr("Asking AWS for your devices…"))
        self._running = self._tasks.start(lambda cancel, _report: self._ask(keys, region, cancel), self._came)
        self.show_state()

    def _came(self, outcome: Outcome[tuple[Device, ...]]) -> None:
        if self._running is None:
            return  # the dialog was closed meanwhile
        self._running = None
        if isinstance(outcome, Done):
            self._form.devices_found(outcome.value)
            self._fill()
            self._row.set_hint(self._what_was_found())
            self.found.emit()
        elif isinstance(outcome, Failed):
            self._row.set_hint(self._why_not(outcome.problem))
        else:
            self._row.set_hint("")
        self.show_state()

    def _fill(self) -> None:
        blocked = self._combo.blockSignals(True)
        self._combo.clear()
        for choice in self._form.device_choices:
            if choice.usable:
                self._combo.addItem(choice.serial)
            else:
                self._combo.addItem(self.tr("{0} (passkey: no codes)").format(choice.serial))
                _disable_last(self._combo)
        self._combo.setEditText(self._form.text(Field.DEVICE_SERIAL))
        self._combo.blockSignals(blocked)

    def _what_was_found(self) -> str:
        if self._form.only_passkeys:
            return self.tr("You only have passkeys, which have no codes. Add an authenticator app in IAM.")
        if not self._form.device_choices:
            return self.tr("This user has no MFA device yet. Register one in IAM first.")
        if not self._form.text(Field.DEVICE_SERIAL).strip():
            return self.tr("Found several in AWS. Choose one from the list.")
        return self.tr("Found in AWS. If it is not the right one, choose another from the list.")

    def _why_not(self, problem: Problem) -> str:
        if problem.reason is Reason.DENIED:
            return self.tr("You are not allowed to list devices. Copy the serial from Security credentials in IAM.")
        return problems.line(problem)


def _disable_last(combo: QComboBox) -> None:
    model = combo.model()
    if isinstance(model, QStandardItemModel):
        item = model.item(combo.count() - 1)
        item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
