"""A change to an AWS file, shown line by line before it is made."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from hourpass.domain.aws_change import Change
from hourpass.gui.controls import (
    ElidedLabel,
    Tone,
    danger_button,
    plain_button,
    primary_button,
    text_label,
    title_label,
)
from hourpass.gui.dialog import Dialog
from hourpass.gui.elsewhere.diff_view import DiffView
from hourpass.gui.elsewhere.long_words import BreakingLabel, BreakingStatus
from hourpass.gui.fixed_font import fixed_font
from hourpass.gui.labels import field_label, lines_high
from hourpass.gui.theme import Theme

WIDTH = 660


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
        self._given: QSize | None = None
        self.content.addWidget(title_label(title, self))
        self.content.addWidget(BreakingLabel(what, self))
        self._section = QLineEdit(section, self)
        self._section.setObjectName("awsSectionInput")
        self._section.setAccessibleName(self.tr("Name for other tools"))
        self._section.setVisible(bool(section))
        self._then = text_label(self.tr("Then run"), self)
        self._command = ElidedLabel(fixed_font(self.font()), Qt.TextElideMode.ElideMiddle, self)
        self._command.setObjectName("commandWithProfile")
        self._status = BreakingStatus(theme, "changeStatus", self)
        self.content.addLayout(self._above(section))
        self._say(Tone.INFO, "")
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
        self.resize(WIDTH, 0)
        self.fit()

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
            self._say(Tone.INFO, self.tr("The file is like that already: there is nothing to change."))
        else:
            self._say(tone, said)
        self.fit()

    def show_problem(self, text: str) -> None:
        """Say why there is no change that could be made; what is typed stays."""
        self._change = None
        self._diff.show_lines(())
        self._show_busy(False)
        self._write.setEnabled(False)
        self._say(Tone.BAD, text)
        self.fit()

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
            self._say(Tone.INFO, self.tr("Writing…"))
            self.wanted.emit(self._change)

    def _show_busy(self, busy: bool) -> None:
        if busy == self._busy:
            return
        self._busy = busy
        for control in (self._section, self._cancel, self._write):
            control.setEnabled(not busy)
        if not busy:
            self._write.setFocus()  # which it lost when it was disabled

    def _say(self, tone: Tone, text: str) -> None:
        """Say *text*; while there is none, how the name is used stands in its place."""
        self._status.set_message(tone, text)
        self._status.setVisible(bool(text))
        self._command.setText(f"aws s3 ls --profile {self.section}")
        for part in (self._then, self._command):
            part.setVisible(bool(self.section) and not text)

    def _fit(self) -> None:
        """Grow for the longest change so far. A shorter one leaves the room there is, so that nothing jumps. Once the
        person has changed the size, that is theirs.
        """
        if self._given is not None and self.size() != self._given:
            return
        height = self.height()
        super()._fit()
        self.take_size(self.width(), max(height, self.height()))
        self._given = self.size()

    def _above(self, section: str) -> QGridLayout:
        """What stands above the change: the name, if one is asked for, and what is to be said."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        if section:
            grid.addWidget(field_label(self.tr("&Name for other tools"), self._section, self), 0, 0)
            grid.addWidget(self._section, 0, 1)
            # Most of what is said fits into it: nothing jumps.
            grid.setRowMinimumHeight(1, lines_high(self._then, 2) + 8)
        grid.addWidget(self._then, 1, 0)
        grid.addWidget(self._command, 1, 1)
        grid.addWidget(self._status, 1, 0, 1, 2)
        return grid
