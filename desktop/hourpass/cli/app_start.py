"""The app, started to ask a person. It stays in the tray: the next command finds it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import IO, Any

from hourpass.adapters import own_programs
from hourpass.adapters.app_socket import ask
from hourpass.adapters.places import runtime_dir, socket_path
from hourpass.cli.refusal import Refusal
from hourpass.domain import exit_status
from hourpass.domain.variables import ENDPOINT, shadowing
from hourpass.terminal.translating import translate

STARTS_WITHIN = 20.0
APP = own_programs.app("--hidden")
_LONGEST_WORDS = 64 * 1024


def has_screen() -> bool:
    """Whether there is a screen that the app could ask on."""
    return sys.platform in {"win32", "darwin"} or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def ask_started_app(message: dict[str, Any], seconds: float, app: Sequence[str] = APP) -> dict[str, Any]:
    """The app's answer to *message*, which may take *seconds* once it runs. Refusal where it does not come up."""
    import subprocess  # here for speed, as tempfile: only where the app has to be started
    import tempfile

    nothing = subprocess.DEVNULL
    # No pipe: the app goes on writing when we have ended. This file has no name, and is gone with the two of us.
    with tempfile.TemporaryFile(dir=runtime_dir(sandbox=False)) as spoken:
        try:
            started = subprocess.Popen(
                app,
                stdin=nothing,
                stdout=nothing,
                stderr=spoken,
                cwd=os.path.expanduser("~"),  # noqa: PTH111 (text)
                env=_environment(),
                start_new_session=True,
            )
        except OSError as error:
            said = translate("CliMessage", "Hourpass cannot be started: {reason}.").format(reason=error.strerror)
            raise Refusal(exit_status.NOBODY_TO_ASK, said) from error
        answer = ask(
            socket_path(sandbox=False),
            message,
            seconds,
            wait_for_app=STARTS_WITHIN,
            may_come=lambda: not started.poll(),  # with 0 it has found another one that runs
        )
        if answer is not None:
            return answer
        if started.poll():
            raise _ended(_last_words(spoken, by_signal=started.returncode < 0))
    said = translate("CliMessage", "Hourpass was started, but does not answer.")
    raise Refusal(exit_status.NOBODY_TO_ASK, said)


def _ended(why: str) -> Refusal:
    if why:
        said = translate("CliMessage", "Hourpass was started to ask, but quit at once: {reason}").format(reason=why)
    else:
        said = translate("CliMessage", "Hourpass was started to ask, but quit at once without saying why.")
    return Refusal(exit_status.NOBODY_TO_ASK, said)


def _environment() -> dict[str, str]:
    """Ours without what is meant for one tool: the app serves all of them, and sends codes to AWS."""
    unwanted = {ENDPOINT, *shadowing(os.environ, {ENDPOINT: ""})}
    return {name: value for name, value in os.environ.items() if name not in unwanted}


def _last_words(spoken: IO[bytes], *, by_signal: bool) -> str:
    """The line that tells most: Python says at the end why it ends; Qt at the beginning, and then aborts."""
    spoken.seek(0)
    lines = [line for line in spoken.read(_LONGEST_WORDS).decode(errors="replace").splitlines() if line.strip()]
    if not lines:
        return ""
    return "".join(c for c in lines[0 if by_signal else -1] if c.isprintable())
