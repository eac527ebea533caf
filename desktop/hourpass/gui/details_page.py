"""The details of a session, and below them what can be done with the profile itself."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from hourpass.gui.details_tab import DetailsTab

_FACTS_ROOM = 140
"""So much of the details has to be seen for the buttons to keep a place of their own; else they scroll with them."""


class DetailsPage(QWidget):
    """Shows *details*, then the buttons: *changes* first and *removals* below. Gives way to whatever stands above it."""

    def __init__(
        self, details: DetailsTab, changes: list[QWidget], removals: list[QWidget], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._details = details
        self._rows = (changes, removals)
        self._foot = QWidget(self)
        self._foot.setObjectName("detailsButtons")
        self._grid = QGridLayout(self._foot)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self._columns = 0
        self._scrolls = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 12)
        self._column.setSpacing(12)
        self._column.addWidget(details, 1)
        self._column.addWidget(self._foot)
        self._place(max(map(len, self._rows)))
        for before, after in pairwise((*changes, *removals)):
            self.setTabOrder(before, after)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        widest = max(button.sizeHint().width() for row in self._rows for button in row)
        room = self.width() - (self._details.bar_width if self._scrolls else 0)
        columns = max(1, min(max(map(len, self._rows)), (room + 8) // (widest + 8)))
        if columns != self._columns:
            self._place(columns)
        scrolls = self.height() < self._foot.sizeHint().height() + _FACTS_ROOM
        if scrolls != self._scrolls:
            self._scrolls = scrolls
            self._move()

    def _place(self, columns: int) -> None:
        """In a narrow window they take more rows, in their order."""
        self._columns = columns
        self._grid.setColumnStretch(columns, 1)
        for further in range(columns):
            self._grid.setColumnStretch(further, 0)
        place = 0
        for row in self._rows:
            for button in row:
                self._grid.addWidget(button, place // columns, place % columns)
                place += 1

    def _move(self) -> None:
        focused = self.window().focusWidget()
        had_focus = focused is not None and self._foot.isAncestorOf(focused)
        if self._scrolls:
            self._details.append(self._foot)
        else:
            self._column.addWidget(self._foot)
        self._foot.show()  # moved to another parent, it is hidden
        if had_focus and focused is not None:
            focused.setFocus()
