"""The details of a session, and below them what can be done with the profile itself."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from hourpass.gui.controls import separator
from hourpass.gui.details_tab import DetailsTab

_FACTS_ROOM = 140
"""So much of the details has to be seen for the buttons to keep a place of their own; else they scroll with them."""


_BETWEEN = 8


class DetailsPage(QWidget):
    """Shows *details*, then the buttons below a line: *changes* first, *removals* apart from them. Gives way to whatever
    stands above it.
    """

    def __init__(
        self, details: DetailsTab, changes: list[QWidget], removals: list[QWidget], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._details = details
        self._groups = (changes, removals)
        self._foot = QWidget(self)
        self._foot.setObjectName("detailsButtons")
        below = QVBoxLayout(self._foot)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(12)
        below.addWidget(separator(self._foot))
        self._grids = (QGridLayout(), QGridLayout())
        for grid in self._grids:
            grid.setSpacing(_BETWEEN)
            below.addLayout(grid)
        self._columns = self._width = 0
        self._scrolls = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 12)
        self._column.setSpacing(12)
        self._column.addWidget(details, 1)
        self._column.addWidget(self._foot)
        self._place(self._most, 0)
        for before, after in pairwise((*changes, *removals)):
            self.setTabOrder(before, after)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        widest = max(button.sizeHint().width() for group in self._groups for button in group)
        room = self.width() - (self._details.bar_width if self._scrolls else 0)
        columns = max(1, min(self._most, (room + _BETWEEN) // (widest + _BETWEEN)))
        # As few as take no more rows: the last row is as full as it can be.
        columns = min(range(1, columns + 1), key=lambda number: (self._rows_in(number), number))
        if (columns, widest) != (self._columns, self._width):
            self._place(columns, widest)
        scrolls = self.height() < self._foot.sizeHint().height() + _FACTS_ROOM
        if scrolls != self._scrolls:
            self._scrolls = scrolls
            self._move()

    @property
    def _most(self) -> int:
        return max(map(len, self._groups))

    def _rows_in(self, columns: int) -> int:
        return sum(-(-len(group) // columns) for group in self._groups)

    def _place(self, columns: int, width: int) -> None:
        """In columns of one *width*; in a narrow window they take more rows, in their order."""
        self._columns, self._width = columns, width
        for grid, group in zip(self._grids, self._groups, strict=True):
            for column in range(self._most):
                grid.setColumnStretch(column, 0)
                grid.setColumnMinimumWidth(column, width if column < columns else 0)
            grid.setColumnStretch(columns, 1)
            for place, button in enumerate(group):
                grid.addWidget(button, place // columns, place % columns)

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
