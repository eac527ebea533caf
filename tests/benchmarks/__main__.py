"""Measures Hourpass against bare programs, and says what was reached.

  python3 installer/develop.py bench [--quick] [--json FILE] [NAME...]

Fails where something is broken, never for slowness: how fast a machine is, and what else it does, is its own affair.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import traceback
from dataclasses import asdict
from pathlib import Path

from benchmarks import (
    at_rest,
    bucket_list,
    event_loop,
    first_paint,
    helper,
    listing_cpu,
    object_list,
    packed,
    tools,
    tray_memory,
)
from benchmarks.figures import Figure, table

BENCHMARKS = {
    "first-paint": first_paint.measure,
    "event-loop": event_loop.measure,
    "bucket-list": bucket_list.measure,
    "object-list": object_list.measure,
    "tray-memory": tray_memory.measure,
    "listing-cpu": listing_cpu.measure,
    "at-rest": at_rest.measure,
    "helper": helper.measure,
}
ON_DEMAND = {"tools": tools.measure, "packed": packed.measure}
"""Only by name: they want programs that no other run installs or makes."""


def main() -> int:
    parser = argparse.ArgumentParser("bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"only these of {', '.join(BENCHMARKS | ON_DEMAND)}")
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there as well")
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(BENCHMARKS | ON_DEMAND):
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    began = time.monotonic()
    figures: list[Figure] = []
    broken = []
    for name in asked.names or BENCHMARKS:
        print(f"{name} …", file=sys.stderr, flush=True)
        try:
            figures += (BENCHMARKS | ON_DEMAND)[name](asked.quick)
        except Exception:  # noqa: BLE001 (one that is broken must not keep the others from being measured)
            broken.append(name)
            traceback.print_exc()
    print(table(figures))
    print(f"\nTook {time.monotonic() - began:.0f} s.")
    if asked.json:
        told = [asdict(figure) | {"verdict": figure.verdict} for figure in figures]
        asked.json.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    if broken:
        print(f"Broken: {', '.join(broken)}", file=sys.stderr)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
