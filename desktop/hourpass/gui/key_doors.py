"""The ways to a profile's own secrets: a new access key, and codes that Hourpass makes itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog

from hourpass.domain.profile import Profile
from hourpass.domain.rotation_record import RotationRecord
from hourpass.gui.main_window import MainWindow
from hourpass.gui.offers import Offers
from hourpass.gui.one_window import OneWindow
from hourpass.gui.tasks import Done, Failed, Outcome, Tasks
from hourpass.gui.theme import Theme
from hourpass.services.cancel import Cancel
from hourpass.services.code_making import CodeMaking
from hourpass.services.rotation import profile_of, unfinished_rotations
from hourpass.services.setup_tools import SetupTools

_CODES = ("hourpass.gui.code_making_dialog",)
_ROTATION = ("hourpass.gui.rotation_dialog",)
_UNFINISHED = ("hourpass.gui.unfinished_rotation",)


class KeyDoors(QObject):
    """Opens them in *one* window's place."""

    changed = Signal()
    """Profiles are other than before."""
    problem_met = Signal(object)
    vault_troubled = Signal(object)

    def __init__(
        self,
        window: MainWindow,
        theme: Theme,
        tasks: Tasks,
        tools: SetupTools,
        one: OneWindow,
        offers: Offers,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._theme, self._tasks, self._tools = window, theme, tasks, tools
        self._one, self._offers = one, offers

    def codes(self, profile: Profile | None) -> None:
        """Open the choice whether Hourpass makes the codes of *profile*'s device."""
        if profile is not None and profile.device_serial:
            self._one.open(_CODES, lambda: self._codes_dialog(profile))

    def rotate(self, profile: Profile | None) -> None:
        """Open the change of *profile*'s access key."""
        if profile is not None and profile.access_key_id:
            self._one.open(_ROTATION, lambda: self._rotation_dialog(profile))

    def look_for_unfinished(self) -> None:
        """Offer to go on with a change of keys that an earlier run broke off."""
        self._offers.add(self._make_offer)

    def _make_offer(self, answered: Callable[[], None]) -> None:
        journal = self._tools.rotations

        def find(_cancel: Cancel, _report: object) -> tuple[RotationRecord, ...]:
            return unfinished_rotations(journal)

        def then(outcome: Outcome[tuple[RotationRecord, ...]]) -> None:
            if isinstance(outcome, Failed):
                self.problem_met.emit(outcome.problem)
            found = self._first_of(outcome.value) if isinstance(outcome, Done) else None
            if found is not None and self._one.free:
                self._one.open(_UNFINISHED, lambda: self._unfinished_dialog(*found, answered))
            else:
                answered()

        self._tasks.start(find, then=then)

    def _first_of(self, records: tuple[RotationRecord, ...]) -> tuple[RotationRecord, Profile] | None:
        """The first with its profile: without one nothing here stands on the key any more."""
        profiles = self._tools.book.profiles
        found = ((record, profile_of(record, profiles)) for record in records)
        return next(((record, profile) for record, profile in found if profile is not None), None)

    def _codes_dialog(self, profile: Profile) -> QDialog:
        from hourpass.gui.code_making_dialog import CodeMakingDialog

        making = CodeMaking(self._tools.book, self._tools.sessions.seeds)
        dialog = CodeMakingDialog(self._theme, self._tasks, making, profile, self._tools.clock, self._window)
        dialog.changed.connect(self.changed)
        dialog.vault_troubled.connect(self.vault_troubled)
        return dialog

    def _rotation_dialog(self, profile: Profile) -> QDialog:
        from hourpass.gui.rotation_dialog import RotationDialog

        dialog = RotationDialog(self._theme, self._tasks, self._tools, profile, self._window)
        dialog.finished.connect(lambda _result: self.changed.emit())
        return dialog

    def _unfinished_dialog(self, record: RotationRecord, profile: Profile, answered: Callable[[], None]) -> QDialog:
        from hourpass.gui.unfinished_rotation import UnfinishedRotation

        dialog = UnfinishedRotation(record, profile, self._window)
        # Once it has closed: until then it has the one window's place.
        dialog.destroyed.connect(answered)
        dialog.go_on_asked.connect(lambda asked: dialog.destroyed.connect(lambda: self.rotate(asked)))
        return dialog
