"""The slim line above the table of buckets."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from hourpass.gui.controls import Tone
from hourpass.gui.listing_notice import ListingNotice
from hourpass.gui.theme import Theme
from hourpass.gui.wording import buckets as wording
from hourpass.viewmodels.bucket_listing import BucketListing
from hourpass.viewmodels.listing import Stage


class BucketNotice(ListingNotice):
    """Says why there may be more buckets."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "bucketNotice", parent)

    def show_listing(self, listing: BucketListing, rows: int) -> None:
        """Say why these *rows* are not all, if so; without rows the message in their place says it."""
        if rows and listing.stage is Stage.FAILED and listing.problem:
            self.show_failure(listing.problem, expired=listing.expired)
        elif rows and listing.stage is Stage.STOPPED:
            self.say_of_listing(Tone.INFO, wording.stopped(rows), self.retry)
        else:
            self.clear_of_listing()

    def tell_buckets_saved(self, path: str, count: int) -> None:
        """Say that an export ended well."""
        self.tell_saved(self.tr("{0} saved to {1}.").format(wording.counted(count), path))
