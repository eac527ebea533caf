"""The buckets of the chosen profile: lists them, filters them, and says in place what keeps them from being there."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hourpass.domain.profile import Profile
from hourpass.gui.bucket_message import BucketMessage
from hourpass.gui.bucket_model import BucketModel
from hourpass.gui.bucket_notice import BucketNotice
from hourpass.gui.bucket_table import BucketTable
from hourpass.gui.csv_export import CsvExport
from hourpass.gui.listing_bar import BarTexts, ListingBar
from hourpass.gui.listing_panel import ListingPanel
from hourpass.gui.page_stream import PageStream
from hourpass.gui.tasks import Done, Failed, GivenUp, Outcome, Report, Tasks
from hourpass.gui.theme import Theme
from hourpass.gui.wording import buckets as wording
from hourpass.services.cancel import Cancel
from hourpass.services.ports import BucketRow
from hourpass.viewmodels.bucket_listing import BucketListing
from hourpass.viewmodels.bucket_rows import as_csv
from hourpass.viewmodels.listing import Move, Stage

ListPages = Callable[[Profile, Cancel], Iterator[list[BucketRow]]]


class BucketTab(QWidget):
    """Shows a :class:`BucketListing` and the rows that came of it."""

    opened = Signal(str, str)
    """A bucket is to be gone into: its name, and its region as far as it is known."""
    expired = Signal()
    """A listing ended because the credentials have."""
    problem_details = Signal(object)
    """Somebody asks what AWS answered: a Problem."""

    def __init__(self, theme: Theme, tasks: Tasks, list_pages: ListPages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._list_pages = list_pages
        self._listing = BucketListing()
        self._replace = False  # the next page begins a new list
        self._model = BucketModel(self)
        texts = BarTexts(
            kind="Buckets",
            filter_name=self.tr("Filter buckets"),
            placeholder=self.tr("Filter buckets…"),
            export_tip=self.tr("Save the buckets shown as a CSV file"),
        )
        self._bar = ListingBar(texts, self)
        self._notice = BucketNotice(theme, self)
        self._table = BucketTable(theme, self._model, self)
        self._panel = ListingPanel(theme, self._model, self._bar, self._notice, self._table, self)
        self._message = BucketMessage(self._panel.ground)
        self._panel.hold(self._message)
        self._export = CsvExport(tasks, self.tr("Export buckets"), self)
        self._stream = PageStream(tasks, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 4)
        column.addWidget(self._panel)
        self._connect()
        self._show()

    @property
    def listing(self) -> BucketListing:
        """How far the listing has come."""
        return self._listing

    @property
    def arriving(self) -> bool:
        """Whether anything is still to come on screen."""
        return not self._stream.idle

    def show_profile(self, profile: Profile | None, has_credentials: bool) -> None:
        """Turn to *profile*; lists its buckets if there are credentials to ask with and it was not done already."""
        move = self._listing.show(profile, has_credentials)
        self._table.set_partition(profile.partition if profile else "aws")
        if move in {Move.CLEAR, Move.LIST, Move.INTERRUPT}:
            self._stream.break_off()
        if move in {Move.CLEAR, Move.LIST}:
            self._notice.clear()
            self._table.forget_selection()
            self._model.clear()
            self._bar.filter.clear()
        if move in {Move.LIST, Move.LIST_AGAIN}:
            self._list()
        self._show()

    def refresh(self) -> None:
        """List anew. What is on screen stays until the first page is here."""
        if self._listing.stage is not Stage.IDLE:
            self._list()

    def stop(self) -> None:
        """Ask for no more pages; those that came stay."""
        if self._listing.running:
            self._stream.break_off()
            self._listing.stop()
            self._show()

    def focus_filter(self) -> None:
        """Put the cursor into the filter, all of it selected."""
        self._panel.focus_filter()

    def come_back(self, bucket: str) -> None:
        """Somebody comes back from *bucket*: have it chosen, and the keyboard in the table."""
        self._table.go_to(bucket)
        (self._table if self._model.rows.count else self._bar.filter).setFocus()

    def _list(self) -> None:
        profile = self._listing.profile
        if profile is None:
            return
        self._stream.break_off()
        self._notice.clear()
        self._listing.begin()
        self._replace = True

        def work(cancel: Cancel, report: Report) -> None:
            for page in self._list_pages(profile, cancel):
                cancel.check()
                report(page)

        self._stream.start(work)
        self._show()

    def _take(self, pages: list[list[BucketRow]]) -> None:
        self._model.add(pages, replace=self._replace)
        self._replace = False
        self._listing.add(sum(map(len, pages)))
        self._show()

    def _end(self, outcome: Outcome[None]) -> None:
        match outcome:
            case Done():
                if self._replace:  # no page came at all
                    self._model.clear()
                self._listing.finish()
            case Failed(problem=problem):
                self._listing.fail(problem)
                if self._listing.expired:
                    self.expired.emit()
            case GivenUp():
                self._listing.stop()
        self._show()

    def _show(self) -> None:
        listing, rows = self._listing, self._model.rows
        self._bar.setVisible(listing.stage is not Stage.IDLE)
        count = wording.count_line(listing.stage, rows.count, rows.total, bool(rows.filter), listing.count)
        self._bar.show_state(count, listing.running, rows.count > 0)
        self._panel.turn_to(table=rows.count > 0)
        if rows.total and not rows.count:
            self._message.show_no_match(self._bar.filter.text().strip())
        elif not rows.count:
            self._message.show_listing(listing, patient=self._stream.patient)
        self._notice.show_listing(listing, rows.total)

    def _take_step(self) -> None:
        if self._model.rows.total:
            self._panel.clear_filter()
        else:
            self.refresh()

    def _filter(self, text: str) -> None:
        self._model.set_filter(text)
        self._show()

    def _open(self, place: int) -> None:
        self.opened.emit(self._model.name_at(place), self._model.region_at(place))

    def _ask_export(self) -> None:
        profile = self._listing.profile
        name = self.tr("{0} buckets").format(profile.name) if profile else ""
        kept = list(self._model.rows.view)
        self._export.ask(lambda: [as_csv(kept)], len(kept), name)

    def _show_details(self) -> None:
        if self._listing.problem:
            self.problem_details.emit(self._listing.problem)

    def _connect(self) -> None:
        self._stream.arrived.connect(self._take)
        self._stream.ended.connect(self._end)
        self._stream.patience_over.connect(self._show)
        self._bar.filter.textChanged.connect(self._filter)
        self._bar.refresh_asked.connect(self.refresh)
        self._bar.stop_asked.connect(self.stop)
        self._bar.export_asked.connect(self._ask_export)
        self._table.opened.connect(self._open)
        self._notice.retry_asked.connect(self.refresh)
        self._notice.details_asked.connect(self._show_details)
        self._message.step_taken.connect(self._take_step)
        self._message.details_asked.connect(self._show_details)
        self._export.saved.connect(self._notice.tell_buckets_saved)
        self._export.failed.connect(self._notice.tell_failed)
