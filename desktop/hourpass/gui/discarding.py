"""The question before something typed is thrown away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def ask_to_discard(over: QWidget, then: Callable[[], object]) -> None:
    """Ask over the dialog *over*, and do *then* if what was typed is to go. Whatever else is answered keeps it."""
    box = QMessageBox(over)
    box.setObjectName("discardBox")
    box.setWindowTitle(over.windowTitle())
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(QCoreApplication.translate("Discarding", "Discard what you typed?"))
    discard = box.addButton(
        QCoreApplication.translate("Discarding", "&Discard"), QMessageBox.ButtonRole.DestructiveRole
    )
    keep = box.addButton(QCoreApplication.translate("Discarding", "&Keep editing"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(keep)
    box.setEscapeButton(keep)
    discard.clicked.connect(then)
    box.finished.connect(box.deleteLater)
    box.open()
