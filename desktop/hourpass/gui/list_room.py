"""Room for a list in a dialog: it grows when it is known how long the list is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QSize, QTimer
from PySide6.QtWidgets import QAbstractScrollArea, QScrollArea

from hourpass.gui.clean_cut import clean_cut
from hourpass.gui.dialog import TITLE_BAR, Dialog
from hourpass.gui.screen_room import screen_room

_TIMES = 3
"""So often it may grow: paragraphs beside the list get their lines one after the other, and take from its room."""


class ListRoom(QObject):
    """Has *dialog* show all that *scroll* holds, as far as the screen allows, from when *is_known* first says so. Once
    the person has changed its size, that is theirs.
    """

    def __init__(self, dialog: Dialog, scroll: QAbstractScrollArea, is_known: Callable[[], bool]) -> None:
        super().__init__(dialog)
        self._dialog, self._scroll, self._is_known = dialog, scroll, is_known
        self._times = 0
        self._given: QSize | None = None
        # What wraps is first laid out too narrow, and asks for more than it then needs.
        self._settled = QTimer(self, singleShot=True, interval=0)
        self._settled.timeout.connect(self._grow)
        scroll.verticalScrollBar().rangeChanged.connect(lambda _lowest, missing: self._look(missing))

    def _look(self, missing: int) -> None:
        ours = self._given is None or self._given == self._dialog.size()
        if missing and ours and self._times < _TIMES and self._is_known() and self._dialog.isVisible():
            self._settled.start()

    def _grow(self) -> None:
        dialog, scroll = self._dialog, self._scroll
        missing = scroll.verticalScrollBar().maximum()
        if not missing or not dialog.isVisible():
            return
        self._times += 1
        more = min(missing, max(0, screen_room(dialog).height() - TITLE_BAR - dialog.height()))
        rows = scroll.widget() if isinstance(scroll, QScrollArea) else None
        if more < missing and rows is not None:
            view = scroll.viewport()
            more = clean_cut(rows, view.width(), view.height() + more) - view.height()
        dialog.resize(dialog.width(), dialog.height() + more)
        dialog.keep_on_screen()
        self._given = dialog.size()
