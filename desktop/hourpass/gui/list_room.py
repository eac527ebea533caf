"""Room for a list in a dialog: it grows when it is known how long the list is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractScrollArea, QScrollArea

from hourpass.gui.clean_cut import clean_cut
from hourpass.gui.dialog import Dialog
from hourpass.gui.own_size import OwnSize
from hourpass.gui.wizard.progress_list import ProgressList

_TIMES = 3
"""So often it may grow: paragraphs beside the list get their lines one after the other, and take from its room."""


class ListRoom(QObject):
    """Has *dialog*, of that *size*, show all that *scroll* holds, as far as the screen allows, from when *is_known*
    first says so.
    """

    def __init__(
        self, dialog: Dialog, size: OwnSize, scroll: QAbstractScrollArea, is_known: Callable[[], bool]
    ) -> None:
        super().__init__(dialog)
        self._dialog, self._size, self._scroll, self._is_known = dialog, size, scroll, is_known
        self._times = 0
        scroll.verticalScrollBar().rangeChanged.connect(lambda _lowest, missing: self._look(missing))

    def _look(self, missing: int) -> None:
        if missing and self._times < _TIMES and self._is_known():
            # What wraps is first laid out too narrow, and asks for more than it then needs.
            self._size.when_settled(self._grow)

    def _grow(self) -> None:
        dialog, scroll = self._dialog, self._scroll
        missing = scroll.verticalScrollBar().maximum()
        if not missing:
            return
        self._times += 1
        more = min(missing, max(0, self._size.most() - dialog.height()))
        if more < missing:
            more = self._without_a_cut(more)
        self._size.grow_to(dialog.height() + more)

    def _without_a_cut(self, more: int) -> int:
        """So much of *more* that no row is cut through its letters."""
        scroll = self._scroll
        rows = scroll.widget() if isinstance(scroll, QScrollArea) else None
        if isinstance(scroll, ProgressList):
            scroll.tighten()
        if rows is None:
            return more
        view = scroll.viewport()
        return clean_cut(rows, view.width(), view.height() + more) - view.height()
