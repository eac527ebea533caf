"""Whether the app stays: what closing the window means, with a tray and without one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QCloseEvent

from hourpass.gui.main_window import MainWindow


class Keeping(QObject):
    """Decides what a closed window means: into the tray, minimised while something can still expire, or the end."""

    quit_asked = Signal()
    hidden = Signal()  # into the tray
    minimised = Signal()  # there is no tray, so the window was made small instead

    def __init__(self, window: MainWindow, has_tray: Callable[[], bool], holds_anything: Callable[[], bool]) -> None:
        super().__init__(window)
        self._window, self._has_tray, self._holds_anything = window, has_tray, holds_anything
        self._ending = False
        window.close_asked.connect(self._decide)

    def end(self) -> None:
        """From now on closing means closing: Qt asks every window before it quits."""
        self._ending = True

    def _decide(self, event: QCloseEvent) -> None:
        if self._ending:
            event.accept()
        elif self._has_tray():
            event.ignore()
            self._window.hide()
            self.hidden.emit()
        elif self._holds_anything():
            event.ignore()
            self._window.showMinimized()
            self.minimised.emit()
        else:
            event.ignore()
            self.quit_asked.emit()
