"""The person at the terminal, even where standard input and output belong to something else."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from typing import TextIO

_PATH, _WRITING_PATH = ("CONIN$", "CONOUT$") if sys.platform == "win32" else ("/dev/tty", "/dev/tty")


def is_there() -> bool:
    """Whether this process has a terminal at which somebody can be asked."""
    try:
        with _open() as (reading, _):
            return _is_ours(reading)
    except OSError:
        return False


def ask(question: str, seconds: float) -> str:
    """What the person types after *question*; EOFError at the end of input, KeyboardInterrupt for Ctrl+C, TimeoutError
    after *seconds*, where the system can wait so.
    """
    with _open() as (reading, writing):
        writing.write(question)
        writing.flush()
        if not _comes_within(reading, seconds):
            writing.write("\n")
            raise TimeoutError
        line = reading.readline()
    if not line:
        raise EOFError
    return line.strip()


def ask_secret(question: str) -> str:
    """The same without showing what is typed, for as long as it takes."""
    import getpass  # here for speed: rarely needed

    return getpass.getpass(question)


@contextlib.contextmanager
def _open() -> Iterator[tuple[TextIO, TextIO]]:
    with open(_PATH, encoding="utf-8") as reading, open(_WRITING_PATH, "w", encoding="utf-8") as writing:  # noqa: PTH123
        if not reading.isatty():
            raise OSError
        yield reading, writing


if sys.platform == "win32":

    def _is_ours(reading: TextIO) -> bool:
        """Every program in a console may read it."""
        return reading.isatty()

    def _comes_within(reading: TextIO, seconds: float) -> bool:
        """A console is not waited for with an end."""
        del seconds
        return reading.isatty()

else:

    def _is_ours(reading: TextIO) -> bool:
        """A job in the background would be stopped if it read."""
        return os.tcgetpgrp(reading.fileno()) == os.getpgrp()

    def _comes_within(reading: TextIO, seconds: float) -> bool:
        import select  # here for speed: rarely needed

        return bool(select.select([reading], [], [], seconds)[0])
