"""Records of what is going on at AWS: a file for each, in a folder that is closed to others."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from hourpass.adapters import files
from hourpass.adapters.system_clock import SystemClock
from hourpass.domain.problem import HourpassError
from hourpass.services.ports import Clock

_ENDING = ".json"
_ID = re.compile(r"[\w-]+", re.ASCII)
"""A record's file is named after its id. What was set aside has a dot before its ending, and is passed over."""


class DamagedRecordError(ValueError):
    """The document is no record."""


class NewerRecordError(Exception):
    """The document is of a later Hourpass."""


class Record(Protocol):
    """What is kept."""

    @property
    def began_at(self) -> datetime: ...


R = TypeVar("R", bound=Record)


class Form(Protocol[R]):
    """How the records of a folder are written down."""

    def to_json(self, record: R, /) -> bytes:
        """All of *record*."""

    def from_json(self, data: bytes, /) -> R:
        """The record that *data* holds; DamagedRecordError or NewerRecordError."""

    def id_of(self, record: R, /) -> str:
        """What its file is named after."""


class RecordFolder(Generic[R]):
    """Keeps records of one form.

    A file that is damaged is kept under another name beside it. One of a newer Hourpass stays where that will find it.
    """

    def __init__(self, folder: str, form: Form[R], clock: Clock | None = None) -> None:
        self._folder, self._form = Path(folder), form
        self._clock = clock or SystemClock()

    def write(self, record: R) -> None:
        """Keep *record* in place of the earlier one of the same id; there after a power cut."""
        files.write_whole(str(self._path(self._form.id_of(record))), self._form.to_json(record))

    def records(self) -> tuple[R, ...]:
        """All of them, oldest first."""
        found = (self._read(path) for path in self._paths())
        return tuple(sorted((one for one in found if one is not None), key=lambda record: record.began_at))

    def remove(self, record_id: str) -> None:
        """Forget that one; fine if it was not there."""
        path = self._path(record_id)
        try:
            path.unlink(missing_ok=True)
            # Left by a process that was killed while it wrote.
            for unfinished in self._folder.glob(f"{path.name}.*.tmp"):
                unfinished.unlink(missing_ok=True)
        except OSError as error:
            raise files.failure(error, str(path)) from error

    def _path(self, record_id: str) -> Path:
        if not _ID.fullmatch(record_id):
            raise ValueError("an id of letters and digits is wanted")
        return self._folder / f"{record_id}{_ENDING}"

    def _paths(self) -> list[Path]:
        try:
            return sorted(
                path for path in self._folder.iterdir() if path.suffix == _ENDING and _ID.fullmatch(path.stem)
            )
        except FileNotFoundError:
            return []
        except OSError as error:
            raise files.failure(error, str(self._folder)) from error

    def _read(self, path: Path) -> R | None:
        try:
            data = files.read_bytes(str(path))
        except HourpassError:
            return None
        if data is None:
            return None
        try:
            record: R | None = self._form.from_json(data)
        except NewerRecordError:
            return None
        except DamagedRecordError:
            record = None
        if record is None or self._form.id_of(record) != path.stem:
            self._set_aside(path)
            return None
        return record

    def _set_aside(self, path: Path) -> None:
        stamp = self._clock.now().strftime("%Y%m%dT%H%M%SZ")
        aside = files.unused_name(str(path.with_name(f"{path.stem}.damaged-{stamp}{path.suffix}")))
        with suppress(OSError):  # where it cannot be moved it is passed over at every start, which harms nobody
            path.rename(aside)
