"""The person at the terminal, even where standard input and output belong to something else."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import TextIO

_PATH, _WRITING_PATH = ("CONIN$", "CONOUT$") if sys.platform == "win32" else ("/dev/tty", "/dev/tty")


def is_there() -> bool:
    """Whether this process has a terminal at which somebody can be asked."""
    try:
        with _open():
            return True
    except OSError:
        return False


def ask(question: str) -> str:
    """What the person types after *question*; EOFError at the end of input, KeyboardInterrupt for Ctrl+C."""
    with _open() as (reading, writing):
        writing.write(question)
        writing.flush()
        line = reading.readline()
    if not line:
        raise EOFError
    return line.strip()


def ask_secret(question: str) -> str:
    """The same without showing what is typed."""
    import getpass  # here for speed: rarely needed

    return getpass.getpass(question)


@contextlib.contextmanager
def _open() -> Iterator[tuple[TextIO, TextIO]]:
    with open(_PATH, encoding="utf-8") as reading, open(_WRITING_PATH, "w", encoding="utf-8") as writing:  # noqa: PTH123
        if not reading.isatty():
            raise OSError
        yield reading, writing
