"""Long work on the GUI thread, cut up: input and painting come between two of its steps."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import QObject, QTimer

_BREATH = 1  # ms; a timer of none would come again before the others that are due
_ENOUGH = 0.002  # seconds of steps that are taken in one go


class InSteps(QObject):
    """Runs *steps* a few at a time, in turns of the event loop of their own, until they end or are stopped. A turn ends
    once *enough* seconds have gone.
    """

    def __init__(self, steps: Iterator[None], parent: QObject, enough: float = _ENOUGH) -> None:
        super().__init__(parent)
        self._steps, self._enough = steps, enough
        self._turn = QTimer(self)
        self._turn.setInterval(_BREATH)
        self._turn.timeout.connect(self._go_on)
        self._turn.start()

    def stop(self) -> None:
        """Take no further step."""
        self._turn.stop()

    def _go_on(self) -> None:
        self._turn.stop()  # started again behind the steps, however long they take
        began = perf_counter()
        while perf_counter() - began < self._enough:
            try:
                next(self._steps)
            except StopIteration:
                return
        self._turn.start()
