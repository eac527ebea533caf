"""A removal in a process of its own, which dies at the wanted moment. Loads no sandbox: that is asked through a port."""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hourpass.adapters.aws.gateway import AwsGateway
from hourpass.adapters.iam_account import IamAccount
from hourpass.adapters.settings_file import SettingsFile
from hourpass.adapters.system_clock import SystemClock
from hourpass.domain.credentials import Keys, LongTermKeys
from hourpass.domain.setup_record import Record
from hourpass.services.administrator import Administrator, AdminSource
from hourpass.services.cancel import Cancel
from hourpass.services.code_ledger import CodeLedger
from hourpass.services.letting_go import LettingGo
from hourpass.services.long_term_keys import KeyStore
from hourpass.services.ports import Clock, VaultKind
from hourpass.services.profile_book import ProfileBook
from hourpass.services.removal import Removal
from hourpass.services.sessions import Sessions
from hourpass.services.setup_ports import AdminProfile, Iam, Journal
from services.nursery import REGION, serve


class NobodysFiles:
    """The keys are given."""

    def profiles(self) -> tuple[AdminProfile, ...]:
        return ()

    def keys(self, profile: str, code: str, cancel: Cancel) -> Keys:
        raise AssertionError((profile, code, cancel))


class Shelf:
    """A vault and a journal in one file that outlives its process."""

    kind = VaultKind.SEALED_FILE

    def __init__(self, path: Path) -> None:
        self._path = path

    def _read(self) -> dict[str, Any]:
        with suppress(FileNotFoundError):
            return dict(pickle.loads(self._path.read_bytes()))  # noqa: S301 (our own)
        return {}

    def _write(self, held: dict[str, Any]) -> None:
        written = self._path.with_suffix(".new")
        written.write_bytes(pickle.dumps(held))
        written.replace(self._path)

    def get(self, name: str) -> str | None:
        found: str | None = self._read().get(name)
        return found

    def put(self, name: str, secret: str) -> None:
        self._write({**self._read(), name: secret})

    def delete(self, name: str) -> None:
        self._write({key: held for key, held in self._read().items() if key != name})

    def write(self, record: Record) -> None:
        self._write({**self._read(), f"record/{record.draft.id}": record})

    def records(self) -> tuple[Record, ...]:
        return tuple(held for key, held in self._read().items() if key.startswith("record/"))

    def remove(self, setup_id: str) -> None:
        self.delete(f"record/{setup_id}")


@dataclass(frozen=True, slots=True)
class Errand:
    """What the process is to remove, with which keys, and after how many changes it dies."""

    endpoint: str
    keys: LongTermKeys
    partner_keys: LongTermKeys | None
    account: str
    folder: Path
    user_name: str
    setup_id: str  # empty: looked up by the user's name
    dies_after: int = 0  # 0: never


class _Fuse:
    """Kills this process at the end of the wanted change, as if the power had gone."""

    def __init__(self, changes: int) -> None:
        self._changes = changes

    def burn(self) -> None:
        self._changes -= 1
        if self._changes == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def lit(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def burning(*arguments: Any, **named: Any) -> Any:
            answer = call(*arguments, **named)
            self.burn()
            return answer

        return burning


def _remove(aws: AwsGateway, errand: Errand) -> int:
    """In the other process: exit status 0 when nothing is left, 1 otherwise."""
    nobody = Cancel()
    fuse, clock, shelf = _Fuse(errand.dies_after), SystemClock(), Shelf(errand.folder / "shelf")
    sides = [_side(keys, aws, clock, fuse) for keys in (errand.keys, errand.partner_keys) if keys]
    book = ProfileBook(SettingsFile(errand.folder / "settings.json"))
    book.load()
    keys = KeyStore(shelf)
    sessions = Sessions(aws, shelf, clock, CodeLedger(clock))
    journal: Journal = _fused(shelf, fuse, "write", "remove")
    letting_go = LettingGo(_fused(book, fuse, "remove"), _fused(sessions, fuse, "forget"), _fused(keys, fuse, "drop"))
    removal = Removal(
        sides[0], sides[1] if len(sides) > 1 else None, errand.account, journal, letting_go, clock, _no_pause
    )
    record = next((each for each in journal.records() if each.draft.id == errand.setup_id), None)
    listed = removal.of_record(record, nobody) if record else removal.look_up(errand.user_name, nobody)
    left = removal.remove(listed, lambda _report: None, nobody)
    return 1 if left else 0


def _side(keys: LongTermKeys, aws: AwsGateway, clock: Clock, fuse: _Fuse) -> Iam:
    account = IamAccount(aws.iam, Administrator(AdminSource(typed=keys, region=REGION), NobodysFiles(), clock))
    return _fused(account, fuse, "change")


class _Fused:
    """Another object, some of whose methods burn the fuse."""

    def __init__(self, other: Any, fuse: _Fuse, methods: tuple[str, ...]) -> None:
        self._other, self._fuse, self._methods = other, fuse, methods

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._other, name)
        return self._fuse.lit(found) if name in self._methods else found


def _fused(other: Any, fuse: _Fuse, *methods: str) -> Any:
    return _Fused(other, fuse, methods)


def _no_pause(_seconds: float, cancel: Cancel) -> None:
    cancel.check()


if __name__ == "__main__":
    serve(_remove)
