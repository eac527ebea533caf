"""One folder of a bucket at a time: lists it, walks in and out, and says in place what keeps it from being there.

Loaded when the first bucket is opened, as who never opens one need not pay for it.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hourpass.adapters.freed_memory import give_back
from hourpass.domain import object_keys
from hourpass.domain.profile import Profile
from hourpass.gui.csv_export import CsvExport
from hourpass.gui.folder_pages import FolderPages, ListObjects
from hourpass.gui.listing_bar import BarTexts, ListingBar
from hourpass.gui.listing_panel import ListingPanel
from hourpass.gui.object_message import ObjectMessage
from hourpass.gui.object_model import ObjectModel
from hourpass.gui.object_notice import ObjectNotice
from hourpass.gui.object_table import URI_KEYS, ObjectTable
from hourpass.gui.path_bar import PathBar, Step
from hourpass.gui.row_table import ROW_HEIGHT
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme
from hourpass.gui.wording import objects as wording
from hourpass.viewmodels.listing import Move, Stage
from hourpass.viewmodels.object_csv import as_csv, shown
from hourpass.viewmodels.object_rows import Column, ObjectRows
from hourpass.viewmodels.object_walk import KEPT, Walk

_NEAR_THE_END = 10 * ROW_HEIGHT


class FolderView(QWidget):
    """Shows where a :class:`Walk` is."""

    left = Signal(str)
    """Back to the buckets, from that one."""
    expired = Signal()
    """A listing ended because the credentials have."""
    problem_details = Signal(object)
    """Somebody asks what AWS answered: a Problem."""

    def __init__(self, theme: Theme, tasks: Tasks, list_objects: ListObjects, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._model = ObjectModel(self)
        self._path = PathBar(theme, self)
        texts = BarTexts(
            kind="Objects",
            filter_name=self.tr("Filter objects"),
            placeholder=self.tr("Filter…"),
            export_tip=self.tr("Save what is shown as a CSV file"),
        )
        self._bar = ListingBar(texts, self)
        self._notice = ObjectNotice(theme, self)
        self._table = ObjectTable(theme, tasks, self._model, self)
        self._panel = ListingPanel(theme, self._model, self._bar, self._notice, self._table, self)
        self._message = ObjectMessage(self._panel.ground)
        self._panel.hold(self._message)
        self._export = CsvExport(tasks, self.tr("Export objects"), self)
        self._pages = FolderPages(tasks, list_objects, self._model, self._table, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(8)
        column.addWidget(self._path)
        column.addWidget(self._panel, 1)
        self._connect()

    # what the tab asks for

    @property
    def walk(self) -> Walk | None:
        """Where one is; None while no bucket is open."""
        return self._pages.walk

    @property
    def arriving(self) -> bool:
        """Whether anything is still to come on screen."""
        return self._pages.arriving

    def open(self, profile: Profile, bucket: str, region: str) -> None:
        """Go into *bucket*."""
        self.close_bucket()
        self._pages.walk = Walk(profile, bucket, region)
        self._pages.choosing_first = True
        self._arrive()
        self._panel.take_keyboard()

    def close_bucket(self) -> None:
        """Let everything go."""
        self._pages.break_off()
        many = self.walk is not None and self.walk.here.rows.total > KEPT
        self._pages.walk = None
        self._notice.clear()
        self._table.forget_selection()
        self._model.show(ObjectRows(), "")
        if many:
            self._give_back()

    def show_profile(self, profile: Profile | None, *, valid: bool, expired: bool) -> bool:
        """Turn to *profile*, whose credentials are *valid*, or were before they *expired*; whether one may stay."""
        if self.walk is None:
            return False
        move = self.walk.credentials(profile, valid=valid, expired=expired)
        if move is Move.CLEAR:
            self.close_bucket()
            return False
        if move is Move.INTERRUPT:
            self._pages.break_off()
        if move is Move.GO_ON:
            self._pages.go_on()
        self._show()
        return True

    def refresh(self) -> None:
        """List anew. What is on screen stays until the first page is here."""
        if self.walk is not None:
            self._list()

    def focus_filter(self) -> None:
        """Put the cursor into the filter, all of it selected."""
        self._panel.focus_filter()

    def take_focus(self) -> None:
        """Take the keyboard, where somebody was."""
        self._panel.take_keyboard()

    # walking

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.BackButton:
            self._go_up()
        else:
            super().mousePressEvent(event)

    def _enter(self, place: int) -> None:
        folder = self._model.rows.folder_at(place)
        if folder:
            self._go_into(folder)

    def _go_into(self, name: str) -> None:
        walk = self.walk
        if walk is None:
            return
        self._pages.break_off()
        walk.here.scrolled = self._table.verticalScrollBar().value()
        walk.here.filter_text = self._bar.filter.text()
        walk.enter(name)
        self._pages.choosing_first = True
        self._arrive()
        self._panel.take_keyboard()

    def _go_up(self) -> None:
        if self.walk is not None:
            self._go_to(self.walk.depth - 1)

    def _go_to(self, depth: int) -> None:
        walk = self.walk
        if walk is None:
            return
        if depth < 0:
            bucket = walk.bucket
            self.close_bucket()
            self.left.emit(bucket)
            return
        self._pages.break_off()
        many = walk.here.rows.total > KEPT
        walk.go_to(depth)
        self._pages.choosing_first = False
        self._arrive()
        if many:
            self._give_back()
        self._table.verticalScrollBar().setValue(walk.here.scrolled)
        self._table.go_to(walk.here.chosen)
        self._panel.take_keyboard()

    def _give_back(self) -> None:
        self._tasks.start(lambda _cancel, _report: give_back(), lambda _outcome: None)

    def _arrive(self) -> None:
        """Show where the walk has led, and list it if that was not done already."""
        walk = self.walk
        if walk is None:
            return
        here = walk.here
        self._notice.clear()
        self._table.forget_selection()
        self._table.set_place(walk.bucket, here.folder, walk.profile.partition)
        self._bar.filter.blockSignals(True)
        self._bar.filter.setText(here.filter_text)
        self._bar.filter.blockSignals(False)
        self._model.show(here.rows, here.filter_text)
        self._table.updateGeometries()
        self._show_path(walk)
        match walk.arrive():
            case Move.LIST:
                self._list()
            case Move.GO_ON:
                self._pages.go_on()
        self._show()

    def _show_path(self, walk: Walk) -> None:
        steps = [Step(self.tr("Buckets"), -1), Step(wording.named(walk.bucket), 0)]
        for depth, name in enumerate(walk.parts, 1):
            steps.append(Step(wording.part(name, begun=walk.is_beginning(depth)), depth))
        self._path.show_path(steps)

    # listing

    def _list(self) -> None:
        self._notice.clear()
        self._pages.begin()

    def _scrolled(self, value: int) -> None:
        """The end of a huge folder is near: have some more of it come, if the end is where the last names are."""
        walk = self.walk
        if walk is None or walk.here.listing.stage is not Stage.PAUSED or walk.here.listing.full:
            return
        rows = self._model.rows
        at_end = value > 0 and value >= self._table.verticalScrollBar().maximum() - _NEAR_THE_END
        if at_end and not rows.filter and rows.order == (Column.NAME, False):
            self._pages.want_more()

    # showing

    def _show(self) -> None:
        walk = self.walk
        if walk is None:
            return
        here, rows = walk.here, self._model.rows
        listing, sought = here.listing, self._bar.filter.text()
        folders, objects = len(rows.folders.names), len(rows.objects.names)
        filtered = bool(rows.filter)
        count = (
            self.tr("One moment…")
            if self._model.busy
            else wording.count_line(listing, rows.count, folders, objects, filtered=filtered)
        )
        self._bar.show_state(count, listing.running, rows.count > 0)
        waiting = listing.running and self._pages.patient and not rows.total
        self._panel.turn_to(table=bool(rows.count) or waiting)
        if rows.total and not rows.count:
            self._message.show_no_match(sought, listing.complete)
        elif not rows.count:
            self._message.show_level(walk.bucket, here, patient=self._pages.patient)
        self._notice.show_level(here, sought if rows.count else "")

    def _filter(self, text: str) -> None:
        self._model.set_filter(text)
        self._show()

    def _take_step(self) -> None:
        if self.walk is None:
            return
        if self._model.rows.total:
            self._panel.clear_filter()
        elif self.walk.here.listing.stage in {Stage.STOPPED, Stage.PAUSED}:
            self._pages.go_on()
        else:
            self._list()

    def _ask_for_beginning(self) -> None:
        sought = self._bar.filter.text()
        if sought:
            self._bar.filter.clear()
            self._go_into(sought)

    def _ask_export(self) -> None:
        if self.walk is None:
            return
        folder, kept = self.walk.here.folder, shown(self._model.rows)
        name = f"{self.walk.bucket} {folder}".strip(" /")
        self._export.ask(lambda: as_csv(folder, kept), sum(len(numbers) for _, numbers in kept), name)

    def _show_details(self) -> None:
        if self.walk is not None and self.walk.here.listing.problem:
            self.problem_details.emit(self.walk.here.listing.problem)

    def _copy_folder(self) -> None:
        if self.walk is not None:
            QGuiApplication.clipboard().setText(object_keys.uri(self.walk.bucket, self.walk.here.folder))

    def _connect(self) -> None:
        self._pages.changed.connect(self._show)
        self._pages.expired.connect(self.expired)
        self._path.left_for.connect(self._go_to)
        self._path.copy_asked.connect(self._copy_folder)
        self._bar.filter.textChanged.connect(self._filter)
        self._bar.refresh_asked.connect(self.refresh)
        self._bar.stop_asked.connect(self._pages.stop)
        self._bar.export_asked.connect(self._ask_export)
        self._table.opened.connect(self._enter)
        self._table.verticalScrollBar().valueChanged.connect(self._scrolled)
        self._notice.retry_asked.connect(self._pages.go_on)
        self._notice.all_asked.connect(self._pages.want_all)
        self._notice.beginning_asked.connect(self._ask_for_beginning)
        self._notice.details_asked.connect(self._show_details)
        self._message.step_taken.connect(self._take_step)
        self._message.beginning_asked.connect(self._ask_for_beginning)
        self._message.buckets_asked.connect(lambda: self._go_to(-1))
        self._message.details_asked.connect(self._show_details)
        self._export.saved.connect(self._notice.tell_objects_saved)
        self._export.failed.connect(self._notice.tell_failed)
        for keys, act in (
            ("Alt+Up", self._go_up),
            ("Backspace", self._go_up),
            ("Alt+Left", self._go_up),
            (URI_KEYS, self._table.copy_uris),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
