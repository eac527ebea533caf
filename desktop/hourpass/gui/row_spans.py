"""Rows that lie together, as the first and the last place of each run: of very many, nobody counts every single one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QItemSelectionModel

Span = tuple[int, int]


def selected(selection: QItemSelectionModel) -> list[Span]:
    """The selected runs, from the top."""
    spans = sorted((span.top(), span.bottom()) for span in selection.selection().toList())
    joined: list[Span] = []
    for first, last in spans:
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def runs(places: Iterable[int]) -> list[Span]:
    """*places*, which come from the top, as runs."""
    found: list[Span] = []
    for place in places:
        if found and found[-1][1] == place - 1:
            found[-1] = (found[-1][0], place)
        else:
            found.append((place, place))
    return found


def count(spans: Sequence[Span]) -> int:
    """How many rows they are."""
    return sum(last - first + 1 for first, last in spans)


def places(spans: Sequence[Span]) -> list[int]:
    """The place of each row."""
    return [place for first, last in spans for place in range(first, last + 1)]
