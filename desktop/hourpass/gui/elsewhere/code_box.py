"""A few lines of a file, as they stand there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from hourpass.gui.controls import mono_label


class CodeBox(QFrame):
    """Can be selected; long lines are broken anywhere, for paths have no spaces."""

    def __init__(self, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "code")
        self._text = ""
        self._label = mono_label("", self)
        self._label.setWordWrap(True)
        self._label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._label.setAccessibleName(accessible_name)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.addWidget(self._label)

    def set_text(self, text: str) -> None:
        """Show *text*."""
        self._text = text
        # A label breaks lines between words only; this mark, which has no width, lets it break a path.
        self._label.setText(text.replace("/", "/\u200b"))

    def text(self) -> str:
        """The text as it was given."""
        return self._text
