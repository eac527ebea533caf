"""Keys in the environment that the app was started from, as AWS's tools take them from there."""

from __future__ import annotations

from collections.abc import Mapping

from hourpass.adapters.key_parts import keys_of
from hourpass.services.administrator import AdminSource


def shell_keys(environment: Mapping[str, str]) -> AdminSource | None:
    """A source of those keys, or None where there are none, or half of them."""
    key_id, secret = environment.get("AWS_ACCESS_KEY_ID", ""), environment.get("AWS_SECRET_ACCESS_KEY", "")
    if not key_id or not secret:
        return None
    region = environment.get("AWS_REGION") or environment.get("AWS_DEFAULT_REGION", "")
    return AdminSource(typed=keys_of(key_id, secret, environment.get("AWS_SESSION_TOKEN", "")), region=region)
