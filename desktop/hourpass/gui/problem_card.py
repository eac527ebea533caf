"""How a page says below what it shows that something went wrong: a card, and on it perhaps the way to try again."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from hourpass.domain.problem import Problem
from hourpass.gui.controls import Card, plain_button, primary_button
from hourpass.gui.error_box import ProblemPanel
from hourpass.gui.theme import Theme


class ProblemCard(Card):
    """Hidden while there is nothing to say. *again* names the button; without one, trying again is offered elsewhere.
    It is *primary* where nothing else goes on meanwhile.
    """

    again_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, again: str = "", primary: bool = False) -> None:
        super().__init__(parent)
        self.panel = ProblemPanel(theme, self)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.panel, 1)
        self._primary = primary
        self._again: QPushButton | None = None
        if again:
            self._again = (primary_button if primary else plain_button)(again, self)
            self._again.setObjectName("retryButton")
            self._again.setAutoDefault(False)
            self._again.clicked.connect(self.again_asked)
            row.addWidget(self._again, 0, Qt.AlignmentFlag.AlignTop)
        self.body.setContentsMargins(16, 14, 16, 14)
        self.body.addLayout(row)
        self.hide()

    def show_problem(self, problem: Problem, *, again: bool = True) -> None:
        """Say *problem*; *again* is whether it can be tried again from here."""
        if self._again is not None:
            self._again.setVisible(again)
            self._again.setDefault(again and self._primary)
        self.panel.show_problem(problem)
        self.show()

    def take_focus(self) -> None:
        """Put the keyboard on the way to try again."""
        if self._again is not None:
            self._again.setFocus()

    def clear(self) -> None:
        """Say nothing."""
        self.panel.clear()
        self.hide()
