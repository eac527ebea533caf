"""The options of a sandbox that runs by itself, the same for the app and for the command."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from hourpass.domain.texts import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from hourpass.sandbox.sandbox import Sandbox

MISSING = QT_TRANSLATE_NOOP("CliSandbox", "The sandbox needs some more packages: pip install 'hourpass[sandbox]'")

Translate = Callable[[str, str], str]
"""A text, by its context and its English wording, in some language."""


def add_to(parser: argparse.ArgumentParser, translate: Translate = QT_TRANSLATE_NOOP) -> None:
    """Let *parser* take them, and say in *translate*'s language what they are and what is wrong with them."""

    def port(text: str) -> int:
        return int(_number(text, int, 65535, translate("CliSandbox", "a port is a number up to 65535")))

    def count(text: str) -> int:
        return int(_number(text, int, 1_000_000, translate("CliSandbox", "give a number from 0 to 1000000")))

    def seconds(text: str) -> float:
        return _number(text, float, 86400 * 365, translate("CliSandbox", "give seconds from 0 to 31536000"))

    parser.add_argument(
        "--port",
        type=port,
        default=0,
        metavar="N",
        help=translate("CliSandbox", "listen on this port (default: any free one)"),
    )
    parser.add_argument(
        "--propagation",
        type=seconds,
        metavar="SECONDS",
        help=translate("CliSandbox", "seconds until a change takes effect (default: 2 to 6, as on AWS)"),
    )
    parser.add_argument(
        "--lifetime",
        type=seconds,
        metavar="SECONDS",
        help=translate("CliSandbox", "end every session after this many seconds"),
    )
    parser.add_argument(
        "--buckets",
        type=count,
        default=0,
        metavar="N",
        help=translate("CliSandbox", "make this many more buckets"),
    )
    parser.add_argument(
        "--objects",
        type=count,
        default=0,
        metavar="N",
        help=translate("CliSandbox", "put this many objects below archive/ in acme-data-lake-raw"),
    )


def make(options: argparse.Namespace) -> Sandbox:
    """The sandbox that *options* ask for. ImportError where its packages are missing."""
    from hourpass.sandbox.propagation import Delays
    from hourpass.sandbox.sandbox import Sandbox

    delays = None if options.propagation is None else Delays.all(timedelta(seconds=options.propagation))
    lifetime = None if options.lifetime is None else timedelta(seconds=options.lifetime)
    return Sandbox(delays=delays, lifetime=lifetime, buckets=options.buckets, objects=options.objects)


def _number(text: str, kind: Callable[[str], float], most: int, otherwise: str) -> float:
    """The number that *text* is, from 0 to *most*; *otherwise* says what is wanted where it is none."""
    try:
        number = kind(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(otherwise) from error
    if not 0 <= number <= most:
        raise argparse.ArgumentTypeError(otherwise)
    return number
