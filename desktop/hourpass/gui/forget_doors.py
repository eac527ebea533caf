"""What the menus call forgetting: now, or before quitting."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from hourpass.domain.problem import Problem
from hourpass.gui.leaving import Leaving
from hourpass.gui.main_window import MainWindow


class ForgetDoors(QObject):
    """Memory is empty at once. What the keyring would not let go is said, and keeps the app from quitting."""

    quit_asked = Signal()
    problem_met = Signal(object)  # Problem

    def __init__(self, window: MainWindow, leaving: Leaving, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window, self._leaving = window, leaving

    def forget_all(self) -> None:
        """Forget the credentials of all profiles."""
        self._leaving.forget(self._tell)

    def quit_and_forget(self) -> None:
        """The same, and quit."""

        def then(problem: Problem | None) -> None:
            self._tell(problem)
            if problem is None:
                self.quit_asked.emit()

        self._leaving.forget(then)

    def _tell(self, problem: Problem | None) -> None:
        if problem is not None:
            self._window.come_forward()
            self.problem_met.emit(problem)
