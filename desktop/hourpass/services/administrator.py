"""The credentials that a setup is carried out with: an administrator's, in memory only, for as long as it takes."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import timedelta

from hourpass.domain import arns
from hourpass.domain.credentials import Credentials, Keys
from hourpass.domain.problem import HourpassError
from hourpass.services.cancel import Cancel
from hourpass.services.ports import Clock
from hourpass.services.setup_ports import AdminFiles

RENEW_BEFORE = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class AdminSource:
    """Where they come from: a profile of the AWS config files, or keys that were typed or found in the environment."""

    profile: str = ""
    typed: Keys | None = field(default=None, repr=False)
    region: str = ""  # tells the partition; empty: the commercial one


class Administrator:
    """Hands out the credentials, and gets new ones where its source makes them. Safe from any thread."""

    def __init__(self, source: AdminSource, files: AdminFiles, clock: Clock) -> None:
        self.source = source
        self._files, self._clock = files, clock
        self._lock = threading.Lock()  # held while new ones are got, so that parallel calls get them once
        self._keys: Keys | None = source.typed

    @property
    def region(self) -> str:
        """Where IAM and STS are asked."""
        return self.source.region or arns.HOME_REGION["aws"]

    def sign_in(self, code: str, cancel: Cancel) -> None:
        """Get credentials with the *code* of a profile that asks for one itself."""
        with self._lock:
            self._keys = self._files.keys(self.source.profile, code, cancel)

    def keys(self, cancel: Cancel) -> Keys:
        """The credentials; CODE_NEEDED, SSO_SIGN_IN_NEEDED or PROFILE_UNUSABLE where there are none to be had."""
        with self._lock:
            known = self._keys
            if known is None or (self.source.profile and self._ends(known, RENEW_BEFORE)):
                try:
                    known = self._keys = self._files.keys(self.source.profile, "", cancel)
                except HourpassError:
                    if known is None or self._ends(known):
                        raise  # until then they serve, however little there is left
            return known

    def renew(self, dead: Keys, cancel: Cancel) -> bool:
        """AWS calls *dead* expired: get others, where the source makes them. False where nothing else is to be had."""
        if not self.source.profile:
            return False
        with self._lock:
            if self._keys == dead:
                self._keys = self._files.keys(self.source.profile, "", cancel)
            return self._keys != dead

    def _ends(self, keys: Keys, within: timedelta = timedelta(0)) -> bool:
        return isinstance(keys, Credentials) and keys.remaining(self._clock.now()) <= within
