"""Buttons by what pressing them means."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from hourpass.gui.first_controls import styled_button
from hourpass.gui.link import Link


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
