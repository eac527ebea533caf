"""Words without an end, as paths and ARNs are, may be broken where they are shown: else they would widen the window."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from hourpass.gui.controls import StatusLine, Tone
from hourpass.gui.theme import Theme

_MARK = "\u200b"  # has no width; labels break lines between words only, and here as well
_LONG = re.compile(r"[!-~]{21,}")  # Japanese and Korean are broken anywhere as it is
_PIECE = re.compile(r"[\W_]*[^\W_]{1,16}[\W_]*|[\W_]+")


def breakable(text: str) -> str:
    """*text* with places to break its long words: after a sign that is neither letter nor digit, if it has any."""
    return _LONG.sub(lambda word: _MARK.join(_PIECE.findall(word[0])), text)


class BreakingLabel(QLabel):
    """Words that stand back and take as many lines as they need."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "muted")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setText(text)

    def setText(self, text: str) -> None:
        super().setText(breakable(text))

    def text(self) -> str:
        """The words as they were given."""
        return super().text().replace(_MARK, "")


class BreakingStatus(StatusLine):
    """A status line in a narrow place."""

    def __init__(self, theme: Theme, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, object_name, parent, centered=False)

    def set_message(self, tone: Tone, text: str, action: str = "") -> None:
        super().set_message(tone, breakable(text), action)
        self.setAccessibleName(text)

    def text(self) -> str:
        return super().text().replace(_MARK, "")
