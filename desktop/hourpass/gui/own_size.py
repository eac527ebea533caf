"""The size that a dialog gives itself as it grows, by which the one that the person gave it is told."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from hourpass.gui.dialog import TITLE_BAR, Dialog
from hourpass.gui.screen_room import screen_room


class OwnSize(QObject):
    """Has *dialog* grow for whatever in it needs more room; all that do so share one. Once the person has changed the
    dialog's size, that is theirs. To be made when the dialog has the size with which it begins.
    """

    def __init__(self, dialog: Dialog) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._given = dialog.size()
        self._asked: dict[Callable[[], None], None] = {}  # in their order
        # What came has its place only once it is laid out.
        self._settled = QTimer(self, singleShot=True, interval=0)
        self._settled.timeout.connect(self._let_grow)

    def when_settled(self, grow: Callable[[], None]) -> None:
        """Call *grow* once all has its place, unless the size is the person's or nothing is seen."""
        self._asked[grow] = None
        self._settled.start()

    def most(self) -> int:
        """As high as the screen lets the dialog be."""
        return screen_room(self._dialog).height() - TITLE_BAR

    def grow_to(self, height: int) -> None:
        """Make the dialog that high, and keep it on the screen."""
        self._dialog.take_size(self._dialog.width(), height)
        self._dialog.keep_on_screen()
        self._given = self._dialog.size()

    def _let_grow(self) -> None:
        asked, self._asked = self._asked, {}
        for grow in asked:
            if self._dialog.isVisible() and self._dialog.size() == self._given:
                grow()
