"""A keyring in one file, which processes of a test share: PYTHON_KEYRING_BACKEND=cli.fakes_keyring.FileKeyring."""

from __future__ import annotations

import json
import os
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

FILE = "FILE_KEYRING"
"""The variable that names the file. One that is not there is a locked keyring."""


class FileKeyring(KeyringBackend):
    priority = 1.0  # type: ignore[assignment]

    def get_password(self, service: str, username: str) -> str | None:
        return self._read().get(f"{service}/{username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        self._write(self._read() | {f"{service}/{username}": password})

    def delete_password(self, service: str, username: str) -> None:
        held = self._read()
        if held.pop(f"{service}/{username}", None) is None:
            raise PasswordDeleteError
        self._write(held)

    def _read(self) -> dict[str, str]:
        try:
            return dict(json.loads(self._path.read_text()))
        except FileNotFoundError as error:
            raise KeyringLocked from error

    def _write(self, held: dict[str, str]) -> None:
        new = self._path.with_name(f"{os.getpid()}")
        new.write_text(json.dumps(held))
        new.replace(self._path)

    @property
    def _path(self) -> Path:
        return Path(os.environ[FILE])
