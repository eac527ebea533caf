"""Sections of the shared credentials file that Hourpass keeps fresh, for tools that know no credential_process.

Each says in its marker when it expires, so that what a crash left there is found at the next start. The app and the
sandbox share the file: a section is the sandbox's if it names an endpoint. No backup is made of it: that would keep the
keys.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from hourpass.adapters import aws_files, files
from hourpass.adapters.aws.config_sections import ConfigPaths
from hourpass.domain import aws_marks
from hourpass.domain.aws_lines import lines
from hourpass.domain.aws_marks import Marked
from hourpass.domain.credentials import Credentials
from hourpass.domain.problem import HourpassError, Problem, Reason

_ENDPOINT = "endpoint_url"
_TRIES = 3
"""Writing takes a moment in which tools that know nothing of the lock may write too; three times is no chance."""


class CredentialsFile:
    """The file that AWS_SHARED_CREDENTIALS_FILE names, else ~/.aws/credentials. All methods block."""

    def __init__(
        self, environment: Mapping[str, str] = os.environ, lock_path: str | None = None, endpoint_url: str = ""
    ) -> None:
        self._endpoint_url = endpoint_url  # of the sandbox, whose credentials are good for nothing else
        self._path = str(ConfigPaths.of(environment).credentials)
        self._lock_path = lock_path

    @property
    def path(self) -> str:
        """The file's name."""
        return self._path

    def names(self) -> dict[str, str]:
        """The sections that are ours, by profile id: the sandbox's with an endpoint, the app's without one."""
        data = files.read_bytes(self._path) or b""
        endpoints = {number for number, line in enumerate(lines(data)) if line.option == _ENDPOINT}
        return {
            place.profile_id: place.header
            for place in reversed(aws_files.ours(data, expiring=True))
            if endpoints.isdisjoint(range(place.first, place.last)) is not bool(self._endpoint_url)
        }

    def put(self, profile_id: str, section: str, credentials: Credentials) -> None:
        """Let *section* hold *credentials*, in the place of what stood there for that profile.

        HourpassError with SECTION_UNFIT, SECTION_TAKEN or MARKERS_DAMAGED where that cannot be.
        """
        section_lines = _lines(profile_id, section, credentials, self._endpoint_url)

        def change(before: bytes | None) -> bytes | None:
            data = before or b""
            aws_files.refuse_section(section, profile_id, data, self._path, config=False)
            places = aws_files.places_of(profile_id, data, self._path, expiring=True)
            return aws_marks.put(before, places, section_lines)

        self._edit(change)

    def drop(self, profile_id: str) -> None:
        """Take away what stands there for that profile; MARKERS_DAMAGED where that cannot be told."""

        def change(before: bytes | None) -> bytes | None:
            return _without(before, aws_files.places_of(profile_id, before or b"", self._path, expiring=True))

        self._edit(change)

    def drop_expired(self, now: datetime) -> None:
        """Take away what has expired by *now*, and what does not say when, whosever it is."""
        if not _expired(files.read_bytes(self._path), now):
            return  # the usual case: without the lock, and without its folder
        self._edit(lambda before: _without(before, _expired(before, now)))

    def _edit(self, change: Callable[[bytes | None], bytes | None]) -> None:
        """Let the file hold what *change* makes of it, worked out anew where another tool wrote meanwhile."""
        with aws_files.locked(self._lock_path):
            for left in reversed(range(_TRIES)):
                before = files.read_bytes(self._path)
                after = change(before)
                if after == before:
                    return
                try:
                    aws_files.write(self._path, before, after)
                except HourpassError as error:
                    if not left or error.problem.reason is not Reason.FILE_CHANGED:
                        raise
                else:
                    return


def _without(data: bytes | None, places: Sequence[Marked]) -> bytes | None:
    return aws_marks.taken_out(data or b"", places) if places else data


def _expired(data: bytes | None, now: datetime) -> list[Marked]:
    return [
        place
        for place in aws_files.ours(data or b"", expiring=True)
        if place.expires_at is not None and place.expires_at <= now
    ]


def _lines(profile_id: str, section: str, credentials: Credentials, endpoint_url: str) -> tuple[str, ...]:
    values = (credentials.access_key_id, credentials.secret_access_key, credentials.session_token)
    # AWS's are base64. A line break in one would let whoever answered write sections of their own; readers take the
    # others for comments and quotes.
    if any(not value.isprintable() or set(value) & set(" #;\"'\\") or not value.isascii() for value in values):
        raise HourpassError(Problem(Reason.NOT_AWS))
    return (
        aws_marks.begin(profile_id, credentials.expires_at),
        f"[{section}]",
        *(
            f"{option} = {value}"
            for option, value in zip(
                ("aws_access_key_id", "aws_secret_access_key", "aws_session_token"), values, strict=True
            )
        ),
        *((f"{_ENDPOINT} = {endpoint_url}",) if endpoint_url else ()),
        aws_marks.end(profile_id),
    )
