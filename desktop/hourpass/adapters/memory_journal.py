"""The journals in the sandbox: what was made in it ends with the sandbox's process, so nothing is to be kept."""

from __future__ import annotations

import threading

from hourpass.domain.rotation_record import RotationRecord
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


class MemoryRotations:
    """Implements setup_ports.RotationJournal."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._records: dict[str, RotationRecord] = {}

    def write(self, record: RotationRecord) -> None:
        with self._lock:
            self._records[record.old_key_id] = record

    def records(self) -> tuple[RotationRecord, ...]:
        with self._lock:
            return tuple(self._records.values())

    def remove(self, old_key_id: str) -> None:
        with self._lock:
            self._records.pop(old_key_id, None)
