"""The shared credentials file of one person, and who keeps credentials in it."""

from __future__ import annotations

import threading
from pathlib import Path

from hourpass.adapters.aws_config import AwsConfig
from hourpass.adapters.credentials_file import CredentialsFile
from hourpass.domain.credentials import Credentials
from hourpass.domain.problem import HourpassError
from hourpass.domain.settings import Settings
from hourpass.services.cancel import Cancel
from hourpass.services.code_ledger import CodeLedger
from hourpass.services.kept_in_file import KeptInFile
from hourpass.services.profile_book import ProfileBook
from hourpass.services.sessions import Sessions
from services.fakes_services import KEYS, FakeAws, FakeClock, FakeStore, FakeVault, Gate, profile

CODE, NEXT_CODE = "123456", "654321"
ENDPOINT = "http://127.0.0.1:5000"


def environment(folder: Path) -> dict[str, str]:
    """What makes *folder* the one of the AWS files."""
    return {"AWS_CONFIG_FILE": str(folder / "config"), "AWS_SHARED_CREDENTIALS_FILE": str(folder / "credentials")}


class HeldUpFile(CredentialsFile):
    """Real, but for what a test puts in its way."""

    def __init__(self, folder: Path, lock: str, endpoint: str = "") -> None:
        super().__init__(environment(folder), lock, endpoint)
        self.gate: Gate | None = None  # in front of the next writing of keys
        self.failure: HourpassError | None = None
        self.tries = 0

    def put(self, profile_id: str, section: str, credentials: Credentials) -> None:
        self.tries += 1
        gate, self.gate = self.gate, None
        if gate is not None:
            gate(Cancel())
        if self.failure is not None:
            raise self.failure
        super().put(profile_id, section, credentials)

    def drop(self, profile_id: str) -> None:
        self.tries += 1
        if self.failure is not None:
            raise self.failure
        super().drop(profile_id)


class SeenTurn:
    """A lock that tells when somebody waits for it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.waited_for = threading.Event()

    def __enter__(self) -> None:
        if not self._lock.acquire(blocking=False):
            self.waited_for.set()
            self._lock.acquire()

    def __exit__(self, *_raised: object) -> None:
        self._lock.release()


class Keeper:
    """An app with its profiles, or a sandbox, over the files in *folder*."""

    def __init__(self, folder: Path, *ids: str, clock: FakeClock, endpoint: str = "") -> None:
        self.path = folder / "credentials"
        self.clock = clock
        self.store = FakeStore(Settings(profiles=tuple(map(profile, ids)), in_credentials_file=ids))
        self.book = ProfileBook(self.store)
        self.book.load()
        self.sessions = Sessions(FakeAws(clock), FakeVault(), clock, CodeLedger(clock))
        self.sessions.store_keys(KEYS)
        lock = str(folder / "lock")
        self.file = HeldUpFile(folder, lock, endpoint)
        self.config = AwsConfig(environment(folder), lock_path=lock)
        self.kept = KeptInFile(self.file, self.config, self.book, self.sessions, clock)
        self.kept._turn = self.turn = SeenTurn()

    def sign_in(self, profile_id: str, code: str = CODE) -> None:
        found = self.book.profile(profile_id)
        assert found is not None
        self.sessions.obtain(found, code, Cancel())

    @property
    def text(self) -> str:
        """What the file holds."""
        return self.path.read_text() if self.path.exists() else ""
