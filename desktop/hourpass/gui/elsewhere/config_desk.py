"""The AWS config file's card and its dialog: looks, shows each change first, makes it, and can take it back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from hourpass.domain.aws_change import Change
from hourpass.domain.aws_entry import section_flaw
from hourpass.domain.aws_shadows import Shadow
from hourpass.domain.problem import Problem
from hourpass.domain.profile import Profile
from hourpass.gui.elsewhere.change_dialog import ChangeDialog
from hourpass.gui.elsewhere.config_card import ConfigCard
from hourpass.gui.tasks import Done, Failed, Outcome, Tasks
from hourpass.gui.theme import Theme
from hourpass.gui.wording import elsewhere as wording
from hourpass.gui.wording import problems
from hourpass.services.aws_sections import ConfigSections, Standing
from hourpass.viewmodels import config_view
from hourpass.viewmodels.config_view import ConfigView

Shown = tuple[Change, tuple[Shadow, ...]]


class ConfigDesk(QObject):
    """Every look reads the file anew: it belongs to others as well."""

    def __init__(self, theme: Theme, tasks: Tasks, sections: ConfigSections, card: ConfigCard, window: QWidget) -> None:
        super().__init__(card)
        self._theme, self._tasks, self._sections, self._card, self._window = theme, tasks, sections, card, window
        self._profile: Profile | None = None
        self._view: ConfigView | None = None
        self._dialog: ChangeDialog | None = None
        self._undoable: tuple[str, Change] | None = None  # whose, and what was done last
        self._adds_next = False
        self._question = 0  # answers to earlier ones are not shown
        card.add_asked.connect(self._add)
        card.remove_asked.connect(self._remove)
        card.undo_asked.connect(self._undo)

    def show_profile(self, profile: Profile) -> None:
        """Turn to *profile*."""
        if self._profile is None or profile.id != self._profile.id:
            self._undoable = None
        self._profile = profile
        self._look()

    def add_next(self) -> None:
        """As if the button were clicked, once it is known what stands in the file."""
        self._adds_next = True

    def _look(self) -> None:
        profile = self._profile
        if profile is None:
            return
        self._question += 1
        question = self._question

        def then(outcome: Outcome[Standing]) -> None:
            if question != self._question:
                return
            match outcome:
                case Done(value=standing):
                    self._view = config_view.view(standing)
                    undoable = self._undoable is not None and self._undoable[0] == profile.id
                    self._card.show_view(self._view, can_undo=undoable)
                    if self._adds_next:
                        self._adds_next = False
                        self._add()
                case Failed(problem=problem):
                    self._card.show_failure(problems.line(problem))

        self._tasks.start(lambda _cancel, _report: self._sections.look(profile), then=then)

    def _add(self) -> None:
        view, profile = self._view, self._profile
        if view is None or profile is None or self._dialog is not None:
            return
        dialog = self._open(
            self.tr("Add to the AWS config"),
            self.tr("This is what changes in {0}. Everything else stays as it is, and a backup is kept.").format(
                view.path
            ),
            self.tr("&Write"),
            view.section,
        )
        dialog.section_typed.connect(lambda section: self._show_adding(dialog, profile, section))
        self._show_adding(dialog, profile, view.section)

    def _remove(self) -> None:
        view, profile = self._view, self._profile
        if view is None or profile is None or self._dialog is not None:
            return
        dialog = self._open(
            self.tr("Remove from the AWS config"),
            self.tr("Tools that use the profile {0} get no credentials any more.").format(view.section),
            self.tr("&Remove"),
        )
        self._show(dialog, lambda: (self._sections.removing(profile.id), ()))

    def _open(self, title: str, what: str, button: str, section: str = "") -> ChangeDialog:
        dialog = self._dialog = ChangeDialog(self._theme, title, what, button, section, self._window)
        dialog.wanted.connect(lambda change: self._apply(dialog, change))
        dialog.finished.connect(self._closed)
        dialog.open()
        return dialog

    def _show_adding(self, dialog: ChangeDialog, profile: Profile, section: str) -> None:
        if (flaw := section_flaw(section)) is not None:
            self._question += 1  # what is still being worked out is for an earlier name
            dialog.show_problem(wording.section_flaw(flaw))
            return
        self._show(dialog, lambda: self._sections.adding(profile, section))

    def _show(self, dialog: ChangeDialog, work_out: Callable[[], Shown]) -> None:
        self._question += 1
        question = self._question

        def then(outcome: Outcome[Shown]) -> None:
            if question != self._question or self._dialog is not dialog:
                return
            match outcome:
                case Done(value=(change, shadows)):
                    dialog.show_change(change, "\n".join(map(wording.shadow, shadows)))
                case Failed(problem=problem):
                    dialog.show_problem(_both(problem))

        self._tasks.start(lambda _cancel, _report: work_out(), then=then)

    def _apply(self, dialog: ChangeDialog, change: Change) -> None:
        profile = self._profile

        def then(outcome: Outcome[str]) -> None:
            match outcome:
                case Done() if profile is not None:
                    self._undoable = (profile.id, change)
                    dialog.accept()
                case Failed(problem=problem):
                    dialog.show_problem(_both(problem))

        self._tasks.start(lambda _cancel, _report: self._sections.apply(change), then=then)

    def _undo(self) -> None:
        if self._undoable is None:
            return
        (_, change), self._undoable = self._undoable, None

        def then(outcome: Outcome[None]) -> None:
            if isinstance(outcome, Failed):
                self._card.show_failure(problems.line(outcome.problem))
            else:
                self._look()

        self._tasks.start(lambda _cancel, _report: self._sections.undo(change), then=then)

    def _closed(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
        self._look()


def _both(problem: Problem) -> str:
    told = problems.say(problem)
    return f"{told.what} {told.now}"
