"""The page on which the phone learns the device, and two of its codes register it."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget, QWizardPage

from hourpass.domain.problem import Problem
from hourpass.domain.setup_plan import Side
from hourpass.gui.controls import StatusLine, Tone
from hourpass.gui.secret_clipboard import SecretClipboard
from hourpass.gui.theme import Theme
from hourpass.gui.wizard.pair_panel import PairPanel, Practise
from hourpass.gui.wizard.setting_up import SettingUp
from hourpass.gui.wording import problems
from hourpass.gui.wording.progress import row_detail
from hourpass.gui.wording.setup_steps import step_title
from hourpass.services.setup_reports import NewDevice, StepCondition, StepReport
from hourpass.viewmodels.progress_rows import ProgressRow, unfinished

EDGE = 24
SAID = 1200
"""Milliseconds for which the page says that the device is registered, before it goes on."""


class ScanPage(QWizardPage):
    """Shows the device's secret until the device is registered, and then goes on by itself."""

    advance = Signal()
    """The device is registered, and that was said long enough."""

    def __init__(
        self,
        theme: Theme,
        setting_up: SettingUp,
        parent: QWidget | None = None,
        *,
        practise: Practise | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("scanPage")
        self._setting_up = setting_up
        self._shown: NewDevice | None = None
        self._registered = False
        self._failure: Problem | None = None
        title = self.tr("Scan this with your authenticator app")
        self.setAccessibleName(title)
        clipboard = SecretClipboard(setting_up.clipboard_time, self)
        self._panel = PairPanel(theme, setting_up.clock.now, clipboard, self, title=title, practise=practise)
        self._behind = StatusLine(theme, "scanStatus", self, centered=False)
        self._leaving = QTimer(self)
        self._leaving.setSingleShot(True)
        self._leaving.setInterval(SAID)
        self._leaving.timeout.connect(self._leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, EDGE - 4, EDGE, 8)
        column.setSpacing(4)
        column.addWidget(self._panel, 1)
        column.addWidget(self._behind)
        self._panel.pair_ready.connect(setting_up.enrol)
        self._behind.acted.connect(self._go_on_creating)
        setting_up.device_ready.connect(lambda _device: self._show_device())
        setting_up.enrolled.connect(self._show_registered)
        setting_up.enrol_failed.connect(self._panel.show_refused)
        setting_up.step_changed.connect(self._note)
        setting_up.created.connect(self._show_behind)
        setting_up.creation_failed.connect(self._show_failure)
        setting_up.undoing.connect(self._forget)
        self._show_behind()

    def initializePage(self) -> None:
        self._show_device()
        self._show_behind()
        self._panel.take_focus()

    def isComplete(self) -> bool:
        return self._registered

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._leaving.stop()  # somebody went on by hand

    def _show_device(self) -> None:
        device, judge = self._setting_up.device, self._setting_up.pairing
        if device is None or judge is None or device is self._shown:
            return
        self._shown = device
        self._panel.begin(device, self._account(), judge)

    def _account(self) -> str:
        """As AWS's own QR code names it: by its alias, where it has one."""
        checked, draft = self._setting_up.checked_side(Side.USER), self._setting_up.draft
        if checked is not None and checked.alias:
            return checked.alias
        return draft.account if draft is not None else ""

    def _show_registered(self) -> None:
        self._shown = None
        self._registered = True
        self._panel.show_registered()
        self.completeChanged.emit()
        if self.isVisible():
            self._leaving.start()

    def _leave(self) -> None:
        self.advance.emit()
        wizard = self.wizard()
        if wizard is not None and wizard.currentPage() is self:
            wizard.next()

    def _forget(self) -> None:
        self._shown = None
        self._leaving.stop()
        self._panel.forget()

    def _go_on_creating(self) -> None:
        self._failure = None
        self._setting_up.retry()
        self._show_behind()

    def _note(self, news: StepReport) -> None:
        if news.condition is not StepCondition.FAILED:
            self._failure = None  # it goes on
        self._show_behind()

    def _show_failure(self, problem: Problem) -> None:
        self._failure = problem
        self._show_behind()

    def _show_behind(self) -> None:
        if self._failure is not None:
            said = self.tr("Meanwhile a step has failed: {0}").format(problems.line(self._failure))
            self._behind.set_message(Tone.BAD, said, self.tr("Try again"))
            return
        rows = unfinished(self._setting_up.plan, self._setting_up.conditions)
        current = next((row for row in rows if row.at_work), None)
        if not rows:
            self._behind.set_message(Tone.OK, self.tr("Everything else is ready."))
        elif current is not None:
            self._behind.set_message(Tone.INFO, self.tr("Meanwhile: {0}").format(_doing(current)))
        else:
            self._behind.set_message(Tone.INFO, "")


def _doing(row: ProgressRow) -> str:
    return row_detail(row) if row.condition is StepCondition.RETRYING else step_title(row.title_step)
