"""hourpass-cli: reads the command line, and loads of the rest only what the command needs."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from hourpass.domain import exit_status
from hourpass.version import VERSION


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser = _parser(with_options_of=next((one for one in given if not one.startswith("-")), ""))
    asked = parser.parse_args(given)
    match asked.command:
        case "sandbox":
            from hourpass.cli import sandbox

            return sandbox.run(asked)
        case "code":
            if not asked.sandbox:
                parser.error("only the sandbox has a device that tells its code: hourpass-cli --sandbox code PROFILE")
            return _print_code(asked.profile)
    parser.print_usage(sys.stderr)
    return exit_status.WRONG_USAGE


def _parser(with_options_of: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="hourpass-cli", description="MFA access to AWS, for scripts and terminals.")
    parser.add_argument("--version", action="version", version=f"hourpass-cli {VERSION}")
    parser.add_argument("--sandbox", action="store_true", help="talk to the app that runs in its sandbox")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    sandbox = commands.add_parser(
        "sandbox",
        help="run the embedded AWS alone until interrupted",
        description="Runs the embedded AWS alone until interrupted, and prints how to reach it as shell assignments.",
    )
    if with_options_of == "sandbox":
        from hourpass.sandbox import options

        options.add_to(sandbox)
    code = commands.add_parser("code", help="with --sandbox: the practice device's current code")
    code.add_argument("profile", metavar="PROFILE")
    return parser


def _print_code(profile: str) -> int:
    from hourpass.adapters.places import socket_path
    from hourpass.cli import sandbox

    return sandbox.print_code(profile, socket_path(sandbox=True))


if __name__ == "__main__":
    sys.exit(main())
