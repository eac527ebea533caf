"""A button that looks like a link. Its letters stand in line with those above and below; the mark of the keyboard goes
around them, outside the button.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QWidget

from hourpass.gui.first_controls import Button, styled_frame

_AIR = 5
"""Pixels between the letters' ends and the mark."""


class Link(Button):
    """Shows *text* as a link, and where the keyboard is."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", "link")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._mark: _Mark | None = None

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._mark is None:
            self._mark = _Mark(self)
        self._mark.place()


class _Mark(QObject):
    """Keeps a frame around *link* for as long as that has the keyboard."""

    def __init__(self, link: Button) -> None:
        super().__init__(link)
        self._link = link
        self._frame: QFrame | None = None
        link.installEventFilter(self)

    def place(self) -> None:
        """Bring the frame to where the link is."""
        around = self._link.parentWidget()
        if self._frame is None or self._frame.parentWidget() is not around:
            self._frame = styled_frame("focus", around)
            self._frame.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._link.destroyed.connect(self._frame.deleteLater)
        air = self._link.geometry().adjusted(-_AIR, 0, _AIR, 0)
        self._frame.setGeometry(air.intersected(around.rect()) if around is not None else air)
        self._frame.show()
        self._frame.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A link that is being deleted still tells that it hides; nothing more may be asked of it then.
        if event.type() in _LEAVES and self._frame is not None:
            self._frame.hide()
        elif event.type() in _MOVES and self._link.hasFocus():
            self.place()
        return super().eventFilter(watched, event)


_LEAVES = {QEvent.Type.FocusOut, QEvent.Type.Hide}
_MOVES = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.ParentChange}
