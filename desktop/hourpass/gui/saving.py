"""What the app writes into the settings of its own accord: off the GUI's thread, for another process may have the file."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Signal

from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.gui.tasks import Failed, Outcome, Tasks
from hourpass.services.profile_book import ProfileBook


class Saving(QObject):
    """Changes count at once; it is told when they are written, or why they are not."""

    ended = Signal()
    problem_met = Signal(object)  # Problem; comes before the end

    def __init__(self, tasks: Tasks, book: ProfileBook, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._book = tasks, book

    def change(self, **settings: Any) -> None:
        """Change these fields."""
        self._tasks.start(lambda _cancel, _report: self._book.change(**settings), then=self._tell)

    def mute(self, until: datetime | None) -> None:
        """Have no warnings until then."""
        self.change(muted_until=until)

    def note_for_next_start(self, **settings: Any) -> None:
        """Change these fields, as far as they differ. The pool waits for it, bounded; none is worth a word at the end."""
        if any(getattr(self._book.settings, name) != value for name, value in settings.items()):
            self._tasks.start(lambda _cancel, _report: self._book.change(**settings), then=lambda _outcome: None)

    def _tell(self, outcome: Outcome[None]) -> None:
        if isinstance(outcome, Failed):
            self.problem_met.emit(outcome.problem)
        self.ended.emit()


def load(book: ProfileBook) -> Problem | None:
    """Read the settings; what was met is said once there is a window to say it in."""
    try:
        kept_as = book.load().damaged
    except HourpassError as error:
        return error.problem
    return Problem(Reason.SETTINGS_DAMAGED, {"kept_as": kept_as}) if kept_as else None
