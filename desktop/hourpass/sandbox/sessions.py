"""Sessions that STS issued: their keys, tokens, ends and marks."""

from __future__ import annotations

import base64
import secrets
import string
from dataclasses import dataclass, field
from datetime import datetime, timedelta

LONGEST_CHAINED = timedelta(hours=1)
_KEY_ALPHABET = string.ascii_uppercase + "234567"
_TOKEN_BYTES = {"role": 690, "user": 420}
"""AWS's tokens run from some 350 to more than a thousand characters, and may grow to 4,096."""


@dataclass(frozen=True, slots=True)
class Session:
    """Temporary credentials and what AWS remembers of how they were got."""

    access_key_id: str
    secret: str = field(repr=False)
    token: str = field(repr=False)
    issued_at: datetime
    expires_at: datetime
    account: str
    principal_arn: str  # of the user or the role whose rights these are
    principal_id: str
    name: str = ""  # RoleSessionName; empty for a user's own session
    mfa_at: datetime | None = None  # when MFA was proved, where that mark goes along
    policies: tuple[str, ...] = ()  # session policies; they only ever narrow
    source_identity: str = ""
    chained: bool = False  # a role that was assumed by temporary credentials

    @property
    def of_role(self) -> bool:
        return bool(self.name)


class Sessions:
    """Every session issued. *lifetime* caps the ones to come."""

    def __init__(self, lifetime: timedelta | None) -> None:
        self.lifetime = lifetime
        self._by_key: dict[str, Session] = {}

    def find(self, access_key_id: str) -> Session | None:
        """The session with that key, expired or not."""
        return self._by_key.get(access_key_id)

    def issue(
        self,
        now: datetime,
        duration: timedelta,
        *,
        account: str,
        principal_arn: str,
        principal_id: str,
        name: str = "",
        mfa_at: datetime | None = None,
        policies: tuple[str, ...] = (),
        source_identity: str = "",
        chained: bool = False,
    ) -> Session:
        """A new session of *duration*, or of the lifetime where that is shorter."""
        if self.lifetime is not None:
            duration = min(duration, self.lifetime)
        whole = now.replace(microsecond=0)  # AWS's Expiration has no fractions
        session = Session(
            access_key_id="ASIA" + "".join(secrets.choice(_KEY_ALPHABET) for _ in range(16)),
            secret=base64.b64encode(secrets.token_bytes(30)).decode(),
            token=_token("role" if name else "user"),
            issued_at=whole,
            expires_at=whole + duration,
            account=account,
            principal_arn=principal_arn,
            principal_id=principal_id,
            name=name,
            mfa_at=mfa_at,
            policies=policies,
            source_identity=source_identity,
            chained=chained,
        )
        self._by_key[session.access_key_id] = session
        return session


def _token(kind: str) -> str:
    return "IQoJb3JpZ2luX2Vj" + base64.b64encode(secrets.token_bytes(_TOKEN_BYTES[kind])).decode()
