"""The seconds until a code appears: counted by a timer that rests while nobody can see it, and drawn as a ring."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from hourpass.gui.heartbeat import Heartbeat
from hourpass.gui.ring import paint_arc, room_for_ring
from hourpass.gui.theme import Theme


class Seconds(QObject):
    """Emits ``passed`` at each full second of *now*, for as long as *widget* is shown."""

    passed = Signal()

    def __init__(self, now: Callable[[], datetime], widget: QWidget) -> None:
        super().__init__(widget)
        self._now = now
        self._widget = widget
        self._beat = Heartbeat(now, self)
        self._beat.beat.connect(self._pass)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._widget and event.type() == QEvent.Type.Show:
            self._pass()
        elif watched is self._widget and event.type() == QEvent.Type.Hide:
            self._beat.set_next(None)
        return False

    def _pass(self) -> None:
        self._beat.set_next(self._now().replace(microsecond=0) + timedelta(seconds=1))
        self.passed.emit()


class WaitRing(QLabel):
    """A small ring that empties while something is waited for. A label by kind, so that it is read as one."""

    SIDE = 34

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._share: float | None = None
        self.setFixedSize(self.SIDE, self.SIDE)
        theme.changed.connect(self.update)

    def set_wait(self, share: float | None, spoken: str = "") -> None:
        """Show *share* of the wait as left; None shows nothing. *spoken* is read out for it."""
        self._share = share
        self.setAccessibleName(spoken)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._share:
            return
        colors = self._theme.colors
        painter = QPainter(self)
        paint_arc(painter, room_for_ring(self), self._share, QColor(colors.accent), colors)
        painter.end()
