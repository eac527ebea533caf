"""The page of a window in which nothing can be done: it says why, where the page would be."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from hourpass.domain.problem import Problem
from hourpass.gui.error_box import ProblemPanel
from hourpass.gui.theme import Theme


class ProblemPage(QWidget):
    """One panel, a little above the middle."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._panel = ProblemPanel(theme, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(48, 48, 48, 48)
        column.addStretch(1)
        column.addWidget(self._panel)
        column.addStretch(2)

    def show_problem(self, problem: Problem) -> None:
        """Say *problem*."""
        self._panel.show_problem(problem)
