"""The app from its first window to its end: what is built when, and in which order it stops."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from hourpass.gui.in_steps import InSteps
from hourpass.gui.load_ahead import load_ahead
from hourpass.gui.main_window import MainWindow
from hourpass.gui.theme import Theme

if TYPE_CHECKING:
    from hourpass.adapters.sandbox_process import SandboxFacts
    from hourpass.gui.tasks import Outcome, Tasks
    from hourpass.gui.unix_signals import UnixSignals
    from hourpass.gui.workbench import Workbench


class Options(NamedTuple):
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
        self._tasks: Tasks | None = None
        self._bench: Workbench | None = None
        self._building: InSteps | None = None
        self._signals: UnixSignals | None = None
        self._ending = False
        self.begins_anew = False  # once it has ended
        title = self.tr("Hourpass — Sandbox") if options.sandbox else "Hourpass"
        # Qt puts it behind every window's title but on macOS, where it does not stand there yet: whoever practises sees it
        # wherever they look.
        app.setApplicationDisplayName(self.tr("Sandbox") if options.sandbox else title)
        self.window = MainWindow(title)
        self.window.restore_place(place)
        self.window.allow_adding(False)
        self.window.close_asked.connect(self._close_early)

    def start(self) -> None:
        """Show the window; the rest follows its first paint."""
        if self._options.sandbox:
            self.window.show_waiting(self.tr("Starting the sandbox…"))
        if self._options.hidden:
            self._follow_up()
        else:
            self.window.painted.connect(self._follow_up)
            self.window.show()

    def quit(self) -> None:
        """End: nothing new begins, what runs is stopped, bounded."""
        if self._ending:
            return
        self._ending = True
        self.window.close_asked.disconnect()
        if self._building is not None:
            self._building.stop()
        if self._bench is not None:
            self._bench.close()
        if self._tasks is not None:
            self._tasks.close()
        self._app.quit()

    def leave_signals(self) -> None:
        """Let the system's signals end the process as they end any: nothing is left that would have to end in order."""
        if self._signals is not None:
            self._signals.close()

    def _restart(self) -> None:
        self.begins_anew = True
        self.quit()

    def _follow_up(self) -> None:
        self._building = InSteps(self._build(), self)

    def _build(self) -> Iterator[None]:
        # What start-up made stays for good: the collector need not look at it again. Until now it was not to look at all.
        gc.freeze()
        gc.enable()
        yield from load_ahead()
        from PySide6.QtGui import QKeySequence, QShortcut

        from hourpass.gui.ring import app_icon
        from hourpass.gui.tasks import Tasks
        from hourpass.gui.workbench import Workbench

        if sys.platform != "win32":
            from hourpass.gui.unix_signals import UnixSignals

            self._signals = UnixSignals(self.quit, self)
        self._theme.follow()
        self._app.setWindowIcon(app_icon(self._theme.colors))
        QShortcut(QKeySequence("Ctrl+Q"), self.window).activated.connect(self.quit)
        yield
        tasks = self._tasks = Tasks(self)
        bench = Workbench(self.window, self._theme, tasks, self._options.sandbox)
        bench.quit_asked.connect(self.quit)
        bench.restart_asked.connect(self._restart)
        self._bench = bench
        yield
        if self._options.sandbox:
            tasks.start(lambda _cancel, _report: bench.start_sandbox(), then=self._open)
        else:
            yield from self._fill(bench, None)

    def _open(self, outcome: Outcome[SandboxFacts]) -> None:
        from hourpass.gui.tasks import Done, Failed

        if self._bench is None:
            return
        match outcome:
            case Done(value=facts):
                self._building = InSteps(self._fill(self._bench, facts), self)
            case Failed(problem=problem):
                self._bench.show_unusable(problem)

    def _fill(self, bench: Workbench, facts: SandboxFacts | None) -> Iterator[None]:
        yield from bench.open(facts)
        gc.freeze()
        if self._options.profile:
            bench.choose_by_name(self._options.profile)
        self.ready.emit()

    def _close_early(self, _event: object) -> None:
        """Until there is somebody to keep the app alive without its window, closing that ends it."""
        if self._bench is None or not self._bench.keeps_window:
            self.quit()
