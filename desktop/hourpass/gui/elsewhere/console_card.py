"""The card of the AWS console: the browser, signed in as the role."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hourpass.gui.controls import Tone, plain_button
from hourpass.gui.elsewhere.use_card import UseCard
from hourpass.gui.theme import Theme
from hourpass.gui.wording.times import span


class ConsoleCard(UseCard):
    """Enabled while there are role credentials."""

    open_asked = Signal()
    copy_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "consoleCard", self.tr("AWS console"), self.tr("Opens your browser signed in."), parent)
        self._busy = False
        self._copied = ""  # what was said of the last copy
        self._open = self.add_button(plain_button(self.tr("Open &console"), self), "openConsoleButton")
        self._copy = self.add_button(plain_button(self.tr("Copy lin&k"), self), "copyConsoleLinkButton")
        self._open.clicked.connect(self._ask_to_open)
        self._copy.clicked.connect(self._ask_to_copy)
        self._enable(False)

    def show_role(self, role_name: str, *, usable: bool) -> None:
        """The role that one would be there; empty for a session token, which AWS's sign-in does not take."""
        self.words.setText(
            self.tr("Opens the console as {0}.").format(role_name)
            if role_name
            else self.tr("The AWS console accepts only role credentials, not session tokens. Choose a role to use it.")
        )
        self._enable(usable and bool(role_name))
        if not self._busy:
            missing = self.tr("Get credentials first.") if role_name and not usable else ""
            self.status.set_message(Tone.INFO, missing)

    def show_busy(self, busy: bool) -> None:
        """While AWS is asked for the link nothing else can be asked; the button that was pressed keeps the focus."""
        self._busy = busy
        self.status.set_message(Tone.INFO, self.tr("Asking AWS…") if busy else "")
        self.tell_answer()

    def show_opened(self) -> None:
        """A browser was opened."""
        self.status.set_message(Tone.OK, self.tr("Opened."))
        self.tell_answer()

    def show_copied(self, kept: timedelta) -> None:
        """The link is on the clipboard for as long as *kept*."""
        self._copied = self.tr("Copied. Paste it within {0}: anyone with the link can sign in for 15 minutes.").format(
            span(kept)
        )
        self.status.set_message(Tone.OK, self._copied)
        self.tell_answer()

    def show_cleared(self) -> None:
        """It is there no longer."""
        if self.status.text() == self._copied:
            self.status.clear()

    def show_failure(self, text: str) -> None:
        """It did not work."""
        self.status.set_message(Tone.BAD, text, self.tr("Details"))
        self.tell_answer()

    def _ask_to_open(self) -> None:
        if not self._busy:
            self.open_asked.emit()

    def _ask_to_copy(self) -> None:
        if not self._busy:
            self.copy_asked.emit()

    def _enable(self, usable: bool) -> None:
        for button in (self._open, self._copy):
            button.setEnabled(usable)
