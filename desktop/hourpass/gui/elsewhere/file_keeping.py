"""The shared credentials file, kept in step with what is held for as long as the app runs."""

from __future__ import annotations

import threading
from contextlib import suppress

from PySide6.QtCore import QObject, Signal

from hourpass.domain.handout import can_be_handed_out
from hourpass.domain.problem import HourpassError, Problem
from hourpass.domain.profile import Profile
from hourpass.gui.elsewhere.file_card import FileCard
from hourpass.gui.tasks import Done, Failed, Outcome, Tasks
from hourpass.gui.vigil import Look, Vigil
from hourpass.gui.wording import problems
from hourpass.services.kept_in_file import KeptInFile
from hourpass.services.ports import Clock
from hourpass.services.profile_book import ProfileBook
from hourpass.services.sessions import Sessions

END_SECONDS = 2.0
"""A file system that hangs keeps nobody from the end; what stays is taken away at the next start."""


class FileKeeping(QObject):
    """Writes when a look finds that what is to stand there has changed, one time after the other."""

    problem_met = Signal(object)  # Problem

    def __init__(
        self,
        tasks: Tasks,
        kept: KeptInFile,
        book: ProfileBook,
        sessions: Sessions,
        clock: Clock,
        vigil: Vigil,
        card: FileCard,
    ) -> None:
        super().__init__(card)
        self._tasks, self._kept, self._book, self._sessions, self._clock = tasks, kept, book, sessions, clock
        self._card = card
        self._profile: Profile | None = None
        self._written: frozenset[tuple[str, str]] | None = None  # None: nobody looked into the file yet
        self._running = False
        vigil.looked.connect(self._look)
        card.chosen.connect(self._choose)

    def show_profile(self, profile: Profile) -> None:
        """Turn to *profile*."""
        self._profile = profile
        self._ask_section()

    def close(self) -> None:
        """Nobody is there to keep it fresh from here on: leave no credentials behind. Waits, bounded."""
        if not self._book.settings.in_credentials_file:
            return

        def clear() -> None:
            with suppress(HourpassError):
                self._kept.clear()

        thread = threading.Thread(target=clear, name="credentials file", daemon=True)
        thread.start()
        thread.join(END_SECONDS)

    def _look(self, _look: Look) -> None:
        wanted = self._wanted()
        if wanted != self._written and not self._running and (wanted or self._written is None or self._written):
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
            self._ask_section()

        self._tasks.start(lambda _cancel, _report: self._kept.follow(), then=then)

    def _choose(self, wanted: bool) -> None:
        profile = self._profile
        if profile is None:
            return
        self._card.show_busy()

        def then(outcome: Outcome[str]) -> None:
            self._written = self._wanted()
            match outcome:
                case Done():
                    self._ask_section()
                case Failed(problem=problem):
                    self._show(profile, "", problem)

        self._tasks.start(lambda _cancel, _report: self._kept.choose(profile.id, wanted), then=then)

    def _ask_section(self) -> None:
        profile = self._profile
        if profile is None:
            return
        if not self._kept.chosen(profile.id):
            self._show(profile, "")
            return

        def then(outcome: Outcome[str]) -> None:
            match outcome:
                case Done(value=section):
                    self._show(profile, section)
                case Failed(problem=problem):
                    self._show(profile, "", problem)

        self._tasks.start(lambda _cancel, _report: self._kept.section(profile.id), then=then)

    def _show(self, profile: Profile, section: str, problem: Problem | None = None) -> None:
        if self._profile is None or profile.id != self._profile.id:
            return
        usable = can_be_handed_out(self._sessions.session(profile.id), self._clock.now())
        self._card.show_choice(self._kept.chosen(profile.id), section, usable=usable)
        if problem is not None:
            told = problems.say(problem)
            self._card.show_failure(f"{told.what} {told.now}")
