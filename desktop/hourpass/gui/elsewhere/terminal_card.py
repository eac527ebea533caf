"""The card of the terminal: variables for one shell, or a terminal that has them."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hourpass.domain.variables import Shell
from hourpass.gui.controls import Combo, Tone, plain_button
from hourpass.gui.elsewhere.use_card import UseCard
from hourpass.gui.theme import Theme
from hourpass.gui.wording import elsewhere as wording
from hourpass.gui.wording.times import span

OFFERED = (Shell.BASH, Shell.FISH, Shell.POWERSHELL, Shell.CMD, Shell.DOTENV)


class TerminalCard(UseCard):
    """Enabled while there are credentials."""

    copy_asked = Signal(object)  # Shell
    open_asked = Signal()

    def __init__(self, theme: Theme, usual: Shell, parent: QWidget | None = None) -> None:
        text = self.tr(
            "Copy the variables for one shell; they leave the clipboard after a moment. Or open a new terminal that has them."
        )
        super().__init__(theme, "terminalCard", self.tr("Terminal"), text, parent)
        self._copied = ""  # what was said of the last copy
        self._shells = Combo(theme, self)
        self._shells.setObjectName("shellCombo")
        self._shells.setAccessibleName(self.tr("Shell"))
        for shell in OFFERED:
            self._shells.addItem(wording.shell_name(shell), shell)
        self._shells.setCurrentIndex(OFFERED.index(usual) if usual in OFFERED else 0)
        self.buttons.addWidget(self._shells)
        self._copy = self.add_button(plain_button(self.tr("Copy variable&s"), self), "copyVariablesButton")
        self._open = self.add_button(plain_button(self.tr("Open a ter&minal"), self), "openTerminalButton")
        self._copy.clicked.connect(lambda: self.copy_asked.emit(self._shells.currentData()))
        self._open.clicked.connect(self.open_asked)

    def show_usable(self, usable: bool) -> None:
        """Whether there is anything to hand over now."""
        for control in (self._shells, self._copy, self._open):
            control.setEnabled(usable)
        self.status.set_message(Tone.INFO, "" if usable else self.tr("Get credentials first."))

    def show_copied(self, kept: timedelta) -> None:
        """They are on the clipboard for as long as *kept*."""
        self._copied = self.tr("Copied. Paste them within {0}.").format(span(kept))
        self.status.set_message(Tone.OK, self._copied)
        self.tell_answer()

    def show_cleared(self) -> None:
        """They are there no longer."""
        if self.status.text() == self._copied:
            self.status.clear()

    def show_opened(self) -> None:
        """A terminal was opened."""
        self.status.set_message(Tone.OK, self.tr("A terminal was opened."))
        self.tell_answer()

    def show_failure(self, text: str) -> None:
        """It did not work."""
        self.status.set_message(Tone.BAD, text)
        self.tell_answer()
