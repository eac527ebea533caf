"""The shared credentials file of one person, and who keeps credentials in it."""

from __future__ import annotations

from pathlib import Path

from hourpass.adapters.aws_config import AwsConfig
from hourpass.adapters.credentials_file import CredentialsFile
from hourpass.domain.settings import Settings
from hourpass.services.cancel import Cancel
from hourpass.services.code_ledger import CodeLedger
from hourpass.services.kept_in_file import KeptInFile
from hourpass.services.profile_book import ProfileBook
from hourpass.services.sessions import Sessions
from services.fakes_services import KEYS, FakeAws, FakeClock, FakeStore, FakeVault, profile

CODE, NEXT_CODE = "123456", "654321"
ENDPOINT = "http://127.0.0.1:5000"


def environment(folder: Path) -> dict[str, str]:
    """What makes *folder* the one of the AWS files."""
    return {"AWS_CONFIG_FILE": str(folder / "config"), "AWS_SHARED_CREDENTIALS_FILE": str(folder / "credentials")}


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
        self.file = CredentialsFile(environment(folder), lock, endpoint)
        config = AwsConfig(environment(folder), lock_path=lock)
        self.kept = KeptInFile(self.file, config, self.book, self.sessions, clock)

    def sign_in(self, profile_id: str, code: str = CODE) -> None:
        found = self.book.profile(profile_id)
        assert found is not None
        self.sessions.obtain(found, code, Cancel())

    @property
    def text(self) -> str:
        """What the file holds."""
        return self.path.read_text() if self.path.exists() else ""
