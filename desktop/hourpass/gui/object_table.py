"""The table of what stands in a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from hourpass.domain import object_keys
from hourpass.gui import row_spans
from hourpass.gui.icons import icon
from hourpass.gui.object_model import ObjectModel
from hourpass.gui.row_spans import Span
from hourpass.gui.row_table import PADDING, RowTable
from hourpass.gui.tasks import Done, Outcome, Tasks
from hourpass.gui.theme import Theme
from hourpass.viewmodels.object_csv import Chosen, as_csv, chosen, keys
from hourpass.viewmodels.object_rows import Column

URI_KEYS = "Ctrl+Shift+C"
_LONGEST = {Column.SIZE: "1023.9 MB", Column.MODIFIED: "2000-00-00 00:00", Column.CLASS: "INTELLIGENT_TIERING"}
"""What a column has room for. Names have the rest, and the class gives way to them in a narrow window."""
_AT_ONCE = 10_000
"""Rows whose texts are made while somebody waits."""
_NAME_AT_LEAST, _CLASS_AT_LEAST = 200, 100
_ICON = 16


class ObjectTable(RowTable):
    """Rows of :class:`ObjectModel`."""

    _most_held = 2_000
    _mark_width = _ICON + 6
    _told_in_full = frozenset({Column.NAME, Column.CLASS})

    def __init__(self, theme: Theme, tasks: Tasks, model: ObjectModel, parent: QWidget | None = None) -> None:
        super().__init__(theme, model, parent)
        self._tasks = tasks
        self.setObjectName("objectTable")
        self.setAccessibleName(self.tr("Objects"))
        self.setIconSize(QSize(_ICON, _ICON))
        self._model = model
        self._bucket, self._folder, self._partition = "", "", "aws"
        self._recolor()
        theme.changed.connect(self._recolor)

    def set_place(self, bucket: str, folder: str, partition: str) -> None:
        """What comes before the names in keys, URIs and ARNs."""
        self._bucket, self._folder, self._partition = bucket, folder, partition

    def selected_keys(self) -> Iterator[str]:
        """The whole keys of the selected rows, from the top."""
        return keys(self._folder, self._chosen())

    def copy(self) -> None:
        """The selected keys to the clipboard, a line each."""
        listed = self.selected_keys()
        self._copy(lambda: "\n".join(listed))

    def copy_uris(self) -> None:
        """The selected rows' S3 URIs to the clipboard, a line each."""
        listed, bucket = self.selected_keys(), self._bucket
        self._copy(lambda: "\n".join(object_keys.uri(bucket, key) for key in listed))

    def copy_arns(self) -> None:
        """The selected rows' ARNs to the clipboard, a line each."""
        listed, bucket, partition = self.selected_keys(), self._bucket, self._partition
        self._copy(lambda: "\n".join(object_keys.arn(bucket, key, partition) for key in listed))

    def copy_csv(self) -> None:
        """The selected rows to the clipboard as CSV with a header."""
        listed, folder = self._chosen(), self._folder
        self._copy(lambda: "".join(as_csv(folder, listed)) if listed else "")

    def _chosen(self) -> Chosen:
        return chosen(self._model.rows, self.selected_spans())

    def _copy(self, make: Callable[[], str]) -> None:
        """What *make* makes to the clipboard: of very many rows it is made off this thread."""
        if row_spans.count(self.selected_spans()) <= _AT_ONCE:
            self.put_on_clipboard(make())
            return

        def made(outcome: Outcome[str]) -> None:
            if isinstance(outcome, Done):
                self.put_on_clipboard(outcome.value)

        self._tasks.start(lambda _cancel, _report: make(), made)

    def fill_menu(self, menu: QMenu, spans: list[Span]) -> None:
        several = row_spans.count(spans) > 1
        place = spans[0][0] if spans and not several else -1
        go_in = menu.addAction(self.tr("&Open"), lambda: self.opened.emit(place))
        go_in.setShortcut(QKeySequence("Return"))
        go_in.setEnabled(place >= 0 and bool(self._model.rows.folder_at(place)))
        menu.addSeparator()
        for text, copy, shortcut in (
            (self.tr("Copy &keys") if several else self.tr("Copy &key"), self.copy, QKeySequence.StandardKey.Copy),
            (self.tr("Copy S3 &URIs") if several else self.tr("Copy S3 &URI"), self.copy_uris, URI_KEYS),
            (self.tr("Copy &ARNs") if several else self.tr("Copy &ARN"), self.copy_arns, None),
            (self.tr("Copy as &CSV rows") if several else self.tr("Copy as &CSV row"), self.copy_csv, None),
        ):
            action = menu.addAction(text, copy)
            action.setEnabled(bool(spans))
            if shortcut is not None:
                action.setShortcut(QKeySequence(shortcut))

    def shared(self, width: int) -> Mapping[int, int]:
        measure = self.fontMetrics().horizontalAdvance
        wanted = {column: measure(text) + PADDING for column, text in _LONGEST.items()}
        title = self.horizontalHeader().sectionSizeFromContents(Column.MODIFIED).width()
        wanted[Column.MODIFIED] = max(wanted[Column.MODIFIED], title)
        size, modified, longest = (wanted[column] for column in _LONGEST)
        room = width - size - modified
        class_width = min(longest, max(_CLASS_AT_LEAST, int(room * 0.3)))
        if room - class_width < _NAME_AT_LEAST:
            return {Column.NAME: room, Column.SIZE: size, Column.MODIFIED: modified}
        return {
            Column.NAME: room - class_width,
            Column.SIZE: size,
            Column.MODIFIED: modified,
            Column.CLASS: class_width,
        }

    def sort_texts(self) -> tuple[tuple[int, str], ...]:
        return (
            (Column.NAME, self.tr("Sort by na&me")),
            (Column.SIZE, self.tr("Sort by &size")),
            (Column.MODIFIED, self.tr("Sort by &date")),
            (Column.CLASS, self.tr("Sort by storage c&lass")),
        )

    def _recolor(self) -> None:
        colors = self._theme.colors
        self._model.set_icons(icon("folder", colors.accent), icon("file", colors.muted))
        self.viewport().update()
