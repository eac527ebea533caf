"""The buckets of the chosen profile: lists them, filters them, and says in place what keeps them from being there."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from hourpass.domain.profile import Profile
from hourpass.gui.bucket_bar import BucketBar
from hourpass.gui.bucket_export import BucketExport
from hourpass.gui.bucket_message import BucketMessage
from hourpass.gui.bucket_model import BucketModel
from hourpass.gui.bucket_notice import BucketNotice
from hourpass.gui.bucket_table import BucketTable
from hourpass.gui.tasks import Done, Failed, GivenUp, Outcome, Report, Tasks
from hourpass.gui.theme import Theme
from hourpass.gui.wording import buckets as wording
from hourpass.services.cancel import Cancel
from hourpass.services.ports import BucketRow
from hourpass.viewmodels.bucket_listing import BucketListing
from hourpass.viewmodels.listing import Move, Stage

ListPages = Callable[[Profile, Cancel], Iterator[list[BucketRow]]]

_PAUSE = 100  # ms between two changes of the table while pages stream in
_PAGES_AT_ONCE = 8  # so many may be taken in at a time without holding up a frame
_PATIENCE = 400  # ms before an empty page says that AWS is being asked


class BucketTab(QWidget):
    """Shows a :class:`BucketListing` and the rows that came of it."""

    expired = Signal()
    """A listing ended because the credentials have."""
    problem_details = Signal(object)
    """Somebody asks what AWS answered: a Problem."""

    def __init__(self, theme: Theme, tasks: Tasks, list_pages: ListPages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tasks = tasks
        self._list_pages = list_pages
        self._listing = BucketListing()
        self._cancel: Cancel | None = None
        self._arrived: list[list[BucketRow]] = []
        self._outcome: Outcome[None] | None = None
        self._replace = False  # the next page begins a new list
        self._model = BucketModel(self)
        self._bar = BucketBar(self)
        self._notice = BucketNotice(theme, self)
        self._table = BucketTable(theme, self._model, self)
        self._message = BucketMessage(self)
        self._export = BucketExport(tasks, self)
        self._pause = self._timer(_PAUSE, self._take_in)
        self._patience = self._timer(_PATIENCE, self._show)
        self._lay_out()
        self._connect()
        self._recolor()
        self._show()

    @property
    def listing(self) -> BucketListing:
        """How far the listing has come."""
        return self._listing

    def show_profile(self, profile: Profile | None, has_credentials: bool) -> None:
        """Turn to *profile*; lists its buckets if there are credentials to ask with and it was not done already."""
        move = self._listing.show(profile, has_credentials)
        self._table.set_partition(profile.partition if profile else "aws")
        if move in {Move.CLEAR, Move.LIST, Move.INTERRUPT}:
            self._break_off()
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
            self._break_off()
            self._listing.stop()
            self._show()

    def focus_filter(self) -> None:
        """Put the cursor into the filter, all of it selected."""
        self._bar.filter.setFocus()
        self._bar.filter.selectAll()

    def _list(self) -> None:
        profile = self._listing.profile
        if profile is None:
            return
        self._break_off()
        self._notice.clear()
        self._listing.begin()
        self._replace = True

        def work(cancel: Cancel, report: Report) -> None:
            for page in self._list_pages(profile, cancel):
                cancel.check()
                report(page)

        def ended(outcome: Outcome[None]) -> None:
            if self._cancel is cancel:  # else another listing has taken its place
                self._outcome = outcome
                self._take_in()

        cancel = self._tasks.start(work, ended, self._hear)
        self._cancel = cancel
        self._patience.start()
        self._show()

    def _break_off(self) -> None:
        if self._cancel is not None:
            self._cancel.request()
            self._cancel = None
        while self._arrived:
            self._add_arrived()
        self._outcome = None
        self._pause.stop()
        self._patience.stop()

    def _hear(self, page: list[BucketRow]) -> None:
        self._arrived.append(page)
        if not self._pause.isActive():
            self._take_in()

    def _take_in(self) -> None:
        """Bring what arrived on screen: the first page at once, the rest a few times a second."""
        if self._arrived:
            self._add_arrived()
            self._pause.start()
        elif self._outcome is not None:
            self._pause.stop()
            self._end(self._outcome)
        self._show()

    def _add_arrived(self) -> None:
        pages, self._arrived = self._arrived[:_PAGES_AT_ONCE], self._arrived[_PAGES_AT_ONCE:]
        self._model.add(pages, replace=self._replace)
        self._replace = False
        self._listing.add(sum(map(len, pages)))

    def _end(self, outcome: Outcome[None]) -> None:
        self._cancel = self._outcome = None
        self._patience.stop()
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

    def _show(self) -> None:
        listing, rows = self._listing, self._model.rows
        self._bar.setVisible(listing.stage is not Stage.IDLE)
        count = wording.count_line(listing.stage, rows.count, rows.total, bool(rows.filter), listing.count)
        self._bar.show_state(count, listing.running, rows.count > 0)
        self._stack.setCurrentWidget(self._table if rows.count else self._message)
        if rows.total and not rows.count:
            self._message.show_no_match(self._bar.filter.text().strip())
        elif not rows.count:
            self._message.show_listing(listing, patient=self._patience.isActive())
        self._notice.show_listing(listing, rows.total)

    def _take_step(self) -> None:
        if self._model.rows.total:
            self._bar.filter.clear()
            self._bar.filter.setFocus()
        else:
            self.refresh()

    def _filter(self, text: str) -> None:
        self._model.set_filter(text)
        self._show()

    def _ask_export(self) -> None:
        profile = self._listing.profile
        name = self.tr("{0} buckets").format(profile.name) if profile else ""
        self._export.ask(self._model.rows.view, name)

    def _show_details(self) -> None:
        if self._listing.problem:
            self.problem_details.emit(self._listing.problem)

    def _into_table(self) -> None:
        if self._model.rows.count:
            if not self._table.currentIndex().isValid():
                self._table.selectRow(0)
            self._table.setFocus()

    def _recolor(self) -> None:
        self._model.set_muted(self._theme.colors.muted)
        self._table.viewport().update()

    def _timer(self, milliseconds: int, look: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(look)
        return timer

    def _lay_out(self) -> None:
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._message)
        self._stack.addWidget(self._table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._bar)
        column.addWidget(self._notice)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self._bar.filter.textChanged.connect(self._filter)
        self._bar.filter.left_downwards.connect(self._into_table)
        self._bar.refresh_asked.connect(self.refresh)
        self._bar.stop_asked.connect(self.stop)
        self._bar.export_asked.connect(self._ask_export)
        self._notice.retry_asked.connect(self.refresh)
        self._notice.details_asked.connect(self._show_details)
        self._message.step_taken.connect(self._take_step)
        self._message.details_asked.connect(self._show_details)
        self._export.saved.connect(self._notice.tell_saved)
        self._export.failed.connect(self._notice.tell_failed)
        self._theme.changed.connect(self._recolor)
