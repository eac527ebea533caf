"""How parts of Hourpass are started as processes of their own: by Python from their modules, or, in a packed app, by the
two programs that lie beside each other.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

PACKED = bool(getattr(sys, "frozen", False))
WITHOUT_CONSOLE = 0x08000000 if sys.platform == "win32" else 0
"""CREATE_NO_WINDOW, for creationflags: a part that nobody looks at must not open a console window on Windows."""
_PART_OF_MODULE = {"hourpass.worker": "--worker", "hourpass.sandbox": "--sandbox-process", "hourpass.cli.main": ""}
"""What the packed `hourpass-cli` is told, to be something else than the command line; see `hourpass.cli.packed`."""


def app(
    *options: str,
    executable: str = sys.executable,
    environment: Mapping[str, str] = os.environ,
    packed: bool = PACKED,
) -> tuple[str, ...]:
    """What starts the desktop app, which goes on when this process has ended: an AppImage's programs go with it, so there
    it is the image.
    """
    if packed:
        return (appimage(executable, environment) or _beside(executable, "hourpass"), *options)
    # -P: a json.py in the folder that we were started from must not be imported.
    return (executable, "-P", "-m", "hourpass", *options)


def module(name: str, *options: str, executable: str = sys.executable, packed: bool = PACKED) -> tuple[str, ...]:
    """What runs the module *name*, one without Qt, for as long as this process runs."""
    if not packed:
        return (executable, "-P", "-m", name, *options)
    part = _PART_OF_MODULE[name]
    return (_beside(executable, "hourpass-cli"), *((part,) if part else ()), *options)


def lasting_cli(
    *words: str, executable: str = sys.executable, environment: Mapping[str, str] = os.environ
) -> tuple[str, ...]:
    """What runs the packed hourpass-cli also when this process has ended: an AppImage's programs go with it."""
    image = appimage(executable, environment)
    return (image, "--cli", *words) if image else (_beside(executable, "hourpass-cli"), *words)


def appimage(executable: str, environment: Mapping[str, str]) -> str:
    """The AppImage that *executable* is in; empty where it is in none, though a terminal of one may have started it."""
    folder = environment.get("APPDIR", "")
    return environment.get("APPIMAGE", "") if folder and executable.startswith(folder.rstrip("/") + "/") else ""


def _beside(executable: str, name: str) -> str:
    return os.path.join(os.path.dirname(executable), f"{name}.exe" if os.name == "nt" else name)  # noqa: PTH118, PTH120 (pathlib costs 5 ms)
