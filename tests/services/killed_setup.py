"""Carries out setups in processes of their own, and kills those (SIGKILL) right before the n-th thing that lasts.

What lasts is a change at AWS, and a write of the journal, of the vault and of the list of profiles: being killed after
one of them, or in the reads that follow, is being killed before the next.
"""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hourpass.adapters.aws.gateway import AwsGateway
from hourpass.adapters.journal_file import JournalFile
from hourpass.domain.credentials import LongTermKeys
from hourpass.sandbox.clocks import SandboxClock, SystemClock
from hourpass.services.cancel import Cancel
from hourpass.services.setup import begin
from services.fakes_setup import DRAFTS, FileFruit, PlainFileVault, make_setup, pair
from services.nursery import serve

READING = ("Get", "List", "Simulate")


@dataclass(frozen=True)
class Job:
    """What to do, and before which lasting thing (counted from 0) to be killed."""

    endpoint: str
    folder: str
    draft: str  # a name of DRAFTS
    act: str  # "set up" or "undo"
    keys: tuple[LongTermKeys, LongTermKeys]  # of the two administrators
    killed_before: int


class _Fuse:
    """Burns down with everything that lasts, and kills the process at its end."""

    def __init__(self, length: int) -> None:
        self._left = length

    def burn(self) -> None:
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        self._left -= 1


def _work(gateway: AwsGateway, job: Job) -> None:
    fuse = _Fuse(job.killed_before)

    class FusedVault(PlainFileVault):
        def put(self, name: str, secret: str) -> None:
            fuse.burn()
            super().put(name, secret)

        def delete(self, name: str) -> None:
            fuse.burn()
            super().delete(name)

    class FusedJournal(JournalFile):
        def write(self, record: Any) -> None:
            fuse.burn()
            super().write(record)

        def remove(self, setup_id: str) -> None:
            fuse.burn()
            super().remove(setup_id)

    class FusedFruit(FileFruit):
        def put(self, setup: Any) -> bool:
            fuse.burn()
            return super().put(setup)

        def take_back(self, setup: Any) -> None:
            fuse.burn()
            super().take_back(setup)

    def send(keys: Any, region: str, operation: str, parameters: Any, cancel: Cancel) -> Any:
        if not operation.startswith(READING):
            fuse.burn()
        return gateway.iam(keys, region, operation, parameters, cancel)

    folder = Path(job.folder)
    clock = SandboxClock(SystemClock())
    journal = FusedJournal(str(folder / "setups"), clock)
    records = journal.records()
    record = records[0] if records else begin(DRAFTS[job.draft], clock)
    vault = FusedVault(folder / "vault")
    tools = (vault, journal, clock, lambda _, cancel: cancel.check(), FusedFruit(folder / "profiles"))
    setup = make_setup(record, send, gateway, job.keys, tools)
    if job.act == "undo":
        assert setup.undo(lambda _: None, Cancel()) == ()
        return
    setup.create(lambda _: None, Cancel())
    assert setup.device is not None
    setup.enrol(*pair(setup.device, clock))


if __name__ == "__main__":
    serve(_work)
