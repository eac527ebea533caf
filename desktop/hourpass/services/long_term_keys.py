"""The IAM users' access keys: in the vault, and nowhere else for longer than a request takes."""

from __future__ import annotations

from hourpass.domain.credentials import LongTermKeys
from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.services.ports import Vault


class KeyStore:
    """Keeps each access key as an item of its own. Every call may block on the vault."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def get(self, access_key_id: str) -> LongTermKeys:
        """The key called *access_key_id*; HourpassError with KEY_NOT_STORED where the vault has none."""
        secret = self._vault.get(_item(access_key_id))
        if not secret:
            raise HourpassError(Problem(Reason.KEY_NOT_STORED, {"access_key_id": access_key_id}))
        return LongTermKeys(access_key_id, secret)

    def has(self, access_key_id: str) -> bool:
        """Whether the vault has the key."""
        return bool(self._vault.get(_item(access_key_id)))

    def keep(self, keys: LongTermKeys) -> None:
        """Put *keys* into the vault."""
        self._vault.put(_item(keys.access_key_id), keys.secret_access_key)

    def drop(self, access_key_id: str) -> None:
        """Delete the key from the vault (AWS knows it still)."""
        self._vault.delete(_item(access_key_id))


def _item(access_key_id: str) -> str:
    return f"key/{access_key_id}"
