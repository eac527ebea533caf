"""A change to an AWS file, shown line by line before it is made."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from hourpass.domain.aws_change import Change
from hourpass.gui.controls import Tone, danger_button, plain_button, primary_button, title_label
from hourpass.gui.dialog import Dialog
from hourpass.gui.elsewhere.diff_view import DiffView
from hourpass.gui.elsewhere.long_words import BreakingLabel, BreakingStatus
from hourpass.gui.labels import field_label
from hourpass.gui.theme import Theme

SIZE = (660, 520)


class ChangeDialog(Dialog):
    """Emits ``section_typed`` as the name is typed, and ``wanted`` with the change that is to be made; after that it
    stays until :meth:`accept`, or until it is told what keeps the change from being made. Without a *section* it takes
    something away.
    """

    section_typed = Signal(str)
    wanted = Signal(object)  # Change

    def __init__(
        self, theme: Theme, title: str, what: str, button: str, section: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__("changeDialog", title, parent)
        self._change: Change | None = None
        self._busy = False
        self.content.addWidget(title_label(title, self))
        self.content.addWidget(BreakingLabel(what, self))
        self._section = QLineEdit(section, self)
        self._section.setObjectName("awsSectionInput")
        self._section.setAccessibleName(self.tr("Name for other tools"))
        self._section.setVisible(bool(section))
        self._status = BreakingStatus(theme, "changeStatus", self)
        self._status.setMinimumHeight(self.fontMetrics().height() * 2 + 4)  # most of what it says fits: nothing jumps
        above = QVBoxLayout()
        above.setSpacing(4)
        if section:
            label = field_label(self.tr("&Name for other tools:"), self._section, self)
            row = QHBoxLayout()
            row.setSpacing(12)
            row.addWidget(label)
            row.addWidget(self._section, 1)
            above.addLayout(row)
        above.addWidget(self._status)
        self.content.addLayout(above)
        self._diff = DiffView(theme, self)
        self._diff.setObjectName("changeDiff")
        self._diff.setAccessibleName(self.tr("The change, line by line"))
        self.content.addWidget(self._diff, 1)
        self._cancel = plain_button(self.tr("Cancel"), self)
        self._write = primary_button(button, self) if section else danger_button(button, self)
        self._write.setObjectName("writeChangeButton")
        self._write.setDefault(bool(section))
        self.add_buttons(self._cancel, self._write)
        self._section.textChanged.connect(self._type)
        self._cancel.clicked.connect(self.reject)
        self._write.clicked.connect(self._ask)
        self._write.setEnabled(False)
        self.resize(*SIZE)

    @property
    def section(self) -> str:
        """The name that is typed; empty where none is asked for."""
        return self._section.text().strip()

    def show_change(self, change: Change, tone: Tone = Tone.INFO, said: str = "") -> None:
        """Show *change*, which can be made now, and what speaks against it."""
        self._change = change
        self._diff.show_lines(change.shown())
        self._show_busy(False)
        self._write.setEnabled(not change.is_nothing)
        if change.is_nothing:
            self._status.set_message(Tone.INFO, self.tr("The file is like that already: there is nothing to change."))
        elif said:
            self._status.set_message(tone, said)
        else:
            self._status.set_message(Tone.INFO, self._assurance())

    def show_problem(self, text: str) -> None:
        """Say why there is no change that could be made; what is typed stays."""
        self._change = None
        self._diff.show_lines(())
        self._show_busy(False)
        self._write.setEnabled(False)
        self._status.set_message(Tone.BAD, text)

    def reject(self) -> None:
        """Not while the file is written: what became of that is told here."""
        if not self._busy:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not event.spontaneous():  # the app ends, and nothing is to hold it up
            self._busy = False
        super().closeEvent(event)

    def _type(self) -> None:
        self._change = None  # what is shown is for an earlier name
        self.section_typed.emit(self.section)

    def _ask(self) -> None:
        if self._change is not None:
            self._show_busy(True)
            self._status.set_message(Tone.INFO, self.tr("Writing…"))
            self.wanted.emit(self._change)

    def _show_busy(self, busy: bool) -> None:
        if busy == self._busy:
            return
        self._busy = busy
        for control in (self._section, self._cancel, self._write):
            control.setEnabled(not busy)
        if not busy:
            self._write.setFocus()  # which it lost when it was disabled

    def _assurance(self) -> str:
        if self.section:
            return self.tr("Then: aws s3 ls --profile {0}").format(self.section)
        return self.tr("Everything else stays as it is, and what was there is kept as a backup.")
