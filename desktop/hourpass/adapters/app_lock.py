"""The lock that the one running instance holds. The system lets go of it when its holder ends, however that ends."""

from __future__ import annotations

import os
import sys

PRIVATE = 0o600


class AppLock:
    """Held by at most one process. A lock file left behind by a killed one keeps nobody out."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._file = -1

    def take(self) -> bool:
        """Whether this process holds the lock now. Where the file system knows no locks everybody may start."""
        if self._file >= 0:
            return True
        try:
            # Not inherited by the processes that the app starts: they must not keep the lock after it.
            file = os.open(self._path, os.O_RDWR | os.O_CREAT, PRIVATE)
        except OSError:
            return True
        try:
            lock_file(file)
        except (BlockingIOError, PermissionError):
            os.close(file)
            return False
        except OSError:
            os.close(file)
            return True
        self._file = file
        return True

    def release(self) -> None:
        """Let others have it. The file stays: deleting it could take it from under who has just opened it."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


if sys.platform == "win32":

    def lock_file(file: int) -> None:
        """Lock the open *file* or raise at once: PermissionError where another holds it, OSError where none can."""
        import msvcrt

        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

else:

    def lock_file(file: int) -> None:
        """Lock the open *file* or raise at once: BlockingIOError where another holds it, OSError where none can."""
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
