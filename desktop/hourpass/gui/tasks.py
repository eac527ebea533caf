"""Blocking work off the GUI thread: a plain function goes out, its outcome comes back once, on the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal

from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.services.cancel import Cancel, Cancelled

T = TypeVar("T")

POOL_SIZE = 6
"""Enough for a keyring that waits for its prompt, a listing, a sign-in and a few short reads at the same time."""


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """The work ended well."""

    value: T


@dataclass(frozen=True, slots=True)
class Failed:
    """The work met a failure that can be explained."""

    problem: Problem


@dataclass(frozen=True, slots=True)
class GivenUp:
    """The work was asked to stop, and did."""


Outcome = Done[T] | Failed | GivenUp
Report = Callable[[object], None]
Work = Callable[[Cancel, Report], T]
"""Gets what asks it to stop, and a function that sends a part of the result ahead to the GUI thread."""


class Tasks(QObject):
    """Runs work on a small pool. Callbacks never come after :meth:`close`."""

    _arrived = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(POOL_SIZE)
        self._running: set[Cancel] = set()
        self._closed = False
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def start(
        self,
        work: Work[T],
        then: Callable[[Outcome[T]], None],
        part: Callable[[Any], None] | None = None,
    ) -> Cancel:
        """Run *work*; *then* gets its outcome once and *part* each report before that, on the GUI thread.

        Once the returned Cancel is asked to stop, *then* still gets its one outcome and *part* nothing more.
        """
        cancel = Cancel()
        self._running.add(cancel)

        def show(value: object) -> None:
            if part is not None and not cancel.requested:
                part(value)

        def finish(outcome: Outcome[T] | BaseException) -> None:
            self._running.discard(cancel)
            if isinstance(outcome, BaseException):
                # Whoever waits must not wait for ever; the bug itself goes on to the excepthook, with its traceback.
                then(Failed(Problem(Reason.UNEXPECTED)))
                raise outcome
            then(outcome)

        self._pool.start(_Job(work, cancel, self._arrived.emit, show, finish))
        return cancel

    @property
    def idle(self) -> bool:
        """Whether nothing runs."""
        return not self._running

    def close(self, milliseconds: int = 2000) -> bool:
        """Ask everything to stop and wait, bounded; whether all of it ended in time."""
        self._closed = True
        for cancel in tuple(self._running):
            cancel.request()
        return self._pool.waitForDone(milliseconds)

    def _deliver(self, callback: Callable[[object], None], value: object) -> None:
        if self._closed:
            return
        callback(value)


class _Job(QRunnable):
    def __init__(
        self,
        work: Work[Any],
        cancel: Cancel,
        send: Callable[[object, object], None],
        show: Callable[[object], None],
        finish: Callable[[Any], None],
    ) -> None:
        super().__init__()
        self._work, self._cancel, self._send, self._show, self._finish = work, cancel, send, show, finish

    def run(self) -> None:
        try:
            outcome: object = Done(self._work(self._cancel, self._report))
        except Cancelled:
            outcome = GivenUp()
        except HourpassError as error:
            outcome = Failed(error.problem)
        except Exception as bug:  # noqa: BLE001 (the outermost loop of this thread: carried over, not swallowed)
            outcome = bug
        try:
            self._send(self._finish, outcome)
        except RuntimeError:
            return  # the receiver was deleted: the app has ended meanwhile

    def _report(self, value: object) -> None:
        self._send(self._show, value)
