"""A computer on which the app does not run: settings with one profile, a keyring, and the sandbox in place of AWS."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cli.fakes_keyring import FILE
from hourpass.adapters.settings_file import SettingsFile
from hourpass.domain.credentials import Credentials
from hourpass.domain.profile import Method, Profile
from hourpass.domain.session import Session, to_text
from hourpass.domain.settings import Settings
from hourpass.domain.totp import code_at, step_at
from hourpass.sandbox.propagation import Delays
from hourpass.sandbox.sandbox import Sandbox
from hourpass.sandbox.server import listen

TESTS = Path(__file__).parents[1]
CLI = (sys.executable, "-m", "hourpass.cli.main")
SECONDS = 30
_INHERITED = ("PATH", "TMPDIR")


class Computer:
    """Its profile is called "reports"."""

    def __init__(self, folder: Path, sandbox: Sandbox, endpoint: str) -> None:
        self._folder, self._sandbox = folder, sandbox
        self.settings = folder / "config/hourpass/settings.json"
        self._keyring = folder / "keyring.json"
        self.runtime = folder / "run"
        self.runtime.mkdir(mode=0o700)
        seeded = sandbox.seeded
        self.profile = Profile(
            id="reports",
            name="reports",
            access_key_id=seeded.user.access_key_id,
            role_arn=seeded.role_arn,
            device_serial=seeded.device_serial,
            region=seeded.region,
        )
        self.save(Settings(profiles=(self.profile,)))
        self.keep({f"key/{seeded.user.access_key_id}": seeded.user.secret_access_key})
        self.env = {name: os.environ[name] for name in _INHERITED if name in os.environ} | {
            "LC_ALL": "C.UTF-8",  # in English
            "HOME": str(folder),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_DATA_HOME": str(folder / "data"),
            "XDG_RUNTIME_DIR": str(self.runtime),
            "PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS.parent / "desktop")]),
            "PYTHON_KEYRING_BACKEND": "cli.fakes_keyring.FileKeyring",
            FILE: str(self._keyring),
            "AWS_ENDPOINT_URL": endpoint,
            "AWS_EC2_METADATA_DISABLED": "true",
        }

    def save(self, settings: Settings) -> None:
        """The settings that an earlier run would have left behind."""
        SettingsFile(str(self.settings)).save(settings)

    def use_sealed_file(self) -> None:
        """Instead of the keyring."""
        self.save(Settings(profiles=(self.profile,), sealed_file=True))

    def lock_keyring(self) -> None:
        self._keyring.unlink()

    def keep(self, items: dict[str, str]) -> None:
        """Have *items* in the keyring, too."""
        held = json.loads(self._keyring.read_text()) if self._keyring.exists() else {}
        self._keyring.write_text(json.dumps(held | {f"hourpass/{name}": secret for name, secret in items.items()}))

    def keep_session(self, access_key_id: str, minutes: float, age: float = 0.0) -> None:
        """What another command got *age* minutes ago and has *minutes* left."""
        now = datetime.now(UTC)
        held = Credentials(access_key_id, "secret", "token", now + timedelta(minutes=minutes))
        session = Session(held, now - timedelta(minutes=age), Method.ROLE, self.profile.device_serial)
        self.keep({"session/reports": to_text(session)})

    def code(self, steps: int = 0) -> str:
        """The device's code of now, or of some steps later."""
        return code_at(self._sandbox.seeded.device_seed, step_at(datetime.now(UTC)) + steps)

    def start(self, *words: str, **further: str) -> subprocess.Popen[str]:
        """hourpass-cli, with nobody at a terminal."""
        pipe = subprocess.PIPE
        return subprocess.Popen(
            [*CLI, *words],
            env=self.env | further,
            cwd=self._folder,
            stdin=pipe,
            stdout=pipe,
            stderr=pipe,
            text=True,
            start_new_session=True,
        )

    def run(self, *words: str, said: str = "", **further: str) -> tuple[int, str, str]:
        """Its exit status, standard output and standard error; *said* is on its standard input."""
        process = self.start(*words, **further)
        out, err = process.communicate(said, timeout=SECONDS)
        return process.returncode, out, err


@contextmanager
def computer_at(folder: Path) -> Iterator[Computer]:
    sandbox = Sandbox(delays=Delays.none())
    try:
        with listen(sandbox) as running:
            yield Computer(folder, sandbox, running.endpoint_url)
    finally:
        sandbox.close()
