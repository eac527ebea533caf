"""Windows that have been shown, and that the desktop has not put into their place yet."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


class Placing(QObject):
    """Has *change*, which resizes *window*, wait for the desktop: X11's window managers take a window into a frame of
    theirs at 0,0 before they move it, and a size that is asked for between the two would bring it back into the corner.
    """

    def __init__(self, window: QWidget, change: Callable[[], None]) -> None:
        super().__init__(window)
        self._window, self._change = window, change
        self._heard: QObject | None = None

    def is_under_way(self) -> bool:
        """Whether *change* has to wait, and is called once the window has been placed."""
        handle = self._window.windowHandle()
        if handle is None or not self._window.isVisible() or handle.isExposed():
            return False
        if self._heard is not handle:
            self._heard = handle
            handle.installEventFilter(self)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The first picture of it is asked for when it is in its place.
        if event.type() is QEvent.Type.Expose and self._heard is not None:
            self._heard.removeEventFilter(self)
            self._heard = None
            QTimer.singleShot(0, self, self._change)
        return super().eventFilter(watched, event)
