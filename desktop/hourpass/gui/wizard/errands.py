"""Several pieces of work of one owner: all of them can be asked to end, and it is told when none runs any more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from hourpass.gui.tasks import Outcome, Tasks, Work
from hourpass.services.cancel import Cancel

T = TypeVar("T")


class Errands:
    """*rested* is called behind the outcome of the last one, never after :meth:`close`."""

    def __init__(self, tasks: Tasks, rested: Callable[[], None]) -> None:
        self._tasks, self._rested = tasks, rested
        self._running: set[Cancel] = set()
        self._closed = False

    @property
    def idle(self) -> bool:
        """Whether nothing runs."""
        return not self._running

    def start(
        self, work: Work[T], then: Callable[[Outcome[T]], None], part: Callable[[Any], None] | None = None
    ) -> None:
        """Run *work*; *then* gets its outcome and *part* what it reports, unless closed meanwhile."""

        def ended(outcome: Outcome[T]) -> None:
            self._running.discard(cancel)
            if self._closed:
                return
            then(outcome)
            if not self._running:
                self._rested()

        def told(news: Any) -> None:
            if part is not None and not self._closed:
                part(news)

        cancel = self._tasks.start(work, ended, told)
        self._running.add(cancel)

    def stop(self) -> None:
        """Ask everything that runs to end."""
        for cancel in tuple(self._running):
            cancel.request()

    def close(self) -> None:
        """The same, and tell nothing any more."""
        self._closed = True
        self.stop()
