"""The app in its sandbox, from its first paint through signing in until all buckets are listed, while a heartbeat
finds out how long the event loop is held up. Prints one line of JSON, and ends the app as a person would."""

from __future__ import annotations

import json
import sys
import time
from functools import partial
from typing import Any

import strict  # noqa: F401 (for what it does)

from hourpass import __main__ as start
from hourpass.adapters import sandbox_process
from hourpass.domain.totp import code_at, step_at

BUCKETS = 10_000
BEAT = 1  # ms
OPTIONS = ("--propagation", "0", "--buckets", str(BUCKETS))
sandbox_process.SandboxProcess = partial(sandbox_process.SandboxProcess, OPTIONS)  # type: ignore[misc]
ask_for_start = start.made


class Watcher:
    """Beats, and remembers the longest gaps between two beats with what was going on."""

    def __init__(self, app: Any, application: Any) -> None:
        from PySide6.QtCore import QTimer

        self.app, self.application = app, application
        self.stage = "building"
        self.gaps: list[tuple[float, str, float]] = []
        self.tab: Any = None
        self.began = self.last = 0.0
        self.timer = QTimer(interval=BEAT)
        self.timer.timeout.connect(self.beat)
        application.window.painted.connect(lambda: QTimer.singleShot(0, self.begin))
        application.ready.connect(lambda: QTimer.singleShot(500, self.type_code))

    def begin(self) -> None:
        self.began = self.last = time.perf_counter()
        self.timer.start()

    def beat(self) -> None:
        now = time.perf_counter()
        gap = (now - self.last) * 1000
        if gap > 3:
            self.gaps.append((round(gap, 1), self.stage, round((now - self.began) * 1000)))
        if self.tab is not None and self.tab._model.rows.total >= BUCKETS and not self.tab.listing.running:
            self.end()
        self.last = time.perf_counter()

    def type_code(self) -> None:
        from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
        from PySide6.QtGui import QKeyEvent

        # What the program itself loads is not the app's affair.
        self.last = time.perf_counter()
        self.stage = "signing in"
        bench = self.application._bench
        facts = bench._practice._facts
        field = self.application.window.findChild(QObject, "codeInput")
        for digit in code_at(facts.device_seed, step_at(bench._services.clock.now())):
            key = QKeyEvent(QEvent.Type.KeyPress, ord(digit), Qt.KeyboardModifier.NoModifier, digit)
            QCoreApplication.postEvent(field.focusProxy() or field, key)
        enter = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
        QCoreApplication.postEvent(field.focusProxy() or field, enter)
        self.tab = bench._parts.tabs._buckets.buckets

    def end(self) -> None:
        self.timer.stop()
        longest = sorted(self.gaps, reverse=True)[:8]
        took = round(time.perf_counter() - self.began, 2)
        print(
            json.dumps({"longest": longest[0][0] if longest else float(BEAT), "gaps": longest, "took": took}),
            flush=True,
        )
        self.application.quit()


def made(*asked: Any) -> Any:
    app, application = ask_for_start(*asked)
    application.watcher = Watcher(app, application)
    return app, application


start.made = made
sys.exit(start.main(["--sandbox", *sys.argv[1:]]))
