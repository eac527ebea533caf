"""A card of the tab: a title, what it is good for, what can be done, and what came of it."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from hourpass.gui.controls import Card, heading_label
from hourpass.gui.elsewhere.flow_row import FlowRow
from hourpass.gui.elsewhere.long_words import BreakingLabel, BreakingStatus
from hourpass.gui.theme import Theme


class UseCard(Card):
    """*middle* takes what stands between the words and the buttons."""

    def __init__(self, theme: Theme, name: str, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.words = BreakingLabel(text, self)
        self.middle = QVBoxLayout()
        self.middle.setSpacing(8)
        self.buttons = FlowRow(8)
        self.status = BreakingStatus(theme, f"{name}Status", self)
        self.body.setSpacing(6)
        self.body.addWidget(heading_label(title, self))
        self.body.addWidget(self.words)
        self.body.addLayout(self.middle)
        self.body.addSpacing(4)
        self.body.addLayout(self.buttons)
        self.body.addWidget(self.status)
        self.body.addStretch(1)

    def add_button(self, button: QPushButton, object_name: str) -> QPushButton:
        """Put *button* at the end of the row."""
        button.setObjectName(object_name)
        button.setAutoDefault(False)
        self.buttons.addWidget(button)
        return button
