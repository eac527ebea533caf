"""`hourpass-cli login`: credentials for a code that is typed in the terminal, or comes on standard input."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from hourpass.adapters.app_socket import ask
from hourpass.adapters.places import socket_path
from hourpass.cli.obtaining import alone_with, ask_app, explained, refusal, tell
from hourpass.cli.refusal import Refusal
from hourpass.cli.timeout import LONGEST_TIMEOUT
from hourpass.domain import exit_status
from hourpass.domain.problem import Problem, Reason
from hourpass.terminal.translating import translate

ANSWER_SECONDS = 90.0
"""AWS has answered by then, or a keyring's question to the person was forgotten."""


def run(name: str, *, sandbox: bool, code_on_input: bool, answer_seconds: float = ANSWER_SECONDS) -> int:
    """Log in, and say until when it lasts on standard error; the exit status. Refusal where it did not work."""
    question = {"ask": "login", "profile": name}
    answer = ask_app(question, sandbox=sandbox, seconds=answer_seconds)
    if answer is None:
        return _without_app(name, code_on_input=code_on_input)
    if answer.get("needs_code"):
        device, profile = str(answer["device"]), str(answer["profile"])

        def send(code: str) -> dict[str, Any]:
            return _sent({**question, "code": code}, sandbox, answer_seconds)

        # A script has but the one code.
        answer = send(_from_input()) if code_on_input else _sent_from_terminal(device, profile, send)
    if "expires" not in answer:
        raise refusal(answer)
    return _done(str(answer["profile"]), str(answer["expires"]))


def _sent(question: dict[str, Any], sandbox: bool, answer_seconds: float) -> dict[str, Any]:
    """What the app says to the code in *question*. Refusal where it does not answer."""
    if not question["code"]:
        from hourpass.cli import words  # only where something went wrong

        problem = Problem(Reason.CODE_MALFORMED)
        return {"status": words.status(problem), "message": words.line(problem), "another_code_may_do": True}
    answer = ask(socket_path(sandbox), question, answer_seconds)
    if answer is None:
        said = translate(
            "CliLogin", "Hourpass did not answer in time. Look at its window before you type another code."
        )
        raise Refusal(exit_status.FAILED, said)
    return answer


def _sent_from_terminal(device: str, profile: str, send: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
    """The app's answer to the first code that it found nothing wrong with, or to the last that a person may try."""
    from hourpass.cli import asking  # only where somebody is asked

    _require_terminal()
    for left in reversed(range(asking.MOST_CODES)):
        answer = send(explained(lambda: asking.code(device, profile, LONGEST_TIMEOUT)))
        if not left or not answer.get("another_code_may_do"):
            break
        tell(refusal(answer).message)
    return answer


def _from_input() -> str:
    return sys.stdin.readline().strip()


def _require_terminal() -> None:
    from hourpass.cli import terminal  # as above

    if not terminal.is_there():
        said = translate("CliLogin", "There is no terminal to ask on; --code-stdin reads a code.")
        raise Refusal(exit_status.NOBODY_TO_ASK, said)


def _without_app(name: str, *, code_on_input: bool) -> int:
    from hourpass.cli import asking, words  # loaded already, as what follows
    from hourpass.domain.process_json import expiration

    alone, profile = alone_with(name, asking.passphrase)
    explained(lambda: alone.held(profile))  # and with it what may spare the code
    codes = asking.Codes(profile, LONGEST_TIMEOUT, tell)
    if code_on_input:  # a script has but the one
        session = alone.get(profile, _from_input, tell, codes.sent, most_codes=1)
    elif alone.sessions.code_needed(profile):
        _require_terminal()
        with codes.turn(0):
            session = explained(lambda: alone.get(profile, codes.ask, tell, codes.sent))
    else:
        session = alone.renewed(profile)
    if (problem := alone.sessions.vault_problem) is not None:
        said = translate("CliLogin", "AWS accepted it, but the credentials could not be stored. {reason}")
        raise Refusal(words.status(problem), said.format(reason=words.line(problem)))
    return _done(profile.name, expiration(session.expires_at))


def _done(name: str, expires: str) -> int:
    from datetime import datetime

    until = datetime.fromisoformat(expires).astimezone()
    tell(translate("CliLogin", "{profile}: valid until {time}").format(profile=name, time=f"{until:%Y-%m-%d %H:%M}"))
    return exit_status.DONE
