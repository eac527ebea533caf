"""Secrets kept in memory, gone with the process: what the sandbox needs."""

from __future__ import annotations

import threading

from hourpass.services.ports import VaultKind


class MemoryVault:
    """Keeps secrets for as long as the process lives."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._secrets: dict[str, str] = {}

    def __repr__(self) -> str:
        return f"MemoryVault({len(self._secrets)} secrets)"

    @property
    def kind(self) -> VaultKind:
        """In memory."""
        return VaultKind.MEMORY

    def get(self, name: str) -> str | None:
        """The secret called *name*, or None."""
        with self._lock:
            return self._secrets.get(name)

    def put(self, name: str, secret: str) -> None:
        """Keep *secret* as *name*, replacing an earlier one."""
        with self._lock:
            self._secrets[name] = secret

    def delete(self, name: str) -> None:
        """Forget *name*; fine if it was not there."""
        with self._lock:
            self._secrets.pop(name, None)
