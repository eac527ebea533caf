"""Offers to go on with what was left unfinished: made to somebody who looks at the window, one at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer

from hourpass.gui.main_window import MainWindow
from hourpass.gui.one_window import OneWindow

Offer = Callable[[Callable[[], None]], None]
"""Makes its offer, if there still is one to make, and calls what it is given once that was answered or there was none."""


class Offers(QObject):
    """Waits after a hidden start until the window is opened, and before each but the first until the one before was
    answered and the window to which that led has closed.
    """

    def __init__(self, window: MainWindow, one: OneWindow, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window, self._one = window, one
        self._waiting: deque[Offer] = deque()
        self._answered = True
        # Late, so that what an answer leads to is known to be on its way.
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._make_next)
        one.closed.connect(self._go_on)
        one.problem_met.connect(self._go_on)

    def add(self, offer: Offer) -> None:
        """Make *offer* when its turn has come."""
        if not self._waiting:
            self._window.installEventFilter(self)
        self._waiting.append(offer)
        self._go_on()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A window that was minimised by itself, for there is no tray, is not shown but restored.
        if event.type() in {QEvent.Type.Show, QEvent.Type.WindowStateChange}:
            self._go_on()
        return super().eventFilter(watched, event)

    def _go_on(self) -> None:
        if self._waiting:
            self._next.start()

    def _make_next(self) -> None:
        if self._waiting and self._answered and self._one.free and self._window.being_looked_at:
            self._answered = False
            offer = self._waiting.popleft()
            if not self._waiting:
                self._window.removeEventFilter(self)
            offer(self._take_answer)

    def _take_answer(self) -> None:
        self._answered = True
        self._go_on()
