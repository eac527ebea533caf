"""A change of a long-term key as it is shown: which page, what stands there, and what can be done on it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from hourpass.domain.problem import Problem
from hourpass.domain.profile import Profile
from hourpass.domain.rotation_record import RotationRecord, RotationStage
from hourpass.services.rotation_reports import BACK, DELETION, FORWARD, RotationReport, RotationStep
from hourpass.services.setup_owner import Owner
from hourpass.services.setup_reports import StepCondition
from hourpass.services.user_keys import OwnKey, UserKeys


class Place(Enum):
    """The pages of the window."""

    WHO = auto()  # who acts
    KEYS = auto()  # what there is, before anything is changed
    CONFIRM = auto()  # a key is about to be deleted for good
    RUNNING = auto()
    STOPPED = auto()  # half-way: by a failure, by the person, or in an earlier run
    KEPT = auto()  # the new key is used, the old one is inactive
    DONE = auto()  # the old key is deleted, or back


class Course(Enum):
    """What is going on."""

    CHANGING = auto()
    TAKING_BACK = auto()
    DELETING = auto()


_STEPS = {Course.CHANGING: FORWARD, Course.TAKING_BACK: BACK, Course.DELETING: DELETION}
_COURSES = {RotationStage.TAKING_BACK: Course.TAKING_BACK, RotationStage.DELETING: Course.DELETING}
_BEHIND = {
    RotationStage.CREATING: 0,
    RotationStage.CREATED: 1,
    RotationStage.SWITCHED: 3,
    RotationStage.KEPT: 4,
}
"""How many steps forward are done for certain."""


@dataclass(frozen=True, slots=True)
class RotationRow:
    """One step, as the last report of it said."""

    step: RotationStep
    report: RotationReport


class RotationView:
    """Fed with what happens, asked for what to show."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.owner: Owner | None = None
        self.keys: UserKeys | None = None
        self.record: RotationRecord | None = None
        self.place = Place.WHO
        self.course = Course.CHANGING
        self.problem: Problem | None = None
        self.doomed = ""  # id of the key that CONFIRM is about
        self._reports: dict[RotationStep, RotationReport] = {}

    # what happens

    def found(self, owner: Owner, record: RotationRecord | None) -> None:
        """Whose key it is, and what an earlier run left."""
        self.owner, self.record = owner, record

    def seen(self, profile: Profile, keys: UserKeys, record: RotationRecord | None) -> None:
        """What there is at AWS and in the journal, for whoever acts now."""
        self.profile, self.keys, self.record, self.problem = profile, keys, record, None
        if record is None:
            self.place = Place.KEYS
        elif record.unfinished:
            self.course = _COURSES.get(record.stage, Course.CHANGING)
            done = FORWARD[: _BEHIND.get(record.stage, 0)]
            self._reports = {step: RotationReport(step, StepCondition.DONE) for step in done}
            self.place = Place.STOPPED
        else:
            self.place = Place.KEPT

    def seen_again(self, profile: Profile, keys: UserKeys) -> None:
        """The same page with newer keys."""
        self.profile, self.keys = profile, keys

    def ask_who(self) -> None:
        """Somebody else is to act."""
        self.place, self.problem = Place.WHO, None

    def ask_deletion(self, key_id: str) -> None:
        """The key is to go, once the person has said so twice."""
        self.doomed, self.problem = key_id, None
        self.place = Place.CONFIRM

    def back(self) -> None:
        """Not that."""
        self.problem = None
        if self.place in {Place.CONFIRM, Place.WHO} and self.keys is not None:
            self.seen(self.profile, self.keys, self.record)

    def starts(self, course: Course) -> None:
        """*course* is under way from now on."""
        if course is not self.course or self.place is Place.KEYS:
            self._reports = {}
        self.course, self.place, self.problem = course, Place.RUNNING, None

    def heard(self, report: RotationReport) -> None:
        """News of a step."""
        self._reports[report.step] = report

    def ended(self, record: RotationRecord | None, problem: Problem | None, *, through: bool) -> None:
        """It came to its end, *through* all steps or not."""
        self.record, self.problem = record, problem
        if through:
            self.place = Place.KEPT if self.course is Course.CHANGING else Place.DONE
        elif record is None:
            self.place = Place.KEYS  # nothing was done
        elif not record.unfinished:
            self.place = Place.KEPT
        else:
            self.place = Place.STOPPED
            if self.course is not Course.CHANGING and record.stage not in _COURSES:
                self.course = Course.CHANGING  # refused before anything was taken back

    # what is shown

    @property
    def rows(self) -> tuple[RotationRow, ...]:
        """The steps of what is going on. One that was under way when it was stopped waits again."""
        return tuple(RotationRow(step, self._report(step)) for step in _STEPS[self.course])

    @property
    def may_change(self) -> bool:
        """Whether a new key can be made."""
        return self.keys is not None and not self.keys.full and self.keys.find(self.profile.access_key_id) is not None

    @property
    def may_take_back(self) -> bool:
        """Whether there is a way back."""
        stopped = self.place is Place.STOPPED and self.course is Course.CHANGING
        return self.record is not None and (stopped or self.place is Place.KEPT)

    @property
    def doomed_key(self) -> OwnKey | None:
        """What CONFIRM is about, as AWS told of it."""
        return self.keys.find(self.doomed) if self.keys else None

    @property
    def deletes_old(self) -> bool:
        """Whether that is the old key of a change, not a spare one."""
        return self.record is not None and self.doomed == self.record.old_key_id

    def may_delete(self, key: OwnKey) -> bool:
        """Whether a spare key can go from the list. That of a change has its own button."""
        return self.place is Place.KEYS and key.deletable

    def _report(self, step: RotationStep) -> RotationReport:
        report = self._reports.get(step, RotationReport(step, StepCondition.WAITING))
        at_work = report.condition in {StepCondition.RUNNING, StepCondition.RETRYING}
        return RotationReport(step, StepCondition.WAITING) if at_work and self.place is not Place.RUNNING else report
