"""A desktop session that a program of another user, in another root folder, may take part in."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop import parts
from desktop.session import DesktopSession
from packages.clean_system import HOME, NUMBER

RUNTIME = f"/run/user/{NUMBER}"


def open_bus(patch: pytest.MonkeyPatch) -> None:
    """Have the sessions' buses take calls of every user: this one's is not the one who starts the session."""
    config = parts.BUS_CONFIG.replace('<policy context="default">', '<policy context="default">\n    <allow user="*"/>')
    patch.setattr(parts, "BUS_CONFIG", config)


def guest_env(session: DesktopSession, suite_env: dict[str, str] | None = None) -> dict[str, str]:
    """The environment of that user's programs, as a login would have made it."""
    shared = (
        "DISPLAY",
        "DBUS_SESSION_BUS_ADDRESS",
        "DBUS_SYSTEM_BUS_ADDRESS",
        "LANG",
        "XDG_CURRENT_DESKTOP",
        "XDG_SESSION_TYPE",
        "NO_AT_BRIDGE",
    )
    kept = {name: session.env[name] for name in shared if name in session.env}
    return {
        **kept,
        "HOME": HOME,
        "USER": Path(HOME).name,
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "XDG_RUNTIME_DIR": RUNTIME,
        **(suite_env or {}),
    }
