"""What other tools are handed: the JSON of credential_process, and when credentials are too old for that.

The format is AWS's: "Sourcing credentials with an external process" in the AWS SDKs and Tools Reference Guide.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from hourpass.domain.session import Session

NEARLY_OVER = timedelta(seconds=60)
"""A request that is signed with less than this left may arrive too late: nothing of that kind is handed out."""


def can_be_handed_out(session: Session | None, now: datetime) -> bool:
    """Whether *session* holds credentials that a tool can still work with."""
    return (
        session is not None
        and bool(session.credentials.session_token)
        and session.credentials.remaining(now) >= NEARLY_OVER
    )


def process_line(session: Session) -> bytes:
    """The credentials as credential_process prints them: one compact line of JSON. Holds secrets."""
    held = session.credentials
    document = {
        "Version": 1,
        "AccessKeyId": held.access_key_id,
        "SecretAccessKey": held.secret_access_key,
        "SessionToken": held.session_token,
        "Expiration": expiration(held.expires_at),
    }
    return json.dumps(document, separators=(",", ":")).encode() + b"\n"


def expiration(moment: datetime) -> str:
    """*moment* as every SDK reads it: ISO 8601 in UTC, to the second, with a Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
