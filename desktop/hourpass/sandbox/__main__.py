"""The sandbox as the app runs it: one line of JSON that says where it is, then answers until its parent goes away."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import threading
from dataclasses import asdict
from typing import TYPE_CHECKING

from hourpass.sandbox import options

if TYPE_CHECKING:
    from hourpass.sandbox.seed import Seeded
    from hourpass.sandbox.server import Running


def main(arguments: list[str] | None = None) -> int:
    """Serve until standard input ends or SIGTERM comes."""
    parser = argparse.ArgumentParser(prog="python -m hourpass.sandbox", description=__doc__)
    parser.add_argument("--json", action="store_true", required=True, help="print where it is as one line of JSON")
    options.add_to(parser)
    asked = parser.parse_args(arguments)
    try:
        from hourpass.sandbox.server import listen

        sandbox = options.make(asked)
    except ImportError:
        sys.stderr.write(f"{options.MISSING}\n")
        return 1
    over = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: over.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # ctrl-C is for the parent, which then ends us in order
    try:
        with listen(sandbox, asked.port) as running:
            _say(json.dumps(facts(sandbox.seeded, running)))
            threading.Thread(target=_watch_parent, args=(over,), daemon=True).start()
            over.wait()
    except OSError as error:
        sys.stderr.write(f"The sandbox cannot listen on port {asked.port}: {error.strerror}\n")
        return 1
    sandbox.close()
    return 0


def facts(seeded: Seeded, running: Running) -> dict[str, str]:
    """Where it is and what there is to try, secrets included; keys as two entries each."""
    told = {"endpoint": running.endpoint_url, "control_token": running.control_token}
    for name, value in asdict(seeded).items():
        if isinstance(value, dict):
            told.update({f"{name}_{part}": text for part, text in value.items()})
        else:
            told[name] = value
    return told


def _say(line: str) -> None:
    try:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    except OSError:
        # Nobody reads; what Python would flush at its end must have somewhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _watch_parent(over: threading.Event) -> None:
    """Standard input ends with the process at its other side."""
    while os.read(0, 4096):
        pass
    over.set()


if __name__ == "__main__":
    sys.exit(main())
