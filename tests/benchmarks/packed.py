"""The frozen app against the one from the sources: to the first window, and what tools call for credentials.

Wants `build/bundle`, which `python3 installer/develop.py freeze` makes.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

from benchmarks.figures import Figure
from benchmarks.first_window import FirstWindow
from benchmarks.running import PATIENCE, BrokenError
from benchmarks.screen import screen
from benchmarks.tool_desk import HOUR, ToolDesk, milliseconds, tool_desk

BUNDLE = Path(__file__).resolve().parents[2] / "build/bundle/hourpass"
SCRIPTS = Path(sys.executable).parent
ROUNDS, QUICK_ROUNDS = 15, 5
TOOL_ROUNDS, QUICK_TOOL_ROUNDS = 40, 10
WARM_UP = 2


def measure(quick: bool) -> list[Figure]:
    if not (BUNDLE / "hourpass").exists():
        raise BrokenError(f"{BUNDLE} is not there: run python3 installer/develop.py freeze")
    figures = [_windows(QUICK_ROUNDS if quick else ROUNDS)]
    with tool_desk() as desk, desk.app():
        rounds = QUICK_TOOL_ROUNDS if quick else TOOL_ROUNDS
        figures.append(_credentials(desk, ("credentials", HOUR), "Packed credentials", rounds))
        figures.append(_credentials(desk, ("--relay", *desk.helper()[-2:]), "Packed helper", rounds))
    return figures


def _windows(rounds: int) -> Figure:
    with screen() as env:
        pairs = [
            (_to_window([str(BUNDLE / "hourpass")], env), _to_window([str(SCRIPTS / "hourpass")], env))
            for _ in range(WARM_UP + rounds)
        ]
    return _figure("Packed first window", pairs, target=1.1, floor=1.2)


def _to_window(command: Sequence[str], env: Mapping[str, str]) -> float:
    """From the start of *command* to its first window on the screen; it is ended then."""
    with FirstWindow(env["DISPLAY"]) as window:
        began = time.monotonic_ns()
        process = subprocess.Popen(command, env=env, stderr=subprocess.DEVNULL)
        try:
            return (window.wait(PATIENCE) - began) / 1e6
        finally:
            process.kill()
            process.wait()


def _credentials(desk: ToolDesk, words: Sequence[str], name: str, rounds: int) -> Figure:
    packed = (str(BUNDLE / "hourpass-cli"), *words)
    script = (str(SCRIPTS / "hourpass-cli"), "credentials", HOUR)
    pairs = [(milliseconds(packed, desk.env), milliseconds(script, desk.env)) for _ in range(WARM_UP + rounds)]
    return _figure(name, pairs, target=1.2, floor=1.5)


def _figure(name: str, pairs: Sequence[tuple[float, float]], *, target: float, floor: float) -> Figure:
    ours, theirs = zip(*pairs[WARM_UP:], strict=True)
    ratio = median(one / another for one, another in zip(ours, theirs, strict=True))
    detail = f"{median(ours):.1f} ms against {median(theirs):.1f} ms from the sources"
    return Figure(name, "x", ratio, target=target, floor=floor, detail=detail)
