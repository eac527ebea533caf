"""The smallest app with a window, a text field and a tray icon: what the session starter is tried with."""

from __future__ import annotations

import signal
import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QSystemTrayIcon


def main() -> int:
    app = QApplication(sys.argv)
    app.setApplicationName("sample")
    app.setQuitOnLastWindowClosed(False)
    field = QLineEdit()
    field.setWindowTitle("Sample")
    field.setStyleSheet("background: #3B5BDB")
    field.textChanged.connect(field.setWindowTitle)
    field.show()
    menu = QMenu()
    menu.addAction("Say so").triggered.connect(lambda: field.setText("said"))
    menu.addMenu("More").addAction("&Quit").triggered.connect(app.quit)
    picture = QPixmap(22, 22)
    picture.fill(QColor("#12866A"))
    icon = QSystemTrayIcon(QIcon(picture))
    icon.setContextMenu(menu)
    icon.setToolTip("42 min left")
    icon.activated.connect(lambda: field.setText("activated"))
    icon.show()
    signal.signal(signal.SIGTERM, lambda *_: app.quit())
    look_at_signals = QTimer()
    look_at_signals.timeout.connect(lambda: None)  # Python sees a signal only when Qt lets it run
    look_at_signals.start(50)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
