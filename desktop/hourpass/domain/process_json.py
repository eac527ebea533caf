"""The JSON of credential_process. Loads nothing that takes time: a command may be waiting for just this.

Its form is AWS's: "Sourcing credentials with an external process", AWS SDKs and Tools Reference Guide.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

NEARLY_OVER = timedelta(seconds=60)
"""A request that is signed with less than this left may arrive too late: nothing of that kind is handed out."""


def process_line(access_key_id: str, secret_access_key: str, session_token: str, expires_at: datetime) -> bytes:
    """The credentials as credential_process prints them: one compact line. Holds secrets."""
    document = {
        "Version": 1,
        "AccessKeyId": access_key_id,
        "SecretAccessKey": secret_access_key,
        "SessionToken": session_token,
        "Expiration": expiration(expires_at),
    }
    return json.dumps(document, separators=(",", ":")).encode() + b"\n"


def expiration(moment: datetime) -> str:
    """*moment* as every SDK reads it: ISO 8601 in UTC, to the second, with a Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
