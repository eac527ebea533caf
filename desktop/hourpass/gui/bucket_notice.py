"""The slim line above the table: why the rows are not all there is, or how an export ended."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from hourpass.domain.problem import Problem
from hourpass.gui.controls import link_button
from hourpass.gui.icons import pixmap
from hourpass.gui.theme import Theme
from hourpass.gui.wording import buckets as wording
from hourpass.gui.wording import problems
from hourpass.viewmodels.bucket_listing import BucketListing, Stage

_MARK = 16


class BucketNotice(QWidget):
    """One sentence with a mark, hidden while there is none, and what can be done about it."""

    retry_asked = Signal()
    details_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bucketNotice")
        self._theme = theme
        self._kind = "muted"
        self._of_listing = False
        self._mark = QLabel(self)
        self._mark.setFixedSize(_MARK, _MARK)
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._retry = self._link(self.tr("Try again"), "bucketNoticeRetry")
        self._retry.clicked.connect(self.retry_asked)
        self._details = self._link(self.tr("What AWS answered"), "bucketNoticeDetails")
        self._details.clicked.connect(self.details_asked)
        self._hide = self._link(self.tr("Hide"), "bucketNoticeHide")
        self._hide.clicked.connect(self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._words, 1)
        for link in (self._retry, self._details, self._hide):
            row.addWidget(link, 0, Qt.AlignmentFlag.AlignVCenter)
        theme.changed.connect(self._draw_mark)
        self.hide()

    def show_listing(self, listing: BucketListing, rows: int) -> None:
        """Say why these *rows* are not all, if so; without rows the message in their place says it."""
        if rows and listing.stage is Stage.FAILED and listing.problem:
            self._say("warn" if listing.expired else "bad", problems.line(listing.problem))
            # Without credentials another try would only fail again; the code card is what comes next.
            self._offer(retry=not listing.expired, details=listing.problem.raw is not None)
        elif rows and listing.stage is Stage.STOPPED:
            self._say("muted", wording.stopped(rows))
            self._offer(retry=True)
        elif self._of_listing:
            self.clear()
            return
        else:
            return
        self._of_listing = True

    def tell_saved(self, path: str, count: int) -> None:
        """Say that an export ended well."""
        self._say("ok", self.tr("{0} saved to {1}.").format(wording.counted(count), path))
        self._offer(hide=True)

    def tell_failed(self, problem: Problem) -> None:
        """Say why an export came to nothing."""
        said = problems.say(problem)
        self._say("bad", f"{said.what} {said.now}")
        self._offer(hide=True)

    def clear(self) -> None:
        """Say nothing."""
        self._words.clear()
        self._of_listing = False
        self.hide()

    def text(self) -> str:
        """The sentence shown."""
        return self._words.text()

    def _say(self, kind: str, text: str) -> None:
        fresh = text != self._words.text()
        self._of_listing = False
        if kind != self._kind:
            self._kind = kind
            self._words.setProperty("kind", kind)
            self._words.style().polish(self._words)
        self._words.setText(text)
        self.setAccessibleName(text)
        self._draw_mark()
        self.show()
        if fresh and kind in {"warn", "bad"}:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _offer(self, *, retry: bool = False, details: bool = False, hide: bool = False) -> None:
        for link, offered in ((self._retry, retry), (self._details, details), (self._hide, hide)):
            link.setVisible(offered)

    def _draw_mark(self) -> None:
        colors = self._theme.colors
        drawn = {"ok": ("check", colors.ok), "warn": ("warning", colors.warn), "bad": ("warning", colors.bad)}
        self._mark.setVisible(self._kind in drawn)
        if self._kind in drawn:
            self._mark.setPixmap(pixmap(*drawn[self._kind], _MARK, self.devicePixelRatioF()))

    def _link(self, text: str, name: str) -> QPushButton:
        link = link_button(text, self)
        link.setObjectName(name)
        return link
