"""The letters that Alt goes to what is on screen with, and which of them two share."""

from __future__ import annotations

from collections import Counter

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QLabel, QTabBar, QWidget


def texts(root: QWidget) -> list[str]:
    """What can be reached by a letter and is on screen in *root*."""
    found: list[str] = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, QTabBar):
            found += [widget.tabText(place) for place in range(widget.count())]
        elif isinstance(widget, QAbstractButton) or (isinstance(widget, QLabel) and widget.buddy() is not None):
            found.append(widget.text())
    return found


def clashes(texts: list[str]) -> list[list[str]]:
    """The texts that share a letter."""
    letters = {text: QKeySequence.mnemonic(text).toString() for text in texts}
    shared = {letter for letter, count in Counter(letters[text] for text in texts).items() if letter and count > 1}
    return [[text for text in texts if letters[text] == letter] for letter in sorted(shared)]
