"""The AWS config file's card: looks, shows each change in a dialog before it is made, and can take it back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from hourpass.domain.aws_change import Change
from hourpass.domain.problem import Reason
from hourpass.domain.profile import Profile
from hourpass.gui.elsewhere.change_dialog import ChangeDialog
from hourpass.gui.elsewhere.changing import Changing, WorkedOut
from hourpass.gui.elsewhere.config_card import ConfigCard
from hourpass.gui.tasks import Done, Failed, Outcome, Tasks
from hourpass.gui.theme import Theme
from hourpass.gui.wording import problems
from hourpass.services.aws_sections import ConfigSections, Standing
from hourpass.viewmodels import config_view
from hourpass.viewmodels.config_view import ConfigView

_Found = tuple[Standing, bool]
"""What stands in the file, and whether what was done last can be taken back."""


@dataclass(frozen=True, slots=True)
class Made:
    """A change that was made, and for which profile."""

    profile_id: str
    change: Change
    backup: str


class ConfigDesk(QObject):
    """Every look reads the file anew: it belongs to others as well."""

    def __init__(self, theme: Theme, tasks: Tasks, sections: ConfigSections, card: ConfigCard, window: QWidget) -> None:
        super().__init__(card)
        self._theme, self._tasks, self._sections, self._card, self._window = theme, tasks, sections, card, window
        self._profile: Profile | None = None
        self._view: ConfigView | None = None  # of that profile, once it was looked for
        self._dialog: ChangeDialog | None = None
        self._changing: Changing | None = None
        self._made: list[Made] = []  # only the last one leaves the file as it was made, so only that is taken back
        self._undoing = self._adds_next = False
        self._trouble = ""  # to be said at the next look
        self._answers = False  # whether that tells what came of a press
        self._look_number = 0  # what earlier ones find is not shown
        card.add_asked.connect(self._add)
        card.remove_asked.connect(self._remove)
        card.undo_asked.connect(self._undo)

    def show_profile(self, profile: Profile) -> None:
        """Turn to *profile*."""
        if not self._shows(profile.id):
            self._view, self._trouble, self._answers = None, "", False
            self._card.show_waiting()
        self._profile = profile
        self._look()

    def add_next(self) -> None:
        """As if the button were clicked, once it is known what stands in the file."""
        self._adds_next = True

    def _look(self) -> None:
        profile = self._profile
        if profile is None or self._undoing:
            return
        self._look_number += 1
        number, made = self._look_number, self._last_made(profile)

        def find() -> _Found:
            return self._sections.look(profile), made is not None and self._sections.can_undo(made.change)

        def then(outcome: Outcome[_Found]) -> None:
            if number != self._look_number:
                return
            adds, self._adds_next = self._adds_next, False
            trouble, self._trouble = self._trouble, ""
            answers, self._answers = self._answers, False
            match outcome:
                case Done(value=(standing, can_undo)):
                    self._view = config_view.view(standing, can_undo=can_undo, backup=made.backup if made else "")
                    self._card.show_view(self._view, trouble)
                    if adds:
                        self._add()
                case Failed(problem=problem):
                    self._view = None
                    self._card.show_failure(problems.line(problem))
            if answers:
                self._card.tell_answer()

        self._tasks.start(lambda _cancel, _report: find(), then=then)

    def _last_made(self, profile: Profile) -> Made | None:
        return self._made[-1] if self._made and self._made[-1].profile_id == profile.id else None

    def _shows(self, profile_id: str) -> bool:
        return self._profile is not None and self._profile.id == profile_id

    def _add(self) -> None:
        view, profile = self._view, self._profile
        if view is None or profile is None or self._dialog is not None:
            return
        dialog = ChangeDialog(
            self._theme,
            self.tr("Add to the AWS config"),
            self.tr(
                "This is what changes in {0}. Everything else stays as it is, and what was there is kept as a backup."
            ).format(view.path),
            self.tr("&Write"),
            view.section,
            self._window,
        )
        self._open(dialog, profile, lambda section: self._sections.adding(profile, section))

    def _remove(self) -> None:
        view, profile = self._view, self._profile
        if view is None or profile is None or self._dialog is not None:
            return
        dialog = ChangeDialog(
            self._theme,
            self.tr("Remove from the AWS config"),
            self.tr(
                "This is taken out of {1}: tools that use the profile “{0}” get no credentials any more. Everything else stays as it is, and what was there is kept as a backup."
            ).format(view.section, view.path),
            self.tr("&Remove"),
            parent=self._window,
        )

        def work_out(_section: str) -> WorkedOut:
            return self._sections.removing(profile.id), ()

        self._open(dialog, profile, work_out)

    def _open(self, dialog: ChangeDialog, profile: Profile, work_out: Callable[[str], WorkedOut]) -> None:
        def made(change: Change, backup: str) -> None:
            if not change.is_nothing:
                self._made.append(Made(profile.id, change, backup))
            self._answers = self._shows(profile.id)
            self._look()

        self._dialog = dialog
        self._changing = Changing(self._tasks, dialog, work_out, self._sections.apply, made)
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
        self._dialog = self._changing = None
        self._look()

    def _undo(self) -> None:
        made = self._last_made(self._profile) if self._profile else None
        if made is None or self._undoing:
            return
        self._undoing = True
        self._look_number += 1
        self._card.show_waiting()

        def then(outcome: Outcome[None]) -> None:
            self._undoing = False
            self._answers = self._shows(made.profile_id)
            match outcome:
                case Done():
                    self._made.pop()
                case Failed(problem=problem):
                    if problem.reason is Reason.FILE_CHANGED:
                        self._made.clear()
                    if self._shows(made.profile_id):
                        told = problems.line(config_view.with_short_path(problem))
                        self._trouble = self.tr("{0} Nothing was undone.").format(told)
            self._look()

        self._tasks.start(lambda _cancel, _report: self._sections.undo(made.change), then=then)
