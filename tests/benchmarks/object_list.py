"""A folder with 1,000,000 objects: whether anything holds up the event loop, and what it takes of the memory."""

from __future__ import annotations

from benchmarks.figures import Figure
from benchmarks.running import told_by
from benchmarks.screen import screen

ROUNDS, QUICK_ROUNDS = 3, 1
STALLS = ("arriving", "sort", "filter", "leaving")


def measure(quick: bool) -> list[Figure]:
    with screen() as env:
        told = [told_by("object_list.py", env) for _ in range(QUICK_ROUNDS if quick else ROUNDS)]
    # Worst cases: of the round that others who use the machine disturbed least.
    stalls = {name: min(each[name] for each in told) for name in STALLS}
    detail = ", ".join(f"{name} {stall:.0f}" for name, stall in stalls.items())
    megabytes = min(each["memory"] for each in told)
    kept = f"{min(each['left'] for each in told):.0f} MB after it is left"
    return [
        Figure("Longest stall with 1,000,000 objects", "ms", max(stalls.values()), target=25, floor=50, detail=detail),
        Figure("Memory of 1,000,000 objects", "MB", megabytes, target=130, floor=200, detail=kept),
    ]
