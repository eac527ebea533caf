"""What a screen reader would have no word for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QScrollArea, QWidget


def nameless(root: QWidget) -> list[str]:
    """The widgets under *root* that Tab stops at and a screen reader has no word for."""
    found = []
    for widget in root.findChildren(QWidget):
        if isinstance(widget, QScrollArea) or isinstance(widget.parent(), QAbstractScrollArea):
            continue  # what scrolls is named by what it holds
        if widget.isHidden() or isinstance(widget.window(), QFrame):
            continue  # not there until it has something to say; or the list of a combo, named by its combo
        if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus or widget.focusProxy() is not None:
            continue
        told = QAccessible.queryAccessibleInterface(widget)
        if told is None or not told.text(QAccessible.Text.Name):
            found.append(widget.objectName() or type(widget).__name__)
    return found
