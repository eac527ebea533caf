"""The settings file: read quickly before the first window, written whole, and never lost when it is damaged."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from hourpass.adapters import files, settings_json
from hourpass.adapters.system_clock import SystemClock
from hourpass.domain.problem import HourpassError
from hourpass.domain.settings import Settings
from hourpass.services.ports import Clock, Loaded


class SettingsFile:
    """Settings in one JSON file.

    A file that is damaged, cannot be read, or comes of a newer Hourpass is kept under another name beside it; what it
    still says is used. Where it cannot be kept, it is not overwritten either. Who only reads, and has no window to say
    it in, leaves that to the app (*sets_aside* is false).
    """

    def __init__(self, path: str, clock: Clock | None = None, *, sets_aside: bool = True) -> None:
        # A link (people keep such files in a repository) stays: only its target is renamed and written.
        self._path = Path(path)
        self._clock = clock or SystemClock()
        self._sets_aside = sets_aside
        self._in_the_way = False

    def load(self) -> Loaded:
        """The settings, or the defaults when there is no file yet."""
        found = self._read()
        if found.whole:
            return Loaded(found.settings)
        if not self._sets_aside:
            self._in_the_way = True
            return Loaded(found.settings, str(self._path))
        try:
            with files.lock(str(self._path)):
                # Another process may have met it as well and set it aside meanwhile.
                found = self._read()
                return Loaded(found.settings, "" if found.whole else self._set_aside(found))
        except HourpassError:
            self._in_the_way = True
            return Loaded(found.settings, str(self._path))

    def save(self, settings: Settings) -> None:
        """Write all of it or nothing. HourpassError with DISK_FULL, FILE_READ_ONLY or FILE_FAILED."""
        with files.lock(str(self._path)):
            if self._in_the_way:
                self._move_aside()
                self._in_the_way = False
            files.write_whole(str(self._path), settings_json.to_json(settings))

    def _read(self) -> settings_json.Read:
        try:
            data = files.read_bytes(str(self._path))
        except HourpassError:
            return settings_json.Read(Settings(), whole=False)
        return settings_json.Read(Settings(), whole=True) if data is None else settings_json.from_json(data)

    def _set_aside(self, found: settings_json.Read) -> str:
        """Where the damaged file is now; what was still readable of it takes its place, so that it is told once."""
        aside = self._move_aside()
        # On a full disk the damaged file is safe all the same, and the next save says that the disk is full.
        with suppress(HourpassError):
            files.write_whole(str(self._path), settings_json.to_json(found.settings))
        return aside

    def _move_aside(self) -> str:
        target = self._path.resolve()
        stamp = self._clock.now().strftime("%Y%m%dT%H%M%SZ")
        aside = files.unused_name(str(target.with_name(f"{target.stem}.damaged-{stamp}{target.suffix}")))
        try:
            target.rename(aside)
        except FileNotFoundError:
            return ""
        except OSError as error:
            raise files.failure(error, str(self._path)) from error
        return aside
