"""Config files of a person, and what reads them, over a sandbox in the same process."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from adapters.fakes_administrator import problem_of
from hourpass.adapters.aws.administrators import Administrators
from hourpass.domain.credentials import Keys, LongTermKeys
from hourpass.domain.problem import Problem, Reason
from hourpass.sandbox.inprocess import attach
from hourpass.sandbox.sandbox import Sandbox
from hourpass.services.cancel import Cancel

SECRET = "made-up-secret-made-up-secret-made-up-se"
PLAIN = LongTermKeys("AKIAIOSFODNN7EXAMPLE", SECRET)
KEYS = f"aws_access_key_id = {PLAIN.access_key_id}\naws_secret_access_key = {SECRET}\n"


class Desk:
    """Writes the two files; *sent* are the operations that went to AWS since."""

    def __init__(self, folder: Path, sandbox: Sandbox) -> None:
        self._folder, self._sandbox = folder, sandbox
        self.sent: list[str] = []

    def write(
        self, config: str = "", credentials: str = "", of_shell: Mapping[str, str] | None = None
    ) -> Administrators:
        (self._folder / "config").write_text(config)
        (self._folder / "credentials").write_text(credentials)
        environment = {
            "AWS_CONFIG_FILE": str(self._folder / "config"),
            "AWS_SHARED_CREDENTIALS_FILE": str(self._folder / "credentials"),
        }
        return Administrators(environment, of_shell, self._prepare)

    def _prepare(self, session: Any) -> None:
        attach(session, self._sandbox)
        session.register("before-call", self._note)

    def _note(self, model: Any, **_: Any) -> None:
        self.sent.append(model.name)


def section(name: str, keys: LongTermKeys) -> str:
    return f"[{name}]\naws_access_key_id = {keys.access_key_id}\naws_secret_access_key = {keys.secret_access_key}\n"


def keys_of(administrators: Administrators, profile: str, code: str = "") -> Keys:
    return administrators.keys(profile, code, Cancel())


def unusable(administrators: Administrators, profile: str) -> Problem:
    found = problem_of(lambda: keys_of(administrators, profile))
    assert (found.reason, found.facts["profile"]) == (Reason.PROFILE_UNUSABLE, profile)
    return found


def program(folder: Path, body: str) -> str:
    """A profile's credential_process that runs *body*."""
    path = folder / "program.py"
    path.write_text(body)
    return f"credential_process = {sys.executable} {path}\n"
