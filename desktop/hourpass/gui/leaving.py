"""What happens to credentials when their person leaves: locks the screen, goes away, ends the app."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.gui.system_news import SystemNews
from hourpass.gui.tasks import Failed, Outcome, Tasks
from hourpass.services.forgetting import Forgetting, Occasion

PATIENCE_MS = 5000
"""A keyring that does not answer by then keeps nobody from the end."""
END_SECONDS = 3.0
"""The same when nobody can be told any more; a desktop that logs out does not wait much longer."""


class Leaving(QObject):
    """Forgets as the settings say: memory at once, whatever the vault does. A vault that keeps something is told of
    once, and asked again when people come back.
    """

    left = Signal()
    """What was asked for before is not wanted any more, be it not yet begun."""
    problem_met = Signal(object)  # Problem

    def __init__(
        self,
        forgetting: Forgetting,
        news: SystemNews,
        tasks: Tasks,
        *,
        patience_ms: int = PATIENCE_MS,
        end_seconds: float = END_SECONDS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._patience_ms, self._end_seconds = patience_ms, end_seconds
        self._forgetting, self._news, self._tasks = forgetting, news, tasks
        self._told = False
        self._running = self._again = False
        # Not in the middle of a look, which brings some of this news: what that one starts is to be stopped as well.
        queued = Qt.ConnectionType.QueuedConnection
        news.locked.connect(self._after_locking, queued)
        news.idle_for.connect(self._after_idling, queued)
        news.unlocked.connect(self._try_again)

    def follow_settings(self) -> None:
        """Have idleness told as the settings ask; to be called at the start and after each change of them."""
        self._news.tell_idle_after(self._forgetting.idle_minutes)

    def forget(self, then: Callable[[Problem | None], None]) -> None:
        """Forget now because a person asked for it; *then* gets what kept it from being done, in bounded time."""
        over = False

        def end(problem: Problem | None) -> None:
            nonlocal over
            if not over:
                over = True
                patience.stop()
                patience.deleteLater()
                then(problem)

        patience = QTimer(self, singleShot=True, interval=self._patience_ms)
        patience.timeout.connect(lambda: end(Problem(Reason.VAULT_FAILED)))
        patience.start()
        self.left.emit()
        self._forgetting.empty_memory()
        self._tasks.start(
            lambda _cancel, _report: self._forgetting.empty_vault(),
            then=lambda outcome: end(outcome.problem if isinstance(outcome, Failed) else None),
        )

    def end(self) -> None:
        """Forget before the end, if that is wished; waits for it, bounded. What stays is forgotten at the next start."""
        if not self._forgetting.due(Occasion.QUIT):
            return
        self._forgetting.empty_memory()

        def empty_vault() -> None:
            with suppress(HourpassError):
                self._forgetting.empty_vault()

        # Not on the pool, which waits for everything that runs there.
        thread = threading.Thread(target=empty_vault, name="forget", daemon=True)
        thread.start()
        thread.join(self._end_seconds)

    def _after_locking(self) -> None:
        self._leave(Occasion.LOCKED)

    def _after_idling(self, _minutes: int) -> None:
        self._leave(Occasion.IDLE)

    def _leave(self, occasion: Occasion) -> None:
        if self._forgetting.wanted(occasion):
            self.left.emit()
        if self._forgetting.due(occasion):
            self._forgetting.empty_memory()
            self._empty_vault()

    def _try_again(self) -> None:
        if self._forgetting.left_over:
            self._empty_vault()

    def _empty_vault(self) -> None:
        if self._running:
            self._again = True  # it may be past what has left memory since; a second one would only wait behind it
            return
        self._running, self._again = True, False
        self._tasks.start(lambda _cancel, _report: self._forgetting.empty_vault(), then=self._after_emptying)

    def _after_emptying(self, outcome: Outcome[None]) -> None:
        self._running = False
        if not isinstance(outcome, Failed):
            self._told = False
        elif not self._told:
            self._told = True
            self.problem_met.emit(outcome.problem)
        if self._again:
            self._empty_vault()
