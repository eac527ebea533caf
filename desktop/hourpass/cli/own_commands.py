"""Hourpass' own commands, as a person can type them here."""

from __future__ import annotations

import os
import shlex
import shutil
import sys


def own_command(*words: str) -> str:
    """The line that runs *words*, the first of them being "hourpass" or "hourpass-cli".

    A checkout has them where no shell looks for programs; the line then says where they lie.
    """
    program, *others = words
    beside_python = shutil.which(os.path.join(os.path.dirname(sys.executable), program))  # noqa: PTH118, PTH120 (text)
    if shutil.which(program) is None and beside_python:
        program = beside_python
    return shlex.join([program, *others])
