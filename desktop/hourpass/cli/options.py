"""The command line as argparse knows it."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import NoReturn

from hourpass.cli.timeout import LONGEST_TIMEOUT, USUAL_TIMEOUT, seconds
from hourpass.version import VERSION

SHELLS = ("bash", "zsh", "fish", "powershell", "cmd", "dotenv")


def parsed(given: Sequence[str]) -> argparse.Namespace:
    """What *given* asks for; SystemExit with status 2 and one line where it is not understood."""
    name = next((word for word in given if not word.startswith("-")), "")
    ours, words = _split(given) if name == "exec" else (given, None)
    parser = _parser(with_options_of=name, with_words=words is None)
    asked = parser.parse_args(ours)
    if asked.command == "exec":
        _take_words(asked, words, parser)
    if asked.command == "code" and not asked.sandbox:
        parser.error("only the sandbox has a device that tells its code: hourpass-cli --sandbox code PROFILE")
    if asked.command is None:
        parser.error("a command is needed; hourpass-cli --help lists them")
    return asked


def _split(given: Sequence[str]) -> tuple[Sequence[str], Sequence[str] | None]:
    """What is ours, and the command that follows the first "--"; None where there is no such mark."""
    if "--" not in given:
        return given, None
    mark = given.index("--")
    return given[:mark], given[mark + 1 :]


def _take_words(asked: argparse.Namespace, words: Sequence[str] | None, parser: argparse.ArgumentParser) -> None:
    """Have *asked* hold the command, *words* if it was marked; SystemExit where there is none."""
    if words is not None:
        asked.words = list(words)
    elif asked.words[:1] and asked.words[0].startswith("-"):
        # Ours or the command's? argparse would give the command everything after PROFILE.
        parser.error(
            f"put -- before the command, and {asked.words[0]} before that: hourpass-cli exec PROFILE -- COMMAND"
        )
    if not asked.words:
        parser.error("exec needs a command: hourpass-cli exec PROFILE -- COMMAND")


def _parser(with_options_of: str, *, with_words: bool) -> argparse.ArgumentParser:
    parser = _OneLine(prog="hourpass-cli", description="MFA access to AWS, for scripts and terminals.")
    parser.add_argument("--version", action="version", version=f"hourpass-cli {VERSION}")
    parser.add_argument("--sandbox", action="store_true", help="talk to the app that runs in its sandbox")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    credentials = commands.add_parser("credentials", help="print the JSON of credential_process")
    execution = commands.add_parser("exec", help="run a command with the AWS variables set")
    env = commands.add_parser("env", help="print the AWS variables as assignments for a shell")
    for command in (credentials, execution, env):
        command.add_argument("profile", metavar="PROFILE")
        command.add_argument(
            "--timeout",
            type=_timeout,
            default=USUAL_TIMEOUT,
            metavar="SECONDS",
            help=f"how long to wait for a code ({USUAL_TIMEOUT:g})",
        )
    execution.add_argument(
        "--server", action="store_true", help="serve fresh credentials to the command for as long as it runs"
    )
    if with_words:
        execution.add_argument("words", nargs=argparse.REMAINDER, metavar="-- COMMAND [ARG...]")
    env.add_argument("--shell", choices=SHELLS, help="whose assignments to print; else those of your own shell")
    profiles = commands.add_parser("profiles", help="list the profiles")
    profiles.add_argument("--json", action="store_true", help="as JSON")
    login = commands.add_parser("login", help="get credentials for a code typed in the terminal")
    login.add_argument("profile", metavar="PROFILE")
    login.add_argument("--code-stdin", action="store_true", help="read the code from standard input")
    sandbox = commands.add_parser(
        "sandbox",
        help="run the embedded AWS alone until interrupted",
        description="Runs the embedded AWS alone until interrupted, and prints how to reach it as shell assignments.",
    )
    if with_options_of == "sandbox":
        from hourpass.sandbox import options  # here for speed: the other commands do without

        options.add_to(sandbox)
    code = commands.add_parser("code", help="with --sandbox: the practice device's current code")
    code.add_argument("profile", metavar="PROFILE")
    return parser


def _timeout(text: str) -> float:
    try:
        return seconds(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"give seconds from 0 to {LONGEST_TIMEOUT:g}, not {text}") from error


class _OneLine(argparse.ArgumentParser):
    """Says what is wrong in one line: scripts show it."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}\n")
