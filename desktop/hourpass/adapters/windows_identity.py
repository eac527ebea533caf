"""What Windows, and the installer, know the running app by. Untried on Windows itself; tests use a fake."""

from __future__ import annotations

from typing import Any

APP_ID = "Hourpass.Hourpass"
"""The link in the Start menu has it as well: only then do notifications come under our name, with our icon."""
RUNNING = r"Local\HourpassRunning"
"""A mutex: as long as it is there, the installer replaces no file."""


def introduce(windll: Any) -> None:
    """Take the id, and hold the mutex until this process ends. *windll* is ctypes' own, or what behaves like it.

    Before the first window: Windows asks for the id once.
    """
    windll.shell32.SetCurrentProcessExplicitAppUserModelID(APP_ID)
    windll.kernel32.CreateMutexW(None, False, RUNNING)  # its handle is closed by Windows, with the process
