"""The services as a command has them when the app does not run: the same ones, in this process."""

from __future__ import annotations

import os
from collections.abc import Callable

from hourpass.adapters import places
from hourpass.adapters.settings_file import SettingsFile
from hourpass.adapters.system_clock import SystemClock
from hourpass.domain.credentials import Keys
from hourpass.domain.handout import can_be_handed_out
from hourpass.domain.problem import HourpassError, Reason
from hourpass.domain.profile import Profile
from hourpass.domain.session import Session
from hourpass.services.cancel import Cancel
from hourpass.services.code_ledger import CodeLedger
from hourpass.services.ports import Aws, Vault
from hourpass.services.profile_book import ProfileBook
from hourpass.services.server_clock import ServerClock
from hourpass.services.sessions import Sessions

KEYRING_SERVICE = "hourpass"
MOST_CODES = 3
"""So often a person at a terminal may try another code; AWS counts as well."""
_ANOTHER_CODE_MAY_DO = frozenset({Reason.CODE_REFUSED, Reason.CODE_ALREADY_SENT, Reason.CODE_MALFORMED})

AskCode = Callable[[Profile], str]
Tell = Callable[[str], None]


class Alone:
    """Reads the settings at once; asks the keyring and AWS only when something is wanted of them."""

    def __init__(self, aws: Callable[[Callable[..., None]], Aws], ask_passphrase: Callable[[], str]) -> None:
        self._make_aws, self._ask_passphrase = aws, ask_passphrase
        computer = SystemClock()
        self.clock = ServerClock(computer, computer.elapsed)
        self.book = ProfileBook(SettingsFile(places.settings_path(sandbox=False)))
        self.book.load()
        self._sessions: Sessions | None = None

    @property
    def sessions(self) -> Sessions:
        """The sessions, over the keyring (or the encrypted file, whose passphrase is then asked for)."""
        if self._sessions is None:
            self._sessions = Sessions(
                self._make_aws(self.clock.heard),
                self._vault(),
                self.clock,
                CodeLedger(self.clock),
                clock_is_sure=lambda: self.clock.offset is not None,
                default_region=os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION", ""),
                sources=_Sources(),
            )
        return self._sessions

    def held(self, profile: Profile) -> Session | None:
        """What the keyring keeps for *profile* and a tool can still work with."""
        self.sessions.restore([profile])
        session = self.sessions.session(profile.id)
        return session if can_be_handed_out(session, self.clock.now()) else None

    def get(self, profile: Profile, ask_code: AskCode, tell: Tell, most_codes: int = MOST_CODES) -> Session:
        """New credentials, kept in the keyring. *ask_code* is called where one is needed, and up to *most_codes* times
        where none is taken; *tell* is told why.
        """
        self.sessions.restore([profile])
        for tries in range(1, most_codes + 1):
            code = ask_code(profile) if self.sessions.code_needed(profile) else ""
            try:
                return self.sessions.obtain(profile, code, Cancel())
            except HourpassError as error:
                from hourpass.cli import words  # only where something went wrong

                if error.problem.reason not in _ANOTHER_CODE_MAY_DO or tries == most_codes:
                    raise
                tell(words.line(error.problem))
        raise AssertionError("the last try returns or raises")

    def _vault(self) -> Vault:
        if self.book.settings.sealed_file:
            from hourpass.adapters.sealed_file import SealedFile  # here for speed: cryptography

            return SealedFile(places.sealed_file_path(sandbox=False), self._ask_passphrase())
        from hourpass.adapters.keyring_store import KeyringVault  # here for speed: keyring

        return KeyringVault(KEYRING_SERVICE)


class _Sources:
    """The AWS config files, once somebody asks for them."""

    def keys(self, profile: str, code: str, cancel: Cancel) -> Keys:
        from hourpass.adapters.aws.administrators import Administrators  # here for speed: botocore

        return Administrators().keys(profile, code, cancel)


def aws(heard: Callable[..., None]) -> Aws:
    """AWS itself, in this process."""
    from hourpass.adapters.aws.gateway import AwsGateway  # here for speed: botocore costs 110 ms

    return AwsGateway(heard=heard)
