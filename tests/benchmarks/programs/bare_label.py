"""The least that Qt can show: an application and one label. Says when it was painted, and ends."""

from __future__ import annotations

import os
import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel


class Label(QLabel):
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QTimer.singleShot(0, painted)  # once what was painted has gone to the screen


def painted() -> None:
    os.write(int(sys.argv[1]), f"{time.monotonic_ns()}\n".encode())
    os._exit(0)


app = QApplication(["bare"])
label = Label("Profiles")
label.resize(980, 640)
label.show()
sys.exit(app.exec())
