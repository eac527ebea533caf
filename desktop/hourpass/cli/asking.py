"""Questions on the terminal: one at a time over all commands of this user, and no code that was sent before."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from hashlib import sha256

from hourpass.adapters.files import lock, read_bytes, write_whole
from hourpass.adapters.places import runtime_dir
from hourpass.cli import terminal
from hourpass.cli.refusal import Refusal
from hourpass.cli.timeout import USUAL_TIMEOUT
from hourpass.domain import exit_status, totp
from hourpass.domain.problem import HourpassError
from hourpass.domain.profile import Profile
from hourpass.terminal.translating import translate

MOST_CODES = 3
"""So often a person at a terminal may try another code; AWS counts as well."""
Tell = Callable[[str], None]


def current_step() -> int:
    """The number of the half minute that a device's code is for, by the computer's clock."""
    return totp.step_at(datetime.now(UTC))


class Codes:
    """The codes of *profile*'s device, to be typed within *seconds* from now on. The person is told why by *tell*."""

    def __init__(self, profile: Profile, seconds: float, tell: Tell, step: Callable[[], int] = current_step) -> None:
        self._profile, self._seconds, self._tell, self._step = profile, seconds, tell, step
        self._give_up = time.monotonic() + seconds
        self._typed_at = step()
        self._path = _path(f"code-{sha256(profile.device_serial.encode()).hexdigest()[:16]}")

    @contextmanager
    def turn(self, wait: float) -> Iterator[None]:
        """The right to ask for them. Refusal where another command has it for more than *wait* seconds."""
        said = translate("CliQuestion", "Another command is asking for a code from {device}: type it there.")
        with _only_one(self._path, wait, said.format(device=self._profile.device_name)):
            yield

    def ask(self) -> str:
        """What the person types. Refusal where nobody does in time."""
        while True:
            typed = code(self._profile.device_name, self._profile.name, self._seconds, self._give_up)
            self._typed_at = self._step()
            if self._typed_at != self._last_sent():
                return typed
            self._tell(
                translate(
                    "CliQuestion",
                    "AWS accepts each code once, and the current one was already sent. Wait for the next one.",
                )
            )

    def sent(self) -> None:
        """What was typed has been sent. Of the code itself nothing is kept, only of which half minute it was."""
        with suppress(HourpassError):  # it only spares the person a refusal
            write_whole(self._path, str(self._typed_at).encode())

    def _last_sent(self) -> int:
        with suppress(HourpassError, ValueError):
            return int(read_bytes(self._path) or b"0")
        return 0


def code(device: str, profile: str, seconds: float, give_up: float = math.inf) -> str:
    """What the person types, which may be nothing. Refusal where nobody does within *seconds*, or until *give_up*."""
    try:
        left = min(seconds, give_up - time.monotonic())
        question = translate("CliQuestion", "MFA code from {device} for {profile}: ")
        return terminal.ask(question.format(device=device, profile=profile), max(0.0, left))
    except TimeoutError as error:
        said = translate("CliQuestion", "Nobody typed a code for {profile} within {seconds} s.")
        raise Refusal(exit_status.NOBODY_TO_ASK, said.format(profile=profile, seconds=f"{seconds:g}")) from error


def passphrase() -> str:
    """The passphrase of the encrypted file. Refusal where nobody can be asked."""
    if not terminal.is_there():
        raise Refusal(
            exit_status.NOBODY_TO_ASK,
            translate(
                "CliQuestion",
                "The secrets are in an encrypted file, and there is no terminal to ask for its passphrase: start Hourpass.",
            ),
        )
    otherwise = translate("CliQuestion", "Another command is asking for the passphrase: type it there.")
    with _only_one(_path("passphrase"), USUAL_TIMEOUT, otherwise):
        return terminal.ask_secret(translate("CliQuestion", "Passphrase of Hourpass's encrypted file: "))


@contextmanager
def _only_one(path: str, wait: float, otherwise: str) -> Iterator[None]:
    with ExitStack() as stack:
        try:
            stack.enter_context(lock(path, wait))
        except HourpassError as error:
            raise Refusal(exit_status.NOBODY_TO_ASK, otherwise) from error
        yield


def _path(name: str) -> str:
    return f"{runtime_dir(sandbox=False)}/{name}"
