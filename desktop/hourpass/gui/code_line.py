"""The line edit within the code field: it is not seen, and lets in nothing but up to six digits."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPaintEvent,
    QValidator,
)
from PySide6.QtWidgets import QLineEdit, QWidget

from hourpass.domain.totp import DIGITS, CodeFlaw, read_code

NEVER_IN = frozenset({CodeFlaw.NOT_DIGITS, CodeFlaw.TOO_LONG})
"""Flaws that typing on does not mend."""
_COMMANDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class CodeLine(QLineEdit):
    """The real field: never painted, always there, so that paste, undo, input methods and screen readers work."""

    turned_away = Signal(str)
    entered = Signal()
    focus_changed = Signal(bool)

    def __init__(self, place_at: Callable[[float], int], parent: QWidget) -> None:
        super().__init__(parent)
        self._place_at = place_at
        self.setFrame(False)
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.setValidator(_Gate(self))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The cells behind are what is seen."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            # A line edit with a validator would keep quiet about an unfinished code.
            self.entered.emit()
            return
        if event.matches(QKeySequence.StandardKey.Paste):
            self._paste(QGuiApplication.clipboard().text())
            return
        text = event.text()
        if text.isprintable() and text and not event.modifiers() & _COMMANDING and not self.isReadOnly():
            self._type(text)
            return
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        committed = event.commitString()
        if committed and not self.isReadOnly():
            event.setCommitString("")
            super().inputMethodEvent(event)
            self._type(committed)
            return
        super().inputMethodEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            # The hidden text runs narrower than the cells, so the place is found by the cells.
            extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._move_to(event.position().x(), extend=extend)
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._move_to(event.position().x(), extend=True)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.selectAll()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit(False)

    def _type(self, text: str) -> None:
        """Let *text* in at the cursor. In a full field a digit takes the place of the one it is typed upon."""
        typed = read_code(text)
        if typed.flaw is CodeFlaw.NOT_DIGITS:
            self.turned_away.emit(self.text() + text)
        elif typed.complete:
            self.selectAll()
            self.insert(typed.digits)
        elif typed.digits:
            full = len(self.text()) + len(typed.digits) > DIGITS
            if full and not self.hasSelectedText() and self.cursorPosition() + len(typed.digits) <= len(self.text()):
                self.setSelection(self.cursorPosition(), len(typed.digits))
            self.insert(typed.digits)

    def _paste(self, text: str) -> None:
        if not self.isReadOnly():
            self._type(text)

    def _move_to(self, x: float, *, extend: bool) -> None:
        place = self._place_at(x)
        self.cursorForward(extend, place - self.cursorPosition())


class _Gate(QValidator):
    """The last gate: whatever way text takes into the field, only up to six plain digits stay."""

    def __init__(self, entry: CodeLine) -> None:
        super().__init__(entry)
        self._entry = entry

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        typed = read_code(text)
        if typed.flaw in NEVER_IN:
            self._entry.turned_away.emit(text)
            return QValidator.State.Invalid, text, position
        state = QValidator.State.Acceptable if typed.complete else QValidator.State.Intermediate
        if typed.digits != text:
            before = unicodedata.normalize("NFKC", text[:position])
            position = sum(c.isascii() and c.isdigit() for c in before)
        return state, typed.digits, position
