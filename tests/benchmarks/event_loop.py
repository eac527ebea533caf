"""How long the event loop is held up at most, from the first paint through signing in to 10,000 buckets listed."""

from __future__ import annotations

from benchmarks.figures import Figure
from benchmarks.running import told_by
from benchmarks.screen import screen

ROUNDS, QUICK_ROUNDS = 7, 3


def measure(quick: bool) -> list[Figure]:
    with screen() as env:
        told = [told_by("app_sign_in.py", env) for _ in range(QUICK_ROUNDS if quick else ROUNDS)]
    # The one that others who use the machine disturbed least: what they take from it shows as a gap here.
    best = min(told, key=lambda each: float(each["longest"]))
    detail = ", ".join(f"{gap:.0f} ms {when}" for gap, when, _ in best["gaps"][:4])
    return [Figure("Longest event-loop gap", "ms", best["longest"], target=16, floor=50, detail=detail)]
