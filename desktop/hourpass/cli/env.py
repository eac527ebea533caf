"""`hourpass-cli env`: credentials as assignments that a shell reads."""

from __future__ import annotations

import os
import sys

from hourpass.cli.obtaining import HandedOut
from hourpass.cli.standard_output import put
from hourpass.domain import exit_status
from hourpass.domain.variables import ENDPOINT, Shell, Unsayable, assignments, shadowing, usual_shell, variables
from hourpass.terminal.translating import translate


def run(asked: HandedOut, shell: Shell) -> int:
    """Print the assignments, and warn of variables that would win over them; the exit status."""
    given = variables_of(asked)
    try:
        text = assignments(shell, given)
    except Unsayable as error:
        said = translate("CliMessage", "Nothing was printed: the value of {variable} cannot be written for this shell.")
        print(said.format(variable=error.variable), file=sys.stderr)
        return exit_status.FAILED
    put(text)
    if shadows := shadowing(os.environ, given):
        said = translate("CliMessage", "These variables take precedence over the credentials; unset them: {variables}")
        print(said.format(variables=" ".join(shadows)), file=sys.stderr)  # as `unset` takes them
    return exit_status.DONE


def chosen_shell(name: str | None) -> Shell:
    """The shell called *name*; without one the usual one of this environment."""
    return Shell(name) if name else usual_shell(os.environ)


def variables_of(asked: HandedOut) -> dict[str, str]:
    """The variables for *asked*, with the place that requests go to where that is not AWS. Holds secrets."""
    given = variables(asked.access_key_id, asked.secret_access_key, asked.session_token, asked.expiration, asked.region)
    return given | ({ENDPOINT: asked.endpoint} if asked.endpoint else {})
