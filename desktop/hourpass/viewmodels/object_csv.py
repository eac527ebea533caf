"""Objects and folders as comma-separated values: whole keys, exact bytes, times in UTC."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from hourpass.services.ports import UNKNOWN
from hourpass.viewmodels.csv_cells import csv_parts
from hourpass.viewmodels.object_rows import Column, ObjectRows
from hourpass.viewmodels.shelf import Shelf

HEADER = ("key", "size", "last_modified", "storage_class")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Chosen = list[tuple[Shelf, "array[int]"]]
"""Rows by their numbers, which stay what they are whatever becomes of the view."""


def shown(rows: ObjectRows) -> Chosen:
    """The rows that are shown now."""
    return [(shelf, shelf.view[:]) for shelf in (rows.folders, rows.objects)]


def chosen(rows: ObjectRows, spans: Iterable[tuple[int, int]]) -> Chosen:
    """The rows from a first to a last place, from the top."""
    found: Chosen = []
    for first, last in spans:
        for shelf in (rows.folders, rows.objects):
            before = rows.start_of(shelf)
            part = shelf.view[max(first - before, 0) : max(last + 1 - before, 0)]
            if part:
                found.append((shelf, part))
    return found


def keys(folder: str, listed: Chosen) -> Iterator[str]:
    """The whole keys of the rows of *folder*."""
    for shelf, numbers in listed:
        names = shelf.names
        for number in numbers:
            yield folder + names[number]


def as_csv(folder: str, listed: Chosen) -> Iterator[str]:
    """The rows of *folder* as a text in parts."""
    return csv_parts(HEADER, _lines(folder, listed))


def _lines(folder: str, listed: Chosen) -> Iterator[tuple[str, str, str, str]]:
    for shelf, numbers in listed:
        if len(shelf.columns) == 1:
            for number in numbers:
                yield folder + shelf.names[number], "", "", ""
            continue
        names, sizes, modified, classes = (shelf.columns[column] for column in Column)
        for number in numbers:
            size = sizes[number]
            known = "" if size == UNKNOWN else str(size)
            yield folder + names[number], known, moment(modified[number]), classes[number]


def moment(milliseconds: int) -> str:
    """``2026-01-02T03:04:05Z``; empty where it is not known."""
    if milliseconds == UNKNOWN:
        return ""
    told = (_EPOCH + timedelta(milliseconds=milliseconds)).isoformat(
        timespec="milliseconds" if milliseconds % 1000 else "seconds"
    )
    return told.replace("+00:00", "Z")
