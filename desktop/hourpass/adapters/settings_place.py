"""Where the settings lie. Apart from the other places, and without what takes time to load: a command looks into them
before its first word.
"""

from __future__ import annotations

import sys

from hourpass.adapters import xdg


def app_name(sandbox: bool) -> str:
    """What the folders are called: the sandbox has its own."""
    return "hourpass-sandbox" if sandbox else "hourpass"


def settings_path(sandbox: bool) -> str:
    """The one settings file."""
    if sys.platform in {"win32", "darwin"}:
        from platformdirs import user_config_path  # here for speed, see xdg

        return str(user_config_path(app_name(sandbox), appauthor=False) / "settings.json")
    return f"{xdg.folder('XDG_CONFIG_HOME', '.config', app_name(sandbox))}/settings.json"
