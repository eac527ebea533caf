"""The services as a command has them when the app does not run: the same ones, in this process."""

from __future__ import annotations

import os
from collections.abc import Callable

from hourpass.adapters import places
from hourpass.adapters.settings_file import SettingsFile
from hourpass.adapters.system_clock import SystemClock
from hourpass.cli.ahead import tried
from hourpass.cli.asking import MOST_CODES
from hourpass.domain.credentials import Keys
from hourpass.domain.handout import can_be_handed_out
from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.domain.profile import Profile
from hourpass.domain.session import Session
from hourpass.services.cancel import Cancel
from hourpass.services.code_ledger import CodeLedger
from hourpass.services.ports import Aws, Vault
from hourpass.services.profile_book import ProfileBook
from hourpass.services.renewal import due_at
from hourpass.services.server_clock import ServerClock
from hourpass.services.sessions import Sessions

KEYRING_SERVICE = "hourpass"


class Alone:
    """Reads the settings at once; asks the keyring and AWS only when something is wanted of them."""

    def __init__(self, aws: Callable[[Callable[..., None]], Aws], ask_passphrase: Callable[[], str]) -> None:
        self._make_aws, self._ask_passphrase = aws, ask_passphrase
        computer = SystemClock()
        self.clock = ServerClock(computer, computer.elapsed)
        self.book = ProfileBook(SettingsFile(places.settings_path(sandbox=False), sets_aside=False))
        self.damaged = self.book.load().damaged  # the settings file's path, if it is
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

    def fresh(self, profile: Profile) -> Session | None:
        """The same, but what is due to be renewed and needs no code is renewed. As long as the old credentials work,
        that is tried by one command at a time, and costs it seconds where AWS does not answer.
        """
        held = self.held(profile)
        if held is None or not self._due(held) or self.sessions.code_needed(profile):
            return held

        def renew() -> Session:
            latest = self.held(profile)  # another command may have renewed it since
            return self.renewed(profile) if latest is None or self._due(latest) else latest

        return tried(profile.id, renew) or held

    def _due(self, session: Session) -> bool:
        return self.clock.now() >= due_at(session)

    def renewed(self, profile: Profile) -> Session:
        """New credentials where no code is needed, kept in the keyring."""
        return self.sessions.obtain(profile, "", Cancel())

    def get(
        self,
        profile: Profile,
        ask_code: Callable[[], str],
        tell: Callable[[str], None],
        sent: Callable[[], None],
        most_codes: int = MOST_CODES,
    ) -> Session:
        """New credentials, kept in the keyring. *ask_code* is called where one is needed, and up to *most_codes* times
        where none is taken; *tell* is told why. *sent* is called when AWS may have taken one.
        """
        before = self.held(profile)
        for tries in range(1, most_codes + 1):
            needed = self.sessions.code_needed(profile)
            code = ask_code() if needed else ""
            try:
                if needed and not code:
                    raise HourpassError(Problem(Reason.CODE_MALFORMED))  # noqa: TRY301 (as if it had been sent)
                session = self.sessions.obtain(profile, code, Cancel())
            except HourpassError as error:
                problem = error.problem
                if not problem.another_code_may_do:
                    if code and not problem.never_sent:
                        sent()
                    raise
                if tries == most_codes:
                    raise
                from hourpass.cli import words  # only where something went wrong

                tell(words.line(problem))
                kept = self.held(profile)
                if kept is not None and kept != before:
                    return kept  # got by another command, or by the app, while somebody typed here
            else:
                if code:
                    sent()
                return session
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
