"""The slim line above the table: why the rows are not all there is, or how an export ended."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from hourpass.domain.problem import Problem
from hourpass.gui.controls import StatusLine, Tone, link_button
from hourpass.gui.theme import Theme
from hourpass.gui.wording import buckets as wording
from hourpass.gui.wording import problems
from hourpass.viewmodels.bucket_listing import BucketListing
from hourpass.viewmodels.listing import Stage


class BucketNotice(QWidget):
    """One sentence with a mark, hidden while there is none, and what can be done about it."""

    retry_asked = Signal()
    details_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bucketNotice")
        self._of_listing = False
        self._line = StatusLine(theme, "bucketNoticeLine", self, centered=False)
        self._retry = self._link(self.tr("Try again"), "bucketNoticeRetry")
        self._retry.clicked.connect(self.retry_asked)
        self._details = self._link(self.tr("What AWS answered"), "bucketNoticeDetails")
        self._details.clicked.connect(self.details_asked)
        self._hide = self._link(self.tr("Hide"), "bucketNoticeHide")
        self._hide.clicked.connect(self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._line, 1)
        for link in (self._retry, self._details, self._hide):
            row.addWidget(link)
        self.hide()

    def show_listing(self, listing: BucketListing, rows: int) -> None:
        """Say why these *rows* are not all, if so; without rows the message in their place says it."""
        if rows and listing.stage is Stage.FAILED and listing.problem:
            self._say(Tone.WARN if listing.expired else Tone.BAD, problems.line(listing.problem))
            # Without credentials another try would only fail again; the code card is what comes next.
            self._offer(retry=not listing.expired, details=listing.problem.raw is not None)
        elif rows and listing.stage is Stage.STOPPED:
            self._say(Tone.INFO, wording.stopped(rows))
            self._offer(retry=True)
        elif self._of_listing:
            self.clear()
            return
        else:
            return
        self._of_listing = True

    def tell_saved(self, path: str, count: int) -> None:
        """Say that an export ended well."""
        self._say(Tone.OK, self.tr("{0} saved to {1}.").format(wording.counted(count), path))
        self._offer(hide=True)

    def tell_failed(self, problem: Problem) -> None:
        """Say why an export came to nothing."""
        said = problems.say(problem)
        self._say(Tone.BAD, f"{said.what} {said.now}")
        self._offer(hide=True)

    def clear(self) -> None:
        """Say nothing."""
        self._line.clear()
        self._of_listing = False
        self.hide()

    def text(self) -> str:
        """The sentence shown."""
        return self._line.text()

    def _say(self, tone: Tone, text: str) -> None:
        self._of_listing = False
        self.show()
        self._line.set_message(tone, text)

    def _offer(self, *, retry: bool = False, details: bool = False, hide: bool = False) -> None:
        for link, offered in ((self._retry, retry), (self._details, details), (self._hide, hide)):
            link.setVisible(offered)

    def _link(self, text: str, name: str) -> QPushButton:
        link = link_button(text, self)
        link.setObjectName(name)
        return link
