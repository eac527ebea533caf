"""The journal of setups: a file for each, in a folder that is closed to others."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from hourpass.adapters import files, journal_json
from hourpass.adapters.system_clock import SystemClock
from hourpass.domain.problem import HourpassError
from hourpass.domain.setup_record import Record
from hourpass.services.ports import Clock

_ENDING = ".json"
_ID = re.compile(r"[\w-]+", re.ASCII)
"""A record's file is named after its setup. What was set aside has a dot before its ending, and is passed over."""


class JournalFile:
    """Implements setup_ports.Journal.

    A file that is damaged is kept under another name beside it. One of a newer Hourpass stays where that will find it.
    """

    def __init__(self, folder: str, clock: Clock | None = None) -> None:
        self._folder = Path(folder)
        self._clock = clock or SystemClock()

    def write(self, record: Record) -> None:
        files.write_whole(str(self._path(record.draft.id)), journal_json.to_json(record))

    def records(self) -> tuple[Record, ...]:
        found = (self._read(path) for path in self._paths())
        return tuple(sorted((one for one in found if one is not None), key=lambda record: record.began_at))

    def remove(self, setup_id: str) -> None:
        path = self._path(setup_id)
        try:
            path.unlink(missing_ok=True)
            # Left by a process that was killed while it wrote.
            for unfinished in self._folder.glob(f"{path.name}.*.tmp"):
                unfinished.unlink(missing_ok=True)
        except OSError as error:
            raise files.failure(error, str(path)) from error

    def _path(self, setup_id: str) -> Path:
        if not _ID.fullmatch(setup_id):
            raise ValueError("an id of letters and digits is wanted")
        return self._folder / f"{setup_id}{_ENDING}"

    def _paths(self) -> list[Path]:
        try:
            return sorted(
                path for path in self._folder.iterdir() if path.suffix == _ENDING and _ID.fullmatch(path.stem)
            )
        except FileNotFoundError:
            return []
        except OSError as error:
            raise files.failure(error, str(self._folder)) from error

    def _read(self, path: Path) -> Record | None:
        try:
            data = files.read_bytes(str(path))
        except HourpassError:
            return None
        if data is None:
            return None
        try:
            record: Record | None = journal_json.from_json(data)
        except journal_json.NewerRecordError:
            return None
        except journal_json.DamagedRecordError:
            record = None
        if record is None or record.draft.id != path.stem:
            self._set_aside(path)
            return None
        return record

    def _set_aside(self, path: Path) -> None:
        stamp = self._clock.now().strftime("%Y%m%dT%H%M%SZ")
        aside = files.unused_name(str(path.with_name(f"{path.stem}.damaged-{stamp}{path.suffix}")))
        with suppress(OSError):  # where it cannot be moved it is passed over at every start, which harms nobody
            path.rename(aside)
