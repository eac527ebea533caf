"""`hourpass-cli exec --server`: the command fetches its credentials from us for as long as it runs."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from hourpass.cli.child import run_beside
from hourpass.cli.default_section import winning_files
from hourpass.cli.endpoint import Served, serving
from hourpass.cli.exec import environment_with
from hourpass.cli.obtaining import HandedOut
from hourpass.cli.supply import Renew, Supply
from hourpass.domain.variables import ENDPOINT
from hourpass.terminal.translating import translate

if sys.platform == "win32":

    def run(command: Sequence[str], obtain: Callable[[], HandedOut], renew: Renew, extra: Mapping[str, str]) -> int:
        """As :func:`hourpass.cli.exec.run`."""
        first = obtain()
        with serving(Supply(first, renew, _say).get) as served:
            return run_beside(command, _environment(first, served, extra))

else:
    from hourpass.cli.child import PASSED_ON
    from hourpass.cli.witness import Witness

    def run(command: Sequence[str], obtain: Callable[[], HandedOut], renew: Renew, extra: Mapping[str, str]) -> int:
        """As :func:`hourpass.cli.exec.run`."""
        with Witness(PASSED_ON) as witness:
            first = obtain()
            with serving(Supply(first, renew, _say).get) as served:
                return run_beside(command, _environment(first, served, extra), witness)


def _environment(first: HandedOut, served: Served, extra: Mapping[str, str]) -> dict[str, str]:
    hidden = winning_files(os.environ)
    for path in hidden.values():
        said = translate(
            "CliMessage",
            "the default section of {path} would take precedence over --server, so the command does not see that file",
        )
        _say(said.format(path=path))
    given = {
        **served.variables(),
        "AWS_REGION": first.region,
        "AWS_DEFAULT_REGION": first.region,
        **dict.fromkeys(hidden, os.devnull),
        **({ENDPOINT: first.endpoint} if first.endpoint else {}),
        **extra,
    }
    return environment_with(given)


def _say(line: str) -> None:
    with suppress(OSError):  # nobody may be reading; the command goes on
        print(f"hourpass-cli: {line}", file=sys.stderr, flush=True)
