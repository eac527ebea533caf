"""Credentials for a command: from the running app, else from the keyring, else by asking whoever is there."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from hourpass.adapters.app_socket import ask
from hourpass.adapters.places import socket_path
from hourpass.cli.refusal import Refusal
from hourpass.domain import exit_status
from hourpass.domain.problem import HourpassError

if TYPE_CHECKING:
    from hourpass.domain.profile import Profile
    from hourpass.domain.session import Session

APP_STARTS_WITHIN = 20.0
T = TypeVar("T")

NO_SANDBOX = "Hourpass is not running in its sandbox; start it with: hourpass --sandbox"


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
    wanted = {"ask": "credentials", "profile": profile, "waits": timeout, "for": program}
    answer = ask_app(wanted, sandbox=sandbox, seconds=timeout + 10)
    return handed_out(answer) if answer is not None else _without_app(profile, wanted, timeout)


def ask_app(message: dict[str, Any], *, sandbox: bool, seconds: float) -> dict[str, Any] | None:
    """The running app's answer; None where there is no app, except in the sandbox, where that is a Refusal."""
    answer = ask(socket_path(sandbox), message, seconds)
    if answer is None and sandbox:
        raise Refusal(exit_status.NOBODY_TO_ASK, NO_SANDBOX)
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
    return Refusal(exit_status.FAILED, f"Hourpass answered: {answer.get('error', 'nothing that is understood here')}.")


def explained(work: Callable[[], T]) -> T:
    """What *work* gives; what goes wrong in it as a Refusal."""
    from hourpass.cli import words  # only needed beside the services, which cost more

    try:
        return work()
    except HourpassError as error:
        raise Refusal(words.status(error.problem), words.line(error.problem)) from error
    except (EOFError, KeyboardInterrupt) as error:
        raise Refusal(exit_status.CANCELLED, "No code was typed.") from error


def no_such_profile(profile: str) -> Refusal:
    """Nothing here is called *profile*."""
    return Refusal(exit_status.NO_SUCH_PROFILE, f"Hourpass has no profile called {profile}.")


def ask_code(profile: Profile) -> str:
    """A code from whoever sits at the terminal."""
    from hourpass.cli import terminal  # only where somebody is asked

    return terminal.ask(f"MFA code of {profile.device_name} for {profile.name}: ")


def ask_passphrase() -> str:
    """The passphrase of the encrypted file, from the same."""
    from hourpass.cli import terminal  # as above

    if not terminal.is_there():
        raise Refusal(exit_status.NOBODY_TO_ASK, "The secrets are in an encrypted file, and Hourpass is not running.")
    return terminal.ask_secret("Passphrase of Hourpass' encrypted file: ")


def tell(text: str) -> None:
    """One line to the person."""
    sys.stderr.write(f"{text}\n")


def _without_app(name: str, wanted: dict[str, Any], timeout: float) -> HandedOut:
    from hourpass.cli import terminal
    from hourpass.cli.alone import Alone, aws  # the services, which are not needed while the app runs

    alone = Alone(aws, ask_passphrase)
    profile = alone.book.find(name)
    if profile is None:
        raise no_such_profile(name)
    held: Session | None = explained(lambda: alone.held(profile))
    if held is None and explained(lambda: alone.sessions.code_needed(profile)) and not terminal.is_there():
        # Nobody sits at a terminal. Where there is a screen, the app itself can ask.
        if not _has_screen():
            raise Refusal(
                exit_status.NOBODY_TO_ASK,
                f"{name} needs an MFA code and there is nobody to ask: start Hourpass, or run: hourpass-cli login {name}",
            )
        return handed_out(_ask_started_app(wanted, timeout))
    session: Session = held or explained(lambda: alone.get(profile, ask_code, tell))
    return _of(profile, session)


def _of(profile: Profile, session: Session) -> HandedOut:
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


def _has_screen() -> bool:
    return sys.platform in {"win32", "darwin"} or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def _ask_started_app(wanted: dict[str, Any], timeout: float) -> dict[str, Any]:
    """Start the app in the tray and have it ask. It stays: the next command finds it."""
    import subprocess  # only here

    command = [sys.executable, "-P", "-m", "hourpass", "--hidden"]
    nothing = subprocess.DEVNULL
    subprocess.Popen(command, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True)
    answer = ask(socket_path(sandbox=False), wanted, timeout + 10, wait_for_app=APP_STARTS_WITHIN)
    if answer is None:
        raise Refusal(exit_status.NOBODY_TO_ASK, "Hourpass was started, but does not answer.")
    return answer
