"""The offer to start Hourpass anew, for what it takes over at its start alone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from hourpass.gui.question import Question


def offer_restart(over: QWidget, *, sandbox: bool, forgets: bool, restart: Callable[[], object]) -> None:
    """Offer it over the window *over* after another language was chosen. A *sandbox* begins from nothing each time;
    else it may be that Hourpass *forgets* its credentials when it ends.
    """
    if sandbox:
        costs = QCoreApplication.translate("Restarting", "The sandbox starts over: everything made in it is lost.")
    elif forgets:
        costs = QCoreApplication.translate("Restarting", "Credentials are forgotten then, as your settings say.")
    else:
        costs = QCoreApplication.translate("Restarting", "Otherwise it applies the next time Hourpass starts.")
    question = Question(
        "restartBox",
        over,
        QCoreApplication.translate("Restarting", "Restart to change the language?"),
        costs,
    )
    question.offer(QCoreApplication.translate("Restarting", "&Restart now"), "restartButton", restart, destroys=False)
    question.ask(QCoreApplication.translate("Restarting", "&Later"), "laterButton")
