"""`hourpass-cli login`: credentials for a code that is typed in the terminal, or comes on standard input."""

from __future__ import annotations

import sys
from typing import Any

from hourpass.cli.obtaining import ask_app, ask_passphrase, explained, no_such_profile, refusal, tell
from hourpass.cli.refusal import Refusal
from hourpass.domain import exit_status

ANSWER_SECONDS = 90.0
"""AWS has answered by then, or a keyring's question to the person was forgotten."""


def run(name: str, *, sandbox: bool, code_on_input: bool) -> int:
    """Log in, and say until when it lasts on standard error; the exit status. Refusal where it did not work."""
    question = {"ask": "login", "profile": name}
    answer = ask_app(question, sandbox=sandbox, seconds=ANSWER_SECONDS)
    if answer is None:
        return _without_app(name, code_on_input=code_on_input)
    if answer.get("needs_code"):
        whose = f"{answer['device']} for {answer['profile']}"
        code = explained(lambda: _code(whose, code_on_input=code_on_input))
        answer = ask_app({**question, "code": code}, sandbox=sandbox, seconds=ANSWER_SECONDS) or {}
    if "expires" not in answer:
        raise refusal(answer)
    return _done(str(answer["profile"]), str(answer["expires"]))


def _code(whose: str, *, code_on_input: bool) -> str:
    from hourpass.cli import terminal  # only where a code is needed

    if code_on_input:
        return sys.stdin.readline().strip()
    if not terminal.is_there():
        raise Refusal(exit_status.NOBODY_TO_ASK, "There is no terminal to ask on; --code-stdin reads a code.")
    return terminal.ask(f"MFA code of {whose}: ")


def _without_app(name: str, *, code_on_input: bool) -> int:
    from hourpass.cli.alone import MOST_CODES, Alone, aws  # the services, which are not needed while the app runs
    from hourpass.domain.process_json import expiration

    alone = Alone(aws, ask_passphrase)
    profile = alone.book.find(name)
    if profile is None:
        raise no_such_profile(name)

    def code_of(profile: Any) -> str:
        return _code(f"{profile.device_name} for {profile.name}", code_on_input=code_on_input)

    most_codes = 1 if code_on_input else MOST_CODES  # a script has but the one
    session = explained(lambda: alone.get(profile, code_of, tell, most_codes))
    if (problem := alone.sessions.vault_problem) is not None:
        from hourpass.cli import words

        raise Refusal(words.status(problem), f"AWS accepted it, but it could not be kept. {words.line(problem)}")
    return _done(profile.name, expiration(session.expires_at))


def _done(name: str, expires: str) -> int:
    from datetime import datetime

    until = datetime.fromisoformat(expires).astimezone()
    tell(f"{name}: valid until {until:%Y-%m-%d %H:%M}")
    return exit_status.DONE
