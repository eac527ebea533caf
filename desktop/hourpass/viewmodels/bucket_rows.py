"""The buckets of one account: all of them, and those the filter lets through, both in the order asked for.

Plain lists of tuples, because a filter over 100,000 rows runs at every keystroke. A row is shared by both lists.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable
from enum import IntEnum
from operator import itemgetter

from hourpass.services.ports import BucketRow
from hourpass.viewmodels.csv_cells import csv_parts

Row = tuple[str, str, str, str]
"""Name, region, created, and the name as the filter compares it (the same object where they are equal)."""


class Column(IntEnum):
    """The columns that are shown, by their place in a row."""

    NAME = 0
    REGION = 1
    CREATED = 2


_FOLDED = 3
_FEW = 50  # rows to look for one by one


class BucketRows:
    """All rows, and the view of them; without a filter the view *is* all rows."""

    def __init__(self) -> None:
        self._rows: list[Row] = []
        self._view = self._rows
        self._filter = ""
        self._column = Column.NAME
        self._descending = False

    @property
    def view(self) -> list[Row]:
        """The rows that pass the filter, in order. To be read, not changed; another list after each change."""
        return self._view

    @property
    def count(self) -> int:
        """How many rows pass the filter."""
        return len(self._view)

    @property
    def total(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    @property
    def filter(self) -> str:
        """The filter in force, folded; empty when there is none."""
        return self._filter

    @property
    def order(self) -> tuple[Column, bool]:
        """The column sorted by, and whether the largest comes first."""
        return self._column, self._descending

    def follows(self, page: list[Row]) -> bool:
        """Whether *page*, sorted, only lengthens the view: so it is when AWS's order is the order on screen."""
        return _follows(self._view, page, self._column, self._descending)

    def prepare(self, page: Iterable[BucketRow]) -> list[Row]:
        """*page* as rows, sorted, ready for :meth:`add`."""
        intern = sys.intern  # some thirty regions, 100,000 rows
        rows: list[Row] = []
        for name, region, created in page:
            folded = name.casefold()
            rows.append((name, intern(region), created, name if folded == name else folded))
        rows.sort(key=itemgetter(self._column), reverse=self._descending)
        return rows

    def passing(self, page: list[Row]) -> list[Row]:
        """The rows of *page* that the filter lets through."""
        return _containing(self._filter, page) if self._filter else page

    def add(self, page: list[Row]) -> None:
        """Take in *page*, as :meth:`prepare` made it, where it belongs in the order."""
        passing = self.passing(page)
        if self._view is not self._rows:
            self._merge(self._view, passing)
        self._merge(self._rows, page)

    def clear(self) -> None:
        """Forget all rows; filter and order stay."""
        self._rows = []
        self._view = self._rows if not self._filter else []

    def set_filter(self, text: str) -> bool:
        """Let only names through that contain *text*, in whatever case; whether the filter is another one now."""
        sought = text.strip().casefold()
        if sought == self._filter:
            return False
        # What a longer text lets through, its beginning let through before: look among those only.
        among = self._view if sought.startswith(self._filter) else self._rows
        self._filter = sought
        self._view = _containing(sought, among) if sought else self._rows
        return True

    def sort(self, column: Column, descending: bool) -> None:
        """Put the rows in order; rows that are equal there keep the order they had."""
        self._column, self._descending = column, descending
        key = itemgetter(column)
        if self._view is not self._rows:
            self._view.sort(key=key, reverse=descending)
        self._rows.sort(key=key, reverse=descending)

    def name_at(self, place: int) -> str:
        """The name in the row at *place*."""
        return self._view[place][0]

    def handle(self, place: int) -> Row:
        """What finds the row at *place* again."""
        return self._view[place]

    def find(self, name: str) -> Row | None:
        """The row of the bucket called *name*."""
        return next((row for row in self._rows if row[0] == name), None)

    def places(self, rows: Collection[Row]) -> list[int]:
        """Where in the view the buckets of *rows* stand, from the top; what the filter hides is left out."""
        if len(rows) <= _FEW:
            return sorted(place for place in map(self._place, rows) if place >= 0)
        names = {row[0] for row in rows}
        places: list[int] = []
        for place, row in enumerate(self._view):
            if row[0] in names:
                places.append(place)
                if len(places) == len(names):  # names are unique in an account
                    break
        return places

    def first_starting_with(self, text: str, start: int) -> int:
        """The place of the first name at or after *start*, round the end, that begins with *text*; -1 if none does."""
        sought = text.casefold()
        view = self._view
        for place in range(start, len(view)):
            if view[place][_FOLDED].startswith(sought):
                return place
        for place in range(min(start, len(view))):
            if view[place][_FOLDED].startswith(sought):
                return place
        return -1

    def _place(self, row: Row) -> int:
        """Found by halving: after a sort the rows lie all over the memory, and looking at each takes 50 ms."""
        view, column, value = self._view, self._column, row[self._column]
        first = self._boundary(value, after=False)
        for place in range(first, self._boundary(value, after=True) if column else min(first + 1, len(view))):
            if view[place][0] == row[0]:
                return place
        return -1

    def _boundary(self, value: str, *, after: bool) -> int:
        """The first place whose value in the order's column comes not before *value*, or *after* it."""
        view, column, descending = self._view, self._column, self._descending
        low, high = 0, len(view)
        while low < high:
            middle = (low + high) // 2
            found = view[middle][column]
            if (found > value if descending else found < value) or (after and found == value):
                low = middle + 1
            else:
                high = middle
        return low

    def _merge(self, rows: list[Row], page: list[Row]) -> None:
        in_order = _follows(rows, page, self._column, self._descending)
        rows.extend(page)
        if not in_order:
            # Two sorted runs: list.sort merges them without comparing all anew.
            rows.sort(key=itemgetter(self._column), reverse=self._descending)


def _containing(sought: str, rows: list[Row]) -> list[Row]:
    return [row for row in rows if sought in row[3]]  # a literal index: a name would be looked up for each row


def _follows(rows: list[Row], page: list[Row], column: Column, descending: bool) -> bool:
    if not rows or not page:
        return True
    last, first = rows[-1][column], page[0][column]
    return last >= first if descending else last <= first


def arn(name: str, partition: str) -> str:
    """The bucket's ARN: it names neither region nor account."""
    return f"arn:{partition}:s3:::{name}"


def as_csv(rows: Iterable[Row]) -> str:
    """*rows* as comma-separated values with a header."""
    return "".join(csv_parts(("name", "region", "created"), (row[:_FOLDED] for row in rows)))
