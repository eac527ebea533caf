"""What SDKs call for credentials: with the app against a Python that does nothing, and without it, when the session
comes out of the keyring, against keyring's own way to read one secret."""

from __future__ import annotations

import sys
from statistics import median

from benchmarks.figures import Figure
from benchmarks.tool_desk import HOUR, ToolDesk, milliseconds, tool_desk

ROUNDS, QUICK_ROUNDS = 60, 15
KEYRING_ROUNDS, QUICK_KEYRING_ROUNDS = 20, 5
WARM_UP = 3
BARE = (sys.executable, "-I", "-S", "-E", "-c", "pass")
KEYRING = (sys.executable, "-c", f"import keyring; assert keyring.get_password('hourpass', 'session/{HOUR}')")


def measure(quick: bool) -> list[Figure]:
    with tool_desk() as desk:
        rounds = QUICK_KEYRING_ROUNDS if quick else KEYRING_ROUNDS
        kept = _against(desk, KEYRING, rounds, "Helper without the app", target=0.25, floor=0.4)
        with desk.app():
            rounds = QUICK_ROUNDS if quick else ROUNDS
            return [_against(desk, BARE, rounds, "Helper with the app", target=1.25, floor=1.4), kept]


def _against(desk: ToolDesk, other: tuple[str, ...], rounds: int, name: str, *, target: float, floor: float) -> Figure:
    told = [(milliseconds(desk.helper(), desk.env), milliseconds(other, desk.env)) for _ in range(WARM_UP + rounds)]
    ours, theirs = zip(*told[WARM_UP:], strict=True)
    ratio = median(one / another for one, another in zip(ours, theirs, strict=True))
    detail = f"{median(ours):.1f} ms against {median(theirs):.1f} ms"
    return Figure(name, "x", ratio, target=target, floor=floor, detail=detail)
