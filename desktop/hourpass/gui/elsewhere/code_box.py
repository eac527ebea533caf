"""A few lines of a file, as they stand there."""

from __future__ import annotations

import math

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QWidget

from hourpass.gui.controls import mono_label

_SHEET = """
QTextEdit { color: palette(placeholder-text); }
QTextEdit:focus { border: 2px solid palette(highlight); }
"""


class CodeBox(QTextEdit):
    """Can be selected and copied from; as tall as its lines, of which long ones are broken anywhere."""

    def __init__(self, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "code")
        self.setAccessibleName(accessible_name)
        self.setFont(mono_label().font())
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # by keyboard one gets to the button that copies it
        self.setStyleSheet(_SHEET)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_text(self, text: str) -> None:
        """Show *text*."""
        self.setPlainText(text)
        self.updateGeometry()

    def text(self) -> str:
        """What is shown."""
        return self.toPlainText()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        around = self.size() - self.contentsRect().size()  # the sheet's border and padding
        document = self.document().clone()
        document.setTextWidth(width - around.width())
        return math.ceil(document.size().height()) + around.height()

    def sizeHint(self) -> QSize:
        return QSize(self.minimumSizeHint().width(), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 16, self.fontMetrics().height())
