"""Typing the beginning of a name to get to its row. Qt's own asks the model for every cell until one fits."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer
from PySide6.QtWidgets import QApplication

from hourpass.gui.row_model import Rows


class TypeAhead:
    """Letters that follow each other soon are one beginning."""

    def __init__(self) -> None:
        self._typed = ""
        self._since_typed = QElapsedTimer()

    def find(self, letter: str, rows: Rows, current: int) -> int:
        """The place of the row that *letter* leads to from the *current* one (-1: there is none); -1 if to none."""
        fresh = not self._since_typed.isValid() or self._since_typed.elapsed() > QApplication.keyboardInputInterval()
        self._since_typed.start()
        if fresh or letter == self._typed:  # the same letter again walks on
            self._typed, start = letter, current + 1
        else:
            self._typed, start = self._typed + letter, max(current, 0)
        return rows.first_starting_with(self._typed, start)
