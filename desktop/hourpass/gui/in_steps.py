"""Long work on the GUI thread, cut up: input and painting come between two of its steps."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer


class InSteps(QObject):
    """Runs *steps* one at a time, each in a turn of the event loop of its own, until they end or are stopped."""

    def __init__(self, steps: Iterator[None], parent: QObject) -> None:
        super().__init__(parent)
        self._steps = steps
        self._turn = QTimer(self)
        self._turn.timeout.connect(self._step)
        self._turn.start()

    def stop(self) -> None:
        """Take no further step."""
        self._turn.stop()

    def _step(self) -> None:
        try:
            next(self._steps)
        except BaseException as end:
            self._turn.stop()
            if not isinstance(end, StopIteration):
                raise
