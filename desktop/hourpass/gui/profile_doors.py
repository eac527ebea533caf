"""The dialogs that change the list of profiles: add, edit, remove, import; and the way into the sandbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess, Signal

from hourpass.adapters import own_programs
from hourpass.bootstrap import Services
from hourpass.domain.credentials import LongTermKeys
from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.domain.profile import Profile
from hourpass.gui.main_window import MainWindow
from hourpass.gui.signing_in import VAULT_REASONS
from hourpass.gui.tasks import Done, Failed, Outcome, Tasks
from hourpass.gui.theme import Theme
from hourpass.services.cancel import Cancel
from hourpass.services.code_making import CodeMaking
from hourpass.services.importing import Imported, Proposal
from hourpass.services.ports import Device, FoundProfile

if TYPE_CHECKING:
    from hourpass.gui.profile_dialog import ProfileDialog


class ProfileDoors(QObject):
    """Opens a dialog, carries out what it says, and lets it go only when that worked."""

    changed = Signal()
    altered = Signal(str)
    """The profile of that id asks for something else than before, or is gone."""
    files_found = Signal(int)
    problem_met = Signal(object)
    vault_troubled = Signal(object)
    """Problem: a key could not be kept. The dialog it was typed in stays open behind the ways on."""
    quit_asked = Signal()

    def __init__(
        self, window: MainWindow, theme: Theme, tasks: Tasks, services: Services, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._window, self._theme, self._tasks, self._services = window, theme, tasks, services
        self._book = services.book
        self._open_dialog: ProfileDialog | None = None

    def add(self) -> None:
        """Ask for a new profile."""
        self._open(None)

    def edit(self, profile_id: str) -> None:
        """Show what that profile is made of, to be changed."""
        profile = self._book.profile(profile_id)
        if profile is not None:
            self._open(profile)

    def ask_for_key(self, profile_id: str) -> None:
        """The same, because the profile's key is not in the keyring: it is to be typed again."""
        profile = self._book.profile(profile_id)
        if profile is not None:
            self._open(profile, lost=profile.access_key_id)

    def remove(self, profile_id: str) -> None:
        """Take the profile out, once that was confirmed; its key too when nothing else stands on it."""
        profile = self._book.profile(profile_id)
        if profile is None:
            return
        others = (each for each in self._book.profiles if each.id != profile_id)
        last = bool(profile.access_key_id) and all(each.access_key_id != profile.access_key_id for each in others)
        from hourpass.gui.remove_profile_dialog import RemoveProfileDialog  # for memory, as each dialog here

        dialog = RemoveProfileDialog(profile, last=last, parent=self._window)
        dialog.accepted.connect(lambda: self._remove(profile))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def look_for_files(self) -> None:
        """Count what could be taken over from the AWS config files, for the door of the first start."""
        importing = self._services.importing

        def count(_cancel: Cancel, _report: object) -> int:
            return sum(proposal.ready for proposal in importing.proposals())

        def tell(outcome: Outcome[int]) -> None:
            # Files that cannot be read are explained once somebody wants to import.
            self.files_found.emit(outcome.value if isinstance(outcome, Done) else 0)

        self._tasks.start(count, then=tell)

    def import_files(self) -> None:
        """Show what the AWS config files have."""
        importing = self._services.importing

        def proposals(_cancel: Cancel) -> tuple[Proposal, ...]:
            return importing.proposals()

        def take(found: FoundProfile, move_keys: bool, profile: Profile, _cancel: Cancel) -> Imported:
            try:
                return importing.take(found, move_keys, profile)
            except HourpassError as error:
                if error.problem.reason in VAULT_REASONS:
                    self.vault_troubled.emit(error.problem)  # from a worker thread: arrives on the GUI's
                raise

        from hourpass.gui.import_dialog import ImportDialog

        dialog = ImportDialog(self._theme, self._tasks, proposals, take, self._window)
        dialog.imported.connect(lambda _count: self.changed.emit())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def open_sandbox(self) -> None:
        """Start the sandbox as an app of its own; this window has nothing yet that could be lost."""
        program, *arguments = own_programs.app("--sandbox")
        started, _pid = QProcess.startDetached(program, arguments)
        if started:
            self.quit_asked.emit()
        else:
            self.problem_met.emit(Problem(Reason.SANDBOX_FAILED))

    def _open(self, profile: Profile | None, lost: str = "") -> None:
        book = self._book
        key_ids = dict.fromkeys(each.access_key_id for each in book.profiles if each.access_key_id not in ("", lost))
        from hourpass.gui.profile_dialog import ProfileDialog

        dialog = ProfileDialog(
            self._theme,
            self._tasks,
            profile=profile,
            other_names=book.names(profile.id if profile else ""),
            key_ids=list(key_ids),
            usual=book.settings.usual,
            lost_key_id=lost,
            look_up_devices=self._look_up,
            parent=self._window,
        )
        self._open_dialog = dialog
        dialog.saved.connect(lambda wanted, keys: self._save(dialog, wanted, keys))
        dialog.import_asked.connect(self.import_files)
        dialog.finished.connect(self._dialog_closed)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _dialog_closed(self) -> None:
        self._open_dialog = None

    def _look_up(self, keys: LongTermKeys | str, region: str, cancel: Cancel) -> tuple[Device, ...]:
        devices = self._services.devices
        if isinstance(keys, LongTermKeys):
            return devices.of_keys(keys, region, cancel)
        return devices.of_stored_key(keys, region, cancel)

    def _save(self, dialog: ProfileDialog, profile: Profile, keys: LongTermKeys | None) -> None:
        book, sessions = self._book, self._services.sessions

        def work(_cancel: Cancel, _report: object) -> None:
            # The keys first: a profile without them would be a promise that cannot be kept.
            if keys is not None:
                sessions.store_keys(keys)
            before = book.profile(profile.id)
            try:
                # Also when an earlier try got it into the book and not into the file.
                if before is None:
                    book.add(profile)
                else:
                    book.replace(profile)
            finally:  # what could not be saved counts in memory all the same
                if before is not None and _asks_otherwise(before, profile):
                    self.altered.emit(profile.id)  # from a worker thread: arrives on the GUI's
                    self._let_go(before)  # they were got for what the profile was

        def then(outcome: Outcome[None]) -> None:
            still_open = self._open_dialog is dialog  # else it was given up while the keyring was written
            if isinstance(outcome, Failed):
                (dialog.failed if still_open else self._tell)(outcome.problem)
                if still_open and outcome.problem.reason in VAULT_REASONS:
                    self.vault_troubled.emit(outcome.problem)
            elif still_open:
                dialog.accept()
            self.changed.emit()

        dialog.busy(True)
        self._tasks.start(work, then=then)

    def _let_go(self, profile: Profile) -> None:
        """Blocking: forget what *profile* held, and its key unless another profile stands on it."""
        sessions = self._services.sessions
        try:
            sessions.forget(profile.id)
        finally:  # a keyring that keeps the one may let go of the other
            CodeMaking(self._book, sessions.seeds).let_go(profile)
            if profile.access_key_id and not self._book.key_in_use(profile.access_key_id):
                sessions.drop_keys(profile.access_key_id)

    def _remove(self, profile: Profile) -> None:
        book = self._book

        def work(_cancel: Cancel, _report: object) -> None:
            # The profile goes even where the keyring keeps its secrets for now: that is told, and harms nobody.
            book.remove(profile.id)
            self._let_go(profile)

        def then(outcome: Outcome[None]) -> None:
            if isinstance(outcome, Failed):
                self._tell(outcome.problem)
            self.altered.emit(profile.id)
            self.changed.emit()

        self._tasks.start(work, then=then)

    def _tell(self, problem: Problem) -> None:
        self.problem_met.emit(problem)


def _asks_otherwise(before: Profile, after: Profile) -> bool:
    """Whether *after* would get other credentials than *before* did."""
    return any(
        getattr(before, name) != getattr(after, name)
        for name in ("access_key_id", "method", "role_arn", "device_serial", "external_id", "session_policy", "through")
    )
