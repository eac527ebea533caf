"""What stands where a table would be when there is no row to show."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from hourpass.gui.announcing import announce
from hourpass.gui.controls import heading_label, link_button
from hourpass.gui.words import SelectableWords

_WIDEST = 560


class ListingMessage(QWidget):
    """A few centred words, and the next steps."""

    step_taken = Signal()
    details_asked = Signal()

    def __init__(self, object_name: str, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self._kind = kind  # what is spoken of, for a screen reader while nothing is said
        self._title = heading_label(parent=self)
        self._text = SelectableWords(parent=self)
        self._text.setProperty("kind", "muted")
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
            label.setMaximumWidth(_WIDEST)
        self._steps = QHBoxLayout()
        self._steps.setSpacing(12)
        self._steps.addStretch()
        self._steps.addStretch()
        self._step = self.add_step(f"{object_name}Step")
        self._step.clicked.connect(self.step_taken)
        self._details = self.add_step(f"{object_name}Details", self.tr("What AWS answered"))
        self._details.clicked.connect(self.details_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 12)
        column.setSpacing(8)
        column.addStretch(2)
        for label in (self._title, self._text):
            column.addLayout(_centred(label))
        column.addSpacing(4)
        column.addLayout(self._steps)
        column.addStretch(3)
        self.say("")

    def add_step(self, object_name: str, text: str = "") -> QPushButton:
        """A link behind the others, hidden until it is wanted."""
        link = link_button(text, self)
        link.setObjectName(object_name)
        link.hide()
        self._steps.insertWidget(self._steps.count() - 1, link)
        return link

    def text(self) -> str:
        """All that is said."""
        return f"{self._title.text()} {self._text.text()}".strip()

    def say(self, text: str, title: str = "", step: str = "", details: bool = False, urgent: bool = False) -> None:
        """Say *text* below *title*; *step* is the link that comes first."""
        fresh = (title, text) != (self._title.text(), self._text.text())
        for label, words in ((self._title, title), (self._text, text)):
            label.setText(words)
            label.setVisible(bool(words))
        self._step.setText(step)
        self._step.setVisible(bool(step))
        self._details.setVisible(details)
        self.setAccessibleName(f"{title} {text}".strip() or self._kind)
        if fresh and urgent:
            announce(self, self.accessibleName(), urgent=True)


def _centred(label: QLabel) -> QHBoxLayout:
    # A wrapping label takes the height it needs only when it gets its width from the layout, so no alignment here.
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(label, 100)
    row.addStretch(1)
    return row
