"""The pages of the folder that is shown: asked for as far as somebody wants to see them, taken in as they come."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, Signal

from hourpass.domain.profile import Profile
from hourpass.gui.object_model import ObjectModel
from hourpass.gui.object_table import ObjectTable
from hourpass.gui.page_stream import PageStream
from hourpass.gui.tasks import Done, Failed, GivenUp, Outcome, Report, Tasks
from hourpass.services.cancel import Cancel
from hourpass.services.ports import ObjectPage
from hourpass.viewmodels.object_walk import Walk

ListObjects = Callable[[Profile, str, str, str, str, Cancel], Iterator[ObjectPage]]
"""Profile, region, bucket, prefix, where to begin."""


class FolderPages(QObject):
    """Fills *model* and *table* with the folder where :attr:`walk` is."""

    changed = Signal()
    """Something came, or how far it has come is another."""
    expired = Signal()
    """A listing ended because the credentials have."""

    def __init__(
        self, tasks: Tasks, list_objects: ListObjects, model: ObjectModel, table: ObjectTable, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.walk: Walk | None = None
        """None while no bucket is open."""
        self.choosing_first = False
        """Whether the first row that comes is to be chosen."""
        self._list_objects, self._model, self._table = list_objects, model, table
        self._stream = PageStream(tasks, self)
        self._stream.arrived.connect(self._take)
        self._stream.ended.connect(self._end)
        self._stream.patience_over.connect(self.changed)
        model.busy_changed.connect(self._wait_for_model)

    @property
    def arriving(self) -> bool:
        """Whether anything is still to come on screen."""
        return not self._stream.idle or self._model.busy

    @property
    def patient(self) -> bool:
        """Whether it is too early to say that one waits."""
        return self._stream.patient

    def begin(self) -> None:
        """List the folder anew."""
        self.break_off()
        if self.walk is not None:
            self.walk.here.listing.begin()
            self._ask()

    def go_on(self) -> None:
        """List on from where it was broken off."""
        self.break_off()
        if self.walk is not None:
            self.walk.here.listing.go_on()
            self._ask()

    def want_more(self) -> None:
        """Have some more of a huge folder come."""
        if self.walk is not None:
            self.walk.here.listing.want_more()
            self.go_on()

    def want_all(self) -> None:
        """Have all of a huge folder come."""
        if self.walk is not None:
            self.walk.here.listing.want_all()
            self.go_on()

    def stop(self) -> None:
        """Ask for no more pages; those that came stay."""
        if self.walk is not None and self.walk.here.listing.running:
            self.break_off()
            self.walk.here.listing.stop()
            self.changed.emit()

    def break_off(self) -> None:
        """Listen no more to what was asked for."""
        self._model.drop_work()  # pages that have come cannot be taken in meanwhile
        self._stream.break_off()
        self._model.take_up_work()

    def _ask(self) -> None:
        walk = self.walk
        if walk is None:
            return
        listing = walk.here.listing
        where = (walk.profile, walk.region, walk.bucket, walk.here.prefix, listing.more)
        missing = listing.missing

        def work(cancel: Cancel, report: Report) -> None:
            rows = 0
            for page in self._list_objects(*where, cancel):
                cancel.check()
                report(page)
                rows += len(page.folders) + len(page.names)
                if rows >= missing:
                    return

        self._stream.start(work)
        self.changed.emit()

    def _take(self, pages: list[ObjectPage]) -> None:
        if self.walk is None:
            return
        listing = self.walk.here.listing
        if listing.untouched:
            self._table.hold_by_name()
        self._model.add(pages, replace=listing.untouched)
        listing.take(sum(len(page.folders) + len(page.names) for page in pages), pages[-1].more)
        self.changed.emit()
        if self.choosing_first and self._model.rows.count:
            self.choosing_first = False
            if not self._table.currentIndex().isValid():
                self._table.choose(0)

    def _end(self, outcome: Outcome[None]) -> None:
        if self.walk is None:
            return
        listing = self.walk.here.listing
        match outcome:
            case Done():
                listing.finish()
            case Failed(problem=problem):
                listing.fail(problem)
                if listing.expired:
                    self.expired.emit()
            case GivenUp():
                listing.stop()
        self.changed.emit()

    def _wait_for_model(self, busy: bool) -> None:
        self._stream.hold(busy)
        self.changed.emit()
