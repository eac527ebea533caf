"""The slim line above the rows of a folder."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hourpass.gui.controls import Tone
from hourpass.gui.listing_notice import ListingNotice
from hourpass.gui.theme import Theme
from hourpass.gui.wording import objects as wording
from hourpass.viewmodels.listing import Stage
from hourpass.viewmodels.object_walk import Level


class ObjectNotice(ListingNotice):
    """Says why there may be more rows, and how they come."""

    all_asked = Signal()
    beginning_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "objectNotice", parent)
        self._beginning = self.add_link("", "objectNoticeBeginning")
        self._beginning.clicked.connect(self.beginning_asked)
        self._all = self.add_link(self.tr("Load all"), "objectNoticeAll")
        self._all.clicked.connect(self.all_asked)
        self._go_on = self.add_link(self.tr("Continue"), "objectNoticeGoOn")
        self._go_on.clicked.connect(self.retry_asked)

    def show_level(self, level: Level, sought: str) -> None:
        """Say why the rows are not all, if so; without rows the message in their place says it. AWS can look for names
        that begin with what is *sought*.
        """
        listing, rows = level.listing, level.rows
        self._beginning.setText(wording.ask_for(sought).replace("&", "&&"))
        beginning = [self._beginning] if sought else []
        if not rows.total:
            self.clear_of_listing()
        elif listing.stage is Stage.FAILED and listing.problem:
            self.show_failure(listing.problem, expired=listing.expired)
        elif listing.stage is Stage.STOPPED:
            told = wording.stopped(len(rows.folders.names), len(rows.objects.names))
            self.say_of_listing(Tone.INFO, told, *beginning, self._go_on)
        elif listing.stage is Stage.PAUSED:
            self.say_of_listing(Tone.INFO, wording.paused(listing), *beginning, *([] if listing.full else [self._all]))
        else:
            self.clear_of_listing()

    def tell_objects_saved(self, path: str, count: int) -> None:
        """Say that an export ended well."""
        self.tell_saved(self.tr("{0} saved to {1}.").format(wording.rows(count), path))
