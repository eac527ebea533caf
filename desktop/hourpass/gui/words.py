"""Words of several lines, the last of which is not left with a lone one."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QStyleOption, QWidget

from hourpass.gui.even_lines import even_width


class Words(QLabel):
    """Where its words take several lines, the last one is not left with a lone word."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._evened: tuple[tuple[str, str, int], int] | None = None

    def paintEvent(self, event: QPaintEvent) -> None:
        room = self.contentsRect()
        if not self._is_set_here() or (width := self._even_width(room.width())) == room.width():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        self.drawFrame(painter)
        option = QStyleOption()
        option.initFrom(self)
        narrowed = self.style().alignedRect(self.layoutDirection(), self.alignment(), QSize(width, room.height()), room)
        flags = int(self.alignment()) | int(Qt.TextFlag.TextWordWrap)
        self.style().drawItemText(
            painter, narrowed, flags, option.palette, self.isEnabled(), QLabel.text(self), self.foregroundRole()
        )

    def _is_set_here(self) -> bool:
        """Whether it is plain words to be read; what can be selected is set by Qt alone."""
        if not self.wordWrap() or self.textFormat() != Qt.TextFormat.PlainText or self.buddy() is not None:
            return False
        return not self.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse

    def _even_width(self, width: int) -> int:
        text = QLabel.text(self)  # with its places to break, which heirs take out again
        asked = text, self.font().key(), width
        if self._evened is None or self._evened[0] != asked:
            self._evened = asked, even_width(text, self.font(), width, self)
        return self._evened[1]


class SelectableWords(Words):
    """Such words, to be marked and copied. These Qt sets itself, so what they are not to take is kept free at their side."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        self._free = 0
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def setText(self, text: str) -> None:
        super().setText(text)
        self._keep_free()

    def setAlignment(self, alignment: Qt.AlignmentFlag) -> None:
        super().setAlignment(alignment)
        self._keep_free()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_free()

    def heightForWidth(self, width: int) -> int:
        return super().heightForWidth(width + self._free)  # in which the words are set anew

    def sizeHint(self) -> QSize:
        return super().sizeHint() - QSize(self._free, 0)

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint() - QSize(self._free, 0)

    def _keep_free(self) -> None:
        self._free = self.width() - self._even_width(self.width())
        left = self._free // 2 if self.alignment() & Qt.AlignmentFlag.AlignHCenter else 0
        self.setContentsMargins(left, 0, self._free - left, 0)
