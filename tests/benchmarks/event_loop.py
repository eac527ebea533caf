"""How long the event loop is held up at most, from the first paint through signing in to 10,000 buckets listed."""

from __future__ import annotations

from statistics import median

from benchmarks.figures import Figure
from benchmarks.running import told_by
from benchmarks.screen import screen

ROUNDS, QUICK_ROUNDS = 5, 2


def measure(quick: bool) -> list[Figure]:
    with screen() as env:
        told = [told_by("app_sign_in.py", env) for _ in range(QUICK_ROUNDS if quick else ROUNDS)]
    longest = median(each["longest"] for each in told)
    typical = min(told, key=lambda each: abs(each["longest"] - longest))
    detail = ", ".join(f"{gap:.0f} ms {when}" for gap, when, _ in typical["gaps"][:4])
    return [Figure("Longest event-loop gap", "ms", longest, target=16, floor=50, detail=detail)]
