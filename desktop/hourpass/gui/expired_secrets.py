"""Secrets that are over leave memory and keyring; that they expired stays to be seen."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, Signal

from hourpass.domain.ending import Ending
from hourpass.gui.tasks import Failed, Outcome, Tasks
from hourpass.gui.vigil import Vigil
from hourpass.services.sessions import Sessions


class ExpiredSecrets(QObject):
    """Drops them at the first look that finds an end reached, a profile's own or that of an MFA session; and again when
    it is known whether what seemed to be over is.
    """

    problem_met = Signal(object)  # Problem

    def __init__(self, vigil: Vigil, sessions: Sessions, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sessions, self._tasks = sessions, tasks
        self._known: frozenset[tuple[str, datetime, Ending]] = frozenset()
        vigil.looked.connect(self._look)

    def _look(self) -> None:
        endings = self._sessions.endings()
        new, self._known = endings - self._known, endings
        if new:
            self._tasks.start(lambda _cancel, _report: self._sessions.drop_expired(), then=self._told)

    def _told(self, outcome: Outcome[None]) -> None:
        if isinstance(outcome, Failed):
            self.problem_met.emit(outcome.problem)
