"""The MFA devices that a user has at AWS, so that nobody needs to type a serial."""

from __future__ import annotations

from hourpass.domain.credentials import LongTermKeys
from hourpass.services.cancel import Cancel
from hourpass.services.long_term_keys import KeyStore
from hourpass.services.ports import Aws, Device, Vault


class Devices:
    """Asks AWS which devices belong to a key's user. Both calls block; DENIED where the user may not look."""

    def __init__(self, aws: Aws, vault: Vault) -> None:
        self._aws = aws
        self._keys = KeyStore(vault)

    def of_keys(self, keys: LongTermKeys, region: str, cancel: Cancel) -> tuple[Device, ...]:
        """The devices of the user whose keys were just typed; those that STS takes codes of come first."""
        return tuple(sorted(self._aws.devices(keys, region, cancel), key=lambda device: not device.usable))

    def of_stored_key(self, access_key_id: str, region: str, cancel: Cancel) -> tuple[Device, ...]:
        """The devices of the user whose key is in the vault (KEY_NOT_STORED where it is not)."""
        return self.of_keys(self._keys.get(access_key_id), region, cancel)
