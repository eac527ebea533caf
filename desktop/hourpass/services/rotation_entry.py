"""The journal's entry of the rotation that is going on."""

from __future__ import annotations

from dataclasses import replace

from hourpass.domain.rotation_record import RotationRecord, RotationStage
from hourpass.services.setup_ports import RotationJournal


class RotationEntry:
    """Always as it stands on disk: a change counts once it was written."""

    def __init__(self, record: RotationRecord, journal: RotationJournal) -> None:
        self._record, self._journal = record, journal

    @property
    def record(self) -> RotationRecord:
        """The newest."""
        return self._record

    def begin(self, keys_before: tuple[str, ...]) -> None:
        """CreateAccessKey comes next; of an earlier one nothing is left."""
        self._write(replace(self._record, stage=RotationStage.CREATING, new_key_id="", keys_before=keys_before))

    def reach(self, stage: RotationStage) -> None:
        """All up to *stage* is done, or, of the last two, about to be."""
        if self._record.stage is not stage:
            self._write(replace(self._record, stage=stage))

    def created(self, key_id: str) -> None:
        """The new key is in the keyring."""
        self._write(replace(self._record, stage=RotationStage.CREATED, new_key_id=key_id))

    def name_key(self, key_id: str) -> None:
        """Note the id of a key that exists at AWS, before anything else happens to it."""
        if self._record.new_key_id != key_id:
            self._write(replace(self._record, new_key_id=key_id))

    def nothing_there(self) -> None:
        """AWS made no key: as if nobody had begun."""
        self.remove()
        self._record = replace(self._record, stage=RotationStage.CREATING, keys_before=(), new_key_id="")

    def remove(self) -> None:
        """Nothing is left to be done or to be taken back."""
        self._journal.remove(self._record.old_key_id)

    def _write(self, record: RotationRecord) -> None:
        self._journal.write(record)
        self._record = record
