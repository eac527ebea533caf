"""A screen without a person, and an empty home."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NOT_OURS = ("AWS_", "DBUS_", "DISPLAY", "HOURPASS_", "PYTHON", "QT_", "SESSION_", "WAYLAND_", "XAUTHORITY", "XDG_")


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """The environment of a program that has an X server and a home folder to itself."""
    home = Path(tempfile.mkdtemp(prefix="hourpass-"))
    (home / "run").mkdir(mode=0o700)
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1400x900x24", "-nolisten", "tcp", "-noreset"],  # noqa: S607
        pass_fds=(writing,),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading, "rb") as line:
            number = line.readline().decode().strip()
        if not number:
            raise RuntimeError("Xvfb did not start")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(_NOT_OURS)}
        yield kept | {
            "DISPLAY": f":{number}",
            "QT_QPA_PLATFORM": "xcb",
            "LANG": "C.UTF-8",
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(home / "run"),
        }
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(home, ignore_errors=True)
