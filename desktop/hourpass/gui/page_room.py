"""Room for the pages of a dialog: it begins low, and grows when a page is turned to that needs more."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from hourpass.gui.dialog import TITLE_BAR, Dialog
from hourpass.gui.screen_room import screen_room


class PageRoom(QObject):
    """Has *dialog* grow up to a height of *most* until what is seen of *scrolls* need not scroll. It never shrinks, and
    does nothing unless asked: while somebody types, nothing is to move. Once the person has changed the
    dialog's size, that is theirs.
    """

    def __init__(self, dialog: Dialog, scrolls: tuple[QAbstractScrollArea, ...], most: int) -> None:
        super().__init__(dialog)
        self._dialog, self._scrolls, self._most = dialog, scrolls, most
        self._given = dialog.size()
        # What came has its place only once it is laid out.
        self._settled = QTimer(self, singleShot=True, interval=0)
        self._settled.timeout.connect(self._grow)

    def look(self) -> None:
        """Another page is shown, the person has asked for more of one, or something went wrong and is said below it."""
        self._settled.start()

    def _grow(self) -> None:
        dialog = self._dialog
        if not dialog.isVisible() or dialog.size() != self._given:
            return
        for part in reversed(dialog.findChildren(QWidget)):  # the innermost before what it lies in
            if (layout := part.layout()) is not None:
                layout.activate()
        missing = max((each.verticalScrollBar().maximum() for each in self._scrolls if each.isVisible()), default=0)
        most = min(self._most, screen_room(dialog).height() - TITLE_BAR)
        if missing and dialog.height() < most:
            dialog.resize(dialog.width(), min(dialog.height() + missing, most))
            dialog.keep_on_screen()
            self._given = dialog.size()
            self.look()  # words that wrap may take more lines than they said
