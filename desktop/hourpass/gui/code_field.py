"""The field for a one-time code: six painted cells over one real line edit."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hourpass.domain.totp import DIGITS, CodeFlaw, read_code
from hourpass.gui.code_line import NEVER_IN, CodeLine
from hourpass.gui.theme import Theme, scaled_font

CELL = QSize(42, 52)
GAP = 8
MIDDLE_GAP = 24
RADIUS = 7
SHAKE_MILLISECONDS = 150
SHAKE_WIDTH = 5.0


class CodeField(QWidget):
    """Holds digits only: what is no digit, or one too many, is turned away with a word for it and loses nothing."""

    changed = Signal(str)
    """The raw text, with what was just turned away still in it: whoever judges it can say what was wrong."""
    completed = Signal(str)
    """Six digits are there."""
    refused = Signal()
    """Something was turned away; ``flaw()`` says why."""
    focused = Signal()
    returnPressed = Signal()  # noqa: N815 (Qt's spelling, as on the line edit; also sent for an unfinished code)

    def __init__(self, theme: Theme, object_name: str, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._refusal: CodeFlaw | None = None
        self._busy = False
        self._bad = False
        self._held = ""
        self._shake: QVariantAnimation | None = None
        self._entry = CodeLine(self.index_at, self)
        self._entry.setObjectName(object_name)
        self._entry.setAccessibleName(accessible_name)
        self._entry.textChanged.connect(self._note_text)
        self._entry.cursorPositionChanged.connect(self.update)
        self._entry.selectionChanged.connect(self.update)
        self._entry.turned_away.connect(self._turn_away)
        self._entry.focus_changed.connect(self._note_focus)
        self._entry.entered.connect(self.returnPressed)
        self.setFocusProxy(self._entry)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(self.sizeHint())  # a layout short of room goes below hints, and would cut the cells
        theme.changed.connect(self.update)

    def text(self) -> str:
        """What stands in the field."""
        return self._entry.text()

    def digits(self) -> str:
        """Its digits; the same, for nothing else gets in."""
        return self._entry.text()

    def set_text(self, text: str) -> None:
        """Put *text* in, unless it is none that the field would take."""
        typed = read_code(text)
        if typed.flaw not in NEVER_IN:
            self._entry.setText(typed.digits)

    def flaw(self) -> CodeFlaw | None:
        """Why the last thing typed was turned away, else what keeps the text from being a code."""
        return self._refusal or read_code(self._entry.text()).flaw

    def clear(self) -> None:
        """Empty the field."""
        self._refusal = None
        self._entry.clear()

    def set_busy(self, busy: bool) -> None:
        """While busy the digits stay to be seen, and cannot be changed."""
        self._busy = busy
        self._entry.setReadOnly(busy)
        self.update()

    def set_bad(self, bad: bool, why: str = "") -> None:
        """Mark the code as refused, until it is changed; *why* it led to nothing is told to whoever comes back to the
        field unseeing, be it the code's fault or not.
        """
        self._bad = bad
        if why != self._entry.accessibleDescription():
            self._entry.setAccessibleDescription(why)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(DIGITS * CELL.width() + (DIGITS - 2) * GAP + MIDDLE_GAP, CELL.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def cell_rect(self, index: int) -> QRectF:
        """Where the cell *index* is painted."""
        gap = MIDDLE_GAP - GAP if index >= DIGITS // 2 else 0
        return QRectF(index * (CELL.width() + GAP) + gap, 0, CELL.width(), CELL.height())

    def shaking(self) -> bool:
        """Whether the cells move just now."""
        return self._shake is not None

    def index_at(self, x: float) -> int:
        """The place in the text that a click at *x* means."""
        before = sum(x > self.cell_rect(index).right() for index in range(DIGITS))
        return min(before, len(self.text()))

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._entry.setGeometry(self.rect())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(scaled_font(self.font(), 1.9, bold=True, tabular=True))
        painter.translate(self._offset(), 0)
        for index in range(DIGITS):
            self._paint_cell(painter, index)
        painter.end()

    def _paint_cell(self, painter: QPainter, index: int) -> None:
        colors = self._theme.colors
        text = self._entry.text()
        start = self._entry.selectionStart()
        selected = self._entry.hasFocus() and start <= index < self._entry.selectionEnd()
        caret = self._entry.hasFocus() and not self._busy and index == min(self._entry.cursorPosition(), DIGITS - 1)
        edge, width = colors.edge if self.isEnabled() else colors.line, 1
        if self._bad:
            edge = colors.bad
        if caret:
            edge, width = colors.bad if self._bad else colors.accent, 2
        inset = width / 2
        rect = self.cell_rect(index).adjusted(inset, inset, -inset, -inset)
        painter.setPen(QPen(QColor(edge), width))
        ground = colors.accent_soft if selected else colors.window if not self.isEnabled() else colors.field
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(rect, RADIUS, RADIUS)
        if index < len(text):
            painter.setPen(QColor(colors.muted if self._busy or not self.isEnabled() else colors.text))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text[index])

    def _offset(self) -> float:
        if self._shake is None:
            return 0.0
        done = float(self._shake.currentValue())
        return SHAKE_WIDTH * (1 - done) * (-1 if int(done * 6) % 2 else 1)

    def _note_text(self, text: str) -> None:
        typed = read_code(text)
        if typed.flaw in NEVER_IN:
            # Set from outside (by assistive technology), past the validator, which has told of it already.
            blocked = self._entry.blockSignals(True)
            self._entry.setText(self._held)
            self._entry.blockSignals(blocked)
            return
        self._refusal = None
        self._bad = False
        self._held = text
        self.update()
        self.changed.emit(text)
        if typed.complete:
            self.completed.emit(typed.digits)

    def _note_focus(self, focused: bool) -> None:
        self.update()
        if focused:
            self.focused.emit()

    def _turn_away(self, raw: str) -> None:
        self._refusal = read_code(raw).flaw
        if self._shake is None and self._theme.motion_wanted and self.isVisible():
            self._shake = QVariantAnimation(self)
            self._shake.setDuration(SHAKE_MILLISECONDS)
            self._shake.setStartValue(0.0)
            self._shake.setEndValue(1.0)
            self._shake.valueChanged.connect(self.update)
            self._shake.finished.connect(self._end_shake)
            self._shake.start()
        self.refused.emit()
        self.changed.emit(raw)

    def _end_shake(self) -> None:
        if self._shake is not None:
            self._shake.deleteLater()
            self._shake = None
        self.update()
