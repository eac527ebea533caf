"""Copies of AWS files beside them, made before they are changed.

Whoever moves keys to the keyring looks through all of them, see :class:`hourpass.adapters.aws.config_files.ConfigFiles`.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from hourpass.adapters import files
from hourpass.domain import aws_marks


def earlier(target: Path) -> list[Path]:
    """The backups of *target* (no symbolic link), the oldest first."""
    return sorted(target.parent.glob(f"{target.name}.hourpass-*.bak"))


def make(target: Path, data: bytes, now: datetime) -> str:
    """Keep *data*, which *target* holds, in a private file; its path. One that holds the same already will do.

    Sections of ours that hold temporary keys are left out: nobody would take those away when they expire.
    """
    expiring = [place for place in aws_marks.marks(data).whole if place.expires_at]
    kept = aws_marks.taken_out(data, expiring) or b""
    for backup in earlier(target):
        if files.read_bytes(str(backup)) == kept:
            return str(backup)
    path = files.unused_name(str(target.with_name(f"{target.name}.hourpass-{now:%Y%m%dT%H%M%SZ}.bak")))
    files.write_whole(path, kept)
    return path
