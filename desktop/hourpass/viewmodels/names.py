"""Very many names, kept as long texts: a name by itself takes three times its letters, and a million of them leave the
memory in shreds when they go.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

BLOCK = 1024
"""Names in a text."""
_SHIFT, _WITHIN = 10, BLOCK - 1


class Names(Sequence[str]):
    """Names by number. More can be added at the end."""

    def __init__(self, names: Sequence[str] = ()) -> None:
        self._texts: list[str] = []
        self._ends = array("I")  # where in its text each name ends
        self.extend(names)

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, number: int) -> str:  # type: ignore[override]  # slices are not asked for
        start = self._ends[number - 1] if number & _WITHIN else 0
        return self._texts[number >> _SHIFT][start : self._ends[number]]

    @property
    def blocks(self) -> int:
        """How many texts there are."""
        return len(self._texts)

    def extend(self, names: Sequence[str]) -> None:
        """Add *names*. Another thread may read those that were there before."""
        start = 0
        while start < len(names):
            taken = len(self._ends) & _WITHIN
            part = names[start : start + BLOCK - taken]
            start += len(part)
            text = self._texts[-1] if taken else ""
            end = len(text)
            text += "".join(part)
            if taken:
                self._texts[-1] = text
            else:
                self._texts.append(text)
            for name in part:
                end += len(name)
                self._ends.append(end)

    def find(self, name: str) -> int:
        """The number of the first name that is *name*, which is not empty; -1 if none is."""
        for block, text in enumerate(self._texts):
            first = block << _SHIFT
            last = min(first + BLOCK, len(self._ends))
            place = text.find(name)
            while place >= 0:
                row = bisect_left(self._ends, place, first, last) + 1 if place else first
                while row < last and (self._ends[row - 1] if row > first else 0) == place:  # empty ones may come first
                    if self[row] == name:
                        return row
                    row += 1
                place = text.find(name, place + 1)
        return -1

    def mark(self, sought: str, block: int, marks: bytearray) -> None:
        """Set in *marks* those names of *block* that have *sought*, folded and not empty, in them."""
        text, first = self._texts[block], block << _SHIFT
        folded = text.casefold()
        if len(folded) != len(text):  # some letter folds to several: the ends are not where they were
            for number in range(first, min(first + BLOCK, len(self._ends))):
                marks[number] = sought in self[number].casefold()
            return
        ends = self._ends[first : first + BLOCK]
        place = folded.find(sought)
        while place >= 0:
            row = bisect_right(ends, place)
            if place + len(sought) <= ends[row]:
                marks[first + row] = 1
                place = folded.find(sought, ends[row])
            else:  # across two names
                place = folded.find(sought, place + 1)
