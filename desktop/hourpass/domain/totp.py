"""Time-based one-time codes (RFC 6238) as AWS uses them: HMAC-SHA1, six digits, 30 seconds."""

from __future__ import annotations

import base64
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto

DIGITS = 6
STEP = timedelta(seconds=30)
WINDOW_STEPS = 2
"""STS takes codes of up to this many steps before and after its own."""


class CodeFlaw(Enum):
    """Why a typed text is not (yet) a code."""

    EMPTY = auto()
    TOO_SHORT = auto()
    TOO_LONG = auto()
    NOT_DIGITS = auto()


@dataclass(frozen=True, slots=True)
class TypedCode:
    """What was typed, cleaned: its digits so far, and what is still wrong with it."""

    digits: str
    flaw: CodeFlaw | None

    @property
    def complete(self) -> bool:
        """Whether this can be sent."""
        return self.flaw is None


def read_code(text: str) -> TypedCode:
    """Clean *text*: "123 456", "123-456" and full-width digits are codes; letters and other lengths are not."""
    plain = unicodedata.normalize("NFKC", text)
    kept = "".join(c for c in plain if not c.isspace() and unicodedata.category(c) != "Pd")
    digits = "".join(c for c in kept if c.isascii() and c.isdigit())
    if len(digits) != len(kept):
        return TypedCode(digits, CodeFlaw.NOT_DIGITS)
    if not digits:
        return TypedCode("", CodeFlaw.EMPTY)
    if len(digits) < DIGITS:
        return TypedCode(digits, CodeFlaw.TOO_SHORT)
    if len(digits) > DIGITS:
        return TypedCode(digits, CodeFlaw.TOO_LONG)
    return TypedCode(digits, None)


def step_at(now: datetime) -> int:
    """The number of the 30-second step that *now* lies in, counted from 1970."""
    return int(now.timestamp() // STEP.total_seconds())


def next_step_at(now: datetime) -> datetime:
    """The moment the next code appears."""
    seconds = (step_at(now) + 1) * STEP.total_seconds()
    return datetime.fromtimestamp(seconds, tz=now.tzinfo)


def code_at(seed: str, step: int) -> str:
    """The code that a device with the base32 *seed* shows during *step*."""
    key = base64.b32decode(seed.upper() + "=" * (-len(seed) % 8))
    import hmac  # here for its weight: it brings OpenSSL along, 3.6 MB that the tray need not hold

    digest = hmac.digest(key, step.to_bytes(8, "big"), "sha1")
    start = digest[-1] & 0x0F
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def otpauth_uri(seed: str, device_name: str, account: str) -> str:
    """The text of the QR code that AWS shows for a virtual device, as seen in the field."""
    return (
        f"otpauth://totp/Amazon%20Web%20Services:{device_name}@{account}?secret={seed}&issuer=Amazon%20Web%20Services"
    )
