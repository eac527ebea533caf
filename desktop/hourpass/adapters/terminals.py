"""Opening a terminal window in which a command runs, on each system's usual terminals."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from hourpass.domain.problem import HourpassError, Problem, Reason

# The system's choice first, then what desktops bring along; each with what stands before the command.
_ON_LINUX: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("x-terminal-emulator", ("-e",)),
    ("xdg-terminal-exec", ()),
    ("gnome-terminal", ("--",)),
    ("kgx", ("--",)),
    ("ptyxis", ("--",)),
    ("konsole", ("-e",)),
    ("xfce4-terminal", ("-x",)),
    ("mate-terminal", ("-x",)),
    ("qterminal", ("-e",)),
    ("lxterminal", ("-e",)),
    ("kitty", ()),
    ("alacritty", ("-e",)),
    ("foot", ()),
    ("wezterm", ("start", "--")),
    ("xterm", ("-e",)),
)

SETTLING = 0.5
"""Seconds in which a terminal that cannot open its window has given up."""
Find = Callable[[str], str | None]


def open_terminal(
    command: Sequence[str], environment: Mapping[str, str] = os.environ, find: Find = shutil.which
) -> None:
    """Open a window that runs *command*, and do not wait for its end. Blocks for a moment; NO_TERMINAL where there is
    none, or it gave up at once.
    """
    opening = opening_command(command, environment, find)
    if not opening:
        raise HourpassError(Problem(Reason.NO_TERMINAL))
    try:
        window = subprocess.Popen(opening, env=dict(environment), **_on_its_own())
        if window.wait(SETTLING) != 0:
            raise HourpassError(Problem(Reason.NO_TERMINAL))
    except subprocess.TimeoutExpired:
        pass
    except OSError as error:
        raise HourpassError(Problem(Reason.NO_TERMINAL)) from error
    # Whoever started a process has to ask how it ended, or the system keeps its entry.
    threading.Thread(target=window.wait, name="terminal", daemon=True).start()


def _on_its_own() -> dict[str, Any]:
    """How a process is started that has nothing of ours but its environment."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_CONSOLE}  # with input and output of its own
    nothing = subprocess.DEVNULL
    return {"stdin": nothing, "stdout": nothing, "stderr": nothing, "start_new_session": True}


def opening_command(
    command: Sequence[str], environment: Mapping[str, str], find: Find, system: str = sys.platform
) -> list[str]:
    """How this system opens a window that runs *command*; empty where it has no terminal that is known here."""
    if system == "darwin":
        return ["/usr/bin/osascript", *_for_mac(command, environment)]
    if system == "win32":
        if wt := find("wt.exe"):
            return [wt, "new-tab", *command]
        shell = find("powershell.exe")
        return (
            [shell, "-NoExit", "-Command", "& " + " ".join(_quoted_for_powershell(word) for word in command)]
            if shell
            else []
        )
    chosen = environment.get("TERMINAL", "")
    ways = dict(_ON_LINUX)
    known = ((chosen, ways.get(os.path.basename(chosen), ("-e",))), *_ON_LINUX) if chosen else _ON_LINUX  # noqa: PTH119
    for name, before in known:
        if path := find(name):
            return [path, *before, *command]
    return []


def _for_mac(command: Sequence[str], environment: Mapping[str, str]) -> list[str]:
    line = shlex.join(command)
    text = line.replace("\\", "\\\\").replace('"', '\\"')
    if environment.get("TERM_PROGRAM") == "iTerm.app":
        script = f'tell application "iTerm" to create window with default profile command "{text}"'
        return ["-e", script, "-e", 'tell application "iTerm" to activate']
    return ["-e", f'tell application "Terminal" to do script "{text}"', "-e", 'tell application "Terminal" to activate']


def _quoted_for_powershell(word: str) -> str:
    return "'" + word.replace("'", "''") + "'"
