"""The command line as argparse knows it."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from hourpass.cli.timeout import LONGEST_TIMEOUT, USUAL_TIMEOUT, seconds
from hourpass.domain.texts import QT_TRANSLATE_NOOP
from hourpass.terminal.command_line import CommandLine
from hourpass.terminal.translating import speak_for, translate
from hourpass.version import VERSION

SHELLS = ("bash", "zsh", "fish", "powershell", "cmd", "dotenv")


def parsed(given: Sequence[str]) -> argparse.Namespace:
    """What *given* asks for; SystemExit with status 2 and one line where it is not understood."""
    name = next((word for word in given if not word.startswith("-")), "")
    ours, words = _split(given) if name == "exec" else (given, None)
    speak_for(sandbox="--sandbox" in (given[: given.index(name)] if name else given))
    parser = _parser(with_options_of=name, with_words=words is None)
    asked = parser.parse_args(ours)
    if asked.command == "exec":
        _take_words(asked, words, parser)
    if asked.command == "code" and not asked.sandbox:
        parser.error(
            translate(
                "CliUsage", "only the sandbox has a device that can show its code: hourpass-cli --sandbox code PROFILE"
            )
        )
    if asked.command is None:
        parser.error(translate("CliUsage", "a command is needed; hourpass-cli --help lists them"))
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
        said = translate(
            "CliUsage", "put -- before the command, and {option} before that: hourpass-cli exec PROFILE -- COMMAND"
        )
        parser.error(said.format(option=asked.words[0]))
    if not asked.words:
        parser.error(translate("CliUsage", "exec needs a command: hourpass-cli exec PROFILE -- COMMAND"))


def _parser(with_options_of: str, *, with_words: bool) -> argparse.ArgumentParser:
    description = QT_TRANSLATE_NOOP("CliHelp", "MFA access to AWS, for scripts and terminals.")
    parser = CommandLine(prog="hourpass-cli", description=description)
    parser.add_argument("--version", action="version", version=f"hourpass-cli {VERSION}")
    parser.add_argument(
        "--sandbox", action="store_true", help=QT_TRANSLATE_NOOP("CliHelp", "talk to the app running in its sandbox")
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    def command(name: str, says: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=says, description=says)

    def command_for(name: str, says: str) -> argparse.ArgumentParser:
        made = command(name, says)
        which = QT_TRANSLATE_NOOP("CliHelp", "its name in Hourpass; hourpass-cli profiles lists them")
        made.add_argument("profile", metavar="PROFILE", help=which)
        return made

    credentials = command_for("credentials", QT_TRANSLATE_NOOP("CliHelp", "print the JSON of credential_process"))
    execution = command_for("exec", QT_TRANSLATE_NOOP("CliHelp", "run a command with the AWS variables set"))
    env = command_for("env", QT_TRANSLATE_NOOP("CliHelp", "print the AWS variables as assignments for a shell"))
    for waits in (credentials, execution, env):
        waits.add_argument(
            "--timeout",
            type=_timeout,
            default=USUAL_TIMEOUT,
            metavar="SECONDS",
            help=QT_TRANSLATE_NOOP("CliHelp", "how many seconds to wait for a code (%(default)g)"),
        )
    execution.add_argument(
        "--server",
        action="store_true",
        help=QT_TRANSLATE_NOOP("CliHelp", "serve fresh credentials to the command for as long as it runs"),
    )
    if with_words:
        execution.add_argument("words", nargs=argparse.REMAINDER, metavar="-- COMMAND [ARG...]")
    env.add_argument(
        "--shell",
        choices=SHELLS,
        help=QT_TRANSLATE_NOOP("CliHelp", "which shell to print assignments for (default: your own)"),
    )
    profiles = command("profiles", QT_TRANSLATE_NOOP("CliHelp", "list the profiles"))
    profiles.add_argument("--json", action="store_true", help=QT_TRANSLATE_NOOP("CliHelp", "as JSON"))
    login = command_for("login", QT_TRANSLATE_NOOP("CliHelp", "get credentials with a code typed in the terminal"))
    login.add_argument(
        "--code-stdin", action="store_true", help=QT_TRANSLATE_NOOP("CliHelp", "read the code from standard input")
    )
    sandbox = commands.add_parser(
        "sandbox",
        help=QT_TRANSLATE_NOOP("CliHelp", "run the embedded AWS alone until interrupted"),
        description=QT_TRANSLATE_NOOP(
            "CliHelp",
            "Runs the embedded AWS alone until interrupted, and prints how to reach it as shell assignments.",
        ),
    )
    if with_options_of == "sandbox":
        from hourpass.sandbox import options  # here for speed: the other commands do without

        options.add_to(sandbox, translate)
    command_for("code", QT_TRANSLATE_NOOP("CliHelp", "with --sandbox: the practice device's current code"))
    return parser


def _timeout(text: str) -> float:
    try:
        return seconds(text)
    except ValueError as error:
        said = translate("CliUsage", "give seconds from 0 to {longest}, not {given}")
        raise argparse.ArgumentTypeError(said.format(longest=f"{LONGEST_TIMEOUT:g}", given=text)) from error
