"""The journal of setups in the sandbox: what they made ends with the sandbox's process, so nothing is to be kept."""

from __future__ import annotations

import threading

from hourpass.domain.setup_record import Record


class MemoryJournal:
    """Implements setup_ports.Journal."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._records: dict[str, Record] = {}

    def write(self, record: Record) -> None:
        with self._lock:
            self._records[record.draft.id] = record

    def records(self) -> tuple[Record, ...]:
        with self._lock:
            return tuple(self._records.values())

    def remove(self, setup_id: str) -> None:
        with self._lock:
            self._records.pop(setup_id, None)
