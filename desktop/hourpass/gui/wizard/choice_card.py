"""A big radio button: a title, what follows from choosing it, and the whole card to click on."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from hourpass.gui.buttons import BESIDE_BOX, RadioButton
from hourpass.gui.controls import paragraph
from hourpass.gui.theme import Theme, scaled_font

RADIUS = 10


class ChoiceCard(QFrame):
    """*button* is the radio button; put those that exclude each other into one QButtonGroup."""

    def __init__(self, theme: Theme, object_name: str, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.button = RadioButton(title, self)
        self.button.setObjectName(object_name)
        self.button.setAccessibleDescription(text)
        self.button.setFont(scaled_font(self.button.font(), bold=True))
        self._text = paragraph(text, self)
        self._text.setContentsMargins(BESIDE_BOX, 0, 0, 0)
        self._note = paragraph("", self)
        self._note.setContentsMargins(BESIDE_BOX, 0, 0, 0)
        self._note.setProperty("kind", "warn")
        self._note.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        for part in (self.button, self._text, self._note):
            column.addWidget(part)
        column.addStretch(1)
        self.button.toggled.connect(lambda _on: self.update())
        theme.changed.connect(self.update)

    def show_note(self, text: str) -> None:
        """Say what speaks against this choice."""
        self._note.setText(text)
        self._note.setVisible(bool(text))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.button.click()
            self.button.setFocus()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors, chosen = self._theme.colors, self.button.isChecked()
        width = 2 if chosen else 1
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colors.accent if chosen else colors.line), width))
        painter.setBrush(QColor(colors.panel))
        inset = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), RADIUS, RADIUS)
        painter.end()
