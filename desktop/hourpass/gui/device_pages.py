"""The pages of the devices' window that ask for codes, or for a yes."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hourpass.domain.problem import Problem, Reason
from hourpass.domain.totp import STEP, next_step_at, read_code
from hourpass.gui.code_field import CodeField
from hourpass.gui.controls import StatusLine, Tone, muted_label, paragraph
from hourpass.gui.theme import Theme
from hourpass.gui.wizard.two_codes import TwoCodes
from hourpass.gui.wizard.wait_ring import Seconds, WaitRing
from hourpass.gui.wording.devices import proof_refusal, risk_text
from hourpass.services.proving import LEARNING, fresh_after
from hourpass.services.user_devices import RemovalRisk
from hourpass.viewmodels.pair_entry import PairJudge

_SPENT = frozenset({Reason.DEVICE_UNKNOWN, Reason.CODE_ALREADY_SENT})


class CodesPage(QWidget):
    """Two codes in a row of a device whose secret nobody here holds: a token, or one to be synchronised again."""

    def __init__(self, theme: Theme, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._about = paragraph("", self)
        self.codes = TwoCodes(theme, now, self, first_name="deviceFirstCodeInput", second_name="deviceSecondCodeInput")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(20)
        column.addWidget(self._about)
        column.addWidget(self.codes)
        column.addStretch(1)

    def begin(self, about: str, judge: PairJudge | None = None) -> None:
        """Ask for them; *judge* knows which were used already."""
        self._about.setText(about)
        self.codes.begin(judge)


class NewCodePage(QWidget):
    """One fresh code of the new phone, which shows that AWS takes it before the old one goes."""

    code_ready = Signal(str)

    def __init__(self, theme: Theme, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._registered_at = self._from = now()
        self._about = paragraph("", self)
        self._label = muted_label(parent=self)
        self.field = CodeField(theme, "newDeviceCodeInput", self.tr("Code from the new phone"), self)
        self.field.completed.connect(self._send)
        self.field.returnPressed.connect(lambda: self._send(self.field.digits()))
        self._ring = WaitRing(theme, self)
        self.status = StatusLine(theme, "newDeviceStatus", self, centered=False)
        self.status.reserve(3)
        self._busy = False
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self.field)
        row.addWidget(self._ring)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._about)
        column.addSpacing(12)
        column.addWidget(self._label)
        column.addLayout(row)
        column.addSpacing(4)
        column.addWidget(self.status)
        column.addStretch(1)
        Seconds(now, self).passed.connect(self._show)

    def begin(self, name: str) -> None:
        """The new phone called *name* was registered just now."""
        self._registered_at = self._now()
        self._from = fresh_after(self._registered_at)
        self._about.setText(
            self.tr(
                "{0} is registered. One more code from it confirms that AWS accepts them; then the old device is removed."
            ).format(name)
        )
        self.field.clear()
        self.status.clear()
        self.show_busy(False)

    def show_busy(self, busy: bool) -> None:
        """AWS is being asked."""
        self._busy = busy
        self.field.set_busy(busy)
        if busy:
            self.status.set_message(Tone.INFO, self.tr("Asking AWS…"))
        self._show()

    def show_refused(self, problem: Problem) -> None:
        """The code was not taken; another one is asked for."""
        now = self._now()
        learning = now - self._registered_at < LEARNING
        self.field.clear()
        self._from = self._next_try(problem, now)
        self.show_busy(False)
        tone = Tone.WARN if learning and problem.reason is Reason.DEVICE_UNKNOWN else Tone.BAD
        self.status.set_message(tone, proof_refusal(problem, learning=learning))
        self.field.setFocus()

    def _next_try(self, problem: Problem, now: datetime) -> datetime:
        if until := problem.facts.get("until"):  # the device's tries are used up
            return datetime.fromisoformat(until)
        # A code that was sent is spent. One that was only mistyped leaves the one shown now as good as it was.
        return next_step_at(now) if problem.reason in _SPENT else now

    def _send(self, digits: str) -> None:
        if read_code(digits).complete and not self._busy and self._now() >= self._from:
            self.code_ready.emit(digits)

    def _show(self) -> None:
        seconds = max(0, math.ceil((self._from - self._now()).total_seconds()))
        if seconds and not self._busy:
            text = self.tr("Code from the new phone — type the one shown in {0} s").format(seconds)
        else:
            text = self.tr("Code from the new phone")
        self._label.setText(text)
        share = min(1.0, seconds / STEP.total_seconds())
        self._ring.set_wait(share if seconds and not self._busy else None, text if seconds else "")
        waited = not self.field.isEnabled()
        self.field.setEnabled(not seconds or self._busy)
        if waited and self.field.isEnabled() and self.isVisible():
            self.field.setFocus()


class RemovePage(QWidget):
    """What happens when a device is removed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._about = paragraph("", self)
        self.risk = StatusLine(theme, "removalRisk", self, centered=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self._about)
        column.addWidget(self.risk)
        column.addStretch(1)

    def begin(self, name: str, user_name: str, risk: RemovalRisk | None) -> None:
        """Ask about the device called *name*."""
        self._about.setText(
            self.tr(
                "The device {0} is removed from the user {1}, and its codes stop working. You can then delete its entry in the authenticator app. Credentials obtained with it stay valid until they expire."
            ).format(name, user_name)
        )
        self.risk.clear()
        if risk is not None:
            self.risk.set_message(Tone.WARN, risk_text(risk))
