"""Start at login on Windows: a value under the user's Run key. Untried on Windows itself; tests use a fake registry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from hourpass.adapters import files
from hourpass.domain.problem import HourpassError, Problem, Reason

RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
"""Where the Task Manager notes what was switched off there: twelve bytes, the first of which is odd."""
VALUE = "Hourpass"
LONGEST_COMMAND = 260  # characters; Windows passes over a longer one
_SAID_AS = rf"HKEY_CURRENT_USER\{RUN}"


class RunKey:
    """*registry* is the module winreg, or what behaves like it."""

    def __init__(self, registry: Any, command: Sequence[str]) -> None:
        self._registry = registry
        self._command = command

    @property
    def place(self) -> str:
        """The key that holds the value."""
        return _SAID_AS

    def enabled(self) -> bool:
        """Whether the value is there and was not switched off in the Task Manager."""
        with _explained():
            noted = self._read(APPROVED)
            return self._read(RUN) is not None and not (isinstance(noted, bytes) and noted[:1] and noted[0] & 1)

    def enable(self) -> None:
        """Write the value, and take back that it was switched off."""
        from subprocess import list2cmdline  # here for speed: subprocess costs 10 ms

        line = list2cmdline(self._command)
        if len(line) > LONGEST_COMMAND:
            raise HourpassError(Problem(Reason.FILE_FAILED, {"path": _SAID_AS}))
        registry = self._registry
        with _explained(), registry.CreateKeyEx(registry.HKEY_CURRENT_USER, RUN, 0, registry.KEY_SET_VALUE) as key:
            registry.SetValueEx(key, VALUE, 0, registry.REG_SZ, line)
        self._delete(APPROVED)

    def disable(self) -> None:
        """Take the value away, and the Task Manager's note with it."""
        self._delete(RUN)
        self._delete(APPROVED)

    def _read(self, path: str) -> object:
        registry = self._registry
        try:
            with registry.OpenKeyEx(registry.HKEY_CURRENT_USER, path, 0, registry.KEY_QUERY_VALUE) as key:
                value, _kind = registry.QueryValueEx(key, VALUE)
        except FileNotFoundError:  # no such key, or no such value in it
            return None
        return value

    def _delete(self, path: str) -> None:
        registry = self._registry
        with _explained():
            try:
                with registry.OpenKeyEx(registry.HKEY_CURRENT_USER, path, 0, registry.KEY_SET_VALUE) as key:
                    registry.DeleteValue(key, VALUE)
            except FileNotFoundError:
                return


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise files.failure(error, _SAID_AS) from error
