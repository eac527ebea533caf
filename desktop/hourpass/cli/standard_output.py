"""Standard output, which may be closed or full, or have nobody left who reads it."""

from __future__ import annotations

import os
import sys

from hourpass.cli.refusal import Refusal
from hourpass.domain import exit_status


def put(said: str | bytes) -> None:
    """Write *said* there, at once and whole. Refusal where that cannot be; BrokenPipeError where nobody reads it."""
    try:
        if isinstance(said, bytes):
            sys.stdout.buffer.write(said)
        else:
            sys.stdout.write(said)
        sys.stdout.flush()
    except (OSError, AttributeError) as error:
        raise unwritable(error) from error


def unwritable(error: OSError | AttributeError) -> Refusal | BrokenPipeError:
    """What *error*, which came of writing there, is for the person. Of a closed one Python has no object, and so no
    error of the system's.
    """
    if sys.stdout is not None:
        # What is not written yet goes nowhere: Python would try once more at its end, and complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if isinstance(error, BrokenPipeError):
        return error
    from hourpass.terminal.translating import translate  # only where something went wrong

    if isinstance(error, OSError):
        said = translate("CliMessage", "Standard output cannot be written: {reason}.").format(reason=error.strerror)
    else:
        said = translate("CliMessage", "Standard output cannot be written: it is closed.")
    return Refusal(exit_status.FAILED, said)
