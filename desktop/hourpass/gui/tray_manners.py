"""What the app says about its place on the desktop: hidden into the tray, or minimised where there is none. Once each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from hourpass.gui.controls import Tone
from hourpass.gui.main_window import MainWindow


class TrayManners(QObject):
    """Keeps the window reachable and tells where it went. *change* saves what has been told."""

    def __init__(
        self,
        window: MainWindow,
        told: Callable[[str], bool],
        change: Callable[..., None],
        tell_hidden: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._window, self._told, self._change, self._tell_hidden = window, told, change, tell_hidden
        self._made_small = False

    def show_without_tray(self) -> None:
        """The window is hidden, and there is no tray or no longer one: nobody could ever reach it."""
        if not self._window.isVisible():
            self._made_small = True
            self._window.showMinimized()
            self.tell_of_missing_tray()

    def hide_again(self) -> None:
        """The tray has come, or come back: a window that nobody has opened meanwhile goes back there."""
        if self._made_small and self._window.isMinimized():
            self._window.hide()
        self._made_small = False

    def tell_of_tray(self) -> None:
        """The window was hidden into the tray."""
        if not self._told("told_about_tray"):
            self._tell_hidden()
            self._change(told_about_tray=True)

    def tell_of_missing_tray(self) -> None:
        """The window was minimised, for there is no tray to hide in."""
        if self._told("told_about_missing_tray"):
            return
        self._window.show_notice(
            Tone.INFO,
            self.tr("This desktop has no tray icon: closing the window only minimises it. Ctrl+Q quits."),
            self.tr("Got it"),
            self._window.clear_notice,
        )
        self._change(told_about_missing_tray=True)
