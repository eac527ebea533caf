"""Buttons by what pressing them means."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QPushButton, QRadioButton, QToolButton, QWidget

from hourpass.gui.first_controls import styled_button
from hourpass.gui.link import Link
from hourpass.gui.named import Named


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


def set_kind(button: QPushButton, kind: str) -> None:
    """Have *button* mean something else than before; "primary", "danger", or nothing of these."""
    if (button.property("kind") or "") != kind:
        button.setProperty("kind", kind)
        button.style().polish(button)


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
