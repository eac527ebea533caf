"""The app from its first window to its end: what is built when, and in which order it stops."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication

from hourpass.gui.main_window import MainWindow
from hourpass.gui.tasks import Failed, Outcome, Tasks
from hourpass.gui.theme import Theme

if TYPE_CHECKING:
    from hourpass.adapters.sandbox_process import SandboxFacts
    from hourpass.gui.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asked for."""

    sandbox: bool = False
    hidden: bool = False
    profile: str = ""  # a name


class Application(QObject):
    """Shows the window first and builds everything else behind it."""

    ready = Signal()

    def __init__(self, app: QApplication, theme: Theme, options: Options, place: str) -> None:
        super().__init__(app)
        self._app, self._theme, self._options = app, theme, options
        self._tasks = Tasks(self)
        self._bench: Workbench | None = None
        self._ending = False
        title = self.tr("Hourpass — Sandbox") if options.sandbox else "Hourpass"
        self.window = MainWindow(title)
        self.window.restore_place(place)
        self.window.allow_adding(False)
        self.window.close_asked.connect(self._close_early)
        QShortcut(QKeySequence("Ctrl+Q"), self.window).activated.connect(self.quit)

    def start(self) -> None:
        """Show the window; the rest follows its first paint."""
        if self._options.sandbox:
            self.window.show_waiting(self.tr("Starting the sandbox…"))
        if self._options.hidden:
            QTimer.singleShot(0, self._build)
        else:
            self.window.painted.connect(self._build, Qt.ConnectionType.QueuedConnection)
            self.window.show()

    def show(self, profile: str = "") -> None:
        """Come forward, with the profile of that name chosen."""
        if self._bench is not None and profile:
            self._bench.choose_by_name(profile)
        self.window.come_forward()

    def quit(self) -> None:
        """End: nothing new begins, what runs is stopped, bounded."""
        if self._ending:
            return
        self._ending = True
        self.window.close_asked.disconnect()
        if self._bench is not None:
            self._bench.close()
        self._tasks.close()
        self._app.quit()

    def _build(self) -> None:
        # Collected while the first window was made, garbage only cost time; from here on it counts.
        gc.enable()
        from hourpass.gui.workbench import Workbench  # here for speed: after the first paint

        if self._ending:
            return
        bench = Workbench(self.window, self._theme, self._tasks, self._options.sandbox)
        bench.quit_asked.connect(self.quit)
        self._bench = bench
        self.window.close_asked.disconnect(self._close_early)
        if self._options.sandbox:
            self._tasks.start(lambda _cancel, _report: bench.start_sandbox(), then=self._open)
        else:
            bench.open(None)
            self._opened()

    def _open(self, outcome: Outcome[SandboxFacts]) -> None:
        if self._bench is None:
            return
        if isinstance(outcome, Failed):
            self._bench.show_unusable(outcome.problem)
            return
        self._bench.open(getattr(outcome, "value", None))
        self._opened()

    def _opened(self) -> None:
        if self._bench is None:
            return
        if self._options.profile:
            self._bench.choose_by_name(self._options.profile)
        self.ready.emit()

    def _close_early(self, _event: object) -> None:
        self.quit()
