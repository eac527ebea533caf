"""What the editing of both AWS files has in common: the lock, the look for what is ours, the writing."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager

from hourpass.adapters import files, places
from hourpass.domain import aws_shadows
from hourpass.domain.aws_entry import section_flaw
from hourpass.domain.aws_marks import Marked, marks
from hourpass.domain.problem import HourpassError, Problem, Reason


def locked(lock_path: str | None) -> AbstractContextManager[None]:
    """Keeps out whoever else of ours writes either file, the moving of keys to the keyring among them."""
    return files.lock(lock_path or places.runtime_dir(sandbox=False) + "/aws-files")


def ours(data: bytes, *, expiring: bool) -> list[Marked]:
    """The marked sections with or without expiry: both files may be one, and each kind belongs to one of them."""
    return [place for place in marks(data).whole if (place.expires_at is not None) is expiring]


def places_of(profile_id: str, data: bytes, path: str, *, expiring: bool) -> list[Marked]:
    """Those of one profile; HourpassError with MARKERS_DAMAGED when that cannot be told."""
    if line := marks(data).broken.get(profile_id):
        raise HourpassError(Problem(Reason.MARKERS_DAMAGED, {"path": path, "line": str(line)}))
    return [place for place in ours(data, expiring=expiring) if place.profile_id == profile_id]


def refuse_section(section: str, profile_id: str, data: bytes, path: str, *, config: bool) -> None:
    """HourpassError with SECTION_UNFIT or SECTION_TAKEN when ours cannot have that name in *path*."""
    if section_flaw(section):
        raise HourpassError(Problem(Reason.SECTION_UNFIT, {"section": section}))
    if aws_shadows.other_section(data, profile_id, section, config=config):
        raise HourpassError(Problem(Reason.SECTION_TAKEN, {"path": path, "section": section}))


def write(path: str, before: bytes | None, data: bytes | None) -> None:
    """Make *path* hold *data*, or nothing be there; its mode and a symbolic link stay, a new file is private.

    FILE_CHANGED where it does not hold *before* any more: tools that know nothing of the lock write it as well.
    """
    if data is None:
        expect(path, before)
        files.remove(path)
    else:
        mode = files.mode_of(os.path.realpath(path))
        files.write_whole(path, data, mode, last_look=lambda: expect(path, before))


def expect(path: str, data: bytes | None) -> None:
    """FILE_CHANGED unless *path* holds *data* (None: unless it is not there)."""
    if files.read_bytes(path) != data:
        raise HourpassError(Problem(Reason.FILE_CHANGED, {"path": path}))
