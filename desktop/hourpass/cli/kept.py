"""Without the app, the quickest way to credentials that are still valid: the settings, and one item of the keyring.

A tool waits, so nothing is loaded here that is not needed for just this; where anything is unusual, the long way of
`hourpass.cli.alone` finds out what it is.
"""

# ruff: noqa: PTH110, PTH123 (paths are text here, for speed)

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

from hourpass.adapters import xdg
from hourpass.domain.process_json import NEARLY_OVER, process_line

KEYRING_SERVICE = "hourpass"
RENEW_BEFORE = timedelta(minutes=20)


def kept_line(wanted: str) -> bytes | None:
    """The line of credential_process for the profile *wanted*; None where that takes more than a look."""
    if sys.platform != "linux" or _keyring_is_chosen():
        return None
    try:
        with open(f"{xdg.folder('XDG_CONFIG_HOME', '.config', 'hourpass')}/settings.json", "rb") as file:
            settings = json.load(file)
        profile_id = _id_of(wanted, settings["profiles"])
        if settings.get("sealed_file") or not profile_id:
            return None
        from hourpass.adapters.kept_secret import read  # only now: it loads the library for D-Bus

        text = read(KEYRING_SERVICE, f"session/{profile_id}")
        return _line(json.loads(text)) if text else None
    except (OSError, ValueError, KeyError, TypeError, ImportError):
        return None


def _id_of(wanted: str, profiles: list[dict[str, Any]]) -> str:
    found = [each["id"] for each in profiles if each["name"] == wanted]
    found += [each["id"] for each in profiles if each["id"] == wanted]
    return str(found[0]) if found else ""


def _line(held: dict[str, Any]) -> bytes | None:
    """The session in the keyring's item, unless it is over or nearly so, or the long way can renew it without a code;
    see hourpass.domain.session for its form.
    """
    expires_at, now = datetime.fromisoformat(held["expires"]), datetime.now(UTC)
    left = expires_at - now
    if held["v"] != 1 or not held["token"] or left < NEARLY_OVER:
        return None
    # As the app does it, see hourpass.services.renewal, which is not loaded here.
    due = left < min(RENEW_BEFORE, (expires_at - datetime.fromisoformat(held["obtained"])) / 2)
    if due and (not held["serial"] or _is_ahead(held["renewable"], now)):
        return None
    return process_line(held["id"], held["secret"], held["token"], expires_at)


def _is_ahead(moment: str | None, now: datetime) -> bool:
    return moment is not None and datetime.fromisoformat(moment) > now


def _keyring_is_chosen() -> bool:
    """Whether the person told keyring to use something else than the Secret Service."""
    config = xdg.folder("XDG_CONFIG_HOME", ".config", "python_keyring")
    return bool(os.environ.get("PYTHON_KEYRING_BACKEND")) or os.path.exists(f"{config}/keyringrc.cfg")
