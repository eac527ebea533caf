"""What is said to the person in a line: its tone, and the two controls that say it."""

from __future__ import annotations

from bisect import bisect_left
from enum import Enum

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from hourpass.gui.announcing import announce
from hourpass.gui.buttons import link_button, set_kind
from hourpass.gui.even_lines import longest_word, whole_width
from hourpass.gui.icons import pixmap
from hourpass.gui.labels import lines_high, text_label
from hourpass.gui.palette import Colors
from hourpass.gui.theme import Theme, scaled_font


class Tone(Enum):
    """What a message means for the person."""

    INFO = "info"
    OK = "ok"
    WARN = "warn"
    BAD = "bad"


def tone_color(tone: Tone, colors: Colors) -> str:
    """The colour of words of that *tone*."""
    return {
        Tone.INFO: colors.muted_text,
        Tone.OK: colors.ok_text,
        Tone.WARN: colors.warn_text,
        Tone.BAD: colors.bad_text,
    }[tone]


class Pill(QLabel):
    """A short statement on a soft ground, with a drawn mark that tells its tone without colour."""

    _MARK = 12

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tone = Tone.INFO
        self.setFont(scaled_font(self.font(), 0.92, bold=True))
        self.setContentsMargins(10 + self._MARK + 5, 3, 11, 3)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def set_state(self, tone: Tone, text: str) -> None:
        """Say *text*."""
        self._tone = tone
        set_kind(self, "muted-side" if self._tone is Tone.INFO else self._tone.value)
        self.setText(text)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = self._theme.colors
        soft = {
            Tone.INFO: colors.down,
            Tone.OK: colors.ok_soft,
            Tone.WARN: colors.warn_soft,
            Tone.BAD: colors.bad_soft,
        }
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(soft[self._tone]))
        radius = self.height() / 2
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        mark = pixmap(
            _MARKS.get(self._tone, "clock"), tone_color(self._tone, colors), self._MARK, self.devicePixelRatioF()
        )
        painter.drawPixmap(QPointF(10, (self.height() - self._MARK) / 2), mark)
        painter.end()
        super().paintEvent(event)


class StatusLine(QFrame):
    """One message with a mark and perhaps a next step. It keeps its place when empty, so that nothing jumps."""

    acted = Signal()

    def __init__(self, theme: Theme, object_name: str, parent: QWidget | None = None, *, centered: bool = True) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tone = Tone.INFO
        self._centered = centered
        self._unsaid = False
        self.setObjectName(object_name)
        self._mark = QLabel(self)
        self._words = text_label(parent=self)
        self._words.setWordWrap(True)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._action = link_button("", self)
        self._action.setObjectName(f"{object_name}Action")
        self._action.clicked.connect(self.acted)
        row = QHBoxLayout()
        row.setSpacing(_BETWEEN)
        row.addStretch(1 if centered else 0)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1000)
        row.addWidget(self._action, 0, Qt.AlignmentFlag.AlignBottom)  # it goes on where the words end
        row.addStretch(1)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        self.setMinimumHeight(self._action.sizeHint().height())
        theme.changed.connect(self._show_mark)
        self.clear()

    def set_message(self, tone: Tone, text: str, action: str = "") -> None:
        """Show *text*, and behind it *action* as a link; what went wrong, or well, is announced as well."""
        news = tone is not self._tone or _without_figures(text) != _without_figures(self._words.text())
        self._tone = tone
        set_kind(self._words, "muted" if tone is Tone.INFO else tone.value)
        self._words.setText(text)
        self._words.setVisible(bool(text))
        self._action.setText(action)
        self._action.setVisible(bool(action))
        # Beside a mark, lines begin below each other.
        middle = self._centered and tone not in _MARKS
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter if middle else Qt.AlignmentFlag.AlignLeft)
        self._stand_in_line()
        self.setAccessibleName(text)
        self._show_mark()
        self._draw_in()
        if news:
            self._unsaid = bool(text) and tone is not Tone.INFO
            self._say()

    def reserve(self, lines: int) -> None:
        """Keep room for so many lines of words with a link behind them, so that no such message moves what is below. What
        does not stand in the middle begins at the top of it.
        """
        if not self._centered:
            self._column.setStretch(0, 0)
        text = self._action.text()
        self._action.setText(
            text or QCoreApplication.translate("StatusLine", "Details")
        )  # its letters may make it taller
        link = self._action.sizeHint().height()
        self.setMinimumHeight(max(link, lines_high(self._words, lines) + 2 * self._beyond_line()))
        self._action.setText(text)

    def announce(self) -> None:
        """Have a screen reader say the message now."""
        announce(self, self.text(), urgent=self._tone is Tone.BAD)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw_in()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._say()

    def clear(self) -> None:
        """Show nothing."""
        self.set_message(Tone.INFO, "")

    def text(self) -> str:
        """The words shown."""
        return self._words.text()

    def tone(self) -> Tone:
        """What they mean."""
        return self._tone

    def _draw_in(self) -> None:
        """Make the words no wider than their lines need: the mark and the link stay beside them, and what stands in the
        middle comes in lines of about one length.
        """
        words = self._words
        beside = (self._mark, self._action)
        taken = sum(part.sizeHint().width() + _BETWEEN for part in beside if part.isVisibleTo(self))
        room = self.contentsRect().width() - taken
        width = whole_width(words.text(), words.font(), words)
        if self.testAttribute(Qt.WidgetAttribute.WA_Resized) and room > 0:
            # By the label's own measure: where a pixel is no whole one of the screen's, it breaks lines a little earlier.
            high = words.heightForWidth(room)
            one_line = high == words.heightForWidth(2 * width)
            width = self._least(room, high) if one_line or self._centered or self._action.text() else room
        words.setMaximumWidth(width)

    def _least(self, room: int, high: int) -> int:
        """The least width, up to *room*, in which the words are no higher than *high* and stay whole."""
        words = self._words
        narrowest = min(longest_word(words.text(), words.font(), words), room)
        tried = range(narrowest, room)
        return narrowest + bisect_left(tried, True, key=lambda each: words.heightForWidth(each) <= high)

    def _stand_in_line(self) -> None:
        """The mark stands beside the first line and the link beside the last one, whose middle is theirs."""
        line = max(lines_high(self._words, 1), _MARK)
        above = self._beyond_line() if self._action.text() else 0
        self._words.setContentsMargins(0, above, 0, above)
        self._mark.setContentsMargins(0, above, 0, 0)
        self._mark.setFixedSize(_MARK, above + line)

    def _beyond_line(self) -> int:
        """By so many pixels the link stands out above its line, and below it."""
        return max(0, self._action.sizeHint().height() - max(lines_high(self._words, 1), _MARK)) // 2

    def _say(self) -> None:
        """What is said behind another tab, or in a window that is not open yet, is announced when it comes to light."""
        if self._unsaid and self.isVisible():
            self._unsaid = False
            self.announce()

    def _show_mark(self) -> None:
        name = _MARKS.get(self._tone)
        self._mark.setVisible(name is not None and bool(self.text()))
        if name is not None:
            self._mark.setPixmap(
                pixmap(name, tone_color(self._tone, self._theme.colors), _MARK, self.devicePixelRatioF())
            )


_MARK = 16
_BETWEEN = 8
"""Pixels between the mark, the words and the link."""
_MARKS = {Tone.OK: "check", Tone.WARN: "warning", Tone.BAD: "warning"}


def _without_figures(text: str) -> str:
    """*text* as far as it is the same message while a countdown in it goes on."""
    return "".join(c for c in text if not c.isdigit())
