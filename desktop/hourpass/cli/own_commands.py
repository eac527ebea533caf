"""Hourpass' own commands, as a person can type them here."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Sequence

from hourpass.adapters import own_programs


def own_command(*words: str) -> str:
    """The line that runs *words*, the first of them being "hourpass" or "hourpass-cli".

    In an AppImage that is the image, which has no name that a shell would know. A checkout and a portable folder have
    them where no shell looks for programs; the line then says where they lie.
    """
    program, *others = words
    if image := own_programs.appimage(sys.executable, os.environ):
        return quoted([image, *(["--cli"] if program == "hourpass-cli" else []), *others])
    beside_python = shutil.which(program, path=os.path.dirname(sys.executable))  # noqa: PTH120 (text)
    if shutil.which(program) is None and beside_python:
        program = beside_python
    return quoted([program, *others])


def quoted(words: Sequence[str], platform: str = sys.platform) -> str:
    """*words* as one line for the system's own shell: only a POSIX one knows single quotes."""
    if platform == "win32":
        from subprocess import list2cmdline  # here for speed, as everywhere

        return list2cmdline(words)
    return shlex.join(words)
