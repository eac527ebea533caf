"""What a start that comes to nothing says, where there is no window to say it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QMessageBox

from hourpass.gui.languages import speak


def show_no_answer(language: str) -> None:
    """Say in *language* that the first app does not answer, where nothing is there to print it to, and return when the
    person has read it. Before there is a QApplication.
    """
    app = QApplication(["hourpass", "-style", "fusion"])
    speak(app, language)
    no_answer().exec()


def no_answer() -> QMessageBox:
    """The box for that, not yet shown."""
    return _box(
        "noAnswerBox",
        QCoreApplication.translate("NoAnswer", "Hourpass seems to be running already, but does not answer."),
        QCoreApplication.translate("NoAnswer", "Wait a moment, then start it again."),
    )


def not_restarted() -> QMessageBox:
    """The box for an app that has ended to start anew, and was not found any more; not yet shown."""
    return _box(
        "notRestartedBox",
        QCoreApplication.translate("Restarting", "Hourpass has closed, but could not be started again."),
        QCoreApplication.translate(
            "Restarting",
            "It may have been updated or removed while it ran. Start it yourself; your settings are saved.",
        ),
    )


def _box(name: str, what: str, to_do: str) -> QMessageBox:
    box = QMessageBox()
    box.setObjectName(name)
    box.setWindowTitle("Hourpass")
    box.setIcon(QMessageBox.Icon.Warning)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(what)
    box.setInformativeText(to_do)
    return box
