"""What a screen reader would say along with the letter that leads there, as Japanese and Korean write it: (B)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QTabBar, QWidget

_LETTER = re.compile(r"\([A-Z]\)(…|\.\.\.|:)?$")


def lettered(root: QWidget) -> list[str]:
    """The names of *root* and all in it that end with such a letter."""
    return [name for name in _names(root) if _LETTER.search(name)]


def _names(root: QWidget) -> Iterator[str]:
    for widget in (root, *root.findChildren(QWidget)):
        told = QAccessible.queryAccessibleInterface(widget)
        if told is None:
            continue
        yield told.text(QAccessible.Text.Name)
        if isinstance(widget, QTabBar):
            tabs = (told.child(place) for place in range(told.childCount()))
            yield from (tab.text(QAccessible.Text.Name) for tab in tabs)
