"""The journal's entry of the setup that is going on."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

from hourpass.domain.setup_plan import StepKind
from hourpass.domain.setup_record import Record, Stage, StepState
from hourpass.services.setup_ports import Journal


class Entry:
    """Always as it stands on disk: a change counts once it was written. Safe from any thread."""

    def __init__(self, record: Record, journal: Journal) -> None:
        self._journal = journal
        self._lock = threading.Lock()
        self._record = record

    @property
    def record(self) -> Record:
        """The newest."""
        return self._record

    def change(self, change: Callable[[Record], Record]) -> Record:
        """Write what *change* makes of the newest record."""
        with self._lock:
            changed = change(self._record)
            self._journal.write(changed)
            self._record = changed
            return changed

    def started(self, kind: StepKind) -> None:
        """Announce the step's call."""
        self.change(lambda record: record.with_state(kind, StepState.STARTED))

    def done(self, kind: StepKind, access_key_id: str = "") -> None:
        """The step stands."""

        def change(record: Record) -> Record:
            record = record.with_state(kind, StepState.DONE)
            return replace(record, access_key_id=access_key_id) if access_key_id else record

        self.change(change)

    def finished(self) -> None:
        """Nothing is left to do."""
        self.change(lambda record: replace(record, stage=Stage.FINISHED))

    def nothing_there(self, kind: StepKind) -> None:
        """Of the step there is nothing at AWS: it was refused, or taken back."""

        def change(record: Record) -> Record:
            record = record.with_state(kind, None)
            return replace(record, access_key_id="") if kind is StepKind.CREATE_KEY else record

        self.change(change)

    def name_key(self, access_key_id: str) -> None:
        """Note the id of a key that exists at AWS, before anything else happens to it."""
        if self._record.access_key_id != access_key_id:
            self.change(lambda record: replace(record, access_key_id=access_key_id))

    def remove(self) -> None:
        """Nothing is left of the setup."""
        with self._lock:
            self._journal.remove(self._record.draft.id)
