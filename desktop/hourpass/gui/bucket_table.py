"""The table of buckets."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from hourpass.gui import row_spans
from hourpass.gui.bucket_model import BucketModel
from hourpass.gui.row_spans import Span
from hourpass.gui.row_table import RowTable
from hourpass.gui.theme import Theme
from hourpass.viewmodels.bucket_rows import Column, arn, as_csv

_SHARES = {Column.NAME: 0.44, Column.REGION: 0.30, Column.CREATED: 0.26}


class BucketTable(RowTable):
    """Rows of :class:`BucketModel`."""

    def __init__(self, theme: Theme, model: BucketModel, parent: QWidget | None = None) -> None:
        super().__init__(theme, model, parent)
        self.setObjectName("bucketTable")
        self.setAccessibleName(self.tr("Buckets"))
        self._model = model
        self._partition = "aws"

    def set_partition(self, partition: str) -> None:
        """The partition that copied ARNs name."""
        self._partition = partition

    def selected_names(self) -> list[str]:
        """The names of the selected rows, from the top."""
        return [self._model.name_at(place) for place in self.selected_places()]

    def copy(self) -> None:
        """The selected names to the clipboard, a line each."""
        self.put_on_clipboard("\n".join(self.selected_names()))

    def copy_arns(self) -> None:
        """The selected buckets' ARNs to the clipboard, a line each."""
        self.put_on_clipboard("\n".join(arn(name, self._partition) for name in self.selected_names()))

    def copy_csv(self) -> None:
        """The selected rows to the clipboard as CSV with a header."""
        view = self._model.rows.view
        places = self.selected_places()
        self.put_on_clipboard(as_csv(view[place] for place in places) if places else "")

    def fill_menu(self, menu: QMenu, spans: list[Span]) -> None:
        several = row_spans.count(spans) > 1
        place = spans[0][0] if spans and not several else -1
        go_in = menu.addAction(self.tr("&Open"), lambda: self.opened.emit(place))
        go_in.setShortcut(QKeySequence("Return"))
        go_in.setEnabled(place >= 0)
        menu.addSeparator()
        for number, (text, copy) in enumerate(
            (
                (self.tr("Copy &names") if several else self.tr("Copy &name"), self.copy),
                (self.tr("Copy &ARNs") if several else self.tr("Copy &ARN"), self.copy_arns),
                (self.tr("Copy as &CSV rows") if several else self.tr("Copy as &CSV row"), self.copy_csv),
            )
        ):
            action = menu.addAction(text, copy)
            action.setEnabled(bool(spans))
            if not number:
                action.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))

    def shared(self, width: int) -> Mapping[int, int]:
        return {column: int(width * share) for column, share in _SHARES.items()}

    def sort_texts(self) -> tuple[tuple[int, str], ...]:
        return (
            (Column.NAME, self.tr("Sort by na&me")),
            (Column.REGION, self.tr("Sort by &region")),
            (Column.CREATED, self.tr("Sort by &date")),
        )
