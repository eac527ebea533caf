"""When secrets cannot be kept or read: unlock the keyring, try it again, or use an encrypted file instead."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from hourpass.domain.problem import Problem, Reason
from hourpass.gui.announcing import announce
from hourpass.gui.buttons import set_kind
from hourpass.gui.controls import heading_label, link_button, paragraph, plain_button, primary_button, title_label
from hourpass.gui.dialog import Dialog
from hourpass.gui.error_box import ProblemPanel
from hourpass.gui.profile_form_rows import FieldRow, field_grid
from hourpass.gui.tasks import Done, Failed, Outcome, Tasks
from hourpass.gui.theme import Theme
from hourpass.gui.wording import problems
from hourpass.gui.wording.passphrases import passphrase_flaw, passphrase_strength
from hourpass.services.cancel import Cancel
from hourpass.viewmodels.passphrase import PassphraseFlaw, new_passphrase_flaw, strength

WIDTH = 560
_NO_KEYRING = frozenset({Reason.VAULT_MISSING, Reason.VAULT_PLAINTEXT})
_OF_KEYRING = _NO_KEYRING | {Reason.VAULT_LOCKED, Reason.VAULT_FAILED}

Attempt = Callable[[Cancel], None]
"""Tries to reach the secrets. Blocks; HourpassError with a VAULT_… reason where that failed."""
AttemptWith = Callable[[str, Cancel], None]
"""The same with a passphrase; PASSPHRASE_WRONG where it does not open the file."""


class VaultDialog(Dialog):
    """The keyring is missing, locked, refusing or unsafe: says which, and offers what helps.

    With *file_exists* secrets are in the encrypted file already, and its passphrase is what is asked for.
    """

    opened = Signal()
    """Secrets can be kept and read now."""

    def __init__(
        self,
        theme: Theme,
        tasks: Tasks,
        problem: Problem,
        *,
        unlock: Attempt,
        retry: Attempt,
        use_sealed_file: AttemptWith,
        file_exists: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("vaultDialog", "", parent)
        self._tasks, self._unlock_it, self._retry_it, self._use_file = tasks, unlock, retry, use_sealed_file
        self._file_exists = file_exists
        self._keyring_trouble = problem.reason
        self._running: Cancel | None = None
        title = self.tr("Open the encrypted file") if file_exists else self.tr("Where to keep secrets")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.content.addWidget(title_label(title, self))
        self._problem = ProblemPanel(theme, self)
        self._problem.grown.connect(self.fit)
        self.content.addWidget(self._problem)
        self._file = QWidget(self)
        self._file.hide()
        self._build_file_part()
        self.content.addWidget(self._file)
        self.content.addStretch(1)
        self._build_buttons()
        self.setMinimumWidth(WIDTH)
        self.resize(WIDTH, 0)
        self._show_problem(problem)
        (self._first if not self._file.isHidden() else self._default).setFocus()

    def done(self, result: int) -> None:
        """However the dialog ends, the passphrase leaves it."""
        if self._running is not None:
            self._running.request()
            self._running = None
        for field in (self._first, self._again):
            field.clear()
        super().done(result)

    def _build_file_part(self) -> None:
        column = QVBoxLayout(self._file)
        column.setContentsMargins(0, 0 if self._file_exists else 8, 0, 0)
        column.setSpacing(8)
        if self._file_exists:
            means = self.tr("It holds your access keys and sessions, because this computer has no keyring.")
        else:
            means = self.tr(
                "Hourpass asks for its passphrase each time it starts. Nobody can recover a forgotten one: you would have to enter your access keys again."
            )
            column.addWidget(heading_label(self.tr("An encrypted file instead"), self._file))
        column.addWidget(paragraph(means, self._file))
        fields = QWidget(self._file)
        grid = field_grid(fields)
        self._first = _passphrase(fields, "passphraseInput", self.tr("Passphrase"))
        self._first_row = FieldRow(grid, self.tr("&Passphrase"), self._first)
        self._again = _passphrase(fields, "passphraseAgainInput", self.tr("The same passphrase again"))
        self._again_row = FieldRow(grid, self.tr("&Again"), self._again)
        self._again_row.set_visible(not self._file_exists)
        self._first.textChanged.connect(self._typed)
        self._again.textChanged.connect(lambda _text: self._again_row.show_flaw(""))
        column.addWidget(fields)
        self._typed()

    def _build_buttons(self) -> None:
        self._instead = link_button(self.tr("Use an encrypted &file instead"), self)
        self._instead.clicked.connect(self._offer_file)
        not_now = plain_button(self.tr("&Not now"), self)
        not_now.setAutoDefault(False)
        not_now.clicked.connect(self.reject)
        self._retry = plain_button(self.tr("&Try the keyring again"), self)
        self._retry.clicked.connect(lambda: self._start(self._retry_it))
        self._unlock = primary_button(self.tr("&Unlock the keyring"), self)
        self._unlock.clicked.connect(lambda: self._start(self._unlock_it))
        self._use = primary_button(self.tr("&Open") if self._file_exists else self.tr("Use the &encrypted file"), self)
        self._use.clicked.connect(self._try_file)
        for button, name in (
            (self._instead, "showSealedFileButton"),
            (not_now, "notNowButton"),
            (self._retry, "retryButton"),
            (self._unlock, "unlockButton"),
            (self._use, "useSealedFileButton"),
        ):
            button.setObjectName(name)
        # A row that is too narrow would cut a link at both ends; a wider dialog does not.
        self._instead.setMinimumWidth(self._instead.sizeHint().width())
        self._default = self._unlock
        self.add_buttons(not_now, self._retry, self._unlock, self._use, left=(self._instead,))

    # what the person does

    def _offer_file(self) -> None:
        self._file.show()
        self._show_buttons()
        self.fit()
        self._first.setFocus()

    def _typed(self) -> None:
        self._first_row.show_flaw("")
        if not self._file_exists:
            self._first_row.set_hint(passphrase_strength(strength(self._first.text())))

    def _try_file(self) -> None:
        passphrase = self._first.text()
        flaw = None if self._file_exists else new_passphrase_flaw(passphrase, self._again.text())
        row = self._again_row if flaw is PassphraseFlaw.DIFFERENT else self._first_row
        if flaw is not None:
            row.show_flaw(passphrase_flaw(flaw))
            row.focus()
        elif passphrase:
            self._start(lambda cancel: self._use_file(passphrase, cancel))

    # attempts

    def _start(self, attempt: Attempt) -> None:
        if self._running is not None:
            return
        self._running = self._tasks.start(lambda cancel, _report: attempt(cancel), self._ended)
        self._show_busy(True)

    def _ended(self, outcome: Outcome[None]) -> None:
        if self._running is None:
            return  # closed meanwhile
        self._running = None
        self._show_busy(False)
        if isinstance(outcome, Done):
            self.accept()
            self.opened.emit()
        elif isinstance(outcome, Failed):
            self._show_problem(outcome.problem)

    # showing

    def _show_problem(self, problem: Problem) -> None:
        if problem.reason in _OF_KEYRING:  # a failure of the file leaves the keyring as it was
            self._keyring_trouble = problem.reason
        expected = self._file_exists and problem.reason is Reason.VAULT_LOCKED
        if problem.reason is Reason.PASSPHRASE_WRONG:
            self._problem.clear()
            self._first_row.show_flaw(problems.line(problem))
            self._first.setFocus()
            self._first.selectAll()
        elif not expected:  # a file that is closed at the start needs no explanation
            self._problem.show_problem(problem)
        # Where no keyring can serve, the file is what helps; else it is one click away.
        offered = self._file_exists or problem.reason in _NO_KEYRING
        self._file.setVisible(offered or not self._file.isHidden())
        self._show_buttons()
        self.fit()

    def _show_buttons(self) -> None:
        """One primary button: the file's while it is filled in, else unlocking where that is what is needed. What helps
        the keyring stays in reach beside the file.
        """
        filling = not self._file.isHidden()
        locked = self._keyring_trouble is Reason.VAULT_LOCKED
        self._instead.setVisible(not filling)
        self._use.setVisible(filling)
        self._unlock.setVisible(locked and not self._file_exists)
        set_kind(self._unlock, "" if filling else "primary")
        self._retry.setVisible(not locked and not self._file_exists)
        self._default = self._use if filling else self._unlock if locked else self._retry
        self._default.setDefault(True)

    def _show_busy(self, busy: bool) -> None:
        for part in (self._file, self._instead, self._retry, self._unlock, self._use):
            part.setEnabled(not busy)
        if self._file_exists:
            self._first_row.set_hint(self.tr("Opening…") if busy else "")
        if self._file_exists and busy:
            announce(self, self.tr("Opening…"))


class PassphraseDialog(VaultDialog):
    """Asks for the passphrase of the encrypted file. A wrong one is said in place; nothing is lost by it."""

    def __init__(self, theme: Theme, tasks: Tasks, open_file: AttemptWith, parent: QWidget | None = None) -> None:
        super().__init__(
            theme,
            tasks,
            Problem(Reason.VAULT_LOCKED),
            unlock=_no_attempt,
            retry=_no_attempt,
            use_sealed_file=open_file,
            file_exists=True,
            parent=parent,
        )


def _no_attempt(_cancel: Cancel) -> None:
    """There is no keyring to unlock or to try again: its buttons are hidden."""


def _passphrase(parent: QWidget, name: str, accessible: str) -> QLineEdit:
    field = QLineEdit(parent)
    field.setObjectName(name)
    field.setAccessibleName(accessible)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    return field
