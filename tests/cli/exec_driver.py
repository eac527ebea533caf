"""hourpass-cli exec with credentials that need no app: exec_driver.py [--server] [--minutes N] [--refuse | --refuse-more] -- COMMAND...

The first ones last N minutes, those that follow an hour.
"""

from __future__ import annotations

import argparse
import sys

from cli.fakes_handed_out import Obtaining
from hourpass.cli.exec import run
from hourpass.cli.obtaining import HandedOut
from hourpass.cli.refusal import Refusal
from hourpass.domain import exit_status


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--server", action="store_true")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--refuse", action="store_true")
    parser.add_argument("--refuse-more", action="store_true")
    parser.add_argument("command", nargs="+")
    asked = parser.parse_args()
    obtain = Obtaining(asked.minutes)
    if asked.refuse:
        obtain.refusal = Refusal(exit_status.CANCELLED, "You said no")

    def renew(held: HandedOut) -> HandedOut:
        if asked.refuse_more:
            raise Refusal(exit_status.CANCELLED, "You said no")
        obtain.minutes = 60
        return obtain(held)

    try:
        return run(asked.command, obtain, renew=renew if asked.server else None, extra={"FURTHER": "one"})
    except Refusal as refusal:
        print(refusal.message, file=sys.stderr)
        return refusal.status


if __name__ == "__main__":
    sys.exit(main())
