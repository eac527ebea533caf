"""What stands where the table of buckets would be."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from hourpass.gui.listing_message import ListingMessage
from hourpass.gui.wording import buckets as wording
from hourpass.gui.wording import problems
from hourpass.viewmodels.bucket_listing import BucketListing
from hourpass.viewmodels.listing import Stage


class BucketMessage(ListingMessage):
    """Says why there is no bucket."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("bucketMessage", self.tr("Buckets"), parent)

    def show_listing(self, listing: BucketListing, patient: bool) -> None:
        """Say why there is no row. While AWS is *patient*ly waited for nothing is said: it would only flash."""
        match listing.stage:
            case Stage.IDLE:
                self.say(self.tr("Buckets appear here once you have credentials."))
            case Stage.EMPTY:
                text = self.tr(
                    "Everything works, there is just nothing to show. Buckets created elsewhere will appear here."
                )
                self.say(text, self.tr("This account has no buckets"), self.tr("Look again"))
            case Stage.STOPPED:
                self.say(wording.stopped(0), step=self.tr("List again"))
            case Stage.FAILED if listing.problem:
                said = problems.say(listing.problem)
                # Without credentials another try would only fail again; the code card is what comes next.
                again = "" if listing.expired else self.tr("Try again")
                words = f"{said.why}\n{said.now}"
                self.say(words, said.what, again, details=listing.problem.raw is not None, urgent=True)
            case _:
                self.say("" if patient else self.tr("Asking AWS for the buckets…"))

    def show_no_match(self, sought: str) -> None:
        """Say that no name contains *sought*."""
        text = self.tr("No bucket name contains “{0}”.").format(sought)
        self.say(text, step=self.tr("Clear the filter"))
