"""Keys and temporary credentials, as AWS issues them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class LongTermKeys:
    """An IAM user's access key: valid until somebody deletes it, so it lives in the keyring only."""

    access_key_id: str
    secret_access_key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Credentials:
    """Temporary AWS keys and the moment they stop working."""

    access_key_id: str
    secret_access_key: str = field(repr=False)
    session_token: str = field(repr=False)
    expires_at: datetime  # always UTC, never naive

    def remaining(self, now: datetime) -> timedelta:
        """Time left at *now*; zero once expired, never negative."""
        return max(self.expires_at - now, timedelta(0))


Keys = LongTermKeys | Credentials
"""Whatever a request can be signed with."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who AWS says the caller is (GetCallerIdentity)."""

    account: str
    arn: str
    user_id: str
