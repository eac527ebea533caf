"""Registering a device: its QR code or secret to scan, and beside it the two codes that it then shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget

from hourpass.domain.problem import Problem
from hourpass.domain.totp import otpauth_uri
from hourpass.gui.announcing import announce
from hourpass.gui.controls import Card, link_button, paragraph, title_label
from hourpass.gui.icons import pixmap
from hourpass.gui.qr_view import QrView
from hourpass.gui.screen_capture import leave_out_of_capture, let_into_capture
from hourpass.gui.secret_clipboard import SecretClipboard
from hourpass.gui.theme import Theme
from hourpass.gui.wizard.secret_card import SecretCard
from hourpass.gui.wizard.two_codes import TwoCodes
from hourpass.services.setup_reports import NewDevice
from hourpass.viewmodels.pair_entry import PairJudge

QR_SIDE = 260
"""Four pixels a module for the longest names that are usual; phones read three with trouble."""
_GAP = 28
_DONE_MARK = 48

Practise = Callable[[NewDevice], None]


class PairPanel(QWidget):
    """Holds the seed from :meth:`begin` until :meth:`show_registered` or :meth:`forget`, and asks the system to keep
    the window out of screen captures meanwhile. Whoever sends the pair answers with :meth:`show_refused` or
    :meth:`show_registered`.
    """

    pair_ready = Signal(str, str)
    """The older code and the newer one, to be sent now: they get old."""

    def __init__(
        self,
        theme: Theme,
        now: Callable[[], datetime],
        clipboard: SecretClipboard,
        parent: QWidget | None = None,
        *,
        title: str = "",
        practise: Practise | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._practise = practise  # in the sandbox only
        self._device: NewDevice | None = None
        self._judge: PairJudge | None = None
        self._pictures = QStackedLayout()
        self._qr = QrView(self, side=QR_SIDE)
        self._qr.setObjectName("qrImage")
        self._secret = SecretCard(theme, QR_SIDE, clipboard, self)
        self._done = Card(self)
        self._mark = QLabel(self._done)
        self._turn = link_button("", self)
        self._turn.setObjectName("showSecretButton")
        self._turn.clicked.connect(lambda: self._show_secret(self._pictures.currentWidget() is self._qr))
        self._play = link_button(self.tr("Scan with the practice &authenticator"), self)
        self._play.setObjectName("practiseButton")
        self._play.setVisible(practise is not None)
        self._play.clicked.connect(self._play_phone)
        self.codes = TwoCodes(theme, now, self)
        self.codes.pair_ready.connect(self.pair_ready)
        self._title, self._words = title, title_label(title, self)
        self._words.setWordWrap(True)
        self._explanation = paragraph(parent=self)
        self._registered = False
        self._arrange()
        theme.changed.connect(self._paint_mark)
        self._paint_mark()
        self._show_secret(False)
        self._show_whether_registered(False)

    @property
    def holds_secret(self) -> bool:
        """Whether a seed is held."""
        return self._device is not None

    def begin(self, device: NewDevice, account: str, judge: PairJudge) -> None:
        """Show *device* for scanning; *account* (its alias or id) tells it apart on the phone."""
        self._device, self._judge = device, judge
        self._qr.set_text(otpauth_uri(device.seed, device.name, account))
        self._secret.hold(device.seed, f"{device.name}@{account}")
        self._show_secret(False)
        self._show_whether_registered(False)
        for link in (self._turn, self._play):
            link.setEnabled(True)
        self.codes.begin(judge, device.seed)
        self._guard()

    def show_refused(self, problem: Problem) -> None:
        """The pair was not taken."""
        self.codes.refuse(problem)

    def show_registered(self) -> None:
        """The device is registered: say so in the place of what led there, and keep nothing."""
        self.forget()
        self._pictures.setCurrentWidget(self._done)
        self._show_whether_registered(True)
        announce(self, f"{self._words.text()}\n{self._explanation.text()}")

    def forget(self) -> None:
        """Neither show nor hold the seed any more."""
        self._device = self._judge = None
        self._qr.clear()
        self._secret.forget()
        self.codes.finish()
        for link in (self._turn, self._play):
            link.setEnabled(False)
        self._guard()

    def take_focus(self) -> None:
        """Put the cursor where the next code is typed."""
        self.codes.take_focus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._guard()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._guard()

    def _arrange(self) -> None:
        self._done.setFixedSize(QR_SIDE, QR_SIDE)
        self._mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._done.body.addWidget(self._mark)
        for picture in (self._qr, self._secret, self._done):
            self._pictures.addWidget(picture)
        left = QVBoxLayout()
        left.setSpacing(4)
        left.addLayout(self._pictures)
        left.addSpacing(6)
        for link in (self._turn, self._play):
            left.addWidget(link, 0, Qt.AlignmentFlag.AlignHCenter)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self._words)
        right.addWidget(self._explanation)
        right.addSpacing(14)
        right.addWidget(self.codes)
        right.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        row.addLayout(left)
        row.addLayout(right, 1)
        self._while_pairing = (self.codes, self._turn)
        for part in self._while_pairing:
            keeping = part.sizePolicy()
            keeping.setRetainSizeWhenHidden(True)  # nothing is to move when it goes
            part.setSizePolicy(keeping)

    def _show_whether_registered(self, registered: bool) -> None:
        self._registered = registered
        self._name_page()
        self._explanation.setText(
            self.tr(
                "AWS accepted both codes. Keep the entry in your authenticator app: every later code comes from it."
            )
            if registered
            else self.tr(
                "Google Authenticator, Microsoft Authenticator, 1Password, Aegis… Then type two codes in a row: the one "
                "shown now, and the next one."
            )
        )
        for part in self._while_pairing:
            part.setVisible(not registered)
        self._play.setVisible(not registered and self._practise is not None)

    def _name_page(self) -> None:
        typed = self._pictures.currentWidget() is self._secret
        if self._registered:
            words = self.tr("Device registered")
        elif self._title and typed:
            words = self.tr("Type this into your authenticator app")
        else:
            words = self._title
        self._words.setText(words)
        self._words.setVisible(bool(words))

    def _show_secret(self, shown: bool) -> None:
        self._secret.reveal(shown)
        self._pictures.setCurrentWidget(self._secret if shown else self._qr)
        text = self.tr("Show the &QR code") if shown else self.tr("Can't scan? &Show the secret key")
        self._turn.setText(text)
        self._name_page()

    def _play_phone(self) -> None:
        if self._device is not None and self._practise is not None:
            self._practise(self._device)
            if not self.codes.entry.first.good:
                self.codes.begin(self._judge, self._device.seed)  # what was wrong so far came from another device
            self.take_focus()

    def _guard(self) -> None:
        # While another page is shown, and after the device is registered, the window is like any other.
        if self.holds_secret and self.isVisible():
            leave_out_of_capture(self.window())
        else:
            let_into_capture(self.window())

    def _paint_mark(self) -> None:
        self._mark.setPixmap(pixmap("check", self._theme.colors.ok, _DONE_MARK, self.devicePixelRatioF()))
