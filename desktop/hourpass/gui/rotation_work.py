"""The change of a user's key off the GUI thread: one thing at a time, its outcome told once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from hourpass.domain.problem import Problem, Reason
from hourpass.domain.profile import Profile
from hourpass.domain.rotation_record import RotationRecord
from hourpass.gui.tasks import Done, Failed, Outcome, Report, Tasks
from hourpass.services.acting import Acting, as_administrator, as_user
from hourpass.services.administrator import Administrator
from hourpass.services.cancel import Cancel
from hourpass.services.rotation import Rotation, begin, rotation_of
from hourpass.services.setup_owner import Owner, owner_of
from hourpass.services.setup_tools import SetupTools
from hourpass.services.user_keys import UserKeys, delete_spare, look
from hourpass.viewmodels.rotation_view import Course

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Seen:
    """The user's keys, and the change that is not over, if there is one."""

    keys: UserKeys
    record: RotationRecord | None


class RotationWork(QObject):
    """Holds the credentials of whoever acts until it is closed."""

    busy_changed = Signal()
    found = Signal(object, object)
    """Owner, and RotationRecord or None"""
    looked = Signal(object)
    """Seen, for whoever acts from now on, or after a spare key went"""
    reported = Signal(object)
    """RotationReport"""
    ended = Signal(object, object, bool)
    """RotationRecord or None, Problem or None, and whether all steps are done"""
    looked_again = Signal(object)
    """UserKeys, after a change"""
    failed = Signal(object)
    """Problem"""

    def __init__(self, tools: SetupTools, tasks: Tasks, profile: Profile, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tools, self._tasks, self._first = tools, tasks, profile
        self._owner: Owner | None = None
        self._acting: Acting | None = None
        self._running: Cancel | None = None
        self._closed = False

    @property
    def busy(self) -> bool:
        """Whether something is under way."""
        return self._running is not None

    @property
    def profile(self) -> Profile:
        """As it is now: a change gives it another key."""
        return self._tools.book.profile(self._first.id) or self._first

    # who it is about, and who acts

    def find(self) -> None:
        """Whose key it is, and whether an earlier run left something."""
        tools, profile = self._tools, self.profile

        def find(cancel: Cancel, _report: Report) -> tuple[Owner, RotationRecord | None]:
            record = rotation_of(profile, tools.rotations)
            if record is not None:  # the profile's key itself may not work just now
                return Owner(record.user_name, record.account), record
            return owner_of(profile, tools.journal, tools.keys, tools.aws, cancel), None

        def told(found: tuple[Owner, RotationRecord | None]) -> None:
            self._owner = found[0]
            self.found.emit(*found)

        self._start(find, told)

    def by_administrator(self, administrator: Administrator) -> None:
        """An administrator of the user's account acts from now on; look what there is."""
        self._act(lambda _cancel: as_administrator(self._tools.iam(administrator)))

    def by_user(self, code: str) -> None:
        """The user itself acts from now on, with a *code* of its device or by its plain key; look what there is."""
        tools, profile = self._tools, self.profile
        self._act(lambda cancel: as_user(profile, tools, code, cancel))

    def _act(self, find: Callable[[Cancel], Acting]) -> None:
        def work(cancel: Cancel, _report: Report) -> tuple[Acting, Seen]:
            acting = find(cancel)
            return acting, self._see(acting, cancel)

        def told(found: tuple[Acting, Seen]) -> None:
            self._acting, seen = found
            self.looked.emit(seen)

        self._start(work, told)

    # what is done

    def look_again(self) -> None:
        """See what has become of the keys; who may not look any more sees what was."""
        acting = self._acted()
        self._start(lambda cancel, _report: self._see(acting, cancel).keys, self.looked_again.emit, quiet=True)

    def delete_spare(self, key_id: str) -> None:
        """Delete a key that no profile stands on."""
        tools, acting, owner = self._tools, self._acted(), self._owned()

        def work(cancel: Cancel, _report: Report) -> Seen:
            delete_spare(owner, key_id, acting.iam(), tools)
            return self._see(acting, cancel)

        self._start(work, self.looked.emit)

    def run(self, course: Course, record: RotationRecord | None) -> None:
        """Go *course*, from where *record* says."""
        tools, profile = self._tools, self.profile
        begun = record or begin(profile, self._owned(), tools.clock)
        rotation = Rotation(begun, self._acted(), tools)
        act = {
            Course.CHANGING: rotation.rotate,
            Course.TAKING_BACK: rotation.take_back,
            Course.DELETING: rotation.delete_old,
        }[course]

        def came(outcome: Outcome[None]) -> None:
            through = isinstance(outcome, Done)
            over = through and course is not Course.CHANGING
            left = rotation.record if rotation.record.begun and not over else None
            self.ended.emit(left, outcome.problem if isinstance(outcome, Failed) else None, through)

        self._begin(lambda cancel, report: act(report, cancel), came)

    # ending

    def stop(self) -> None:
        """Stop after the call that is under way. What comes of it is told."""
        if self._running is not None:
            self._running.request()

    def give_up(self) -> None:
        """Wait for no outcome any more. What is being changed is changed to its end."""
        if self._running is not None:
            self._running.request()
            self._running = None
            self.busy_changed.emit()

    def close(self) -> None:
        """Tell nothing any more, and hold no credentials."""
        self._closed = True
        self.give_up()
        self._acting = None

    def _see(self, acting: Acting, cancel: Cancel) -> Seen:
        keys = look(self._owned(), acting.iam(), self._tools, cancel)
        return Seen(keys, rotation_of(self.profile, self._tools.rotations))

    def _acted(self) -> Acting:
        assert self._acting is not None  # noqa: S101 (nothing is offered before somebody acts)
        return self._acting

    def _owned(self) -> Owner:
        assert self._owner is not None  # noqa: S101 (nobody acts before it is known for whom)
        return self._owner

    def _start(self, work: Callable[[Cancel, Report], T], told: Callable[[T], None], *, quiet: bool = False) -> None:
        def came(outcome: Outcome[T]) -> None:
            if isinstance(outcome, Done):
                told(outcome.value)
            elif isinstance(outcome, Failed) and not quiet:
                self.failed.emit(outcome.problem)
            elif not quiet:
                self.failed.emit(Problem(Reason.UNEXPECTED))

        self._begin(work, came)

    def _begin(self, work: Callable[[Cancel, Report], T], then: Callable[[Outcome[T]], None]) -> None:
        self.give_up()

        def came(outcome: Outcome[T]) -> None:
            if self._running is not running or self._closed:
                return
            self._running = None
            then(outcome)
            self.busy_changed.emit()

        def part(news: Any) -> None:
            if self._running is running and not self._closed:
                self.reported.emit(news)

        running = self._running = self._tasks.start(work, came, part)
        self.busy_changed.emit()
