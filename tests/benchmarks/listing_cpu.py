"""CPU time of listing 10,000 buckets, against boto3's own paginator at the same server."""

from __future__ import annotations

import json
import os
from statistics import median

from benchmarks.aws import sandbox
from benchmarks.figures import Figure
from benchmarks.running import BrokenError, told_by
from hourpass.adapters.sandbox_process import read_facts

BUCKETS = 10_000
ROUNDS, QUICK_ROUNDS = 7, 3


def measure(quick: bool) -> list[Figure]:
    plain, ours = [], []
    with sandbox(BUCKETS) as line:
        env = _administrator(line)
        for _ in range(QUICK_ROUNDS if quick else ROUNDS):
            plain.append(_cpu("plain_listing.py", env))
            ours.append(_cpu("our_listing.py", env))
    ratio = median(one / other for one, other in zip(ours, plain, strict=True))
    detail = f"{median(ours) * 1000:.0f} ms against {median(plain) * 1000:.0f} ms"
    return [Figure("CPU of listing 10,000", "x", ratio, target=0.35, floor=0.6, detail=detail)]


def _administrator(line: str) -> dict[str, str]:
    """The environment of a program that asks the sandbox of *line* as its administrator."""
    told = json.loads(line)
    return read_facts(line).environment(os.environ) | {
        "AWS_ACCESS_KEY_ID": told["admin_access_key_id"],
        "AWS_SECRET_ACCESS_KEY": told["admin_secret_access_key"],
        "AWS_DEFAULT_REGION": told["region"],
    }


def _cpu(program: str, env: dict[str, str]) -> float:
    told = told_by(program, env)
    if told["rows"] < BUCKETS:
        raise BrokenError(f"{program} listed {told['rows']} buckets")
    return float(told["cpu"])
