"""What stands where the table would be when there is no row to show."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from hourpass.gui.controls import heading_label, link_button, muted_label
from hourpass.gui.wording import buckets as wording
from hourpass.gui.wording import problems
from hourpass.viewmodels.bucket_listing import BucketListing
from hourpass.viewmodels.listing import Stage

_WIDEST = 520


class BucketMessage(QWidget):
    """A few centred words, and up to two next steps."""

    step_taken = Signal()
    details_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bucketMessage")
        self._title = heading_label(parent=self)
        self._text = muted_label(parent=self)
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
            label.setMaximumWidth(_WIDEST)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._step = link_button("", self)
        self._step.setObjectName("bucketMessageStep")
        self._step.clicked.connect(self.step_taken)
        self._details = link_button(self.tr("What AWS answered"), self)
        self._details.setObjectName("bucketMessageDetails")
        self._details.clicked.connect(self.details_asked)
        steps = QHBoxLayout()
        steps.setSpacing(12)
        steps.addStretch()
        steps.addWidget(self._step)
        steps.addWidget(self._details)
        steps.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(8)
        column.addStretch(2)
        for label in (self._title, self._text):
            column.addLayout(_centred(label))
        column.addSpacing(4)
        column.addLayout(steps)
        column.addStretch(3)
        self._say("")

    def show_listing(self, listing: BucketListing, patient: bool) -> None:
        """Say why there is no row. While AWS is *patient*ly waited for nothing is said: it would only flash."""
        match listing.stage:
            case Stage.IDLE:
                self._say(self.tr("Buckets appear here once you have credentials."))
            case Stage.EMPTY:
                text = self.tr("All is well, there is just nothing to show. A bucket made elsewhere can be seen here.")
                self._say(text, self.tr("This account has no buckets"), self.tr("Look again"))
            case Stage.STOPPED:
                self._say(wording.stopped(0), step=self.tr("List again"))
            case Stage.FAILED if listing.problem:
                said = problems.say(listing.problem)
                # Without credentials another try would only fail again; the code card is what comes next.
                again = "" if listing.expired else self.tr("Try again")
                words = f"{said.why}\n{said.now}"
                self._say(words, said.what, again, details=listing.problem.raw is not None, urgent=True)
            case _:
                self._say("" if patient else self.tr("Asking AWS for the buckets…"))

    def show_no_match(self, sought: str) -> None:
        """Say that no name contains *sought*."""
        text = self.tr("No bucket's name contains “{0}”.").format(sought)
        self._say(text, step=self.tr("Clear the filter"))

    def text(self) -> str:
        """All that is said."""
        return f"{self._title.text()} {self._text.text()}".strip()

    def _say(self, text: str, title: str = "", step: str = "", details: bool = False, urgent: bool = False) -> None:
        fresh = (title, text) != (self._title.text(), self._text.text())
        for label, words in ((self._title, title), (self._text, text)):
            label.setText(words)
            label.setVisible(bool(words))
        self._step.setText(step)
        self._step.setVisible(bool(step))
        self._details.setVisible(details)
        self.setAccessibleName(f"{title} {text}".strip())
        if fresh and urgent:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))


def _centred(label: QLabel) -> QHBoxLayout:
    # A wrapping label takes the height it needs only when it gets its width from the layout, so no alignment here.
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(label, 100)
    row.addStretch(1)
    return row
