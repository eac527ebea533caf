"""Two codes in a row with which AWS measures anew how far a device's clock is off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hourpass.gui.controls import paragraph, plain_button, title_label
from hourpass.gui.dialog import Dialog
from hourpass.gui.tasks import Done, Failed, Outcome, Report, Tasks
from hourpass.gui.theme import Theme
from hourpass.gui.wizard.two_codes import TwoCodes
from hourpass.services.cancel import Cancel

WIDTH = 480


class ResyncDialog(Dialog):
    """Sends the pair as soon as it is there; accepted once AWS took it."""

    resynced = Signal()

    def __init__(
        self,
        theme: Theme,
        now: Callable[[], datetime],
        tasks: Tasks,
        resync: Callable[[str, str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("resyncDialog", "", parent)
        title = self.tr("Resync the device")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._tasks, self._resync = tasks, resync
        about = self.tr(
            "The device's clock may have drifted. Type two codes in a row; the last digit sends them, and AWS measures how far off it is."
        )
        self.codes = TwoCodes(theme, now, self, first_name="resyncFirstInput", second_name="resyncSecondInput")
        self.codes.pair_ready.connect(self._send)
        self.content.addWidget(title_label(title, self))
        self.content.addWidget(paragraph(about, self))
        self.content.addWidget(self.codes)
        self.content.addStretch(1)
        cancel = plain_button(self.tr("Cancel"), self)
        cancel.setObjectName("resyncCancelButton")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.add_buttons(cancel)
        self.resize(WIDTH, 0)
        self.fit()
        self.codes.begin()
        self.codes.take_focus()

    def _send(self, first: str, second: str) -> None:
        resync = self._resync

        def work(_cancel: Cancel, _report: Report) -> None:
            resync(first, second)

        self._tasks.start(work, self._ended)

    def _ended(self, outcome: Outcome[None]) -> None:
        match outcome:
            case Done():
                self.codes.finish()
                self.resynced.emit()
                self.accept()
            case Failed(problem=problem) if self.isVisible():
                self.codes.refuse(problem)
