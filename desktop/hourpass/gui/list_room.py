"""Room for a list in a dialog: it grows when it is known how long the list is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractScrollArea, QScrollArea

from hourpass.gui.clean_cut import clean_cut
from hourpass.gui.dialog import Dialog
from hourpass.gui.own_size import OwnSize

_TIMES = 3
"""So often it may grow: paragraphs beside the list get their lines one after the other, and take from its room."""


class ListRoom(QObject):
    """Has *dialog*, of that *size*, show all that *scroll* holds, as far as the screen allows, whenever it *may_grow*.

    Where that is not far enough, *part* is told for how many pixels there is room, and tells how many are to be taken.
    """

    def __init__(
        self,
        dialog: Dialog,
        size: OwnSize,
        scroll: QAbstractScrollArea,
        may_grow: Callable[[], bool],
        part: Callable[[int], int],
    ) -> None:
        super().__init__(dialog)
        self._dialog, self._size, self._scroll = dialog, size, scroll
        self._may_grow, self._part = may_grow, part
        self._times = 0
        scroll.verticalScrollBar().rangeChanged.connect(self._look)

    def look_again(self) -> None:
        """What the list holds has become something else."""
        self._times = 0
        self._look()

    def _look(self) -> None:
        if self._scroll.verticalScrollBar().maximum() and self._times < _TIMES and self._may_grow():
            # What wraps is first laid out too narrow, and asks for more than it then needs.
            self._size.when_settled(self._grow)

    def _grow(self) -> None:
        missing = self._scroll.verticalScrollBar().maximum()
        if not missing:
            return
        self._times += 1
        more = min(missing, max(0, self._size.most() - self._dialog.height()))
        self._size.grow_to(self._dialog.height() + (more if more == missing else self._part(more)))


def between_rows(scroll: QScrollArea, more: int) -> int:
    """So much of *more* pixels that nothing in *scroll* is cut through its letters."""
    rows, view = scroll.widget(), scroll.viewport()
    return clean_cut(rows, view.width(), view.height() + more) - view.height() if rows is not None else more
