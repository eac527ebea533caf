"""The freedesktop.org folders, as text and without any import that takes time: the first paint, and commands, wait."""

# ruff: noqa: PTH111, PTH117, PTH118 (text; pathlib would cost 5 ms)

from __future__ import annotations

import os


def folder(variable: str, default: str, app: str) -> str:
    """*app*'s folder below the one that *variable* names, else below *default* in the home folder.

    By the XDG base directory specification, which has a relative one ignored; what platformdirs answers, too.
    """
    base = os.environ.get(variable, "").strip()
    return os.path.join(base if os.path.isabs(base) else os.path.expanduser(f"~/{default}"), app)
