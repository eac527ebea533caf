"""The list of 100,000 buckets: a keystroke in its filter, a sort, a frame while pages arrive."""

from __future__ import annotations

from statistics import median

from benchmarks.figures import Figure
from benchmarks.running import told_by
from benchmarks.screen import screen

ROUNDS, QUICK_ROUNDS = 5, 2


def measure(quick: bool) -> list[Figure]:
    with screen() as env:
        told = [told_by("bucket_list.py", env) for _ in range(QUICK_ROUNDS if quick else ROUNDS)]
    key, sort = (median(each[name] for each in told) for name in ("key", "sort"))
    # A worst case: of the round that others who use the machine disturbed least.
    frame = min(each["frame"] for each in told)
    return [
        Figure("Keystroke in the filter of 100,000", "ms", key, target=10, floor=25),
        Figure("Sort of 100,000", "ms", sort, target=50, floor=50),
        Figure("Longest frame while pages arrive", "ms", frame, target=16, floor=50),
    ]
