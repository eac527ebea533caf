"""The least that a tray program can be: an icon and a menu. Prints its memory once it has settled."""

from __future__ import annotations

import json
import sys

from own_memory import own_memory
from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon


def tell() -> None:
    print(json.dumps(own_memory()), flush=True)
    app.quit()


app = QApplication(["tray"])
app.setQuitOnLastWindowClosed(False)
picture = QPixmap(22, 22)
picture.fill(QColor("#12866A"))
icon = QSystemTrayIcon(QIcon(picture))
menu = QMenu()
menu.addAction("&Quit", app.quit)
icon.setContextMenu(menu)
icon.setToolTip("Tray")
icon.show()
QTimer.singleShot(2000, tell)
sys.exit(app.exec())
