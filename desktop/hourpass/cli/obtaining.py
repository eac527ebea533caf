"""Credentials for a command: from the running app, else from the keyring, else by asking whoever is there."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from hourpass.adapters.app_socket import ask
from hourpass.adapters.places import may_listen, socket_path
from hourpass.cli.refusal import Refusal
from hourpass.domain import exit_status
from hourpass.domain.problem import HourpassError
from hourpass.terminal.translating import translate

if TYPE_CHECKING:
    from hourpass.cli.alone import Alone
    from hourpass.cli.asking import Codes
    from hourpass.domain.profile import Profile
    from hourpass.domain.session import Session

ANSWERS_WITHIN = 10.0
"""Seconds that the app may take beside those that a person has."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class HandedOut:
    """Temporary credentials that a tool may use now."""

    profile: str  # its name
    access_key_id: str
    secret_access_key: str = field(repr=False)
    session_token: str = field(repr=False)
    expiration: str  # ISO 8601 in UTC, "2026-11-22T14:35:00Z"
    region: str  # never empty
    endpoint: str = ""  # of the sandbox; empty: AWS itself


def obtain(profile: str, *, sandbox: bool, timeout: float, program: str = "") -> HandedOut:
    """Blocking: credentials of *profile* for *program* (what the prompt names); Refusal where there are none."""
    wanted = question(profile, timeout, program)
    answer = ask_app(wanted, sandbox=sandbox, seconds=timeout + ANSWERS_WITHIN)
    return handed_out(answer) if answer is not None else _without_app(profile, wanted, timeout)


def question(profile: str, timeout: float, program: str) -> dict[str, Any]:
    """What the app is asked."""
    return {"ask": "credentials", "profile": profile, "waits": timeout, "for": program}


def ask_app(message: dict[str, Any], *, sandbox: bool, seconds: float) -> dict[str, Any] | None:
    """The running app's answer; None where there is no app, except in the sandbox, where that is a Refusal."""
    answer = ask(socket_path(sandbox), message, seconds)
    if answer is None and sandbox:
        raise no_sandbox()
    return answer


def handed_out(answer: dict[str, Any]) -> HandedOut:
    """The app's answer as credentials; Refusal where it is none."""
    if "access_key_id" not in answer:
        raise refusal(answer)
    return HandedOut(**{name: answer[name] for name in HandedOut.__dataclass_fields__ if name in answer})


def refusal(answer: dict[str, Any]) -> Refusal:
    """The app's "no" with its reason."""
    status, message = answer.get("status"), answer.get("message")
    if isinstance(status, int) and isinstance(message, str):
        return Refusal(status, message)
    if "error" in answer:
        said = translate("CliMessage", "Hourpass answered: {answer}.").format(answer=answer["error"])
    else:
        said = translate("CliMessage", "Hourpass gave an answer that cannot be understood here.")
    return Refusal(exit_status.FAILED, said)


def explained(work: Callable[[], T]) -> T:
    """What *work* gives; what goes wrong in it as a Refusal."""
    try:
        return work()
    except HourpassError as error:
        from hourpass.cli import words  # only where something went wrong

        raise Refusal(words.status(error.problem), words.line(error.problem)) from error
    except (EOFError, KeyboardInterrupt) as error:
        raise Refusal(exit_status.CANCELLED, translate("CliMessage", "No code was typed.")) from error


def no_sandbox() -> Refusal:
    """The app does not run in its sandbox."""
    from hourpass.cli.own_commands import own_command  # only where something went wrong, as below

    said = translate("CliMessage", "Hourpass is not running in its sandbox; start it with: {command}")
    return Refusal(exit_status.NOBODY_TO_ASK, said.format(command=own_command("hourpass", "--sandbox")))


def no_such_profile(profile: str) -> Refusal:
    """Nothing here is called *profile*."""
    from hourpass.cli.own_commands import own_command

    said = translate("CliMessage", "Hourpass has no profile called {profile}. `{command}` lists them.")
    if may_listen(sandbox=True):  # a likely slip while one tries things out
        said = translate(
            "CliMessage",
            "Hourpass has no profile called {profile}. `{command}` lists them, and `{sandbox}` the sandbox's.",
        )
    listing, sandbox = own_command("hourpass-cli", "profiles"), own_command("hourpass-cli", "--sandbox", "profiles")
    return Refusal(exit_status.NO_SUCH_PROFILE, said.format(profile=profile, command=listing, sandbox=sandbox))


def tell(text: str) -> None:
    """One line to the person."""
    sys.stderr.write(f"{text}\n")


def alone_with(name: str, ask_passphrase: Callable[[], str]) -> tuple[Alone, Profile]:
    """The services without the app, and the profile called *name*; Refusal where there is none."""
    from hourpass.cli.alone import Alone, aws  # not needed while the app runs

    alone = Alone(aws, ask_passphrase)
    profile = alone.book.find(name)
    if profile is not None:
        return alone, profile
    if alone.damaged:
        said = translate(
            "CliMessage", "Hourpass finds no profile called {profile}, because {path} is damaged: start Hourpass."
        )
        raise Refusal(exit_status.NO_SUCH_PROFILE, said.format(profile=name, path=alone.damaged))
    raise no_such_profile(name)


def of_session(profile: Profile, session: Session) -> HandedOut:
    """What *profile* holds, for a tool."""
    from hourpass.domain.process_json import expiration  # loaded already

    kept = session.credentials
    return HandedOut(
        profile.name,
        kept.access_key_id,
        kept.secret_access_key,
        kept.session_token,
        expiration(kept.expires_at),
        session.region or profile.effective_region,
    )


def _without_app(name: str, wanted: dict[str, Any], timeout: float) -> HandedOut:
    from hourpass.cli import app_start, asking, terminal  # as above

    alone, profile = alone_with(name, asking.passphrase)
    asked_here = terminal.is_there()
    app_can_ask = not asked_here and app_start.has_screen()
    try:
        held = explained(lambda: alone.fresh(profile))
    except Refusal:
        # A locked keyring, or an encrypted file: the app asks for what opens it.
        if not app_can_ask:
            raise
        return handed_out(app_start.ask_started_app(wanted, timeout + ANSWERS_WITHIN))
    if held is not None:
        return of_session(profile, held)
    if not alone.sessions.code_needed(profile):
        return of_session(profile, explained(lambda: alone.renewed(profile)))
    if asked_here:
        codes = asking.Codes(profile, timeout, tell)
        return of_session(profile, explained(lambda: _got_by_code(alone, profile, codes, timeout)))
    if app_can_ask:
        return handed_out(app_start.ask_started_app(wanted, timeout + ANSWERS_WITHIN))
    from hourpass.cli.own_commands import own_command

    said = translate(
        "CliMessage", "{profile} needs an MFA code and there is nobody to ask: start Hourpass, or run: {command}"
    )
    login = own_command("hourpass-cli", "login", name)
    raise Refusal(exit_status.NOBODY_TO_ASK, said.format(profile=name, command=login))


def _got_by_code(alone: Alone, profile: Profile, codes: Codes, timeout: float) -> Session:
    with codes.turn(timeout):
        # Whoever had the turn before us may have got what we want.
        return alone.held(profile) or alone.get(profile, codes.ask, tell, codes.sent)
