"""Codes that Hourpass makes itself, for the devices whose secret key somebody chose to keep in the keyring."""

from __future__ import annotations

import base64
import binascii
import re
import threading
from urllib.parse import parse_qs, urlsplit

from hourpass.domain import totp
from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.services.cancel import Cancel
from hourpass.services.code_ledger import CodeLedger
from hourpass.services.pause import Pause
from hourpass.services.ports import Clock, Vault

SHORTEST_SEED = 26  # base32 characters: the 128 bits that RFC 4226 demands; AWS gives 320
_JUST_AFTER = 0.2
"""Seconds into the next step, so that no clock takes it for the one before."""
_BASE32 = re.compile(r"[A-Z2-7]+=*")


def read_seed(text: str) -> str | None:
    """The base32 secret key in *text*, which may be grouped, in small letters, or the ``otpauth://`` text of a QR code;
    None where there is none.
    """
    text = text.strip()
    if text.lower().startswith("otpauth://"):
        text = parse_qs(urlsplit(text).query).get("secret", [""])[0]
    seed = re.sub(r"[\s-]", "", text).upper()
    if not _BASE32.fullmatch(seed) or len(seed.rstrip("=")) < SHORTEST_SEED:
        return None
    seed = seed.rstrip("=")
    try:
        base64.b32decode(seed + "=" * (-len(seed) % 8))
    except binascii.Error:
        return None
    return seed


class StoredSeeds:
    """The secret keys of MFA devices, an item of the vault each. Every call may block."""

    def __init__(self, vault: Vault, clock: Clock, ledger: CodeLedger, pause: Pause) -> None:
        self._vault, self._clock, self._ledger, self._pause = vault, clock, ledger, pause
        self._lock = threading.Lock()  # of the two below; never held while the vault is asked
        self._handed_out: dict[str, str] = {}
        self._missing: set[str] = set()

    def missing(self, serial: str) -> bool:
        """Whether the vault turned out to have no key for *serial*: its codes have to be typed. Asks nobody."""
        return serial in self._missing

    def keep(self, serial: str, seed: str) -> None:
        """Put the secret key of the device *serial* into the vault."""
        self._vault.put(_item(serial), seed)
        with self._lock:
            self._missing.discard(serial)

    def drop(self, serial: str) -> None:
        """Delete it from the vault; fine if it was not there."""
        self._vault.delete(_item(serial))

    def code(self, serial: str, cancel: Cancel) -> str:
        """A code of the device that was not sent yet: of now, or, up to half a minute later, the next one.

        CODE_NEEDED where the vault has no such key, TOO_MANY_TRIES where the device needs a rest.
        """
        seed = self._vault.get(_item(serial))
        if not seed:
            with self._lock:
                self._missing.add(serial)
            raise HourpassError(Problem(Reason.CODE_NEEDED, {"serial": serial}))
        while True:
            cancel.check()
            now = self._clock.now()
            code = totp.code_at(seed, totp.step_at(now))
            problem = self._ledger.problem(serial, code)
            if problem is None:
                with self._lock:
                    taken = self._handed_out.get(serial) == code
                    self._handed_out[serial] = code
                if not taken:  # else by another profile of the device, which has not sent it yet
                    return code
            elif problem.reason is not Reason.CODE_ALREADY_SENT:
                raise HourpassError(problem)
            self._pause((totp.next_step_at(now) - now).total_seconds() + _JUST_AFTER, cancel)


def _item(serial: str) -> str:
    return f"seed/{serial}"
