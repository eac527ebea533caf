"""A box to tick, and below it what ticking means."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hourpass.gui.announcing import announce
from hourpass.gui.buttons import BESIDE_BOX, CheckBox, set_kind
from hourpass.gui.controls import paragraph
from hourpass.gui.profile_form_rows import NOTE_SCALE
from hourpass.gui.theme import scaled_font


class CheckRow(QWidget):
    """A check box with its meaning below, or in place of that what is wrong. *beside* stands behind its words."""

    def __init__(
        self, title: str, object_name: str, meaning: str, parent: QWidget | None = None, beside: Sequence[QWidget] = ()
    ) -> None:
        super().__init__(parent)
        self._meaning = meaning
        self.check = CheckBox(title, self)
        self.check.setObjectName(object_name)
        self._note = paragraph(meaning, self)
        self._note.setFont(scaled_font(self._note.font(), NOTE_SCALE))
        self._note.setContentsMargins(BESIDE_BOX, 0, 0, 0)
        self._note.setAlignment(Qt.AlignmentFlag.AlignTop)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.check)
        for widget in beside:
            line.addWidget(widget)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(line)
        column.addWidget(self._note)
        self._say(meaning, "muted")

    @property
    def note(self) -> str:
        """What stands below the box."""
        return self._note.text()

    def set_meaning(self, text: str) -> None:
        """Say *text* below the box while nothing is wrong."""
        self._meaning = text
        self.show_flaw("")

    def show_flaw(self, text: str) -> None:
        """Say what is wrong; an empty *text* takes it back."""
        news = bool(text) and text != self._note.text()
        self._say(text or self._meaning, "bad" if text else "muted")
        if news:
            announce(self.check, text)

    def _say(self, text: str, kind: str) -> None:
        self._note.setText(text)
        self.check.setAccessibleDescription(text)
        set_kind(self._note, kind)
