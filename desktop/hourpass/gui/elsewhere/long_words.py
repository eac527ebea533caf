"""Words without an end, as paths and ARNs are, may be broken where they are shown: else they would widen the window.
Shorter names are kept whole, where a line would else end at one of their hyphens.
"""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from hourpass.gui.controls import StatusLine, Tone
from hourpass.gui.theme import Theme
from hourpass.gui.words import Words

_MARK = "\u200b"  # has no width; labels break lines between words only, and here as well
_FIRM = "\u2011"  # a hyphen at which no line ends
_JOINER = "\u2060"  # has no width; no line ends beside it
_WORD = re.compile(r"[!-~]+")  # Japanese and Korean are broken anywhere as it is
_LONGEST = 20
_INNER = re.compile(r"(?<=\w)-(?=\w)")  # the two of an option would look like a dash
_PIECE = re.compile(r"[\W_]*[^\W_]{1,16}[\W_]*|[\W_]+")


def breakable(text: str) -> str:
    """*text* with places to break its long words, after a sign that is neither letter nor digit, if it has any; and with
    none within the others.
    """
    return _WORD.sub(lambda word: _long(word[0]) if len(word[0]) > _LONGEST else _short(word[0]), text)


def plain(text: str) -> str:
    """The *text* that was made breakable, as it was given."""
    return text.replace(_MARK, "").replace(_JOINER, "").replace(_FIRM, "-")


def _short(word: str) -> str:
    return _INNER.sub(_FIRM, word).replace("/", f"/{_JOINER}")


def _long(word: str) -> str:
    return _MARK.join(_PIECE.findall(word))


class BreakingLabel(Words):
    """Words that stand back and take as many lines as they need."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setProperty("kind", "muted")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setText(text)

    def setText(self, text: str) -> None:
        super().setText(breakable(text))
        self.setAccessibleName(text)

    def text(self) -> str:
        """The words as they were given."""
        return plain(super().text())


class BreakingStatus(StatusLine):
    """A status line in a narrow place."""

    def __init__(self, theme: Theme, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, object_name, parent, centered=False)

    def set_message(self, tone: Tone, text: str, action: str = "") -> None:
        super().set_message(tone, breakable(text), action)
        self.setAccessibleName(text)

    def text(self) -> str:
        return plain(super().text())
