"""A scroll area that looks like the ground it lies on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class BareScroll(QScrollArea):
    """Scrolls what is too tall. What is to lie in it is best made with its viewport as parent: moved there later, each
    of its widgets would take on its style anew.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)  # it fills it with the colour for lists

    def hold(self, widget: QWidget) -> None:
        """Scroll *widget*."""
        self.setWidget(widget)
        widget.setAutoFillBackground(False)  # it switches that on


class FittingScroll(BareScroll):
    """As tall as what it holds at its width, up to *most* pixels: a scroll area asks for no height of its own."""

    def __init__(self, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most = most

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """What it holds has become another."""
        if (held := self.widget()) is None:
            return
        wanted = max(held.heightForWidth(self.width()), 0)
        # A bar that is there takes from the width: it would be what makes the words too tall, and stay for that.
        policies = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policies.ScrollBarAsNeeded if wanted > self._most else policies.ScrollBarAlwaysOff
        )
        self.setFixedHeight(min(wanted, self._most))
