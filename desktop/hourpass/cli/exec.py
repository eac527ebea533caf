"""`hourpass-cli exec`: a command with credentials in its environment."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence

from hourpass.cli.env import variables_of
from hourpass.cli.obtaining import HandedOut
from hourpass.cli.starting import starting
from hourpass.domain.variables import shadowing


def run(
    command: Sequence[str],
    obtain: Callable[[], HandedOut],
    *,
    renew: Callable[[HandedOut], HandedOut] | None = None,
    extra: Mapping[str, str] | None = None,
) -> int:
    """The exit status of *command*; Refusal with 127 or 126 where it cannot be started, or as *obtain* raises it.

    With *renew* the command gets no keys, but an endpoint to fetch them from as often as it likes: *renew* is then
    called for more, in other threads. *extra* holds further variables. Without *renew*, and elsewhere than on Windows,
    this does not return: the command takes our place.
    """
    if renew is not None:
        from hourpass.cli import exec_server  # for speed: it loads an HTTP server

        return exec_server.run(command, obtain, renew, extra or {})
    return _run(command, environment_with({**variables_of(obtain()), **(extra or {})}))


def environment_with(given: Mapping[str, str]) -> dict[str, str]:
    """Our environment with *given*, and without what would win over it."""
    unwanted = shadowing(os.environ, given)
    return {**{name: value for name, value in os.environ.items() if name not in unwanted}, **given}


if sys.platform == "win32":

    def _run(command: Sequence[str], environment: Mapping[str, str]) -> int:
        from hourpass.cli.child import run_beside  # for speed

        return run_beside(command, environment)

else:

    def _run(command: Sequence[str], environment: Mapping[str, str]) -> int:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:  # as it is where that is closed
                stream.flush()
        for number in (signal.SIGPIPE, signal.SIGXFSZ):
            signal.signal(number, signal.SIG_DFL)  # Python ignores these two, and so would the command
        with starting(command[0]):
            os.execvpe(command[0], list(command), environment)  # noqa: S606 (the command is what was asked for)
