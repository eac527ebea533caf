"""The command that tools start for credentials: what is written into the AWS config file."""

from __future__ import annotations

import sys
from pathlib import Path

_RELAY = Path(__file__).parent.parent / "cli" / "relay.py"


def helper_command(socket_path: str, profile_id: str, *options: str) -> tuple[str, ...]:
    """The fastest form that works here: the interpreter without the packages of its site, and the relay's file.

    By the profile's id, which has no spaces and stays when the profile is renamed. *options* are hourpass-cli's, for
    when the app does not run.
    """
    return (sys.executable, "-IS", str(_RELAY), socket_path, profile_id, *options)
