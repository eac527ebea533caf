"""The questions before the wizard is left while something of it stands at AWS."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from hourpass.gui.question import Act, Question


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
    question = Question("leavingBox", over, QCoreApplication.translate("Leaving", "The setup is not finished"), kept)
    question.offer(QCoreApplication.translate("Leaving", "&Keep for later"), "keepSetupButton", keep, destroys=False)
    question.offer(QCoreApplication.translate("Leaving", "&Undo"), "undoSetupButton", undo)
    question.ask(QCoreApplication.translate("Leaving", "&Go on"), "goOnButton")


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
    title = QCoreApplication.translate("Leaving", "Not everything is taken back yet")
    question = Question("leavingBox", over, title, left)
    leave = QCoreApplication.translate("Leaving", "&Leave the rest for later")
    question.offer(leave, "keepSetupButton", keep, destroys=False)
    question.ask(QCoreApplication.translate("Leaving", "&Go on"), "goOnButton")


def ask_to_undo(over: QWidget, undo: Act) -> None:
    """When everything stands: whether it is to be taken away again."""
    deleted = QCoreApplication.translate(
        "Leaving",
        "The setup is complete. Undoing deletes all that it has made at AWS, and the profile and the access key here.",
    )
    title = QCoreApplication.translate("Leaving", "Take everything away again?")
    question = Question("leavingBox", over, title, deleted)
    question.offer(QCoreApplication.translate("Leaving", "&Undo"), "undoSetupButton", undo)
    question.ask(QCoreApplication.translate("Leaving", "&Keep it"), "goOnButton")
