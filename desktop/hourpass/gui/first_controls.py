"""The few controls that stand in the first frame, kept apart from the others so that it waits for nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from hourpass.gui.named import Named

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


def side_panel(parent: QWidget | None = None) -> QFrame:
    """The ground of the profile list and of button rows."""
    return styled_frame("side", parent)


def plain_button(text: str, parent: QWidget | None = None) -> QPushButton:
    """A button among others."""
    return styled_button(text, "", parent)


def side_heading(text: str, parent: QWidget | None = None) -> QLabel:
    """What the list on the side is headed by. Its font is the sheet's, for one made here would cost 2 ms."""
    label = QLabel(text, parent)
    label.setProperty("kind", "side-heading")
    return label


def waiting_label(parent: QWidget | None = None) -> QLabel:
    """What stands in the middle of an empty page; there by the sheet, for Qt's enums would cost 20 ms."""
    label = QLabel(parent)
    label.setProperty("kind", "waiting")
    label.setWordWrap(True)
    return label


class Button(Named, QPushButton):
    """Shows *text*, and is called so."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and self.property("kind") == "primary":
            from hourpass.gui.key_ring import paint_key_ring  # here for speed: no first frame has it

            paint_key_ring(self)


def styled_button(text: str, kind: str, parent: QWidget | None) -> QPushButton:
    """A button that the style sheet knows by its *kind*."""
    made = Button(text, parent)
    if kind:
        made.setProperty("kind", kind)
    return made


def styled_frame(kind: str, parent: QWidget | None) -> QFrame:
    """A frame that the style sheet knows by its *kind*."""
    made = QFrame(parent)
    made.setProperty("kind", kind)
    return made
