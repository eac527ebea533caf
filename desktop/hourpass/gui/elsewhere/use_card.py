"""A card of the tab: a title, what it is good for, what can be done, and what came of it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from hourpass.gui.controls import Card, Tone, heading_label
from hourpass.gui.elsewhere.flow_row import FlowRow
from hourpass.gui.elsewhere.long_words import BreakingLabel, BreakingStatus
from hourpass.gui.labels import lines_high
from hourpass.gui.theme import Theme

_ACROSS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down})


class UseCard(Card):
    """*middle* takes what stands between the words and the buttons.

    A control that is disabled under the keyboard does not hand the focus on: a key that was meant for it would change
    something on another card. It has the focus again once it can be used, unless the person has gone elsewhere. Nor do
    the arrows lead from a button down to the next card's combo, which a further one would turn.
    """

    answered = Signal()
    """What came of something that was done on this card is said."""

    def __init__(self, theme: Theme, name: str, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._left: QWidget | None = None  # disabled while it had the focus
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.words = BreakingLabel(text, self)
        self.middle = QVBoxLayout()
        self.middle.setSpacing(8)
        self.buttons = FlowRow(8)
        self.status = _CardStatus(theme, f"{name}Status", self)
        self.body.setSpacing(6)
        heading = heading_label(title, self)
        heading.setMinimumHeight(lines_high(heading, 1))  # a title in Latin letters stands as high as one beside it
        self.body.addWidget(heading)
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
        button.installEventFilter(self)
        self.buttons.addWidget(button)
        return button

    def tell_answer(self) -> None:
        """What is said now, if anything, came of something that was done on this card."""
        if self.status.text():
            self.answered.emit()

    def focusNextPrevChild(self, forward: bool) -> bool:
        left = self.window().focusWidget()
        if left is None or left.isEnabled() or not self.isAncestorOf(left):
            return super().focusNextPrevChild(forward)
        self._left = left
        left.installEventFilter(self)
        return False  # nothing has the focus then

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and isinstance(watched, QPushButton) and Qt.Key(event.key()) in _ACROSS:
            event.ignore()  # for whoever scrolls
            return True
        if event.type() is QEvent.Type.EnabledChange and self._left is watched and self._left.isEnabled():
            left, self._left = self._left, None
            if self.window().focusWidget() is None:
                left.setFocus(Qt.FocusReason.OtherFocusReason)
        return super().eventFilter(watched, event)


class _CardStatus(BreakingStatus):
    """Takes no room while nothing is said: it stands last on its card, and most of what it says is of several lines."""

    def set_message(self, tone: Tone, text: str, action: str = "") -> None:
        super().set_message(tone, text, action)
        self.setVisible(bool(text))
