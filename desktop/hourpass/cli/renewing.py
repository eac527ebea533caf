"""New credentials for a command that runs. It has the terminal now, so nobody is asked there."""

from __future__ import annotations

import time

from hourpass.cli.app_start import ask_started_app, has_screen
from hourpass.cli.obtaining import (
    ANSWERS_WITHIN,
    HandedOut,
    alone_with,
    ask_app,
    explained,
    handed_out,
    of_session,
    question,
)
from hourpass.cli.own_commands import own_command
from hourpass.cli.refusal import Refusal
from hourpass.cli.supply import FRESH, utc_now
from hourpass.domain import exit_status
from hourpass.terminal.translating import translate

_START_AGAIN = FRESH.total_seconds()
"""Seconds: a person who quits the app that was started to ask does not want it back at the next request."""


class Renewal:
    """Asks the running app, else the keyring, else an app that is started to ask. For one thread at a time."""

    def __init__(self, profile: str, *, sandbox: bool, timeout: float, program: str) -> None:
        self._name, self._sandbox, self._timeout = profile, sandbox, timeout
        # The app then answers with what it holds, and asks for more beside it.
        self._wanted = question(profile, timeout, program) | {"fresh": round(FRESH.total_seconds())}
        self._start_at = 0.0

    def __call__(self, held: HandedOut) -> HandedOut:
        """What there is now instead of *held*, or the same as long as there is nothing better; raises Refusal."""
        seconds = self._timeout + ANSWERS_WITHIN
        answer = explained(lambda: ask_app(self._wanted, sandbox=self._sandbox, seconds=seconds))
        if answer is not None:
            return handed_out(answer)
        try:
            return explained(lambda: self._alone(held))
        except Refusal as refusal:
            if refusal.status != exit_status.NOBODY_TO_ASK or not has_screen() or time.monotonic() < self._start_at:
                raise
        self._start_at = time.monotonic() + _START_AGAIN
        return handed_out(ask_started_app(self._wanted, seconds))

    def _alone(self, held: HandedOut) -> HandedOut:
        alone, profile = alone_with(self._name, _no_passphrase)
        kept = alone.held(profile)
        if kept is not None:
            found = of_session(profile, kept)
            if found.access_key_id != held.access_key_id or kept.expires_at - utc_now() > FRESH:
                return found
        if alone.sessions.code_needed(profile):
            said = translate("CliMessage", "{profile} needs an MFA code; in another terminal, run: {command}")
            login = own_command("hourpass-cli", "login", profile.name)
            raise Refusal(exit_status.NOBODY_TO_ASK, said.format(profile=profile.name, command=login))
        return of_session(profile, alone.renewed(profile))


def _no_passphrase() -> str:
    said = translate("CliMessage", "The secrets are in an encrypted file: start Hourpass.")
    raise Refusal(exit_status.NOBODY_TO_ASK, said)
