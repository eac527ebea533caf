"""From the start of the process to the first frame on the screen, against an application with one label."""

from __future__ import annotations

from statistics import median

from benchmarks.figures import Figure
from benchmarks.running import milliseconds_to_mark
from benchmarks.screen import screen

ROUNDS, QUICK_ROUNDS = 25, 7


def measure(quick: bool) -> list[Figure]:
    bare: list[float] = []
    app: list[float] = []
    with screen() as env:
        for name in ("bare_label.py", "app_first_paint.py"):  # fonts and files are cached from here on
            milliseconds_to_mark(name, env)
        for _ in range(QUICK_ROUNDS if quick else ROUNDS):
            bare.append(milliseconds_to_mark("bare_label.py", env))
            app.append(milliseconds_to_mark("app_first_paint.py", env))
    ratio = median(one / other for one, other in zip(app, bare, strict=True))
    detail = f"{median(app):.0f} ms against {median(bare):.0f} ms"
    return [Figure("First paint", "x", ratio, target=1.15, floor=1.4, detail=detail)]
