"""The card of the AWS config file: a section with which the CLI, SDKs and Terraform ask Hourpass."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QWidget

from hourpass.gui.controls import ElidedLabel, Tone, danger_button, plain_button, plain_tip, primary_button
from hourpass.gui.elsewhere.code_box import CodeBox
from hourpass.gui.elsewhere.use_card import UseCard
from hourpass.gui.theme import Theme
from hourpass.gui.wording import elsewhere as wording
from hourpass.viewmodels.config_view import ConfigState, ConfigView, short_path

LONGEST_PATH = 24
"""Signs of a path on a button; a longer one would make the button wider than the card."""


class ConfigCard(UseCard):
    """Shows a ConfigView."""

    add_asked = Signal()
    remove_asked = Signal()
    undo_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        text = self.tr(
            "Tools ask Hourpass each time; no secret is written to disk. When a code is needed, a prompt appears here."
        )
        super().__init__(theme, "configCard", self.tr("AWS CLI, SDKs, Terraform"), text, parent)
        self._undo = ""
        self._box = CodeBox(self.tr("Section of the AWS config file"), self)
        self._box.setObjectName("configLines")
        self.middle.addSpacing(4)
        self.middle.addWidget(self._box)
        self._add = self.add_button(primary_button(self.tr("Add &to the AWS config…"), self), "addToConfigButton")
        self._remove = self.add_button(danger_button(self.tr("R&emove…"), self), "removeFromConfigButton")
        self._copy = self.add_button(plain_button(self.tr("Copy"), self), "copyConfigButton")
        self._add.clicked.connect(self.add_asked)
        self._remove.clicked.connect(self.remove_asked)
        self._copy.clicked.connect(self._put_on_clipboard)
        self.status.acted.connect(self.undo_asked)
        self._backup = _BackupLine(self)
        self.body.insertWidget(self.body.indexOf(self.status) + 1, self._backup)
        self.setEnabled(False)

    def show_waiting(self) -> None:
        """What is shown may hold no longer: nothing can be done until the file has been looked at."""
        self.setEnabled(False)

    def show_view(self, view: ConfigView, trouble: str = "") -> None:
        """Show *view*, and that something did not work: *trouble*."""
        self.setEnabled(True)
        held = self.window().focusWidget()
        self._undo = self.tr("Undo") if view.can_undo else ""
        self._box.set_text("\n".join(view.lines))
        self._box.show()
        self._copy.show()
        self._add.setText(self._offer(view))
        self._add.setToolTip(plain_tip(view.path))
        self._add.setVisible(view.state is not ConfigState.PRESENT)
        self._remove.setVisible(view.state is not ConfigState.ABSENT)
        if held in {self._add, self._remove} and held.isHidden():
            # It was pressed and has done its part. Left to Qt, the keyboard would come to what undoes it, or not.
            (self._copy if self._add.isHidden() else self._add).setFocus()
        self._backup.show_path(view.backup)
        tone, said = (Tone.BAD, trouble) if trouble else self._said(view)
        self.status.set_message(tone, said, self._undo)

    def show_failure(self, text: str) -> None:
        """Say why the file could not be read."""
        self.setEnabled(True)
        self._undo = ""
        for unknown in (self._box, self._add, self._remove, self._copy, self._backup):
            unknown.hide()
        self.status.set_message(Tone.BAD, text)

    def _offer(self, view: ConfigView) -> str:
        new = view.state is ConfigState.ABSENT
        if len(view.path) > LONGEST_PATH:
            return self.tr("Add &to the AWS config…") if new else self.tr("Upda&te the AWS config…")
        return (self.tr("Add &to {0}…") if new else self.tr("Upda&te {0}…")).format(view.path.replace("&", "&&"))

    def _said(self, view: ConfigView) -> tuple[Tone, str]:
        if view.shadows:
            return Tone.WARN, "\n".join(map(wording.shadow, view.shadows))
        match view.state:
            case ConfigState.PRESENT:
                return Tone.OK, self.tr("Ready:\naws s3 ls --profile {0}").format(view.section)
            case ConfigState.STALE:
                return Tone.WARN, self.tr("The section in the file is out of date.")
            case ConfigState.ABSENT:
                return Tone.INFO, self.tr("Removed.") if view.can_undo else ""

    def _put_on_clipboard(self) -> None:
        QGuiApplication.clipboard().setText(self._box.text() + "\n")
        said = self.tr("Copied. Paste it into the file that your tools read.")
        self.status.set_message(Tone.OK, said, self._undo)
        self.tell_answer()


class _BackupLine(ElidedLabel):
    """Where the file is as it was; the whole path is in the tooltip."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent.font(), Qt.TextElideMode.ElideMiddle, parent)
        self.setObjectName("configBackup")
        self._path = ""
        self.hide()

    def show_path(self, path: str) -> None:
        """Tell of the backup at *path*, if there is one."""
        self._path = path
        self.setText(self.tr("Backup: {0}").format(short_path(path)))
        self.setVisible(bool(path))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.setToolTip(plain_tip(self._path))
