"""hourpass-cli: reads the command line, and loads of the rest only what the command needs."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from hourpass.cli.refusal import Refusal
from hourpass.cli.timeout import USUAL_TIMEOUT
from hourpass.domain import exit_status

if TYPE_CHECKING:
    import argparse

    from hourpass.cli.obtaining import HandedOut
    from hourpass.domain.problem import HourpassError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit status."""
    if sys.stderr is None:  # closed; print() would take standard output in its place, which is for what was asked
        sys.stderr = open(os.devnull, "w")  # noqa: PTH123, SIM115 (for speed; it stays open)
    given = list(sys.argv[1:] if arguments is None else arguments)
    if len(given) == 2 and given[0] == "credentials" and not given[1].startswith("-"):
        # What SDKs ask, without the 8 ms of reading a command line.
        return explained(lambda: _credentials(given[1], sandbox=False, timeout=USUAL_TIMEOUT))
    from hourpass.cli.options import parsed

    asked = parsed(given)
    return explained(lambda: _run(asked))


def _run(asked: argparse.Namespace) -> int:
    return _COMMANDS[asked.command](asked)


def _credentials(profile: str, *, sandbox: bool, timeout: float) -> int:
    from hourpass.cli import credentials

    return credentials.run(profile, sandbox=sandbox, timeout=timeout)


def _exec(asked: argparse.Namespace) -> int:
    from hourpass.cli import exec as execution

    program = _called(asked.words[0])
    renew = None
    if asked.server:
        from hourpass.cli.renewing import Renewal

        renew = Renewal(asked.profile, sandbox=asked.sandbox, timeout=asked.timeout, program=program)
    return execution.run(asked.words, lambda: _obtained(asked, program), renew=renew)


def _env(asked: argparse.Namespace) -> int:
    from hourpass.cli import env

    return env.run(_obtained(asked, ""), env.chosen_shell(asked.shell))


def _profiles(asked: argparse.Namespace) -> int:
    from hourpass.cli import profiles

    return profiles.run(sandbox=asked.sandbox, as_json=asked.json)


def _login(asked: argparse.Namespace) -> int:
    from hourpass.cli import login

    return login.run(asked.profile, sandbox=asked.sandbox, code_on_input=asked.code_stdin)


def _code(asked: argparse.Namespace) -> int:
    from hourpass.adapters.places import socket_path
    from hourpass.cli import sandbox

    return sandbox.print_code(asked.profile, socket_path(sandbox=True))


def _sandbox(asked: argparse.Namespace) -> int:
    from hourpass.cli import sandbox

    return sandbox.run(asked)


_COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "credentials": lambda asked: _credentials(asked.profile, sandbox=asked.sandbox, timeout=asked.timeout),
    "exec": _exec,
    "env": _env,
    "profiles": _profiles,
    "login": _login,
    "code": _code,
    "sandbox": _sandbox,
}


def _obtained(asked: argparse.Namespace, program: str) -> HandedOut:
    from hourpass.cli.obtaining import obtain, tell
    from hourpass.cli.waiting import told_while_waiting

    with told_while_waiting(asked.profile, tell):
        return obtain(asked.profile, sandbox=asked.sandbox, timeout=asked.timeout, program=program)


def _called(command: str) -> str:
    """What people call *command*, for the prompt to show."""
    return "".join(character for character in os.path.basename(command) if character.isprintable())  # noqa: PTH119 (text)


def explained(command: Callable[[], int]) -> int:
    """The command's exit status; a refusal is one line on standard error."""
    try:
        return command()
    except Refusal as refusal:
        sys.stderr.write(f"{refusal.message}\n")
        return refusal.status
    except _faults() as error:
        from hourpass.cli import words  # only where something went wrong

        sys.stderr.write(f"{words.line(error.problem)}\n")
        return words.status(error.problem)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # nobody reads any more
        sys.stderr.close()
        return exit_status.FAILED


def _faults() -> type[HourpassError]:
    """What can go wrong on this computer; asked only once something did."""
    from hourpass.domain.problem import HourpassError  # for speed, therefore

    return HourpassError


if __name__ == "__main__":
    sys.exit(main())
