"""The question before something typed is thrown away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from hourpass.gui.question import Question


def ask_to_discard(over: QWidget, then: Callable[[], object]) -> None:
    """Ask over the dialog *over*, and do *then* if what was typed is to go. Whatever else is answered keeps it."""
    question = Question("discardBox", over, QCoreApplication.translate("Discarding", "Discard what you typed?"))
    question.offer(QCoreApplication.translate("Discarding", "&Discard"), "discardButton", then)
    question.ask(QCoreApplication.translate("Discarding", "&Keep editing"), "keepEditingButton")
