"""The small controls that every page is made of; their look comes from the style sheet, by their ``kind``."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QColor,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyledItemDelegate,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from hourpass.gui.first_controls import plain_button, side_panel, styled_button, styled_frame
from hourpass.gui.icons import icon, pixmap
from hourpass.gui.labels import (
    ElidedLabel,
    heading_label,
    mono_label,
    muted_label,
    paragraph,
    plain_tip,
    text_label,
    title_label,
)
from hourpass.gui.palette import Colors
from hourpass.gui.theme import Theme, scaled_font

__all__ = [
    "Card",
    "Combo",
    "ElidedLabel",
    "IconButton",
    "Pill",
    "StatusLine",
    "Tone",
    "danger_button",
    "heading_label",
    "link_button",
    "mono_label",
    "muted_label",
    "paragraph",
    "plain_button",
    "plain_tip",
    "primary_button",
    "separator",
    "side_panel",
    "text_label",
    "title_label",
    "tone_color",
]


CONFIRMED = 1500
"""Milliseconds for which a button shows that it has done what it was asked for."""


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


class Card(QFrame):
    """A panel with a hairline round it; *body* is its layout."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(20, 20, 20, 20)
        self.body.setSpacing(8)


def separator(parent: QWidget | None = None) -> QFrame:
    """A line of one pixel across."""
    line = styled_frame("line", parent)
    line.setFixedHeight(1)
    return line


def primary_button(text: str, parent: QWidget | None = None) -> QPushButton:
    """The one button of a screen that goes on."""
    return styled_button(text, "primary", parent)


def danger_button(text: str, parent: QWidget | None = None) -> QPushButton:
    """A button that destroys something; never the default."""
    button = styled_button(text, "danger", parent)
    button.setAutoDefault(False)
    return button


def link_button(text: str, parent: QWidget | None = None) -> QPushButton:
    """A button that looks like a link."""
    button = styled_button(text, "link", parent)
    button.setAutoDefault(False)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    return button


class IconButton(QToolButton):
    """A button that is only a picture, so it must be given a name. One that copies says for a moment that it has."""

    def __init__(self, theme: Theme, name: str, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = name
        self.setAccessibleName(accessible_name)
        self.setToolTip(accessible_name)
        self.setIconSize(QSize(16, 16))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._confirming = QTimer(self)
        self._confirming.setSingleShot(True)
        self._confirming.setInterval(CONFIRMED)
        self._confirming.timeout.connect(self._recolor)
        self._recolor()
        theme.changed.connect(self._recolor)
        if name == "copy":
            self.clicked.connect(lambda: self.confirm(self.tr("Copied")))

    def confirm(self, said: str) -> None:
        """Show a check mark for a moment, and have a screen reader say *said*."""
        self._confirming.start()
        self._recolor()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    @property
    def confirms(self) -> bool:
        """Whether the check mark is shown."""
        return self._confirming.isActive()

    def _recolor(self) -> None:
        colors = self._theme.colors
        self.setIcon(icon("check", colors.ok_text) if self.confirms else icon(self._name, colors.muted))


class Combo(QComboBox):
    """A combo box whose arrow is drawn, for a style sheet takes the style's own away."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        theme.changed.connect(self.update)
        # The delegate that a combo box brings along takes no notice of the sheet.
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # its own lets the wheel bring the focus

    def wheelEvent(self, event: QWheelEvent) -> None:
        # A form is scrolled with the wheel, and a field that happens to pass below it must stay as it is.
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        colors = self._theme.colors
        pen = QPen(QColor(colors.muted if self.isEnabled() else colors.disabled), 1.5)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        x = 15.0 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else self.width() - 15.0
        tip = QPointF(x, self.height() / 2 + 2)
        painter.drawPolyline([tip + QPointF(-4, -4), tip, tip + QPointF(4, -4)])
        painter.end()


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
        _set_kind(self, "muted-side" if self._tone is Tone.INFO else self._tone.value)
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
        self.setObjectName(object_name)
        self._mark = QLabel(self)
        self._mark.setFixedSize(16, 16)
        self._words = text_label(parent=self)
        self._words.setWordWrap(True)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._action = link_button("", self)
        self._action.clicked.connect(self.acted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addStretch(1 if centered else 0)
        row.addWidget(self._mark)
        row.addWidget(self._words, 1000)
        row.addWidget(self._action)
        row.addStretch(1)
        self.setMinimumHeight(self._action.sizeHint().height())
        theme.changed.connect(self._show_mark)
        self.clear()

    def set_message(self, tone: Tone, text: str, action: str = "") -> None:
        """Show *text*, and behind it *action* as a link; what went wrong is announced as well."""
        news = tone is not self._tone or _without_figures(text) != _without_figures(self._words.text())
        self._tone = tone
        _set_kind(self._words, "muted" if tone is Tone.INFO else tone.value)
        self._words.setText(text)
        # No wider than the words need: the mark and the link stay beside them.
        self._words.setMaximumWidth(self._words.fontMetrics().horizontalAdvance(text) + 2)
        self._words.setVisible(bool(text))
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.setAccessibleName(text)
        self._show_mark()
        if text and news and tone in {Tone.WARN, Tone.BAD}:
            self.announce()

    def announce(self) -> None:
        """Have a screen reader say the message now."""
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def clear(self) -> None:
        """Show nothing."""
        self.set_message(Tone.INFO, "")

    def text(self) -> str:
        """The words shown."""
        return self._words.text()

    def tone(self) -> Tone:
        """What they mean."""
        return self._tone

    def _show_mark(self) -> None:
        name = _MARKS.get(self._tone)
        self._mark.setVisible(name is not None and bool(self.text()))
        if name is not None:
            self._mark.setPixmap(pixmap(name, tone_color(self._tone, self._theme.colors), 16, self.devicePixelRatioF()))


_MARKS = {Tone.OK: "check", Tone.WARN: "warning", Tone.BAD: "warning"}


def _without_figures(text: str) -> str:
    """*text* as far as it is the same message while a countdown in it goes on."""
    return "".join(c for c in text if not c.isdigit())


def _set_kind(label: QLabel, kind: str) -> None:
    if label.property("kind") != kind:
        label.setProperty("kind", kind)
        label.style().polish(label)
