"""Files written whole or not at all, readable by this user only, and locks between processes."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from hourpass.adapters.app_lock import lock_file
from hourpass.domain.problem import HourpassError, Problem, Reason

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
LOCK_TIMEOUT = 10.0
"""Seconds; whoever holds a lock of ours writes one small file and lets go."""

_LOOK_AGAIN = 0.02

_REASONS = {
    errno.ENOSPC: Reason.DISK_FULL,
    errno.EDQUOT: Reason.DISK_FULL,
    errno.EFBIG: Reason.DISK_FULL,  # the quota of a process: the same to whoever wants to save
    errno.EROFS: Reason.FILE_READ_ONLY,
    errno.EACCES: Reason.FILE_READ_ONLY,
    errno.EPERM: Reason.FILE_READ_ONLY,
}


def failure(error: OSError, path: str) -> HourpassError:
    """What *error* means to whoever wanted to write *path*."""
    reason = _REASONS.get(error.errno or 0, Reason.FILE_FAILED)
    return HourpassError(Problem(reason, {"path": path}))


def read_bytes(path: str) -> bytes | None:
    """All of *path*, or None when there is no such file; HourpassError with FILE_FAILED when it cannot be read."""
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise HourpassError(Problem(Reason.FILE_FAILED, {"path": path})) from error


def write_whole(
    path: str, data: bytes | Iterable[bytes], mode: int = PRIVATE_FILE, last_look: Callable[[], None] = lambda: None
) -> None:
    """Make *path* hold exactly *data*, be it in parts, or leave it as it was. A symbolic link stays, its target is
    written.

    *last_look* comes when all is ready, right before the file is put in place, and stops that by raising.
    """
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f"{target.name}.{os.urandom(6).hex()}.tmp")
    try:
        target.parent.mkdir(PRIVATE_FOLDER, parents=True, exist_ok=True)
        _refuse_if_marked_read_only(target)
        try:
            _fill(temporary, data, mode)
            last_look()
            temporary.replace(target)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise
        _sync_folder(target.parent)
    except OSError as error:
        raise failure(error, path) from error


def remove(path: str) -> None:
    """Take *path* away, if it is there. A symbolic link stays, its target goes."""
    target = Path(os.path.realpath(path))
    try:
        _refuse_if_marked_read_only(target)
        target.unlink(missing_ok=True)
        if target.parent.is_dir():
            _sync_folder(target.parent)
    except OSError as error:
        raise failure(error, path) from error


def mode_of(path: str) -> int:
    """The permissions of *path*, or those of a private file when it is not there."""
    try:
        return stat.S_IMODE(Path(path).stat().st_mode)
    except FileNotFoundError:
        return PRIVATE_FILE
    except OSError as error:
        raise failure(error, path) from error


@contextlib.contextmanager
def lock(path: str, timeout: float = LOCK_TIMEOUT) -> Iterator[None]:
    """Keep other processes and threads that lock *path* out; the lock is a file beside it that stays."""
    beside = Path(path + ".lock")
    try:
        beside.parent.mkdir(PRIVATE_FOLDER, parents=True, exist_ok=True)
        file = os.open(beside, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
    except OSError as error:
        raise failure(error, path) from error
    try:
        _wait_for_lock(file, path, timeout)
        yield
    finally:
        os.close(file)  # which lets go of the lock


def _wait_for_lock(file: int, path: str, timeout: float) -> None:
    give_up = time.monotonic() + timeout
    while True:
        try:
            lock_file(file)
        except (BlockingIOError, PermissionError) as error:
            if time.monotonic() >= give_up:
                raise HourpassError(Problem(Reason.FILE_FAILED, {"path": path})) from error
            time.sleep(_LOOK_AGAIN)
        except OSError as error:
            raise failure(error, path) from error
        else:
            return


def unused_name(path: str) -> str:
    """*path*, or with a number before its ending when something is there already."""
    wanted = Path(path)
    candidate, number = wanted, 1
    while os.path.lexists(candidate):  # a dangling link takes a name too
        number += 1
        candidate = wanted.with_stem(f"{wanted.stem}-{number}")
    return str(candidate)


def _refuse_if_marked_read_only(target: Path) -> None:
    """A rename would go through, but a file that its owner marked read-only is meant to stay as it is."""
    with contextlib.suppress(FileNotFoundError):
        if not target.stat().st_mode & stat.S_IWUSR:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))


def _fill(temporary: Path, data: bytes | Iterable[bytes], mode: int) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    # Private from its first moment; the wished-for mode comes when all of it is there.
    with os.fdopen(os.open(temporary, flags, PRIVATE_FILE), "wb") as file:
        file.writelines([data] if isinstance(data, bytes) else data)
        file.flush()
        if sys.platform != "win32":
            os.fchmod(file.fileno(), mode)
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Make the rename itself outlive a power cut; Windows has no such call."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        # Some network and FUSE file systems know no fsync of folders; the file itself is safe by then.
        with contextlib.suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
