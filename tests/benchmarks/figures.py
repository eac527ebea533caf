"""What the benchmarks find out, and how it is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value, smaller being better."""

    name: str
    unit: str  # "x" for a ratio to the bare program
    value: float
    target: float
    floor: float  # of what is acceptable
    detail: str = ""  # what it was made of

    @property
    def verdict(self) -> str:
        if self.value <= self.target:
            return "reached"
        return "acceptable" if self.value <= self.floor else "MISSED"


def table(figures: Iterable[Figure]) -> str:
    """*figures* as lines of text."""
    rows = [("", "target", "floor", "measured", "", "")]
    rows += [
        (f.name, *(f"{number:.3g} {f.unit}" for number in (f.target, f.floor, f.value)), f.verdict, f.detail)
        for f in figures
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, [*widths, 0], strict=True)) for row in rows
    )
