"""Labels and tooltips. What they show is never markup: names of buckets, profiles and devices are other people's."""

from __future__ import annotations

from bisect import bisect_right

from PySide6 import QtGui
from PySide6.QtCore import QCoreApplication, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyleOption, QWidget

from hourpass.gui.fixed_font import fixed_font
from hourpass.gui.named import without_letter
from hourpass.gui.theme import TITLE_SCALE, scaled_font
from hourpass.gui.words import Words


def text_label(text: str = "", parent: QWidget | None = None) -> QLabel:
    """Words as they stand."""
    label = Words(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def title_label(text: str = "", parent: QWidget | None = None) -> QLabel:
    """The title of a page or of a card."""
    label = text_label(text, parent)
    label.setFont(scaled_font(label.font(), TITLE_SCALE, bold=True))
    label.setProperty("heading", True)
    return label


def heading_label(text: str = "", parent: QWidget | None = None) -> QLabel:
    """The heading of a part."""
    label = text_label(text, parent)
    label.setFont(scaled_font(label.font(), bold=True))
    label.setProperty("heading", True)
    return label


def muted_label(text: str = "", parent: QWidget | None = None) -> QLabel:
    """Words that stand back."""
    label = text_label(text, parent)
    label.setProperty("kind", "muted")
    return label


def paragraph(text: str = "", parent: QWidget | None = None) -> QLabel:
    """Words that stand back and may take several lines."""
    label = muted_label(text, parent)
    label.setWordWrap(True)
    return label


def lines_high(label: QLabel, lines: int) -> int:
    """The height of so many lines of the language spoken: Japanese and Korean letters come from another font than the
    label's own, and its lines are taller.
    """
    some = QCoreApplication.translate("StatusLine", "Details")
    return label.fontMetrics().boundingRect(QRect(0, 0, 1000, 1000), 0, "\n".join([some] * lines)).height()


def field_label(text: str, field: QWidget, parent: QWidget | None = None) -> QLabel:
    """What *field* is called; the letter in *text* leads to it."""
    label = text_label(text, parent)
    label.setAccessibleName(without_letter(text))
    label.setBuddy(field)
    return label


def mono_label(text: str = "", parent: QWidget | None = None) -> QLabel:
    """An ARN or the like, that can be selected and copied."""
    label = muted_label(text, parent)
    label.setFont(fixed_font(label.font(), 0.95))
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label


def plain_tip(text: str) -> str:
    """*text* for a tooltip, which has no way to be told that it is not markup."""
    return QtGui.Qt.convertFromPlainText(text) if QtGui.Qt.mightBeRichText(text) else text


def elided(text: str, mode: Qt.TextElideMode, width: int, metrics: QFontMetrics) -> str:
    """*text* in *width* pixels. In its middle Qt itself takes out up to two letters too many."""
    if mode != Qt.TextElideMode.ElideMiddle or metrics.horizontalAdvance(text) <= width:
        return metrics.elidedText(text, mode, width)

    def kept(letters: int) -> str:
        return f"{text[: letters - letters // 2]}…{text[len(text) - letters // 2 :]}"

    fitting = bisect_right(range(len(text)), width, key=lambda letters: metrics.horizontalAdvance(kept(letters)))
    return kept(max(fitting - 1, 0))


class ElidedLabel(QLabel):
    """One line of muted words that gives way: what has no room is elided, and the whole is in the tooltip."""

    def __init__(self, font: QFont, elide: Qt.TextElideMode, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._elide = elide
        self.setFont(font)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", "muted")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_selectable(self) -> None:
        """Let its words be selected. While any of them are, the line is cut at its end rather than elided."""
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("…"), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        whole = self.text()
        shown = elided(whole, self._elide, self.width(), self.fontMetrics())
        self.setToolTip(plain_tip(whole) if shown != whole else "")
        selectable = self.textInteractionFlags() != Qt.TextInteractionFlag.NoTextInteraction
        if selectable and (shown == whole or self.hasSelectedText()):
            super().paintEvent(event)
            return
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        place = (self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask) | Qt.AlignmentFlag.AlignVCenter
        self.style().drawItemText(
            painter, self.rect(), place, option.palette, self.isEnabled(), shown, QPalette.ColorRole.WindowText
        )
        painter.end()
