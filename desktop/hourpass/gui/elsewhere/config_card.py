"""The card of the AWS config file: a section with which the CLI, SDKs and Terraform ask Hourpass."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from hourpass.gui.controls import Tone, danger_button, plain_button, primary_button
from hourpass.gui.elsewhere.code_box import CodeBox
from hourpass.gui.elsewhere.use_card import UseCard
from hourpass.gui.theme import Theme
from hourpass.gui.wording import elsewhere as wording
from hourpass.viewmodels.config_view import ConfigState, ConfigView


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
        self._view: ConfigView | None = None
        self._can_undo = False
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
        self.setEnabled(False)

    def show_view(self, view: ConfigView, *, can_undo: bool = False) -> None:
        """Show *view*; with *can_undo* what was done last can be taken back from here."""
        self._view, self._can_undo = view, can_undo
        self.setEnabled(True)
        self._box.set_text("\n".join(view.lines))
        self._add.setText(
            self.tr("Add &to {0}…").format(view.path)
            if view.state is ConfigState.ABSENT
            else self.tr("Upda&te {0}…").format(view.path)
        )
        self._add.setVisible(view.state is not ConfigState.PRESENT)
        self._remove.setVisible(view.state is not ConfigState.ABSENT)
        undo = self.tr("Undo") if can_undo else ""
        if view.shadows:
            self.status.set_message(Tone.WARN, "\n".join(map(wording.shadow, view.shadows)), undo)
        elif view.state is ConfigState.PRESENT:
            self.status.set_message(Tone.OK, self.tr("Ready: aws s3 ls --profile {0}").format(view.section), undo)
        elif view.state is ConfigState.STALE:
            self.status.set_message(Tone.WARN, self.tr("What stands in the file is out of date."), undo)
        else:
            self.status.set_message(Tone.INFO, self.tr("Removed.") if can_undo else "", undo)

    def show_failure(self, text: str) -> None:
        """Say why the file could not be read."""
        self.setEnabled(True)
        self._add.hide()
        self._remove.hide()
        self.status.set_message(Tone.BAD, text)

    def _put_on_clipboard(self) -> None:
        QGuiApplication.clipboard().setText(self._box.text() + "\n")
        said = self.tr("Copied. Paste it into the file that your tools read.")
        self.status.set_message(Tone.OK, said)
