"""Buttons by what pressing them means."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QPushButton, QRadioButton, QToolButton, QWidget

from hourpass.gui.first_controls import styled_button
from hourpass.gui.link import Link
from hourpass.gui.named import Named

BESIDE_BOX = 24
"""Pixels from the left edge of a box, or of the round mark of a choice, to where its words begin."""


class CheckBox(Named, QCheckBox):
    """Something to switch on or off."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)


class RadioButton(Named, QRadioButton):
    """One of several choices."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)


class ToolButton(Named, QToolButton):
    """A button that is part of what stands around it."""


def set_kind(part: QWidget, kind: str) -> None:
    """Have *part* mean something else than before, as the style sheet knows it; nothing special without a *kind*."""
    if (part.property("kind") or "") != kind:
        part.setProperty("kind", kind)
        part.style().polish(part)


def primary_button(text: str, parent: QWidget | None = None) -> QPushButton:
    """The one button of a screen that goes on."""
    return styled_button(text, "primary", parent)


def danger_button(text: str, parent: QWidget | None = None) -> QPushButton:
    """A button that destroys something; never the default."""
    button = styled_button(text, "danger", parent)
    button.setAutoDefault(False)
    return button


def link_button(text: str, parent: QWidget | None = None) -> QPushButton:
    """A button that looks like a link."""
    return Link(text, parent)
