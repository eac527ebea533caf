"""Start at login on macOS: a launch agent of the user. Untried on macOS itself; tests use a folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hourpass.adapters import files

LABEL = "hourpass"


class LaunchAgent:
    """A property list in *folder*, ``~/Library/LaunchAgents``. Counts from the next login on: nothing is started now.

    What the person switched off in the system's Login Items is kept by the system elsewhere and not seen here.
    """

    def __init__(self, folder: Path, command: Sequence[str]) -> None:
        self._path = folder / f"{LABEL}.plist"
        self._command = command

    @property
    def place(self) -> str:
        """The list's path."""
        return str(self._path)

    def enabled(self) -> bool:
        """Whether the list is there and says to run at login; one that cannot be understood starts nothing."""
        import plistlib  # here for speed: it brings an XML parser along
        from xml.parsers.expat import ExpatError

        data = files.read_bytes(str(self._path))
        if data is None:
            return False
        try:
            found = plistlib.loads(data)
        except (ValueError, ExpatError, LookupError, AttributeError, TypeError, OverflowError):
            return False
        return isinstance(found, dict) and found.get("RunAtLoad") is True and found.get("Disabled") is not True

    def enable(self) -> None:
        """Write the list whole."""
        import plistlib  # here for speed, as above

        wanted = {
            "Label": LABEL,
            "ProgramArguments": list(self._command),
            "RunAtLoad": True,
            "LimitLoadToSessionType": "Aqua",  # not for a login over the network
            "ProcessType": "Interactive",
        }
        files.write_whole(str(self._path), plistlib.dumps(wanted, sort_keys=False))

    def disable(self) -> None:
        """Take the list away."""
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            raise files.failure(error, str(self._path)) from error
