"""Comma-separated values (RFC 4180), safe to open in a spreadsheet.

A cell that a spreadsheet would take for a formula begins with an apostrophe: keys are other people's texts, and an
S3-compatible server may call a bucket anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_AT_ONCE = 1000


def csv_parts(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The text in parts, the header first: a million rows need not be in memory at once."""
    import csv  # when asked for only, to keep start-up short
    import io

    rows = iter(rows)
    lines: list[Sequence[str]] = [header]
    while lines:
        text = io.StringIO(newline="")
        csv.writer(text).writerows(
            [["'" + cell if cell.startswith(_FORMULA_STARTS) else cell for cell in line] for line in lines]
        )
        yield text.getvalue()
        lines = list(islice(rows, _AT_ONCE))
