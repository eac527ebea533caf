"""The card of a profile that holds valid credentials: the time left, and what can be done with it."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from hourpass.domain.expiry import Phase
from hourpass.gui.controls import (
    Card,
    ElidedLabel,
    IconButton,
    Pill,
    Tone,
    link_button,
    mono_label,
    primary_button,
    title_label,
)
from hourpass.gui.ring import CountdownRing
from hourpass.gui.theme import Theme
from hourpass.gui.wording import times

RING = 104
SMALL_RING = 84
NARROW = 470  # pixels of the card under which the ring gives way
_EDGE, _BETWEEN = 20, 16
_TONES = {Phase.FRESH: Tone.OK, Phase.LOW: Tone.WARN, Phase.LAST: Tone.BAD}


class CountdownCard(Card):
    """Shows the session it is given."""

    renew_asked = Signal()
    forget_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("countdownCard")
        self.ring = CountdownRing(theme, self)
        self.ring.setFixedSize(RING, RING)
        self._name = title_label("", self)
        self._arn = ElidedLabel(mono_label("").font(), Qt.TextElideMode.ElideMiddle, self)
        self._copy = IconButton(theme, "copy", self.tr("Copy the ARN"), self)
        self._copy.setObjectName("copyArnButton")
        self._pill = Pill(theme, self)
        self._renewal = ElidedLabel(self.font(), Qt.TextElideMode.ElideRight, self)
        self._renew = primary_button(self.tr("Re&new now"), self)
        self._renew.setObjectName("renewButton")
        self._renew.setToolTip(self.tr("Get fresh credentials (F5)"))
        self._forget = link_button(self.tr("F&orget credentials"), self)
        self._forget.setObjectName("forgetButton")

        arn_row = QHBoxLayout()
        arn_row.setSpacing(4)
        arn_row.addWidget(self._arn)
        arn_row.addWidget(self._copy)
        arn_row.addStretch(1)
        pill_row = self._pill_row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        pill_row.setSpacing(6)
        pill_row.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignLeft)
        pill_row.addWidget(self._renewal, 1)
        texts = QVBoxLayout()
        texts.setSpacing(4)
        texts.addStretch()
        texts.addWidget(self._name)
        texts.addLayout(arn_row)
        texts.addSpacing(2)
        texts.addLayout(pill_row)
        texts.addStretch()
        buttons = self._buttons = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        buttons.setSpacing(8)
        buttons.addStretch()
        buttons.addWidget(self._renew)
        buttons.addWidget(self._forget, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        buttons.addStretch()
        row = QHBoxLayout()
        row.setSpacing(_BETWEEN)
        row.addWidget(self.ring)
        row.addLayout(texts, 1)
        rows = self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        rows.setSpacing(_BETWEEN)
        rows.addLayout(row, 1)
        rows.addLayout(buttons)
        self.body.setContentsMargins(_EDGE, 18, _EDGE, 18)
        self.body.addLayout(rows)

        self._busy = False
        self._renew.clicked.connect(self._ask_to_renew)
        self._forget.clicked.connect(self.forget_asked)
        self._copy.clicked.connect(self._copy_arn)

    def show_session(
        self, name: str, arn: str, phase: Phase, expires_at: datetime, renewable_until: datetime | None
    ) -> None:
        """Who the credentials make one, and until when."""
        self._name.setText(name)
        self._arn.setText(arn)
        self._arn.setVisible(bool(arn))
        self._copy.setVisible(bool(arn))
        self._pill.set_state(_TONES.get(phase, Tone.INFO), self.tr("Valid until {0}").format(times.clock(expires_at)))
        self._renewal.setText(
            self.tr("Renews without a code until {0}").format(times.clock(renewable_until)) if renewable_until else ""
        )
        self._lay_out()

    def show_time(self, phase: Phase, fraction: float, left: timedelta) -> None:
        """The time left; called as often as it changes."""
        self.ring.set_time(phase, fraction, left)

    def show_busy(self, busy: bool) -> None:
        """While a renewal is under way no other can be asked.

        The button keeps the focus: disabled it would hand it on, and the next key would forget the credentials.
        """
        self._busy = busy
        self._renew.setText(self.tr("Renewing…") if busy else self.tr("Re&new now"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = RING if event.size().width() >= NARROW else SMALL_RING
        self.ring.setFixedSize(side, side)
        self._lay_out()

    def _lay_out(self) -> None:
        """The buttons stand beside the words where the end has room, else below. So does the renewal, beside the end."""
        ways = QBoxLayout.Direction
        end = self._pill.sizeHint().width()
        buttons = max(self._renew.sizeHint().width(), self._forget.sizeHint().width()) + _BETWEEN
        room = self.width() - 2 * _EDGE - self.ring.width() - _BETWEEN
        beside = end <= room - buttons
        self._rows.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        self._buttons.setDirection(ways.TopToBottom if beside else ways.RightToLeft)
        self._buttons.setStretch(self._buttons.count() - 1, 0 if beside else 1)  # to the right, not in the middle
        room -= buttons if beside else 0
        fits = end + 12 + self._renewal.sizeHint().width() <= room
        self._pill_row.setDirection(ways.LeftToRight if fits else ways.TopToBottom)
        self._renewal.setVisible(bool(self._renewal.text()))

    def _ask_to_renew(self) -> None:
        if not self._busy:
            self.renew_asked.emit()

    def _copy_arn(self) -> None:
        QGuiApplication.clipboard().setText(self._arn.text())
