"""The questions before the wizard is left while something of it stands at AWS."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

Act = Callable[[], object]


def ask(over: QWidget, *, undo: Act, keep: Act, lasts: bool = True) -> None:
    """In the middle of the making: undo it, keep it for later, or go on. *lasts*: what is kept outlives this run."""
    kept = (
        QCoreApplication.translate(
            "Leaving",
            "Part of it is at AWS already. Undo takes that back. Kept for later, it stands in the main window to be finished or undone, after a restart as well.",
        )
        if lasts
        else QCoreApplication.translate(
            "Leaving",
            "Part of it is in the sandbox already. Undo takes that back. Kept for later, it stands in the main window to be finished or undone, and ends with the sandbox.",
        )
    )
    box = _box(over, QCoreApplication.translate("Leaving", "The setup is not finished."), kept)
    _add(box, QCoreApplication.translate("Leaving", "&Undo"), "undoSetupButton", undo)
    _add(box, QCoreApplication.translate("Leaving", "&Keep for later"), "keepSetupButton", keep)
    _open(box, QCoreApplication.translate("Leaving", "&Go on"))


def ask_while_undoing(over: QWidget, *, keep: Act, lasts: bool = True) -> None:
    """In the middle of the undoing: go on with it, or leave the rest for later."""
    left = (
        QCoreApplication.translate(
            "Leaving",
            "What is left by then stays at AWS. The main window keeps offering to remove it, after a restart as well.",
        )
        if lasts
        else QCoreApplication.translate(
            "Leaving", "What is left by then stays until the sandbox ends. The main window keeps offering to remove it."
        )
    )
    box = _box(over, QCoreApplication.translate("Leaving", "Not everything is taken back yet."), left)
    _add(box, QCoreApplication.translate("Leaving", "&Leave the rest for later"), "keepSetupButton", keep)
    _open(box, QCoreApplication.translate("Leaving", "&Go on"))


def ask_to_undo(over: QWidget, undo: Act) -> None:
    """When everything stands: whether it is to be taken away again."""
    box = _box(
        over,
        QCoreApplication.translate("Leaving", "Take everything away again?"),
        QCoreApplication.translate(
            "Leaving",
            "The setup is complete. Undoing deletes all that it has made at AWS, and the profile and the access key here.",
        ),
    )
    _add(box, QCoreApplication.translate("Leaving", "&Undo"), "undoSetupButton", undo)
    _open(box, QCoreApplication.translate("Leaving", "&Keep it"))


def _box(over: QWidget, text: str, more: str) -> QMessageBox:
    box = QMessageBox(over)
    box.setObjectName("leavingBox")
    box.setWindowTitle(over.windowTitle())
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    box.setInformativeText(more)
    return box


def _add(box: QMessageBox, text: str, name: str, act: Act) -> QPushButton:
    button = box.addButton(text, QMessageBox.ButtonRole.DestructiveRole)
    button.setObjectName(name)
    button.clicked.connect(act)
    return button


def _open(box: QMessageBox, stay: str) -> None:
    button = box.addButton(stay, QMessageBox.ButtonRole.RejectRole)
    button.setObjectName("goOnButton")
    box.setDefaultButton(button)
    box.setEscapeButton(button)
    box.finished.connect(box.deleteLater)
    box.open()
