"""Rows as columns, by number: all of them and those that a filter lets through, both in the order asked for.

So a row takes some sixty bytes, and there may be a million. What takes longer than a frame with so many comes in
slices: generators that pause often, and return what they were to find. Nothing may be added while one is under way.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Generator, Sequence
from typing import Any, Protocol

from hourpass.viewmodels.names import BLOCK, Names

NAME = 0
_SLICE = 4096  # rows between two pauses: a millisecond or two
_BLOCKS = max(_SLICE // BLOCK, 1)
_SCANNED = 200_000  # rows that a letter typed ahead is looked for in: some twenty milliseconds

Key = Callable[[int], Any]


class Column(Protocol):
    """Values by number, to which more can be added."""

    def __getitem__(self, number: int, /) -> Any: ...

    def extend(self, values: Sequence[Any], /) -> None: ...


class Shelf:
    """Names, and columns as long as they are many. Rows that are equal in the order's column stand as they came."""

    def __init__(self, *columns: Column) -> None:
        self.names = Names()
        self.columns: tuple[Column, ...] = (self.names, *columns)
        self.order: array[int] = array("I")
        self.view = self.order
        """The rows that pass the filter, in order. To be read, not changed."""
        self._filter = ""
        self._column = NAME
        self._descending = False

    # taking in

    def take(self, *columns: Sequence[Any]) -> array[int]:
        """Keep rows behind all others; their numbers, in order. They are not shown before :meth:`show`."""
        before = len(self.names)
        for kept, column in zip(self.columns, columns, strict=True):
            kept.extend(column)
        fresh = range(before, len(self.names))
        return array("I", sorted(fresh, key=self._key(), reverse=self._descending))

    def passing(self, fresh: array[int]) -> array[int]:
        """Those of *fresh* that the filter lets through."""
        if not self._filter:
            return fresh
        sought, names = self._filter, self.names
        return array("I", [number for number in fresh if sought in names[number].casefold()])

    def follows(self, fresh: array[int]) -> bool:
        """Whether *fresh* only lengthens the view: so it is when AWS's order is the order on screen."""
        return self._follows(self.view, fresh)

    def show(self, fresh: array[int], passing: array[int]) -> None:
        """Put *fresh* where it belongs, and of it in the view what is *passing*."""
        same = self.view is self.order
        self.order = self._merged(self.order, fresh)
        self.view = self.order if same else self._merged(self.view, passing)

    # filter and order

    def filtered(self, sought: str) -> Generator[None, None, array[int]]:
        """The view that holds the names with *sought* (folded) in them."""
        if not sought:
            return self.order
        marks = bytearray(len(self.order))
        for block in range(self.names.blocks):
            self.names.mark(sought, block, marks)
            if not block % _BLOCKS:
                yield
        return (yield from _marked(self.order, marks))

    def use_filter(self, sought: str, view: array[int]) -> None:
        """Show *view*, which :meth:`filtered` found."""
        self._filter, self.view = sought, view

    def sorted_by(self, column: int, descending: bool) -> Generator[None, None, tuple[array[int], array[int]]]:
        """All rows and the view in another order."""
        key = self.columns[column].__getitem__
        order = yield from _sorted(range(len(self.names)), key, descending)
        if self.view is self.order:
            return order, order
        shown = bytearray(len(order))
        for start in range(0, len(self.view), _SLICE):
            for number in self.view[start : start + _SLICE]:
                shown[number] = 1
            yield
        return order, (yield from _marked(order, shown))

    def use_order(self, column: int, descending: bool, order: array[int], view: array[int]) -> None:
        """Show rows in the order that :meth:`sorted_by` found."""
        self._column, self._descending, self.order, self.view = column, descending, order, view

    # finding

    def place(self, number: int) -> int:
        """Where in the view the row *number* stands; -1 if it is not there. Found by halving."""
        key = self._key()
        value = key(number)
        first = self._boundary(self.view, value, after=False)
        last = self._boundary(self.view, value, after=True, low=first)
        place = bisect_left(self.view, number, first, last)  # among equals the numbers go up
        return place if place < last and self.view[place] == number else -1

    def find(self, name: str) -> int:
        """The number of the row called *name*; -1 if there is none."""
        if self._column != NAME:
            return self.names.find(name)
        place = self._boundary(self.order, name, after=False)
        found = place < len(self.order) and self.names[self.order[place]] == name
        return self.order[place] if found else -1

    def first_starting_with(self, text: str, start: int, end: int) -> int:
        """The first place from *start* to *end* whose name begins with *text*; -1 if none does, or none near."""
        view, names = self.view, self.names
        if self._column == NAME and not self._descending:
            place = bisect_left(view, text, start, end, key=names.__getitem__)
            if place < end and names[view[place]].startswith(text):
                return place
        sought = text.casefold()
        for place in range(start, min(end, start + _SCANNED)):
            if names[view[place]].casefold().startswith(sought):
                return place
        return -1

    def _key(self) -> Key:
        return self.columns[self._column].__getitem__

    def _follows(self, numbers: array[int], fresh: array[int]) -> bool:
        if not numbers or not fresh:
            return True
        last, first = self._key()(numbers[-1]), self._key()(fresh[0])
        return bool(last >= first if self._descending else last <= first)

    def _merged(self, numbers: array[int], fresh: array[int]) -> array[int]:
        if self._follows(numbers, fresh):
            numbers.extend(fresh)
            return numbers
        key, merged, start = self._key(), array("I"), 0
        for number in fresh:
            place = self._boundary(numbers, key(number), after=True, low=start)
            merged.extend(numbers[start:place])
            merged.append(number)
            start = place
        merged.extend(numbers[start:])
        return merged

    def _boundary(self, numbers: array[int], value: Any, *, after: bool, low: int = 0) -> int:
        """The first place whose value in the order's column comes not before *value*, or *after* it."""
        key, descending, high = self._key(), self._descending, len(numbers)
        while low < high:
            middle = (low + high) // 2
            found = key(numbers[middle])
            if (found > value if descending else found < value) or (after and found == value):
                low = middle + 1
            else:
                high = middle
        return low


def _marked(order: array[int], marks: bytearray) -> Generator[None, None, array[int]]:
    """The rows of *order* that are marked."""
    found: array[int] = array("I")
    for start in range(0, len(order), _SLICE):
        found.extend([number for number in order[start : start + _SLICE] if marks[number]])
        yield
    return found


def _sorted(numbers: range, key: Key, descending: bool) -> Generator[None, None, array[int]]:
    """*numbers* by *key*. Many are dealt out to piles between the values of a sample first, as one sort would hold up
    everything; equal ones, such as a storage class, to a pile of their own that needs no sorting.
    """
    if len(numbers) <= 4 * _SLICE:
        return array("I", sorted(numbers, key=key, reverse=descending))
    piles_wanted = len(numbers) // _SLICE
    sample = sorted(map(key, numbers[:: len(numbers) // (16 * piles_wanted)]))
    yield
    marks = sorted(set(sample[::16]))
    piles: list[array[int]] = [array("I") for _ in range(2 * len(marks) + 2)]
    for start in range(0, len(numbers), _SLICE):
        for number in numbers[start : start + _SLICE]:
            value = key(number)
            mark = bisect_left(marks, value)
            equal = mark < len(marks) and marks[mark] == value
            piles[2 * mark + equal].append(number)
        yield
    result: array[int] = array("I")
    for place in reversed(range(len(piles))) if descending else range(len(piles)):
        pile = piles[place]
        result.extend(pile if place % 2 else array("I", sorted(pile, key=key, reverse=descending)))
        yield
    return result
