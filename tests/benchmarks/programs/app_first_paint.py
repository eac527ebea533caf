"""The app, started as it always is. Says when its window was painted, and ends."""

from __future__ import annotations

import os
import sys
import time
from typing import Any

from hourpass import __main__ as start

ask_for_start = start.made


def made(*asked: Any) -> Any:
    app, application = ask_for_start(*asked)
    from PySide6.QtCore import QTimer

    # Once what was painted has gone to the screen. A queued connection would need Qt's enums, which take 20 ms.
    application.window.painted.connect(lambda: QTimer.singleShot(0, painted))
    return app, application


def painted() -> None:
    os.write(int(sys.argv[1]), f"{time.monotonic_ns()}\n".encode())
    os._exit(0)


start.made = made
sys.exit(start.main(sys.argv[2:]))
