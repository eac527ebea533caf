"""Changes a key in processes of their own, and kills those (SIGKILL) right before the n-th thing that lasts.

What lasts is a change at AWS, and a write of the journal, of the vault and of the settings: being killed after one of
them, or in the reads that follow, is being killed before the next.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hourpass.adapters.aws.gateway import AwsGateway
from hourpass.adapters.iam_account import IamAccount
from hourpass.adapters.journal_file import JournalFile, RotationFile
from hourpass.adapters.settings_file import SettingsFile
from hourpass.adapters.system_clock import SystemClock
from hourpass.domain.credentials import LongTermKeys
from hourpass.services.acting import as_administrator
from hourpass.services.administrator import Administrator, AdminSource
from hourpass.services.cancel import Cancel
from hourpass.services.code_ledger import CodeLedger
from hourpass.services.long_term_keys import KeyStore
from hourpass.services.profile_book import ProfileBook
from hourpass.services.rotation import Rotation, begin, rotation_of
from hourpass.services.server_clock import ServerClock
from hourpass.services.sessions import Sessions
from hourpass.services.setup_owner import Owner
from hourpass.services.setup_tools import SetupTools
from services.fakes_setup import NoFiles, PlainFileVault
from services.nursery import REGION, serve

ACTS: dict[str, Callable[[Rotation], None]] = {
    "rotate": lambda rotation: rotation.rotate(lambda _: None, Cancel()),
    "delete": lambda rotation: rotation.delete_old(lambda _: None, Cancel()),
    "take back": lambda rotation: rotation.take_back(lambda _: None, Cancel()),
}


@dataclass(frozen=True)
class Job:
    """What to do, and before which lasting thing (counted from 0) to be killed."""

    endpoint: str
    folder: str
    act: str  # a name of ACTS
    owner: Owner
    admin: LongTermKeys
    killed_before: int


class Fuse:
    """Burns down with everything that lasts, and kills the process at its end."""

    def __init__(self, length: int | None = None) -> None:
        self._left = length

    def burn(self) -> None:
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        if self._left is not None:
            self._left -= 1

    def before(self, thing: Any, *names: str) -> Any:
        """*thing*, whose methods of these *names* burn."""
        for name in names:
            setattr(thing, name, self._burning(getattr(thing, name)))
        return thing

    def _burning(self, act: Callable[..., Any]) -> Callable[..., Any]:
        def burning(*given: Any) -> Any:
            self.burn()
            return act(*given)

        return burning


def make_tools(folder: Path, gateway: AwsGateway, fuse: Fuse) -> SetupTools:
    """A computer whose files are in *folder*."""
    clock = ServerClock(SystemClock(), SystemClock().elapsed)
    vault = fuse.before(PlainFileVault(folder / "vault"), "put", "delete")
    store = fuse.before(SettingsFile(str(folder / "settings.json")), "save")
    book = ProfileBook(store)
    book.load()

    def send(keys: Any, region: str, operation: str, parameters: Any, cancel: Cancel) -> Any:
        if not operation.startswith(("Get", "List")):
            fuse.burn()
        return gateway.iam(keys, region, operation, parameters, cancel)

    return SetupTools(
        files=NoFiles(),
        environment=None,
        iam=lambda administrator: IamAccount(send, administrator),
        aws=gateway,
        sessions=Sessions(gateway, vault, clock, CodeLedger(clock)),
        keys=KeyStore(vault),
        journal=fuse.before(JournalFile(str(folder / "setups")), "write", "remove"),
        rotations=fuse.before(RotationFile(str(folder / "rotations")), "write", "remove"),
        book=book,
        clock=clock,
        pause=lambda _, cancel: cancel.check(),
    )


def rotation(tools: SetupTools, owner: Owner, admin: LongTermKeys) -> Rotation:
    """As the program has it after its start."""
    profile = tools.book.profiles[0]
    known = rotation_of(profile, tools.rotations) or begin(profile, owner, tools.clock)
    source = AdminSource(typed=admin, region=REGION)
    return Rotation(known, as_administrator(tools.iam(Administrator(source, tools.files, tools.clock))), tools)


def _work(gateway: AwsGateway, job: Job) -> None:
    tools = make_tools(Path(job.folder), gateway, Fuse(job.killed_before))
    ACTS[job.act](rotation(tools, job.owner, job.admin))


if __name__ == "__main__":
    serve(_work)
