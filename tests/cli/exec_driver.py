"""hourpass-cli exec with credentials that need no app: exec_driver.py [--server] [--minutes N] [--refuse] -- COMMAND..."""

from __future__ import annotations

import argparse
import sys

from cli.fakes_handed_out import Obtaining
from hourpass.cli.exec import run
from hourpass.cli.refusal import Refusal
from hourpass.domain import exit_status


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--server", action="store_true")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--refuse", action="store_true")
    parser.add_argument("command", nargs="+")
    asked = parser.parse_args()
    obtain = Obtaining(asked.minutes)
    if asked.refuse:
        obtain.refusal = Refusal(exit_status.CANCELLED, "You said no")
    try:
        return run(asked.command, obtain, server=asked.server, extra={"FURTHER": "one"})
    except Refusal as refusal:
        print(refusal.message, file=sys.stderr)
        return refusal.status


if __name__ == "__main__":
    sys.exit(main())
