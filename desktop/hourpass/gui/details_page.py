"""The details of a session, and below them what can be done with the profile itself."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hourpass.gui.clean_cut import clean_cut
from hourpass.gui.controls import separator
from hourpass.gui.details_tab import DetailsTab

_FACTS_ROOM = 140
"""So much of the details has to be seen for the buttons to keep a place of their own; else they scroll with them."""


_BETWEEN = 8
_APART = 24
"""At least so much lies between the removals and what stands beside them."""


class DetailsPage(QWidget):
    """Shows *details*, then the buttons below a line: *changes* first, *removals* apart from them, at the other end of the
    last row where that has room. Gives way to whatever stands above it.
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
        self._rows = [_row() for _ in (*changes, *removals)]  # as many as a very narrow window takes
        column = QVBoxLayout()
        column.setSpacing(_BETWEEN)
        for row in self._rows:
            column.addLayout(row)
        below.addLayout(column)
        self._placed: tuple[int, int, bool] | None = None
        self._scrolls = self._cutting = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 20)
        self._column.setSpacing(12)
        self._column.addWidget(details, 1)
        self._column.addStretch()  # what a whole row had no room for
        self._column.addWidget(self._foot)
        self._place(1, 0, False)
        details.verticalScrollBar().rangeChanged.connect(self._end_at_a_row)
        for before, after in pairwise((*changes, *removals)):
            self.setTabOrder(before, after)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._end_at_a_row()  # behind another tab there may have come other facts

    def _fit(self, *, again: bool = True) -> None:
        changes, removals = self._groups
        width = max(button.sizeHint().width() for button in (*changes, *removals))
        room = self.width() - (self._details.bar_width if self._scrolls else 0)
        columns = max(1, min(max(len(changes), len(removals)), (room + _BETWEEN) // (width + _BETWEEN)))

        def last_holds_both(columns: int) -> bool:
            buttons = (len(changes) - 1) % columns + 1 + len(removals)
            return buttons * (width + _BETWEEN) - 2 * _BETWEEN + _APART <= room

        def rows(columns: int) -> int:
            own = 0 if last_holds_both(columns) else -(-len(removals) // columns)
            return -(-len(changes) // columns) + own

        # As few as take no more rows: the last row is as full as it can be.
        columns = min(range(1, columns + 1), key=lambda number: (rows(number), number))
        self._place(columns, width, last_holds_both(columns))
        scrolls = self.height() < self._foot.sizeHint().height() + _FACTS_ROOM
        if scrolls != self._scrolls:
            self._scrolls = scrolls
            self._move()
            if again:
                self._fit(again=False)  # the bar has come or gone, and with it some of the width
        self._end_at_a_row()

    def _end_at_a_row(self) -> None:
        """Have the view of the facts end between two rows, not through the letters of one."""
        content = self._details.widget()
        if self._cutting or content is None or not content.isVisible():
            return
        self._cutting = True
        below = 0 if self._scrolls else self._foot.sizeHint().height() + self._column.spacing()
        room = self.height() - self._column.contentsMargins().bottom() - below
        if room > 0:  # else it is not laid out yet
            self._details.setMaximumHeight(max(0, clean_cut(content, content.width(), room)))
        self._cutting = False

    def _place(self, columns: int, width: int, last_holds_both: bool) -> None:
        """In columns of one *width*; in a narrow window they take more rows, in their order."""
        if self._placed == (columns, width, last_holds_both):
            return
        self._placed = columns, width, last_holds_both
        changes, removals = self._groups
        for button in (*changes, *removals):
            button.setMinimumWidth(width)
            for row in self._rows:
                row.removeWidget(button)
        lines = -(-len(changes) // columns)
        for place, button in enumerate(changes):
            self._rows[place // columns].insertWidget(place % columns, button)
        for place, button in enumerate(removals):
            if last_holds_both:
                self._rows[lines - 1].addWidget(button)
            else:
                self._rows[lines + place // columns].insertWidget(place % columns, button)
        for place, row in enumerate(self._rows):
            apart = place == lines and not last_holds_both
            row.setContentsMargins(0, 12 - _BETWEEN if apart else 0, 0, 0)
        below = self._foot.layout()
        assert below is not None  # noqa: S101 (it was given one)
        below.activate()  # its height is asked for next

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


def _row() -> QHBoxLayout:
    """What lies between what stands at its beginning and what is added to its end."""
    row = QHBoxLayout()
    row.setSpacing(_BETWEEN)
    row.addStretch(1)
    return row
