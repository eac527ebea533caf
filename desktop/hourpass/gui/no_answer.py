"""What a second start says where the first one does not answer, and nothing is there to print it to."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QMessageBox

from hourpass.gui.languages import speak


def show(language: str) -> None:
    """Say it in *language*, and return when the person has read it. Before there is an app."""
    app = QApplication(["hourpass", "-style", "fusion"])
    speak(app, language)
    message().exec()


def message() -> QMessageBox:
    """The box, not yet shown."""
    box = QMessageBox()
    box.setObjectName("noAnswerBox")
    box.setWindowTitle("Hourpass")
    box.setIcon(QMessageBox.Icon.Warning)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(QCoreApplication.translate("NoAnswer", "Hourpass seems to be running already, but does not answer."))
    box.setInformativeText(QCoreApplication.translate("NoAnswer", "Wait a moment, then start it again."))
    return box
