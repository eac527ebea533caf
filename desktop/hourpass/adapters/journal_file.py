"""The journals: of setups, and of changes of long-term keys."""

from __future__ import annotations

from hourpass.adapters import journal_json, rotation_json
from hourpass.adapters.record_folder import RecordFolder
from hourpass.domain.rotation_record import RotationRecord
from hourpass.domain.setup_record import Record
from hourpass.services.ports import Clock


class JournalFile(RecordFolder[Record]):
    """Implements setup_ports.Journal."""

    def __init__(self, folder: str, clock: Clock | None = None) -> None:
        super().__init__(folder, journal_json, clock)


class RotationFile(RecordFolder[RotationRecord]):
    """Implements setup_ports.RotationJournal."""

    def __init__(self, folder: str, clock: Clock | None = None) -> None:
        super().__init__(folder, rotation_json, clock)
