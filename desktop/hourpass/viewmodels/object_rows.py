"""What stands in one folder of a bucket: folders first, then objects, each filtered and in order."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Generator, Iterable, Iterator
from enum import IntEnum
from itertools import chain

from hourpass.services.ports import ObjectPage
from hourpass.viewmodels.shelf import Shelf


class Column(IntEnum):
    """The columns that are shown, as the shelf of objects has them."""

    NAME = 0
    SIZE = 1
    MODIFIED = 2
    CLASS = 3


Handle = int
"""A row, wherever it stands: an object's number, or -1 minus a folder's."""
Commit = Callable[[], None]
"""Shows what was found out."""
Work = Generator[None, None, Commit]


class ObjectRows:
    """Two shelves, one behind the other."""

    def __init__(self) -> None:
        self._filter = ""
        self._column = Column.NAME
        self._descending = False
        self.clear()

    def clear(self) -> None:
        """Forget all rows; filter and order stay. Who still reads the shelves may go on."""
        self.folders = Shelf()
        self.objects = Shelf(array("q"), array("q"), [])
        for shelf in (self.folders, self.objects):
            shelf.use_filter(self._filter, shelf.view if not self._filter else array("I"))
            shelf.use_order(self._column_of(shelf), self._descending_of(shelf), shelf.order, shelf.view)

    @property
    def count(self) -> int:
        """How many rows pass the filter."""
        return len(self.folders.view) + len(self.objects.view)

    @property
    def total(self) -> int:
        """How many rows there are."""
        return len(self.folders.names) + len(self.objects.names)

    @property
    def filter(self) -> str:
        """The filter in force, folded; empty when there is none."""
        return self._filter

    @property
    def order(self) -> tuple[Column, bool]:
        """The column sorted by, and whether the largest comes first."""
        return self._column, self._descending

    def shelf_at(self, place: int) -> tuple[Shelf, int]:
        """The shelf that the row at *place* of the view stands on, and its number there."""
        folders = self.folders.view
        if place < len(folders):
            return self.folders, folders[place]
        return self.objects, self.objects.view[place - len(folders)]

    def name_at(self, place: int) -> str:
        """The name in the row at *place*; a folder's ends in a slash."""
        shelf, number = self.shelf_at(place)
        return str(shelf.names[number])

    def folder_at(self, place: int) -> str:
        """The folder in the row at *place*; empty for an object."""
        return self.name_at(place) if place < len(self.folders.view) else ""

    def start_of(self, shelf: Shelf) -> int:
        """The place of the first row of *shelf*."""
        return 0 if shelf is self.folders else len(self.folders.view)

    # taking in

    def take(self, pages: Iterable[ObjectPage]) -> Iterator[tuple[Shelf, array[int]]]:
        """Keep *pages*; for each shelf that gets some the new rows, to be shown by :meth:`Shelf.show`."""
        pages = list(pages)
        folders = list(chain.from_iterable(page.folders for page in pages))
        if folders:
            yield self.folders, self.folders.take(folders)
        names = list(chain.from_iterable(page.names for page in pages))
        if names:
            columns = (
                list(chain.from_iterable(page.sizes for page in pages)),
                list(chain.from_iterable(page.modified for page in pages)),
                list(chain.from_iterable(page.classes for page in pages)),
            )
            yield self.objects, self.objects.take(names, *columns)

    # filter and order

    def filtering(self, text: str) -> Work:
        """Let only names through that contain *text*, in whatever case."""
        sought = text.strip().casefold()
        folders = yield from self.folders.filtered(sought)
        objects = yield from self.objects.filtered(sought)

        def commit() -> None:
            self._filter = sought
            self.folders.use_filter(sought, folders)
            self.objects.use_filter(sought, objects)

        return commit

    def sorting(self, column: Column, descending: bool) -> Work:
        """Put the rows in order. Folders have a name only."""
        folders_descending = descending and column is Column.NAME
        folders = yield from self.folders.sorted_by(Column.NAME, folders_descending)
        objects = yield from self.objects.sorted_by(column, descending)

        def commit() -> None:
            self._column, self._descending = column, descending
            self.folders.use_order(Column.NAME, folders_descending, *folders)
            self.objects.use_order(column, descending, *objects)

        return commit

    # finding

    def handle(self, place: int) -> Handle:
        """What finds the row at *place* again."""
        shelf, number = self.shelf_at(place)
        return number if shelf is self.objects else -1 - number

    def place(self, handle: Handle) -> int:
        """Where in the view that row stands; -1 while the filter hides it."""
        if handle < 0:
            return self.folders.place(-1 - handle)
        found = self.objects.place(handle)
        return found if found < 0 else found + len(self.folders.view)

    def places(self, handles: Collection[Handle]) -> list[int]:
        """Where those rows stand, from the top; what the filter hides is left out."""
        return sorted(place for place in map(self.place, handles) if place >= 0)

    def find(self, name: str) -> Handle | None:
        """The row called *name*: a folder's ends in a slash, as few objects' do."""
        number = self.folders.find(name)
        if number >= 0:
            return -1 - number
        number = self.objects.find(name)
        return number if number >= 0 else None

    def first_starting_with(self, text: str, start: int) -> int:
        """The place of the first name at or after *start*, round the end, that begins with *text*; -1 if none does."""
        for low, high in ((start, self.count), (0, start)):
            for shelf in (self.folders, self.objects):
                before = self.start_of(shelf)
                end = min(high - before, len(shelf.view))
                if (place := shelf.first_starting_with(text, max(low - before, 0), end)) >= 0:
                    return place + before
        return -1

    def _column_of(self, shelf: Shelf) -> Column:
        return self._column if shelf is self.objects else Column.NAME

    def _descending_of(self, shelf: Shelf) -> bool:
        return self._descending and (shelf is self.objects or self._column is Column.NAME)
