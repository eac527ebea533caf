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
from hourpass.adapters.settings_place import settings_path
from hourpass.domain.process_json import NEARLY_OVER, process_line

KEYRING_SERVICE = "hourpass"
# As in hourpass.services.renewal and mfa_sessions, which are not loaded here.
RENEW_BEFORE = timedelta(minutes=20)
MFA_LEAST_LEFT = timedelta(seconds=60)
LAST_CALL = MFA_LEAST_LEFT + timedelta(minutes=1)
WORTH_A_LAST_CALL = timedelta(minutes=1)


def kept_line(wanted: str) -> bytes | None:
    """The line of credential_process for the profile *wanted*; None where that takes more than a look."""
    if sys.platform != "linux" or _keyring_is_chosen():
        return None
    try:
        with open(settings_path(sandbox=False), "rb") as file:
            settings = json.load(file)
        profile = _profile(wanted, settings["profiles"])
        if settings.get("sealed_file") or profile is None:
            return None
        from hourpass.adapters.kept_secret import read  # only now: it loads the library for D-Bus

        text = read(KEYRING_SERVICE, f"session/{profile['id']}")
        return _line(json.loads(text), makes_codes=profile.get("makes_codes") is True) if text else None
    except (OSError, ValueError, KeyError, TypeError, ImportError):
        return None


def _profile(wanted: str, profiles: list[dict[str, Any]]) -> dict[str, Any] | None:
    found = [each for each in profiles if each["name"] == wanted]
    found += [each for each in profiles if each["id"] == wanted]
    return found[0] if found else None


def _line(held: dict[str, Any], *, makes_codes: bool) -> bytes | None:
    """The session in the keyring's item, unless it is over or nearly so, or the long way can renew it without a code;
    see hourpass.domain.session for its form.
    """
    expires_at, now = datetime.fromisoformat(held["expires"]), datetime.now(UTC)
    if held["v"] != 1 or not held["token"] or expires_at - now < NEARLY_OVER:
        return None
    renewable = datetime.fromisoformat(held["renewable"]) if held["renewable"] else None
    lives_on = renewable is not None and renewable - now >= MFA_LEAST_LEFT
    if (lives_on or makes_codes or not held["serial"]) and now >= _due_at(held, expires_at, renewable):
        return None
    return process_line(held["id"], held["secret"], held["token"], expires_at)


def _due_at(held: dict[str, Any], expires_at: datetime, renewable: datetime | None) -> datetime:
    """As `due_at` in hourpass.services.renewal."""
    obtained_at = datetime.fromisoformat(held["obtained"])
    due = expires_at - min(RENEW_BEFORE, max(expires_at - obtained_at, timedelta(0)) / 2)
    last_call = renewable - LAST_CALL if renewable else None
    if last_call is not None and obtained_at < last_call - WORTH_A_LAST_CALL:
        return min(due, last_call)
    return due


def _keyring_is_chosen() -> bool:
    """Whether the person told keyring to use something else than the Secret Service."""
    config = xdg.folder("XDG_CONFIG_HOME", ".config", "python_keyring")
    return bool(os.environ.get("PYTHON_KEYRING_BACKEND")) or os.path.exists(f"{config}/keyringrc.cfg")
