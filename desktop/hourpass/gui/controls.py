"""The small controls that every page is made of; their look comes from the style sheet, by their ``kind``."""

from __future__ import annotations

import sys

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from hourpass.gui.announcing import announce
from hourpass.gui.buttons import danger_button, link_button, primary_button
from hourpass.gui.first_controls import plain_button, side_panel, styled_frame
from hourpass.gui.icons import icon
from hourpass.gui.labels import (
    ElidedLabel,
    heading_label,
    mono_label,
    muted_label,
    paragraph,
    plain_tip,
    text_label,
    title_label,
)
from hourpass.gui.messages import Pill, StatusLine, Tone, tone_color
from hourpass.gui.theme import Theme

__all__ = [
    "Card",
    "Combo",
    "ElidedLabel",
    "IconButton",
    "Pill",
    "StatusLine",
    "Tone",
    "danger_button",
    "heading_label",
    "link_button",
    "mono_label",
    "muted_label",
    "paragraph",
    "plain_button",
    "plain_tip",
    "primary_button",
    "separator",
    "side_panel",
    "text_label",
    "title_label",
    "tone_color",
]


CONFIRMED = 1500
"""Milliseconds for which a button shows that it has done what it was asked for."""


class Card(QFrame):
    """A panel with a hairline round it; *body* is its layout."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(20, 20, 20, 20)
        self.body.setSpacing(8)


def separator(parent: QWidget | None = None) -> QFrame:
    """A line of one pixel across."""
    line = styled_frame("line", parent)
    line.setFixedHeight(1)
    return line


class IconButton(QToolButton):
    """A button that is only a picture, so it must be given a name. One that copies says for a moment that it has."""

    def __init__(self, theme: Theme, name: str, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = name
        self.setAccessibleName(accessible_name)
        self.setToolTip(accessible_name)
        self.setIconSize(QSize(16, 16))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._confirming = QTimer(self)
        self._confirming.setSingleShot(True)
        self._confirming.setInterval(CONFIRMED)
        self._confirming.timeout.connect(self._recolor)
        self._recolor()
        theme.changed.connect(self._recolor)
        if name == "copy":
            self.clicked.connect(lambda: self.confirm(self.tr("Copied")))

    def confirm(self, said: str) -> None:
        """Show a check mark for a moment, and have a screen reader say *said*."""
        self._confirming.start()
        self._recolor()
        announce(self, said)

    @property
    def confirms(self) -> bool:
        """Whether the check mark is shown."""
        return self._confirming.isActive()

    def _recolor(self) -> None:
        colors = self._theme.colors
        self.setIcon(icon("check", colors.ok_text) if self.confirms else icon(self._name, colors.muted))


class Combo(QComboBox):
    """A combo box whose arrow is drawn, for a style sheet takes the style's own away."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        theme.changed.connect(self.update)
        # The delegate that a combo box brings along takes no notice of the sheet.
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # its own lets the wheel bring the focus

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.view().setAccessibleName(name)
        if sys.platform == "linux" and not self.accessibleDescription():
            # There Qt tells the choice in place of the name, and what it is a choice of only where a label stands by.
            self.setAccessibleDescription(name)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # A form is scrolled with the wheel, and a field that happens to pass below it must stay as it is.
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def hidePopup(self) -> None:
        super().hidePopup()
        # Qt loses track of the pointer while the list is open: the box would look pointed at ever after.
        QCoreApplication.sendEvent(self, QEvent(QEvent.Type.Leave))

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """Elide a text that has no room, where Qt cuts it off."""
        super().initStyleOption(option)
        field = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        option.currentText = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideMiddle, field.width()
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        colors = self._theme.colors
        pen = QPen(QColor(colors.muted if self.isEnabled() else colors.disabled), 1.5)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        x = 15.0 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else self.width() - 15.0
        tip = QPointF(x, self.height() / 2 + 2)
        painter.drawPolyline([tip + QPointF(-4, -4), tip, tip + QPointF(4, -4)])
        painter.end()
