"""The two cards of the proof: what AWS says without a code, and what one opens."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from hourpass.gui.announcing import announce
from hourpass.gui.bare_scroll import FittingScroll
from hourpass.gui.code_field import CodeField
from hourpass.gui.controls import (
    Card,
    StatusLine,
    Tone,
    heading_label,
    link_button,
    mono_label,
    paragraph,
    text_label,
)
from hourpass.gui.labels import lines_high
from hourpass.gui.theme import Theme
from hourpass.gui.wizard.marks import SIDE, Mark, MarkView
from hourpass.gui.wizard.wait_ring import WaitRing

_INDENT = SIDE + 10
_HEAD = 28
"""As high as a link, so that nothing moves when one comes."""
_LINES = 8
"""So much of AWS's answer is seen at a time."""
_FEW = 5
"""So many names are shown; the main window shows them all."""


class ProofCard(Card):
    """A mark, what it stands for, and below that what belongs to it: *inner* is that layout."""

    def __init__(self, theme: Theme, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.body.setContentsMargins(18, 14, 18, 14)
        self._mark = MarkView(theme, self)
        self._heading = heading_label(parent=self)
        self._heading.setWordWrap(True)
        self._text = paragraph(parent=self)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.head = QHBoxLayout()
        self.head.setSpacing(10)
        self.head.addStrut(_HEAD)
        self.head.addWidget(self._mark)
        self.head.addWidget(self._heading, 1)
        self.inner = QVBoxLayout()
        self.inner.setContentsMargins(_INDENT, 0, 0, 0)
        self.inner.setSpacing(8)
        self.inner.addWidget(self._text)
        self.body.setSpacing(6)
        self.body.addLayout(self.head)
        self.body.addLayout(self.inner)

    def tell(self, mark: Mark, heading: str, text: str) -> None:
        """Show *mark*, and say what it means."""
        news = mark is not self._mark.mark() and mark in {Mark.DONE, Mark.FAILED}
        self._mark.set_mark(mark)
        self._heading.setText(heading)
        self._text.setText(text)
        self.setAccessibleName(f"{heading} {text}")
        if news and self.isVisible():
            announce(self, self.accessibleName(), urgent=mark is Mark.FAILED)

    def mark(self) -> Mark:
        """The mark that is shown."""
        return self._mark.mark()

    def words(self) -> str:
        """What is said."""
        return f"{self._heading.text()} {self._text.text()}"


class WithoutCard(ProofCard):
    """The first half. AWS's own words are a click away."""

    again_asked = Signal()
    details_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "proofWithoutMfa", parent)
        self._fold = link_button("", self)
        self._fold.setObjectName("proofAnswerButton")
        self._raw = mono_label(parent=self)
        self._raw.setObjectName("proofAnswer")
        self._raw.setWordWrap(True)
        self._raw.setAlignment(Qt.AlignmentFlag.AlignTop)
        # Whole lines, and no more of them than leave the code field below in sight.
        self._answer = FittingScroll(_LINES * self._raw.fontMetrics().lineSpacing(), self)
        self._answer.hold(self._raw)
        self._fold.clicked.connect(lambda: self._unfold(self._answer.isHidden()))
        self._again = link_button(self.tr("&Try again"), self)
        self._again.setObjectName("proofAgainButton")
        self._again.clicked.connect(self.again_asked)
        self._details = link_button(self.tr("&Details"), self)
        self._details.setObjectName("proofDetailsButton")
        self._details.clicked.connect(self.details_asked)
        for link in (self._fold, self._details, self._again):
            self.head.addWidget(link)
        self.inner.addWidget(self._answer)
        self.show_raw("")
        self.offer(again=False, details=False)

    def show_raw(self, raw: str) -> None:
        """Keep AWS's answer at hand; empty takes it away."""
        self._raw.setText(raw)
        self._answer.fit()
        self._fold.setVisible(bool(raw))
        self._unfold(False)

    def raw(self) -> str:
        """AWS's answer, whether it is unfolded or not."""
        return self._raw.text()

    def offer(self, *, again: bool, details: bool) -> None:
        """Which ways on there are."""
        self._again.setVisible(again)
        self._details.setVisible(details)

    def _unfold(self, unfolded: bool) -> None:
        # Room for two lines until AWS's words need it: what becomes of the try does not move the card below.
        self._text.setMinimumHeight(0 if unfolded else lines_high(self._text, 2))
        self._answer.setVisible(unfolded)
        self._fold.setText(self.tr("&Hide the answer") if unfolded else self.tr("What AWS &said"))


class WithCard(ProofCard):
    """The second half: a fresh code, then what it opened. Both take the same room, so that nothing jumps."""

    again_asked = Signal()
    resync_asked = Signal()
    list_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "proofWithMfa", parent)
        self.field = CodeField(theme, "proofCodeInput", self.tr("A fresh code"), self)
        self.ring = WaitRing(theme, self)
        self.status = StatusLine(theme, "proofStatus", self, centered=False)
        self.status.reserve(2)
        self._again = link_button(self.tr("Send it &again"), self)
        self._again.setObjectName("sendCodeAgainButton")
        self._again.clicked.connect(self.again_asked)
        self._resync = link_button(self.tr("&Resync the device…"), self)
        self._resync.setObjectName("resyncButton")
        self._resync.clicked.connect(self.resync_asked)
        self._count = text_label(parent=self)
        self._names = paragraph(parent=self)
        self._list_status = StatusLine(theme, "proofListStatus", self, centered=False)
        self._list_status.acted.connect(self.list_asked)
        self._stack = QStackedLayout()
        self._stack.addWidget(self._typing())
        self._stack.addWidget(self._opened())
        self.inner.addLayout(self._stack)
        self.offer(again=False, resync=False)

    def offer(self, *, again: bool, resync: bool) -> None:
        """Which ways on there are."""
        self._again.setVisible(again)
        self._resync.setVisible(resync)

    def show_opened(self) -> None:
        """The code has served; what it opened takes its place."""
        self._stack.setCurrentIndex(1)

    def show_list(self, count: str, names: list[str], more: str) -> None:
        """Say how many buckets there are, and name a few; *more* stands for the others."""
        self._count.setText(count)
        shown = names[:_FEW]
        self._names.setText("\n".join([*shown, more] if len(names) > _FEW else shown))

    def tell_of_list(self, tone: Tone, text: str, action: str = "") -> None:
        """What the list waits for, or why it did not come."""
        self._list_status.set_message(tone, text, action)
        self._list_status.setVisible(bool(text))

    def listed(self) -> str:
        """What is said of the buckets."""
        return "\n".join(part for part in (self._list_status.text(), self._count.text(), self._names.text()) if part)

    def _typing(self) -> QWidget:
        board = QWidget(self)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self.field)
        row.addWidget(self.ring)
        row.addStretch(1)
        links = QHBoxLayout()
        links.addWidget(self._again)
        links.addWidget(self._resync)
        links.addStretch(1)
        column = QVBoxLayout(board)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.status)
        column.addLayout(links)
        column.addStretch(1)
        return board

    def _opened(self) -> QWidget:
        board = QWidget(self)
        column = QVBoxLayout(board)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(4)
        self._names.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for part in (self._list_status, self._count, self._names):
            column.addWidget(part)
        column.addStretch(1)
        return board
