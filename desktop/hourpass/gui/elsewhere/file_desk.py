"""The credentials file's card: what a person chooses there, and what came of it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from hourpass.domain.handout import can_be_handed_out
from hourpass.domain.problem import Problem
from hourpass.domain.profile import Profile
from hourpass.gui.elsewhere.file_card import FileCard
from hourpass.gui.elsewhere.file_keeping import FileKeeping
from hourpass.gui.tasks import Done, Failed, Outcome, Tasks
from hourpass.gui.wording import problems
from hourpass.services.kept_in_file import KeptInFile
from hourpass.services.ports import Clock
from hourpass.services.sessions import Sessions


class FileDesk(QObject):
    """Says what stands in the file, after each time that it was written as well."""

    def __init__(
        self, tasks: Tasks, kept: KeptInFile, sessions: Sessions, clock: Clock, keeping: FileKeeping, card: FileCard
    ) -> None:
        super().__init__(card)
        self._tasks, self._kept, self._sessions, self._clock = tasks, kept, sessions, clock
        self._keeping, self._card = keeping, card
        self._profile: Profile | None = None
        keeping.followed.connect(self._ask_section)
        card.chosen.connect(self._choose)

    def show_profile(self, profile: Profile) -> None:
        """Turn to *profile*."""
        self._profile = profile
        self._ask_section()

    def _choose(self, wanted: bool) -> None:
        profile = self._profile
        if profile is None:
            return
        self._card.show_busy()

        def then(outcome: Outcome[str]) -> None:
            match outcome:
                case Done():
                    self._keeping.chose(None)
                    self._ask_section(answers=self._shows(profile))
                case Failed(problem=problem) if self._shows(profile):
                    self._keeping.chose(problem)
                    self._show(profile, "", problem, answers=True)

        self._tasks.start(lambda _cancel, _report: self._kept.choose(profile.id, wanted), then=then)

    def _ask_section(self, *, answers: bool = False) -> None:
        """*answers*: what stands there came of a choice."""
        profile = self._profile
        if profile is None:
            return
        if not self._kept.chosen(profile.id) and self._keeping.problem is None:
            self._show(profile, "", answers=answers)
            return

        def then(outcome: Outcome[str]) -> None:
            match outcome:
                case Done(value=section):
                    self._show(profile, section, self._in_the_way(profile, section), answers=answers)
                case Failed(problem=problem):
                    self._show(profile, "", problem, answers=answers)

        self._tasks.start(lambda _cancel, _report: self._kept.section(profile.id), then=then)

    def _in_the_way(self, profile: Profile, section: str) -> Problem | None:
        """What keeps the profile's credentials from standing there, or from being gone."""
        wanted = self._kept.chosen(profile.id) and self._usable(profile)
        return self._keeping.problem if bool(section) is not wanted else None

    def _shows(self, profile: Profile) -> bool:
        return self._profile is not None and profile.id == self._profile.id

    def _usable(self, profile: Profile) -> bool:
        return can_be_handed_out(self._sessions.session(profile.id), self._clock.now())

    def _show(self, profile: Profile, section: str, problem: Problem | None = None, *, answers: bool = False) -> None:
        if not self._shows(profile):
            return
        self._card.show_choice(self._kept.chosen(profile.id), section, usable=self._usable(profile))
        if problem is not None:
            self._card.show_failure(problems.say(problem).short)
        if answers:
            self._card.tell_answer()
