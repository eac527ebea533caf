"""Credentials for a command: from the running app, else from the keyring, else by asking on the terminal."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class HandedOut:
    """Temporary credentials that a tool may use now."""

    profile: str  # its name
    access_key_id: str
    secret_access_key: str = field(repr=False)
    session_token: str = field(repr=False)
    expiration: str  # ISO 8601 in UTC, "2026-11-22T14:35:00Z"
    region: str  # never empty


class Refusal(Exception):  # noqa: N818 (it is an answer, not a fault)
    """No credentials: the exit *status* and one line that says why and what to do."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status, self.message = status, message
