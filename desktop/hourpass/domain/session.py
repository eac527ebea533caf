"""A session: temporary credentials together with how and for whom they were got."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from hourpass.domain.credentials import Credentials, Identity
from hourpass.domain.profile import Method

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Session:
    """What a profile holds while it is signed in."""

    credentials: Credentials
    obtained_at: datetime
    method: Method
    device_serial: str = ""
    region: str = ""
    identity: Identity | None = None
    renewable_until: datetime | None = None  # end of the MFA session that renews it without a code
    chained: bool = False  # temporary credentials assumed the role

    @property
    def expires_at(self) -> datetime:
        """The moment the credentials stop working."""
        return self.credentials.expires_at


def to_text(session: Session) -> str:
    """*session* as compact JSON for the keyring. Holds secrets."""
    held = session.credentials
    who = session.identity
    return json.dumps(
        {
            "v": FORMAT,
            "id": held.access_key_id,
            "secret": held.secret_access_key,
            "token": held.session_token,
            "expires": held.expires_at.isoformat(),
            "obtained": session.obtained_at.isoformat(),
            "method": session.method.value,
            "serial": session.device_serial,
            "region": session.region,
            "identity": [who.account, who.arn, who.user_id] if who else None,
            "renewable": session.renewable_until.isoformat() if session.renewable_until else None,
            "chained": session.chained,
        },
        separators=(",", ":"),
    )


def from_text(text: str) -> Session | None:
    """The session in *text*; None when it is damaged or of another format, for it can always be got anew."""
    try:
        held = json.loads(text)
        if held["v"] != FORMAT:
            return None
        return Session(
            credentials=Credentials(
                _text(held["id"]), _text(held["secret"]), _text(held["token"]), _moment(held["expires"])
            ),
            obtained_at=_moment(held["obtained"]),
            method=Method(held["method"]),
            device_serial=_text(held["serial"]),
            region=_text(held["region"]),
            identity=Identity(*map(_text, held["identity"])) if held["identity"] else None,
            renewable_until=_moment(held["renewable"]) if held["renewable"] else None,
            chained=held.get("chained") is True,  # of an earlier version where it says nothing
        )
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
