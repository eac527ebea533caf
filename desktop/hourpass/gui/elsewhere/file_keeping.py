"""The shared credentials file, kept in step with what is held for as long as the app runs."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from hourpass.domain.handout import can_be_handed_out
from hourpass.gui.tasks import Failed, Outcome, Tasks
from hourpass.gui.vigil import Look, Vigil
from hourpass.services.kept_in_file import KeptInFile
from hourpass.services.ports import Clock
from hourpass.services.profile_book import ProfileBook
from hourpass.services.sessions import Sessions


class FileKeeping(QObject):
    """Writes when a look finds that what is to stand there has changed, one time after the other."""

    followed = Signal()
    problem_met = Signal(object)  # Problem

    def __init__(
        self,
        tasks: Tasks,
        kept: KeptInFile,
        book: ProfileBook,
        sessions: Sessions,
        clock: Clock,
        vigil: Vigil,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks, self._kept, self._book, self._sessions, self._clock = tasks, kept, book, sessions, clock
        self._written: frozenset[tuple[str, str]] | None = None  # None: nobody looked into the file yet
        self._running = False
        vigil.looked.connect(self._look)

    def wrote(self) -> None:
        """Somebody else has brought the file in step."""
        self._written = self._wanted()

    def _look(self, _look: Look) -> None:
        wanted = self._wanted()
        if wanted != self._written and not self._running:
            self._follow(wanted)

    def _wanted(self) -> frozenset[tuple[str, str]]:
        """What is to stand in the file: whose credentials, and which."""
        now = self._clock.now()
        found = ((each, self._sessions.session(each)) for each in self._book.settings.in_credentials_file)
        return frozenset(
            (profile_id, session.credentials.access_key_id)
            for profile_id, session in found
            if session is not None and can_be_handed_out(session, now)
        )

    def _follow(self, wanted: frozenset[tuple[str, str]]) -> None:
        self._running = True

        def then(outcome: Outcome[None]) -> None:
            self._running = False
            self._written = wanted
            if isinstance(outcome, Failed):
                self.problem_met.emit(outcome.problem)
            self.followed.emit()

        self._tasks.start(lambda _cancel, _report: self._kept.follow(), then=then)
