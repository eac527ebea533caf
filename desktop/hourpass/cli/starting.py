"""Commands that cannot be started."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from hourpass.cli.refusal import Refusal
from hourpass.terminal.translating import translate

CANNOT_BE_STARTED = 126
NOT_FOUND = 127
"""As shells have them."""


@contextmanager
def starting(command: str) -> Iterator[None]:
    """Turns what the system has against *command* into a refusal."""
    try:
        yield
    except (FileNotFoundError, ValueError) as error:  # the second for one without a name
        said = translate("CliMessage", "{command}: command not found")
        raise Refusal(NOT_FOUND, said.format(command=command)) from error
    except OSError as error:
        raise Refusal(CANNOT_BE_STARTED, f"{command}: {error.strerror}") from error
