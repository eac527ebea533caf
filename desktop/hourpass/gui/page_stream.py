"""One listing at a time off the GUI thread, brought on screen in a few changes a second."""

from __future__ import annotations

from collections.abc import Callable
from threading import Semaphore
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from hourpass.gui.tasks import Outcome, Report, Tasks, Work
from hourpass.services.cancel import Cancel

_PAUSE = 100  # ms between two changes of the table while pages stream in
_PAGES_AT_ONCE = 8  # so many may be taken in at a time without holding up a frame
_ON_THE_WAY = 24  # pages; a listing that is quicker than the screen waits, or they would fill the memory
_PATIENCE = 400  # ms before an empty page says that AWS is being asked


class PageStream(QObject):
    """Runs work that reports pages. The first one arrives at once, the others a few times a second, the end last."""

    arrived = Signal(object)
    """Some pages, in a list."""
    ended = Signal(object)
    """The outcome, once all pages have arrived."""
    patience_over = Signal()
    """It takes so long that something should be said."""

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._cancel: Cancel | None = None
        self._waiting: list[Any] = []
        self._outcome: Outcome[None] | None = None
        self._room = Semaphore(_ON_THE_WAY)
        self._held = False
        self._pause = self._timer(_PAUSE, self._take_in)
        self._patience = self._timer(_PATIENCE, self.patience_over.emit)

    @property
    def patient(self) -> bool:
        """Whether it has just begun, so that nothing need be said yet."""
        return self._patience.isActive()

    @property
    def idle(self) -> bool:
        """Whether nothing runs and nothing waits to arrive."""
        return self._cancel is None and not self._waiting

    def start(self, work: Work[None]) -> None:
        """Run *work* in place of what ran before."""
        self.break_off()
        room = self._room = Semaphore(_ON_THE_WAY)

        def in_time(cancel: Cancel, report: Report) -> None:
            cancel.on_request(room.release)

            def report_when_there_is_room(page: object) -> None:
                room.acquire()
                cancel.check()
                report(page)

            work(cancel, report_when_there_is_room)

        def ended(outcome: Outcome[None]) -> None:
            if self._cancel is cancel:  # else another listing has taken its place
                self._outcome = outcome
                self._take_in()

        cancel = self._tasks.start(in_time, ended, self._hear)
        self._cancel = cancel
        self._patience.start()

    def break_off(self) -> None:
        """Ask for no more. What has come already arrives now; the end is not told."""
        if self._cancel is not None:
            self._cancel.request()
            self._cancel = None
        self._held = False
        while self._waiting:
            self._let_arrive()
        self._outcome = None
        self._pause.stop()
        self._patience.stop()

    def hold(self, held: bool) -> None:
        """Let nothing arrive while *held*."""
        self._held = held
        if not held and not self._pause.isActive():
            self._take_in()

    def _hear(self, page: Any) -> None:
        self._waiting.append(page)
        if not self._pause.isActive():
            self._take_in()

    def _take_in(self) -> None:
        if self._held:
            return
        if self._waiting:
            self._let_arrive()
            self._pause.start()
        elif self._outcome is not None:
            outcome, self._outcome, self._cancel = self._outcome, None, None
            self._pause.stop()
            self._patience.stop()
            self.ended.emit(outcome)

    def _let_arrive(self) -> None:
        pages, self._waiting = self._waiting[:_PAGES_AT_ONCE], self._waiting[_PAGES_AT_ONCE:]
        self._room.release(len(pages))
        self.arrived.emit(pages)

    def _timer(self, milliseconds: int, look: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(look)
        return timer
