"""Commands on a terminal of their own, and what its owner types and sees."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

SECONDS = 30
ON_A_TERMINAL = (
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"
)


@contextmanager
def terminal_job(env: Mapping[str, str], *arguments: str) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """A command that has a terminal; the other end of that, and the process."""
    ours, theirs = os.openpty()
    try:
        with subprocess.Popen(
            [sys.executable, "-c", ON_A_TERMINAL, *arguments],
            env=dict(env),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        ) as process:
            os.close(theirs)
            try:
                yield ours, process
            finally:
                if process.poll() is None:
                    process.kill()
    finally:
        os.close(ours)


def read_until(terminal: int, wanted: str) -> str:
    """What appears, up to *wanted*; what comes behind it is for the next one who reads."""
    seen = b""
    while wanted.encode() not in seen:
        readable, _, _ = select.select([terminal], [], [], SECONDS)
        assert readable, f"no {wanted!r} after {seen.decode()!r}"
        seen += os.read(terminal, 1)
    return seen.decode()
