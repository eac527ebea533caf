"""Opens the settings, asks the system what they need to show, and carries out what they say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal

from hourpass.adapters import places
from hourpass.adapters.autostart import Autostart
from hourpass.domain.problem import HourpassError, Problem
from hourpass.gui.languages import spoken, spoken_for
from hourpass.gui.main_window import MainWindow
from hourpass.gui.tasks import Done, Failed, Outcome, Tasks
from hourpass.gui.theme import Theme
from hourpass.services.ports import VaultKind
from hourpass.services.profile_book import ProfileBook
from hourpass.viewmodels.settings_form import SecretsPlace

if TYPE_CHECKING:
    from hourpass.gui.settings.settings_dialog import SettingsDialog

Kept = tuple[Problem | None, Problem | None]
"""What kept the settings from their file, and start at login from the system."""


class NamedVault(Protocol):
    """What the settings show of the vault."""

    @property
    def kind(self) -> VaultKind:
        """Where it keeps secrets; asks nobody."""

    def backend(self) -> str:
        """Blocking: what people call the keyring in use. HourpassError where none can serve."""


class SettingsDoors(QObject):
    """*autostart* and *vault* are None in the sandbox: it is never started at login, and keeps nothing."""

    changed = Signal()
    """Settings other than before are in force."""
    about_asked = Signal(object)
    """What to show in front of."""
    restart_asked = Signal()
    problem_met = Signal(object)
    """Problem: saving failed after the dialog was closed."""

    def __init__(
        self,
        window: MainWindow,
        theme: Theme,
        tasks: Tasks,
        book: ProfileBook,
        autostart: Autostart | None,
        vault: NamedVault | None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._theme, self._tasks, self._book = window, theme, tasks, book
        self._autostart, self._vault = autostart, vault
        self._dialog: SettingsDialog | None = None

    def open(self) -> None:
        """Show the settings, in front of whatever is there."""
        self._window.come_forward()
        if self._dialog is not None:
            self._dialog.raise_()
            self._dialog.activateWindow()
            return
        from hourpass.gui.settings.settings_dialog import SettingsDialog  # here for speed: most runs never come to it

        dialog = SettingsDialog(
            self._theme,
            self._book.settings,
            self._secrets_place(),
            places.settings_path(sandbox=self._vault is None),
            offers_login_start=self._autostart is not None,
            parent=self._window,
        )
        self._dialog = dialog
        dialog.saved.connect(self._save)
        dialog.about_asked.connect(lambda: self.about_asked.emit(dialog))
        dialog.finished.connect(self._closed)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        self._find_out(dialog)

    def _secrets_place(self) -> SecretsPlace:
        """As far as that is known without asking."""
        if self._vault is None:
            return SecretsPlace(VaultKind.MEMORY)
        if self._vault.kind is VaultKind.SEALED_FILE:
            return SecretsPlace(VaultKind.SEALED_FILE, places.sealed_file_path(sandbox=False))
        return SecretsPlace(VaultKind.KEYRING)

    def _find_out(self, dialog: SettingsDialog) -> None:
        autostart, vault = self._autostart, self._vault

        def show_login(outcome: Outcome[bool]) -> None:
            if self._dialog is dialog and isinstance(outcome, Done):
                dialog.show_login_start(outcome.value)
            elif self._dialog is dialog and isinstance(outcome, Failed):
                dialog.login_start_unknown(outcome.problem)

        def show_secrets(outcome: Outcome[str]) -> None:
            if self._dialog is dialog and isinstance(outcome, Done):
                dialog.show_secrets(SecretsPlace(VaultKind.KEYRING, outcome.value))
            elif self._dialog is dialog and isinstance(outcome, Failed):
                dialog.secrets_unknown(outcome.problem)

        if autostart is not None:
            self._tasks.start(lambda _cancel, _report: autostart.enabled(), then=show_login)
        if vault is not None and vault.kind is VaultKind.KEYRING:
            self._tasks.start(lambda _cancel, _report: vault.backend(), then=show_secrets)

    def _save(self, fields: Mapping[str, Any], start_at_login: bool | None) -> None:
        book, autostart, dialog = self._book, self._autostart, self._dialog
        before = book.settings.language

        def work(_cancel: object, _report: object) -> Kept:
            settings = _problem_of(lambda: book.change(**fields))
            login = None
            if autostart is not None and start_at_login is not None:
                login = _problem_of(autostart.enable if start_at_login else autostart.disable)
            return settings, login

        def then(outcome: Outcome[Kept]) -> None:
            problems: Kept = (None, None)
            if isinstance(outcome, Done):
                problems = outcome.value
            elif isinstance(outcome, Failed):
                problems = (outcome.problem, None)
            if dialog is not None and self._dialog is dialog:
                dialog.kept(*problems)
            else:
                for problem in filter(None, problems):
                    self.problem_met.emit(problem)
            self.changed.emit()  # also where the file could not be written: in memory they count
            if problems == (None, None) and book.settings.language != before:
                self._offer_restart()

        self._tasks.start(work, then=then)

    def _offer_restart(self) -> None:
        """Where another language is wanted than the one that is spoken."""
        settings = self._book.settings
        if spoken_for(settings.language) != spoken():
            from hourpass.gui.restarting import offer_restart  # here for speed: most runs never come to it

            sandbox, forgets = self._vault is None, settings.forget_on_quit
            offer_restart(self._window, sandbox=sandbox, forgets=forgets, restart=self.restart_asked.emit)

    def _closed(self) -> None:
        self._dialog = None


def _problem_of(change: Callable[[], None]) -> Problem | None:
    """What went wrong with *change*, so that the other one is carried out all the same."""
    try:
        change()
    except HourpassError as error:
        return error.problem
    return None
