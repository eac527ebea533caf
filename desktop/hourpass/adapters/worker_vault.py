"""The vault behind the services' port, asked through the worker."""

from __future__ import annotations

from dataclasses import dataclass, field

from hourpass.adapters.worker_client import WorkerClient
from hourpass.services.ports import VaultKind


@dataclass(frozen=True, slots=True)
class _Choice:
    """Which vault; sent along with each request, so that a worker started anew opens the same one."""

    kind: VaultKind
    parts: tuple[str, ...] = field(repr=False)  # may hold the passphrase


class WorkerVault:
    """Implements ports.Vault: the keyring, until the sealed file is chosen.

    With *sealed_path* that file was chosen in an earlier run: PASSPHRASE_WRONG until it is opened.
    """

    def __init__(self, client: WorkerClient, service: str, sealed_path: str = "") -> None:
        self._client, self._service = client, service
        self._choice = _sealed(sealed_path, "") if sealed_path else self._keyring()

    @property
    def kind(self) -> VaultKind:
        """Where secrets are kept; asks nobody."""
        return self._choice.kind

    def use_keyring(self) -> None:
        """Use the keyring from now on. HourpassError (and no change) when it is missing, locked or in plain text."""
        self._use(self._keyring())

    def use_sealed_file(self, path: str, passphrase: str) -> None:
        """Use the encrypted file from now on. HourpassError (and no change) when *passphrase* does not open it."""
        self._use(_sealed(path, passphrase))

    def backend(self) -> str:
        """What people call the keyring in use; empty with the sealed file. HourpassError where no keyring can serve."""
        name: str = self._client.call("vault.backend", {"vault": self._choice.parts})
        return name

    def unlock(self) -> None:
        """Let the system ask for the keyring's password; waits for the person."""
        self._client.call("vault.unlock", {"vault": self._choice.parts})

    def get(self, name: str) -> str | None:
        secret: str | None = self._client.call("vault.get", {"vault": self._choice.parts, "name": name})
        return secret

    def put(self, name: str, secret: str) -> None:
        self._client.call("vault.put", {"vault": self._choice.parts, "name": name, "secret": secret})

    def delete(self, name: str) -> None:
        self._client.call("vault.delete", {"vault": self._choice.parts, "name": name})

    def _keyring(self) -> _Choice:
        return _Choice(VaultKind.KEYRING, ("keyring", self._service))

    def _use(self, choice: _Choice) -> None:
        self._client.call("vault.open", {"vault": choice.parts})
        self._choice = choice


def _sealed(path: str, passphrase: str) -> _Choice:
    return _Choice(VaultKind.SEALED_FILE, ("sealed-file", path, passphrase))
