"""Plays the worker: writes the pages of a folder with 1,000,000 objects, a line each, from the one named on."""

from __future__ import annotations

import json
import sys

PAGES, PAGE = 1000, 1000
CLASSES = ("STANDARD", "STANDARD", "STANDARD_IA", "GLACIER")

if __name__ == "__main__":
    for number in range(int(sys.argv[1]), PAGES):
        rows = range(number * PAGE, (number + 1) * PAGE)
        page = [
            [],
            [f"event-{row:07d}-{row * 2654435761 % 2**32:08x}.json" for row in rows],
            [row * 104_729 % 50_000_017 for row in rows],
            [1_700_000_000_000 + row * 7919 % 1_000_003 * 60_000 for row in rows],
            [CLASSES[row % len(CLASSES)] for row in rows],
            str(number + 1) if number + 1 < PAGES else "",
        ]
        try:
            print(json.dumps(page, separators=(",", ":")), flush=True)
        except BrokenPipeError:  # enough has been read
            sys.stdout = None
            break
