"""Opens one window at a time of those that change things at AWS, once what it is made of was loaded."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QDialog

from hourpass.gui.tasks import Done, Failed, Outcome, Tasks
from hourpass.services.cancel import Cancel


class OneWindow(QObject):
    """Two of them would change the same things under each other's hands.

    Their modules are loaded when one is asked for: most days nobody sets anything up, and the tray stays small.
    """

    closed = Signal()
    problem_met = Signal(object)

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._window: QDialog | None = None
        self._loading = False

    @property
    def free(self) -> bool:
        """Whether none is open, nor about to be."""
        return self._window is None and not self._loading

    def open(self, modules: tuple[str, ...], make: Callable[[], QDialog]) -> None:
        """Load *modules* off the GUI thread, then open what *make* gives; one that is open comes forward instead."""
        if self._window is not None:
            self._window.raise_()
            self._window.activateWindow()
            return
        if self._loading:
            return
        self._loading = True

        def load(_cancel: Cancel, _report: object) -> None:
            for module in modules:
                import_module(module)

        def then(outcome: Outcome[None]) -> None:
            self._loading = False
            if isinstance(outcome, Done):
                self._show(make())
            elif isinstance(outcome, Failed):
                self.problem_met.emit(outcome.problem)

        self._tasks.start(load, then=then)

    def _show(self, window: QDialog) -> None:
        self._window = window
        window.finished.connect(self._closed)
        QTimer.singleShot(0, window, window.open)  # making it took long enough; input comes between

    def _closed(self) -> None:
        window, self._window = self._window, None
        if window is not None:
            window.deleteLater()
        self.closed.emit()
