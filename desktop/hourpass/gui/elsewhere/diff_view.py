"""The lines of a change, each with its sign and on its ground."""

from __future__ import annotations

import math

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument, QTextOption
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QWidget

from hourpass.domain.aws_diff import DiffKind, DiffLine
from hourpass.gui.fixed_font import fixed_font
from hourpass.gui.theme import Theme

_SIGNS = {DiffKind.SAME: "  ", DiffKind.ADDED: "+ ", DiffKind.REMOVED: "- ", DiffKind.GAP: "  ⋮"}
_CHANGED = frozenset({DiffKind.ADDED, DiffKind.REMOVED})

_TALLEST = 310
"""Pixels that a long change asks for; the rest is scrolled."""
_FEWEST = 6
"""Lines that have room before it is known how many there are: most changes have about as many."""


class DiffView(QTextEdit):
    """Long lines go on below themselves, behind the sign. It asks for as much height as they take."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines: tuple[DiffLine, ...] = ()
        self._measured = QTextDocument(self)  # the one shown would be laid out anew, and its scroll bars with it
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setFont(fixed_font(self.font()))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(lambda: self.show_lines(self._lines))

    def show_lines(self, lines: tuple[DiffLine, ...]) -> None:
        """Show *lines* in place of the earlier ones, from the first that changes."""
        self._lines = lines
        for document in (self.document(), self._measured):
            self._fill(document)
        first = next((number for number, line in enumerate(lines) if line.kind in _CHANGED), 0)
        self.setTextCursor(QTextCursor(self.document().findBlockByNumber(max(first - 2, 0))))
        self.verticalScrollBar().setValue(0)
        self.ensureCursorVisible()
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        self.ensurePolished()
        around = self.size() - self.contentsRect().size()  # the sheet's border and padding
        shown, measured = self.document(), self._measured
        measured.setDefaultFont(shown.defaultFont())
        measured.setDefaultTextOption(shown.defaultTextOption())
        measured.setTextWidth(width - around.width())
        fewest = 0 if self._lines else _FEWEST * self.fontMetrics().lineSpacing()
        return min(max(math.ceil(measured.size().height()), fewest) + around.height(), _TALLEST)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.fontMetrics().lineSpacing() * 3)

    def _fill(self, document: QTextDocument) -> None:
        colors = self._theme.colors
        grounds = {DiffKind.ADDED: colors.ok_soft, DiffKind.REMOVED: colors.bad_soft}
        inks = {DiffKind.ADDED: colors.ok_text, DiffKind.REMOVED: colors.bad_text, DiffKind.GAP: colors.muted}
        sign = self.fontMetrics().horizontalAdvance("+ ")
        document.clear()
        cursor = QTextCursor(document)
        for number, line in enumerate(self._lines):
            block, ink = QTextBlockFormat(), QTextCharFormat()
            block.setLeftMargin(sign)
            block.setTextIndent(-sign)
            if line.kind in grounds:
                block.setBackground(QColor(grounds[line.kind]))
            ink.setForeground(QColor(inks.get(line.kind, colors.text)))
            if number:
                cursor.insertBlock(block)
            else:
                cursor.setBlockFormat(block)
            cursor.insertText(_SIGNS[line.kind] + line.text, ink)
