"""One profile found in the AWS config files, as a row to tick."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from hourpass.domain.profile import Method
from hourpass.domain.profile_flaws import Field
from hourpass.gui.buttons import BESIDE_BOX, set_kind
from hourpass.gui.controls import paragraph
from hourpass.gui.theme import scaled_font
from hourpass.gui.wording import examples, flaws, problems, unfit_profiles
from hourpass.gui.wording.joining import listed, sentences
from hourpass.services.importing import Remark
from hourpass.viewmodels.import_list import Fate, ImportRow, Obstacle


class ImportRowView(QWidget):
    """Shows an ImportRow: what it becomes, whose keys it uses, and what stands in the way."""

    chosen = Signal(bool)
    device_typed = Signal(str)

    def __init__(self, row: ImportRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.check = QCheckBox(row.proposal.found.name.replace("&", "&&"), self)
        self.check.setFont(scaled_font(self.check.font(), bold=True))
        self.check.toggled.connect(self.chosen)
        self._becomes = paragraph(parent=self)
        self._source = paragraph(parent=self)
        self._device_row = QWidget(self)
        self.device = QLineEdit(self._device_row)
        self.device.setPlaceholderText(examples.such_as(examples.DEVICE))
        self.device.setAccessibleName(self.tr("MFA device of {0}").format(row.proposal.found.name))
        self.device.textEdited.connect(self.device_typed)
        self._say = paragraph(parent=self)
        around = QVBoxLayout(self._device_row)
        around.setContentsMargins(0, 5, 0, 2)  # its frame keeps away from the words above
        around.addWidget(self.device)
        inner = QVBoxLayout()
        inner.setContentsMargins(BESIDE_BOX, 0, 0, 0)
        inner.setSpacing(3)
        for part in (self._becomes, self._source, self._device_row, self._say):
            inner.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self.check)
        column.addLayout(inner)
        self.show_row(row)

    def show_row(self, row: ImportRow, *, over: bool = False) -> None:
        """Show *row* as it is now; once the import is *over*, a device that it lacks is an offer and no fault."""
        blocked = self.check.blockSignals(True)
        self.check.setChecked(row.chosen or row.fate is Fate.TAKEN)
        self.check.blockSignals(blocked)
        self.check.setEnabled(row.can_be_chosen)
        self._becomes.setText(self._what_it_becomes(row))
        source = self._where_from(row)
        self._source.setText(source)
        self._source.setVisible(bool(source))
        self._device_row.setVisible(row.device_is_asked_for)
        kind, words = self._remark(row, over=over)
        self._say.setText(words)
        self._say.setVisible(bool(words))
        set_kind(self._say, kind)
        self.check.setAccessibleDescription(
            sentences(*(label.text() for label in (self._becomes, self._source, self._say)))
        )

    def allow(self, allowed: bool, row: ImportRow) -> None:
        """Whether anything can be changed now."""
        self.check.setEnabled(allowed and row.can_be_chosen)
        self.device.setEnabled(allowed)

    def remark(self) -> str:
        """What is said of the row."""
        return self._say.text()

    def _what_it_becomes(self, row: ImportRow) -> str:
        profile = row.profile
        if profile.method is Method.SESSION:
            return self.tr("Credentials for your own user (session token)")
        if profile.through:
            way = listed(hop.role_name for hop in profile.through)
            words = self.tr("Credentials for role {0} in account {1}, through {2}")
            return words.format(profile.role_name, profile.account, way)
        if profile.account:
            return self.tr("Credentials for role {0} in account {1}").format(profile.role_name, profile.account)
        return self.tr("Credentials for the role {0}").format(profile.role_arn)

    def _where_from(self, row: ImportRow) -> str:
        found = row.proposal.found
        if found.unfit is not None:
            return ""
        if found.resolved:
            source = self.tr("Credentials of [{0}], as AWS's tools get them").format(found.source_profile)
        elif found.access_key_id:
            source = self.tr("Keys of [{0}], {1}").format(found.source_profile, found.access_key_id)
        else:
            source = self.tr("Keys of [{0}]").format(found.source_profile)
        if found.mfa_serial:
            return self.tr("{0} · device {1}").format(source, row.profile.device_name)
        return self.tr("{0} · no MFA device").format(source)

    def _remark(self, row: ImportRow, *, over: bool) -> tuple[str, str]:
        if row.fate is Fate.TAKEN:
            return self._what_became(row)
        if row.fate is Fate.FAILED and row.problem is not None:
            return "bad", problems.line(row.problem)
        if over and row.obstacle is Obstacle.NEEDS_DEVICE and not row.profile.device_serial:
            return "muted", self.tr("Not imported. To import it as well, type the serial of its MFA device.")
        if row.obstacle is not None:
            return self._obstacle(row, row.obstacle)
        return "muted", self._advice(row)

    def _what_became(self, row: ImportRow) -> tuple[str, str]:
        if row.keys_stayed is None:
            return "ok", self.tr("Imported as {0}.").format(row.profile.name)
        words = self.tr("Imported as {0}. Its keys are still in the file. {1}")
        return "warn", words.format(row.profile.name, problems.line(row.keys_stayed))

    def _advice(self, row: ImportRow) -> str:
        if Remark.NAME_TAKEN in row.proposal.remarks:
            return self.tr("Will be called {0}, because the name is taken.").format(row.profile.name)
        if row.profile.device_serial:
            return ""
        if row.profile.source_profile:
            return self.tr("AWS is asked without a code.")
        return self.tr("AWS is asked without a code. Edit the profile later to add a device.")

    def _obstacle(self, row: ImportRow, obstacle: Obstacle) -> tuple[str, str]:
        found = row.proposal.found
        match obstacle:
            case Obstacle.ALREADY_HERE:
                kind, words = "muted", self.tr("Already here as {0}.").format(row.proposal.same_as)
            case Obstacle.NO_KEYS:
                kind = "warn"
                words = self.tr("Its access key is in neither file. Add this profile by hand instead.")
            case Obstacle.KEYS_MOVED:
                kind = "muted"
                words = self.tr("Its keys are in the keyring now. To use them on their own, add a profile by hand.")
            case Obstacle.UNFIT if found.unfit is not None:
                kind = "warn" if unfit_profiles.is_fault(found.unfit) else "muted"
                words = unfit_profiles.reason(found.unfit, found.source_profile)
            case Obstacle.FLAWED:
                kind, words = "warn", flaws.field_flaw(*row.other_flaws[0])
            case _ if row.device_flaw is not None and row.profile.device_serial:
                kind, words = "bad", flaws.field_flaw(Field.DEVICE_SERIAL, row.device_flaw)
            case _:
                kind = "warn"
                words = self.tr("No MFA device is named in the file. Type its serial to import this profile.")
        return kind, words
