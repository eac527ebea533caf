"""The shared credentials file, kept in step with what is held for as long as the app runs."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Signal

from hourpass.domain.problem import Problem
from hourpass.gui.tasks import Failed, Outcome, Tasks
from hourpass.gui.vigil import Vigil
from hourpass.services.kept_in_file import KeptInFile, Which, to_keep
from hourpass.services.ports import Clock
from hourpass.services.profile_book import ProfileBook
from hourpass.services.sessions import Sessions

PATIENCE = timedelta(minutes=1)
"""Before what failed is tried again, at whichever look comes then: a file that is locked or a full disk stays so a while."""


class FileKeeping(QObject):
    """Writes when a look, or the end of a writing, finds that what is to stand there has changed, one time after the
    other. What failed is tried again at later looks, and told once until it changes.
    """

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
        self._running = False
        self._failed: tuple[frozenset[Which], datetime] | None = None  # what could not be written, and when
        self._problem: Problem | None = None
        vigil.looked.connect(self._look)

    @property
    def problem(self) -> Problem | None:
        """What keeps the file from being in step; whoever is there was told."""
        return self._problem

    def chose(self, problem: Problem | None) -> None:
        """A person's choice has brought the file in step, or met a *problem* before their eyes."""
        self._failed, self._problem = None, problem

    def _look(self) -> None:
        wanted = self._wanted()
        if not self._running and wanted != self._kept.standing and not self._failed_lately(wanted):
            self._follow(wanted)

    def _wanted(self) -> frozenset[Which]:
        return frozenset(to_keep(self._book, self._sessions, self._clock.now()))

    def _failed_lately(self, wanted: frozenset[Which]) -> bool:
        if self._failed is None:
            return False
        what, at = self._failed
        return what == wanted and at <= self._clock.now() < at + PATIENCE

    def _follow(self, wanted: frozenset[Which]) -> None:
        self._running = True

        def then(outcome: Outcome[None]) -> None:
            self._running = False
            if isinstance(outcome, Failed):
                self._failed = (wanted, self._clock.now())
                self._tell(outcome.problem)
            else:
                self._failed = self._problem = None
            self.followed.emit()
            if self._wanted() != wanted:
                self._look()  # the looks meanwhile found it busy

        self._tasks.start(lambda _cancel, _report: self._kept.follow(), then=then)

    def _tell(self, problem: Problem) -> None:
        known, self._problem = self._problem, problem
        if known is None or _meant(known) != _meant(problem):
            self.problem_met.emit(problem)


def _meant(problem: Problem) -> object:
    """What makes it another one: not the line, which moves with all that is written above it."""
    return problem.reason, {name: fact for name, fact in problem.facts.items() if name != "line"}
