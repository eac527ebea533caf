"""What the settings' doors ask: start at login that can refuse, and a vault that tells its name."""

from __future__ import annotations

import threading

from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.services.ports import VaultKind


class FakeAutostart:
    """Answers from memory; refuses with *problem* while there is one. Notes on which threads it was asked."""

    def __init__(self, starts: bool = False, problem: Problem | None = None) -> None:
        self.starts, self.problem = starts, problem
        self.threads: set[int] = set()

    @property
    def place(self) -> str:
        return "/home/maya/.config/autostart/hourpass.desktop"

    def enabled(self) -> bool:
        self._asked()
        return self.starts

    def enable(self) -> None:
        self._asked()
        self.starts = True

    def disable(self) -> None:
        self._asked()
        self.starts = False

    def _asked(self) -> None:
        self.threads.add(threading.get_ident())
        if self.problem is not None:
            raise HourpassError(self.problem)


class FakeNamedVault:
    """As much of the worker's vault as the settings show."""

    def __init__(self, kind: VaultKind = VaultKind.KEYRING, problem: Problem | None = None) -> None:
        self.kind, self._problem = kind, problem

    def backend(self) -> str:
        if self._problem is not None:
            raise HourpassError(self._problem)
        return "Secret Service"


READ_ONLY = Problem(Reason.FILE_READ_ONLY, {"path": "/home/maya/.config/autostart/hourpass.desktop"})
DISK_FULL = Problem(Reason.DISK_FULL, {"path": "/home/maya/.config/hourpass/settings.json"})
