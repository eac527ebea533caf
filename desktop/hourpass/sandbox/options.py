"""The options of a sandbox that runs by itself, the same for the app and for the command."""

from __future__ import annotations

import argparse
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hourpass.sandbox.sandbox import Sandbox

MISSING = "The sandbox needs some more packages: pip install 'hourpass[sandbox]'"


def add_to(parser: argparse.ArgumentParser) -> None:
    """Let *parser* take them."""
    parser.add_argument(
        "--port", type=_port, default=0, metavar="N", help="listen on this port (default: any free one)"
    )
    parser.add_argument(
        "--propagation",
        type=_seconds,
        metavar="SECONDS",
        help="how long every change takes to be seen (default: 2 to 6 s, as on AWS)",
    )
    parser.add_argument("--lifetime", type=_seconds, metavar="SECONDS", help="let every session end after so long")
    parser.add_argument("--buckets", type=_count, default=0, metavar="N", help="make so many more buckets")
    parser.add_argument(
        "--objects",
        type=_count,
        default=0,
        metavar="N",
        help="let so many objects be in acme-data-lake-raw below archive/",
    )


def make(options: argparse.Namespace) -> Sandbox:
    """The sandbox that *options* ask for. ImportError where its packages are missing."""
    from hourpass.sandbox.propagation import Delays
    from hourpass.sandbox.sandbox import Sandbox

    delays = None if options.propagation is None else Delays.all(timedelta(seconds=options.propagation))
    lifetime = None if options.lifetime is None else timedelta(seconds=options.lifetime)
    return Sandbox(delays=delays, lifetime=lifetime, buckets=options.buckets, objects=options.objects)


def _port(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 65535:
        raise argparse.ArgumentTypeError("a port is a number up to 65535")
    return number


def _count(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 1_000_000:
        raise argparse.ArgumentTypeError("a number up to 1000000 is wanted")
    return number


def _seconds(text: str) -> float:
    number = float(text)
    if not 0 <= number <= 86400 * 365:
        raise argparse.ArgumentTypeError("seconds, not less than none")
    return number
