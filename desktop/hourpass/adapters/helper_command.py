"""The commands of Hourpass that others start: what tools call for credentials, and a shell that has them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from hourpass.adapters import own_programs

_RELAY = Path(__file__).parent.parent / "cli" / "relay.py"


if sys.platform == "win32":

    def without_spaces(path: str) -> str:
        r"""*path* by the short names that Windows keeps for such folders (C:\Users\JANEDO~1), where it has a space.

        As it is where there are none: that can be switched off for a disk.
        """
        if " " not in path:
            return path
        import ctypes  # for speed: rarely needed

        room = ctypes.create_unicode_buffer(32768)  # the longest path of all
        length = ctypes.windll.kernel32.GetShortPathNameW(path, room, len(room))
        return room.value if length else path

else:

    def without_spaces(path: str) -> str:
        """*path* as it is: nothing else has a second name."""
        return path


def helper_command(
    socket_path: str, profile_id: str, *options: str, fit: Callable[[str], str] = without_spaces
) -> tuple[str, ...]:
    """The fastest form that works here: the interpreter without the packages of its site, and the relay's file; packed,
    the program that is the relay as well.

    By the profile's id, which has no spaces and stays when the profile is renamed. *options* are hourpass-cli's, for
    when the app does not run. *fit* makes paths such as every SDK can start: Go's drop the quotes round a space.
    """
    if own_programs.PACKED:
        program, *words = own_programs.lasting_cli("--relay", socket_path, profile_id, *options)
        return (fit(program), *words)
    return (fit(sys.executable), "-IS", fit(str(_RELAY)), socket_path, profile_id, *options)


def shell_command(profile_id: str, *options: str, environment: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """The person's own shell with the credentials of that profile in its environment, asked for as it starts."""
    if sys.platform == "win32":
        shell = environment.get("COMSPEC", "cmd.exe")
    else:
        shell = environment.get("SHELL", "/bin/sh")
    words = (*options, "exec", profile_id, "--", shell)
    return own_programs.lasting_cli(*words) if own_programs.PACKED else own_programs.module("hourpass.cli.main", *words)
