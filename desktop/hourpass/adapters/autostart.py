"""Start at login, for this user only and without an administrator: each system has its own place to say so."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from hourpass.adapters import own_programs
from hourpass.adapters.autostart_agent import LaunchAgent
from hourpass.adapters.autostart_entry import DesktopEntry
from hourpass.adapters.autostart_registry import RunKey

APP = "hourpass"
_HIDDEN = "--hidden"


class Autostart(Protocol):
    """Where the system looks at login. Blocking; failures come as HourpassError: FILE_READ_ONLY, FILE_FAILED, DISK_FULL."""

    @property
    def place(self) -> str:
        """Where our own entry is, or would be: a path, or a key of the registry."""

    def enabled(self) -> bool:
        """Whether the system would start Hourpass at the next login."""

    def enable(self) -> None:
        """Have it started; an entry of another Hourpass (moved, or installed otherwise) is replaced."""

    def disable(self) -> None:
        """Have it started no more; fine if it was not."""


def autostart() -> Autostart:
    """This system's own way."""
    command = start_command()
    if sys.platform == "win32":
        import winreg

        return RunKey(winreg, command)
    if sys.platform == "darwin":
        return LaunchAgent(Path.home() / "Library" / "LaunchAgents", command)
    return DesktopEntry(*_autostart_folders(os.environ), command)


def start_command(
    argv0: str | None = None,
    executable: str = sys.executable,
    environment: Mapping[str, str] = os.environ,
    *,
    frozen: bool = getattr(sys, "frozen", False),
) -> tuple[str, ...]:
    """What starts this very Hourpass in the tray from anywhere: frozen, installed as a script, or in a checkout."""
    if frozen:
        # What runs lies in a folder that goes with this run; the AppImage itself is the file to start.
        return (own_programs.appimage(executable, environment) or executable, _HIDDEN)
    script = _installed_script(sys.argv[0] if argv0 is None else argv0)
    if script:
        return (script, _HIDDEN)
    # -P: a json.py in the folder that the session starts in is not ours.
    return (_without_console(executable), "-P", "-m", "hourpass", _HIDDEN)


def _installed_script(argv0: str) -> str:
    """The script that this run was started by, by its own name: a link to it survives an upgrade, its target may not."""
    path = Path(argv0)
    if path.name not in {APP, f"{APP}.exe"}:
        return ""
    for candidate in (path, path.with_name(f"{APP}.exe")):  # pip's launcher on Windows drops the ending
        if candidate.is_file() and os.access(candidate, os.X_OK):
            return os.path.abspath(candidate)  # noqa: PTH100 (resolve() would follow the link)
    return ""


def _without_console(executable: str) -> str:
    """``pythonw.exe`` where it is: under ``python.exe`` each login would open a console."""
    windowed = Path(executable).with_name("pythonw.exe")
    return str(windowed) if executable.lower().endswith("python.exe") and windowed.is_file() else executable


def _autostart_folders(environment: Mapping[str, str]) -> tuple[Path, Sequence[Path]]:
    """This user's folder, and those for everybody; the XDG rule: relative paths are ignored."""
    own = Path(environment.get("XDG_CONFIG_HOME", "").strip())
    shared = [Path(each) for each in (environment.get("XDG_CONFIG_DIRS") or "/etc/xdg").split(":")]
    base = own if own.is_absolute() else Path.home() / ".config"
    return base / "autostart", [each / "autostart" for each in shared if each.is_absolute()]
