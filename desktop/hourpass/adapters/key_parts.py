"""Keys from the parts that files, programs and variables give them in."""

from __future__ import annotations

from datetime import UTC, datetime

from hourpass.domain.credentials import Credentials, Keys, LongTermKeys

NO_KNOWN_END = datetime.max.replace(tzinfo=UTC)
"""Of temporary keys that do not say when they end: AWS says so by refusing them."""


def keys_of(access_key_id: str, secret: str, token: str = "", expires_at: datetime | None = None) -> Keys:
    """Temporary ones where there is a *token*."""
    if not token:
        return LongTermKeys(access_key_id, secret)
    ends = NO_KNOWN_END if expires_at is None else expires_at.astimezone(UTC)
    return Credentials(access_key_id, secret, token, ends)
