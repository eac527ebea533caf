"""What was asked of AWS: the facts that a problem may name, and the secrets that its texts must not."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import quote_plus

from hourpass.domain.credentials import Credentials, Keys

_ECHOED_CODE = re.compile(r"Value '[^']*' at '(tokenCode|authenticationCode[12])'")
BLANK = "…"


@dataclass(frozen=True, slots=True)
class Asked:
    """One call before its answer."""

    service: str
    operation: str
    region: str
    keys: Keys
    role_arn: str = ""
    serial: str = ""
    code: str = field(default="", repr=False)
    duration: timedelta | None = None
    more_codes: tuple[str, ...] = field(default=(), repr=False)  # a registration takes two
    once: bool = False  # it changes something

    @property
    def sent_once(self) -> bool:
        """Whether it must not be repeated: a lost answer may have been a success."""
        return self.once or bool(self.code)

    def expired(self, now: datetime) -> bool:
        """Whether the keys it was signed with had ended at *now*."""
        return isinstance(self.keys, Credentials) and self.keys.expires_at <= now

    def blanked(self, text: str) -> str:
        """*text* without the codes and the keys: AWS repeats the one in "Value '…' at 'tokenCode'" and the session
        token in the canonical request of a refused signature. In a URL they are written in another way.
        """
        secrets = [self.code, *self.more_codes, self.keys.secret_access_key]
        if isinstance(self.keys, Credentials):
            secrets.append(self.keys.session_token)
        for secret in secrets:
            if secret:
                text = text.replace(secret, BLANK).replace(quote_plus(secret), BLANK)
        return _ECHOED_CODE.sub(rf"Value '{BLANK}' at '\1'", text)
