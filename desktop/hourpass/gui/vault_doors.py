"""When the keyring is missing, locked or refusing: what is said, and the ways on."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from hourpass.adapters import places
from hourpass.adapters.worker_vault import WorkerVault
from hourpass.bootstrap import Services
from hourpass.domain.problem import Problem, Reason
from hourpass.gui.controls import Tone
from hourpass.gui.main_window import MainWindow
from hourpass.gui.signing_in import VAULT_REASONS
from hourpass.gui.tasks import Failed, Outcome, Tasks
from hourpass.gui.theme import Theme
from hourpass.gui.vault_dialogs import PassphraseDialog, VaultDialog
from hourpass.gui.wording import problems
from hourpass.services.cancel import Cancel


class VaultDoors(QObject):
    """Brings back what the vault holds, and opens the vault's dialog when it cannot be had."""

    restored = Signal()
    problem_met = Signal(object)

    def __init__(
        self, window: MainWindow, theme: Theme, tasks: Tasks, services: Services, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._window, self._theme, self._tasks, self._services = window, theme, tasks, services
        self._problem: Problem | None = None
        self._dialog: VaultDialog | PassphraseDialog | None = None

    def restore(self) -> None:
        """Bring back the sessions of an earlier run, from wherever this person's secrets are kept."""
        if self._services.book.settings.sealed_file:
            self.explain(Problem(Reason.VAULT_LOCKED))
            return
        self._restore()

    def tell(self, problem: Problem) -> None:
        """Say above the page that secrets could not be kept or read; the link opens the ways on."""
        self._problem = problem
        act = self.tr("What can I do?")
        self._window.show_notice(Tone.WARN, problems.line(problem), act, lambda: self.explain(problem))

    def all_well(self) -> None:
        """Secrets are kept and read again: take back what was said."""
        if self._problem is not None:
            self._problem = None
            self._window.clear_notice()

    def tell_or_all_well(self) -> None:
        """Something was to be kept just now: whether it could."""
        problem = self._services.sessions.vault_problem
        if problem is not None:
            self.tell(problem)
        else:
            self.all_well()

    def explain(self, problem: Problem) -> None:
        """Open the dialog that says what is wrong with the vault and offers the ways on."""
        services, keyring = self._services, self._services.keyring
        if keyring is None:
            return
        if self._dialog is not None:
            self._dialog.raise_()
            return
        dialog = (
            self._passphrase_dialog() if services.book.settings.sealed_file else self._vault_dialog(keyring, problem)
        )
        dialog.opened.connect(self._restore)
        dialog.finished.connect(self._closed)
        self._dialog = dialog
        dialog.open()

    def _vault_dialog(self, keyring: WorkerVault, problem: Problem) -> VaultDialog:
        return VaultDialog(
            self._theme,
            self._tasks,
            problem,
            unlock=lambda _cancel: keyring.unlock(),
            retry=lambda _cancel: keyring.use_keyring(),
            use_sealed_file=self._use_sealed_file,
            parent=self._window,
        )

    def _passphrase_dialog(self) -> PassphraseDialog:
        return PassphraseDialog(self._theme, self._tasks, self._use_sealed_file, self._window)

    def _use_sealed_file(self, passphrase: str, _cancel: Cancel) -> None:
        keyring, book = self._services.keyring, self._services.book
        if keyring is None:
            return
        keyring.use_sealed_file(places.sealed_file_path(sandbox=False), passphrase)
        book.change(sealed_file=True)

    def _restore(self) -> None:
        forgetting = self._services.forgetting
        self._tasks.start(lambda _cancel, _report: forgetting.bring_back(), then=self._after_restoring)

    def _after_restoring(self, outcome: Outcome[None]) -> None:
        if isinstance(outcome, Failed):
            if outcome.problem.reason in VAULT_REASONS:
                self.tell(outcome.problem)
            else:
                self.problem_met.emit(outcome.problem)
        else:
            self.all_well()
        self.restored.emit()

    def _closed(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
