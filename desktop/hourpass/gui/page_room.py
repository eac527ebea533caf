"""Room for the pages of a dialog: it begins low, and grows when a page is turned to that needs more."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from hourpass.gui.dialog import Dialog
from hourpass.gui.own_size import OwnSize


class PageRoom(QObject):
    """Has *dialog*, of that *size*, grow up to a height of *most* until what is seen of *scrolls* need not scroll. It
    never shrinks, and does nothing unless asked: while somebody types, nothing is to move.
    """

    def __init__(self, dialog: Dialog, size: OwnSize, scrolls: tuple[QAbstractScrollArea, ...], most: int) -> None:
        super().__init__(dialog)
        self._dialog, self._size, self._scrolls, self._most = dialog, size, scrolls, most

    def look(self) -> None:
        """Another page is shown, the person has asked for more of one, or something went wrong and is said below it."""
        self._size.when_settled(self._grow)

    def _grow(self) -> None:
        dialog = self._dialog
        for part in reversed(dialog.findChildren(QWidget)):  # the innermost before what it lies in
            if (layout := part.layout()) is not None:
                layout.activate()
        missing = max((each.verticalScrollBar().maximum() for each in self._scrolls if each.isVisible()), default=0)
        most = min(self._most, self._size.most())
        if missing and dialog.height() < most:
            self._size.grow_to(min(dialog.height() + missing, most))
            self.look()  # words that wrap may take more lines than they said
