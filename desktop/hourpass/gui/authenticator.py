"""The sandbox's practice authenticator: the phone's part, played on the screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QGuiApplication, QHideEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget

from hourpass.domain.totp import STEP, next_step_at
from hourpass.gui.announcing import tell_done
from hourpass.gui.controls import link_button, muted_label, plain_button
from hourpass.gui.practice_device import DeviceChoice, PracticeDevice
from hourpass.gui.qr_view import QrView
from hourpass.gui.ring import paint_arc
from hourpass.gui.screen_room import screen_room
from hourpass.gui.theme import Theme, scaled_font

WIDTH = 284
GAP = 12
EDGE = 20
COPIED_TICKS = 2
"""Seconds for which the button says that it has copied."""


class Authenticator(QWidget):
    """Shows the current code of one of its devices. Ticks only while it can be seen."""

    def __init__(self, theme: Theme, device: PracticeDevice, clock: Callable[[], datetime]) -> None:
        # A window of its own: one that belonged to the main window would always lie above it.
        super().__init__(None, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        # The code is typed in the main window, which keeps the keyboard.
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._device = device
        self._clock = clock
        self._copied = 0
        self.setObjectName("practiceAuthenticator")
        self.setWindowTitle(self.tr("Authenticator"))
        self._code = QLabel(self)
        self._code.setObjectName("practiceCode")
        self._code.setFont(scaled_font(self.font(), 2.1, bold=True, tabular=True))
        self._ring = _SecondsRing(theme, self)
        self._choice = DeviceChoice(theme, WIDTH - 2 * EDGE, self)
        self._choice.chosen.connect(self._show_device)
        self._copy = plain_button(self.tr("&Copy code"), self)
        self._copy.setObjectName("practiceCopyButton")
        self._copy.clicked.connect(self._copy_code)
        self._turn = link_button(self._turn_text(shown=False), self)
        self._turn.setObjectName("practiceQrButton")
        self._turn.clicked.connect(self._toggle_qr)
        self._scan = muted_label(self.tr("Scan this with an authenticator app; both then show the same codes."), self)
        self._scan.setWordWrap(True)
        self._scan.hide()
        self._room = max(WIDTH, *(self._width_of_turn(shown) for shown in (True, False))) - 2 * EDGE
        self._qr = QrView(self, self._room)
        self._qr.setObjectName("practiceQr")
        self._qr.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._arrange()
        self.set_devices((device,), device)

    @property
    def device(self) -> PracticeDevice:
        """The one whose code is shown."""
        return self._device

    def set_devices(self, devices: Sequence[PracticeDevice], shown: PracticeDevice) -> None:
        """Hold *devices*, and show *shown*, which is one of them."""
        self._choice.set_devices(devices, shown)
        self._show_device(shown)

    def current_code(self) -> str:
        """The code of this moment."""
        return self._device.code(self._clock())

    def stand_beside(self, window: QWidget) -> None:
        """Move to the right of *window*, or to its left, wherever the screen has room; else over its lower right corner,
        which leaves the cells of the code free.
        """
        frame, room = window.frameGeometry(), screen_room(window)
        own = self.sizeHint() + frame.size() - window.size()  # the frame of both is the desktop's
        left, top = frame.right() + GAP, frame.top()
        if left + own.width() > room.right():
            left = frame.left() - GAP - own.width()
        over = left < room.left()
        if over:
            left, top = frame.right() - GAP - own.width(), frame.bottom() - GAP - own.height()
        self._keep_above(window if over else None)
        self.move(_within(QRect(QPoint(left, top), own), room))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Near the lower edge of the screen there is no room for the QR code below.
        place = _within(self.frameGeometry(), screen_room(self))
        if self.isVisible() and place != self.pos():
            self.move(place)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tick()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self._tick()

    def _keep_above(self, window: QWidget | None) -> None:
        """Lie above *window* also while a code is typed there: else it would be out of sight from the first click on."""
        # Of a dialog alone X11 is told which window it belongs to.
        self.setWindowFlags(Qt.WindowType.Window if window is None else Qt.WindowType.Dialog)
        self.winId()  # without a handle there is nothing to tell it to
        above = window.windowHandle() if window is not None else None
        self.windowHandle().setTransientParent(above)  # type: ignore[arg-type]  # None is Qt's own word for no parent

    def _arrange(self) -> None:
        about = muted_label(self.tr("Stands in for your phone, in the sandbox only."), self)
        about.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(self._code)
        row.addStretch()
        row.addWidget(self._ring)
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, 16, EDGE, 12)
        column.setSpacing(8)
        # The window is as large as what it shows: downwards it grows with the QR code, and shrinks again.
        column.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)
        column.addWidget(self._choice)
        column.addWidget(about)
        column.addSpacing(4)
        column.addLayout(row)
        column.addSpacing(4)
        column.addWidget(self._copy)
        column.addWidget(self._turn, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._scan)
        column.addWidget(self._qr, 0, Qt.AlignmentFlag.AlignHCenter)
        for words in (self._choice, about, self._scan):
            words.setFixedWidth(self._room)

    def _tick(self) -> None:
        self._timer.stop()
        if not self.isVisible() or self.isMinimized():
            return
        if self._copied:
            self._copied -= 1
            if not self._copied:
                self._offer_copy()
        now = self._show_code()
        # A little past the full second, so that the second just begun is the one that is read.
        self._timer.start(1000 - now.microsecond // 1000 + 5)

    def _show_code(self) -> datetime:
        now = self._clock()
        code = self._device.code(now)
        self._code.setText(f"{code[:3]} {code[3:]}")
        self._ring.set_left((next_step_at(now) - now).total_seconds())
        return now

    def _show_device(self, device: PracticeDevice) -> None:
        self._device = device
        self._offer_copy()
        if not self._qr.isHidden():
            self._qr.set_text(device.uri)
        self._show_code()

    def _offer_copy(self) -> None:
        """The code that was copied last is another one's now, or old."""
        self._copied = 0
        self._copy.setText(self.tr("&Copy code"))

    def _copy_code(self) -> None:
        QGuiApplication.clipboard().setText(self.current_code())
        self._copied = COPIED_TICKS
        tell_done(self._copy, self.tr("Copied"))

    def _toggle_qr(self) -> None:
        shown = self._qr.isHidden()
        if shown:
            self._qr.set_text(self._device.uri)
        else:
            self._qr.clear()
        self._qr.setVisible(shown)
        self._scan.setVisible(shown)
        self._turn.setText(self._turn_text(shown))

    def _turn_text(self, shown: bool) -> str:
        return self.tr("&Hide the QR code") if shown else self.tr("Use my &phone instead")

    def _width_of_turn(self, shown: bool) -> int:
        before = self._turn.text()
        self._turn.setText(self._turn_text(shown))
        self._turn.ensurePolished()
        width = self._turn.sizeHint().width()
        self._turn.setText(before)
        return width + 2 * EDGE


def _within(frame: QRect, room: QRect) -> QPoint:
    """Where *frame* has to be to lie in *room*; where it has no room, its upper left corner does."""
    left = max(min(frame.left(), room.right() + 1 - frame.width()), room.left())
    return QPoint(left, max(min(frame.top(), room.bottom() + 1 - frame.height()), room.top()))


class _SecondsRing(QLabel):
    """How long the code stands."""

    SIDE = 44

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._left = 0.0
        self.setFixedSize(self.SIDE, self.SIDE)
        theme.changed.connect(self.update)

    def set_left(self, seconds: float) -> None:
        self._left = seconds
        self.setAccessibleName(self.tr("The next code appears in {0} s").format(round(seconds)))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = self._theme.colors
        area = QRectF(self.rect())
        painter = QPainter(self)
        paint_arc(painter, area, self._left / STEP.total_seconds(), QColor(colors.accent), colors)
        painter.setPen(QColor(colors.muted))
        painter.setFont(scaled_font(self.font(), 0.9, tabular=True))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(round(self._left)))
        painter.end()
