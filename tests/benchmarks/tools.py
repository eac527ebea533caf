"""What other tools take, by way of the running app: an AWS command and botocore's calls against static keys, and the
helper against programs that hand out credentials as well. Those are what `develop.py clients` installs.
"""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median

from benchmarks.figures import Figure
from benchmarks.running import PROGRAMS
from benchmarks.tool_desk import CLOSING, HOUR, STATIC, ToolDesk, milliseconds, tool_desk

CLIENTS = Path(__file__).resolve().parents[2] / ".clients" / "python" / "bin"
ROUNDS, QUICK_ROUNDS = 15, 4
WARM_UP = 1
TEN_CALLS = (sys.executable, str(PROGRAMS / "ten_calls.py"))
AWS = (str(CLIENTS / "aws"), "s3", "ls")
EXPORT = ("/usr/bin/aws", "configure", "export-credentials", "--profile", STATIC)
"""Of version 2 alone, which is Debian's."""
AWSUME = (str(CLIENTS / "awsumepy"), STATIC)


def measure(quick: bool) -> list[Figure]:
    rounds = QUICK_ROUNDS if quick else ROUNDS
    with tool_desk() as desk, desk.app():
        figures = [_calls(desk, rounds)]
        if not CLIENTS.is_dir():
            print("tools: without `develop.py clients` there are no others to measure against", file=sys.stderr)
            return figures
        return [
            *figures,
            _command(desk, rounds),
            _faster_than(desk, "awsume", AWSUME, rounds, target=18),
            _faster_than(desk, "aws configure export-credentials", EXPORT, rounds, target=35),
        ]


def _calls(desk: ToolDesk, rounds: int) -> Figure:
    """A program that makes ten calls in the last 15 minutes, when the SDK starts the helper for each of them."""
    told = [
        (milliseconds(TEN_CALLS, desk.with_profile(CLOSING)), milliseconds(TEN_CALLS, desk.with_profile(STATIC)))
        for _ in range(WARM_UP + rounds)
    ]
    return _ratio("Ten calls in the last minutes", told[WARM_UP:], target=1.5, floor=2.0)


def _command(desk: ToolDesk, rounds: int) -> Figure:
    told = [
        (milliseconds(AWS, desk.with_profile(HOUR)), milliseconds(AWS, desk.with_profile(STATIC)))
        for _ in range(WARM_UP + rounds)
    ]
    return _ratio("An aws command", told[WARM_UP:], target=1.05, floor=1.2)


def _faster_than(desk: ToolDesk, name: str, other: tuple[str, ...], rounds: int, *, target: float) -> Figure:
    """Against static keys, which are the quickest that the others can hand out."""
    told = [(milliseconds(desk.helper(), desk.env), milliseconds(other, desk.env)) for _ in range(WARM_UP + rounds)]
    return _ratio(f"Helper against {name}", told[WARM_UP:], target=1 / target, floor=2 / target)


def _ratio(name: str, told: list[tuple[float, float]], *, target: float, floor: float) -> Figure:
    ours, theirs = zip(*told, strict=True)
    ratio = median(one / another for one, another in told)
    detail = f"{median(ours):.1f} ms against {median(theirs):.1f} ms"
    return Figure(name, "x", ratio, target=target, floor=floor, detail=detail)
