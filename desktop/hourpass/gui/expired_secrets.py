"""Secrets that are over leave memory and keyring; that they expired stays to be seen."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, Signal

from hourpass.gui.tasks import Failed, Outcome, Tasks
from hourpass.gui.vigil import Look, Vigil
from hourpass.services.sessions import Sessions


class ExpiredSecrets(QObject):
    """Drops them at the first look that finds an end reached: a profile's own, or that of the MFA session behind it."""

    problem_met = Signal(object)  # Problem

    def __init__(self, vigil: Vigil, sessions: Sessions, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sessions, self._tasks = sessions, tasks
        self._known: frozenset[tuple[str, datetime]] = frozenset()
        vigil.looked.connect(self._look)

    def _look(self, look: Look) -> None:
        held = {row.profile_id: self._sessions.session(row.profile_id) for row in look.rows}
        ends = {
            (profile_id, end)
            for profile_id, session in held.items()
            if session is not None
            for end in (session.expires_at, session.renewable_until)
            if end is not None and end <= look.now
        }
        new, self._known = ends - self._known, frozenset(ends)
        if new:
            self._tasks.start(lambda _cancel, _report: self._sessions.drop_expired(), then=self._told)

    def _told(self, outcome: Outcome[None]) -> None:
        if isinstance(outcome, Failed):
            self.problem_met.emit(outcome.problem)
