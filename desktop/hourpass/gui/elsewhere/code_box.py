"""A few lines of a file, as they stand there."""

from __future__ import annotations

import math
import re

from PySide6.QtCore import QMimeData, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QResizeEvent, QTextBlockFormat, QTextCursor, QTextDocument, QTextOption
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QWidget

from hourpass.gui.controls import mono_label

_JOINER = "\u2060"  # has no width; no line is broken beside it
_WORD = re.compile(r"\S+")
_IN_WORDS = re.compile(r"(?<=[^\w\s])(?=\S)|(?<=\w)(?=[^\w\s])")
_SHEET = """
QTextEdit { color: palette(placeholder-text); }
QTextEdit:focus { border: 2px solid palette(highlight); }
"""


class CodeBox(QTextEdit):
    """Can be selected and copied from. As tall as its lines: it lies in what scrolls already.

    Long ones are broken between words, and within a word only where no line has room for it: a path is read whole.
    """

    def __init__(self, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "code")
        self.setAccessibleName(accessible_name)
        self.setFont(mono_label().font())
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # by keyboard one gets to the button that copies it
        self.setStyleSheet(_SHEET)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Not fixed: its hint, which would be the least height then, is for the width that it had before it was laid out.
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._text = self._shown = ""
        self._wanted = QSize()

    def set_text(self, text: str) -> None:
        """Show *text*."""
        self._text = text
        self._show()
        self.updateGeometry()

    def text(self) -> str:
        """What is shown."""
        return self._text

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        data.setText(self.textCursor().selection().toPlainText().replace(_JOINER, ""))
        return data

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show()
        wanted = QSize(self.width(), self.heightForWidth(self.width()))
        if wanted != self.size() and wanted != self._wanted:  # the layout reckoned before the sheet was known
            self._wanted = wanted
            self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        self.ensurePolished()
        around = self.size() - self.contentsRect().size()  # the sheet's border and padding
        return math.ceil(self._height_in(width - around.width())) + around.height()

    def sizeHint(self) -> QSize:
        return QSize(self.minimumSizeHint().width(), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 16, self.fontMetrics().height())

    def _show(self) -> None:
        joined = self._joined(self.viewport().width())
        if joined != self._shown:
            self._shown = joined
            self._fill(self.document(), joined)
            self.moveCursor(QTextCursor.MoveOperation.Start)

    def _height_in(self, width: int) -> float:
        """What all lines take, in a box of that *width* inside."""
        document = self.document().clone()
        self._fill(document, self._joined(width))
        document.setTextWidth(width)
        return document.size().height()

    def _fill(self, document: QTextDocument, text: str) -> None:
        document.setPlainText(text)
        # The joiner may come from another font, which is not to make its line taller than the others.
        even = QTextBlockFormat()
        even.setLineHeight(self._line_height(), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor = QTextCursor(document)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(even)

    def _line_height(self) -> int:
        return round(QFontMetricsF(self.font()).lineSpacing() * 1.2)

    def _joined(self, width: int) -> str:
        """The text in which no word is broken that has room in a line of *width* pixels."""
        room = width - 2 * self.document().documentMargin()
        measure = QFontMetricsF(self.font())

        def joined(found: re.Match[str]) -> str:
            # Even a word without room is not to leave the first sign of its path at the end of the line before.
            fits = measure.horizontalAdvance(found[0]) <= room
            return _IN_WORDS.sub(_JOINER, found[0], count=0 if fits else 1)

        return _WORD.sub(joined, self._text)
