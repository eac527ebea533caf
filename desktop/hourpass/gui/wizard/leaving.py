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
            "Part of it is already in AWS. Undo deletes that now. If you keep it, you can finish or undo it later from the main window, even after a restart.",
        )
        if lasts
        else QCoreApplication.translate(
            "Leaving",
            "Part of it is already in the sandbox. Undo deletes that now. If you keep it, you can finish or undo it later from the main window, until the sandbox ends.",
        )
    )
    question = Question("leavingBox", over, QCoreApplication.translate("Leaving", "The setup is not finished"), kept)
    question.offer(QCoreApplication.translate("Leaving", "&Keep for later"), "keepSetupButton", keep, destroys=False)
    question.offer(QCoreApplication.translate("Leaving", "&Undo"), "undoSetupButton", undo)
    question.ask(QCoreApplication.translate("Leaving", "C&ontinue"), "goOnButton")


def ask_while_undoing(over: QWidget, *, keep: Act, lasts: bool = True) -> None:
    """In the middle of the undoing: go on with it, or leave the rest for later."""
    left = (
        QCoreApplication.translate(
            "Leaving",
            "Whatever is left stays in AWS. You can remove it later from the main window, even after a restart.",
        )
        if lasts
        else QCoreApplication.translate(
            "Leaving",
            "Whatever is left stays until the sandbox ends. Until then, you can remove it from the main window.",
        )
    )
    title = QCoreApplication.translate("Leaving", "Not everything is undone yet")
    question = Question("leavingBox", over, title, left)
    leave = QCoreApplication.translate("Leaving", "&Leave the rest for later")
    question.offer(leave, "keepSetupButton", keep, destroys=False)
    question.ask(QCoreApplication.translate("Leaving", "C&ontinue"), "goOnButton")


def ask_to_undo(over: QWidget, undo: Act) -> None:
    """When everything stands: whether it is to be taken away again."""
    deleted = QCoreApplication.translate(
        "Leaving",
        "The setup is complete. Undoing it deletes everything it created in AWS, and the profile and access key on this computer.",
    )
    title = QCoreApplication.translate("Leaving", "Undo the whole setup?")
    question = Question("leavingBox", over, title, deleted)
    question.offer(QCoreApplication.translate("Leaving", "&Undo"), "undoSetupButton", undo)
    question.ask(QCoreApplication.translate("Leaving", "&Keep it"), "goOnButton")
