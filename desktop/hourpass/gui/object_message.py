"""What stands where the rows of a folder would be."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from hourpass.domain.problem import Reason
from hourpass.gui.listing_message import ListingMessage
from hourpass.gui.wording import objects as wording
from hourpass.viewmodels.listing import Stage
from hourpass.viewmodels.object_walk import Level


class ObjectMessage(ListingMessage):
    """Says why there is no row. It takes the keyboard in the table's stead, so that the way back stays open to it."""

    buckets_asked = Signal()
    beginning_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("objectMessage", self.tr("Objects"), parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._beginning = self.add_step("objectMessageBeginning")
        self._beginning.clicked.connect(self.beginning_asked)
        self._buckets = self.add_step("objectMessageBuckets", self.tr("Back to the buckets"))
        self._buckets.clicked.connect(self.buckets_asked)

    def show_level(self, bucket: str, level: Level, patient: bool) -> None:
        """Say why there is nothing. While AWS is *patient*ly waited for nothing is said: it would only flash."""
        listing, gone = level.listing, False
        match listing.stage:
            case Stage.EMPTY:
                title, text = wording.empty(bucket, level.prefix, level.begun)
                self.say(text, title, self.tr("Look again"))
            case Stage.STOPPED:
                self.say(wording.stopped(0, 0), step=self.tr("Continue"))
            case Stage.FAILED if listing.problem:
                said = wording.said(listing.problem, bucket, level.prefix)
                gone = listing.problem.reason is Reason.NO_SUCH_BUCKET
                # Without credentials another try would only fail again; the code card is what comes next.
                again = "" if listing.expired or gone else self.tr("Try again")
                words = f"{said.why}\n{said.now}"
                self.say(words, said.what, again, details=listing.problem.raw is not None, urgent=True)
            case Stage.PAUSED:
                self.say(self.tr("Nothing has arrived yet, but there is more."), step=self.tr("Continue"))
            case _:
                self.say("" if patient else self.tr("Asking AWS for the objects…"))
        self._beginning.hide()
        self._buckets.setVisible(gone)

    def show_no_match(self, sought: str, complete: bool) -> None:
        """Say that no name contains *sought*. AWS can look among those that have not come."""
        self.say(wording.no_match(sought, complete=complete), step=self.tr("Clear the filter"))
        self._beginning.setText(wording.ask_for(sought).replace("&", "&&"))
        self._beginning.setVisible(not complete)
        self._buckets.hide()
