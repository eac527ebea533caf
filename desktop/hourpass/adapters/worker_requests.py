"""What the worker can be asked, by name. Whatever an answer needs is imported when it is first asked for.

Every request says all it needs (which keys, which vault), because the worker may have been ended and started anew
since the last one: it remembers things for speed only.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from hourpass.adapters import wire
from hourpass.domain.activity import Exchange
from hourpass.domain.problem import HourpassError
from hourpass.services.cancel import Cancel
from hourpass.services.ports import BucketRow

if TYPE_CHECKING:
    from hourpass.adapters.aws.gateway import AwsGateway
    from hourpass.adapters.keyring_store import KeyringVault
    from hourpass.adapters.sealed_file import SealedFile

Params = Mapping[str, Any]


class Requests:
    """Answers requests; may be asked from several threads at a time."""

    def __init__(self, heard: Callable[[Exchange], None]) -> None:
        self._heard = heard
        self._lock = threading.Lock()
        self._gateway: AwsGateway | None = None
        self._vaults: dict[tuple[str, ...], KeyringVault | SealedFile] = {}
        self._by_name: dict[str, Callable[[Params, Cancel], Any]] = {
            "warm": self._warm,
            "assume_role": self._assume_role,
            "session_token": self._session_token,
            "identity": self._identity,
            "devices": self._devices,
            "role_maximum": self._role_maximum,
            "iam": self._iam,
            "bucket_pages": self._bucket_pages,
            "object_pages": self._object_pages,
            "signin_token": self._signin_token,
            "vault.open": self._vault_open,
            "vault.backend": self._vault_backend,
            "vault.unlock": self._vault_unlock,
            "vault.get": self._vault_get,
            "vault.put": self._vault_put,
            "vault.delete": self._vault_delete,
            "admins.profiles": self._admins_profiles,
            "admins.keys": self._admins_keys,
            "files.find": self._files_find,
            "files.keys": self._files_keys,
            "files.remove_keys": self._files_remove_keys,
        }

    def answer(self, op: str, params: Params, cancel: Cancel) -> Any:
        """The packed answer to *op*, or an iterator of its parts."""
        return self._by_name[op](params, cancel)

    # AWS

    def _aws(self) -> AwsGateway:
        with self._lock:
            if self._gateway is None:
                # 0.1 s and some 25 MB, which a worker that is asked for the keyring alone need not spend.
                from hourpass.adapters.aws.gateway import AwsGateway

                self._gateway = AwsGateway(heard=self._heard)
            return self._gateway

    def _warm(self, params: Params, _: Cancel) -> None:
        self._aws().warm(params["region"])

    def _assume_role(self, params: Params, cancel: Cancel) -> Any:
        request = wire.unpack_role_request(params["request"])
        return wire.pack_issued(self._aws().assume_role(_keys(params), params["region"], request, cancel))

    def _session_token(self, params: Params, cancel: Cancel) -> Any:
        return wire.pack_issued(
            self._aws().session_token(
                wire.unpack_long_term_keys(params["keys"]),
                params["region"],
                wire.unpack_proof(params["proof"]),
                timedelta(seconds=params["seconds"]),
                cancel,
            )
        )

    def _identity(self, params: Params, cancel: Cancel) -> Any:
        return wire.pack_identity(self._aws().identity(_keys(params), params["region"], cancel))

    def _devices(self, params: Params, cancel: Cancel) -> Any:
        return wire.pack_devices(self._aws().devices(_keys(params), params["region"], cancel))

    def _role_maximum(self, params: Params, cancel: Cancel) -> float:
        maximum = self._aws().role_maximum(_keys(params), params["region"], params["role_arn"], cancel)
        return maximum.total_seconds()

    def _iam(self, params: Params, cancel: Cancel) -> Any:
        return self._aws().iam(_keys(params), params["region"], params["operation"], params["parameters"], cancel)

    def _bucket_pages(self, params: Params, cancel: Cancel) -> Iterator[list[BucketRow]]:
        return self._aws().bucket_pages(_keys(params), params["region"], cancel)

    def _object_pages(self, params: Params, cancel: Cancel) -> Iterator[Any]:
        where = (params["region"], params["bucket"], params["prefix"], params["start"], params["pages"])
        return map(wire.pack_object_page, self._aws().object_pages(_keys(params), *where, cancel))

    def _signin_token(self, params: Params, cancel: Cancel) -> Any:
        credentials = wire.unpack_credentials(params["keys"])
        duration = wire.span_of(params["seconds"])
        return wire.pack_signin_token(self._aws().signin_token(credentials, params["partition"], duration, cancel))

    # Secrets

    def _vault(self, params: Params) -> KeyringVault | SealedFile:
        choice = tuple(params["vault"])
        with self._lock:
            if choice not in self._vaults:
                self._vaults[choice] = _new_vault(choice)
            return self._vaults[choice]

    def _vault_open(self, params: Params, _: Cancel) -> None:
        try:
            self._vault(params).check()
        except HourpassError:
            with self._lock:  # a wrong passphrase need not stay in memory
                self._vaults.pop(tuple(params["vault"]), None)
            raise

    def _vault_backend(self, params: Params, _: Cancel) -> str:
        named = getattr(self._vault(params), "backend", None)  # a sealed file is a sealed file everywhere
        return named() if named else ""

    def _vault_unlock(self, params: Params, _: Cancel) -> None:
        # The sealed file opens with the passphrase that comes along, and has nothing else to unlock.
        if unlock := getattr(self._vault(params), "unlock", None):
            unlock()

    def _vault_get(self, params: Params, _: Cancel) -> str | None:
        return self._vault(params).get(params["name"])

    def _vault_put(self, params: Params, _: Cancel) -> None:
        self._vault(params).put(params["name"], params["secret"])

    def _vault_delete(self, params: Params, _: Cancel) -> None:
        self._vault(params).delete(params["name"])

    # AWS's files

    def _admins_profiles(self, _params: Params, _: Cancel) -> Any:
        from hourpass.adapters.aws.administrators import Administrators

        return [wire.pack_admin_profile(profile) for profile in Administrators().profiles()]

    def _admins_keys(self, params: Params, cancel: Cancel) -> Any:
        from hourpass.adapters.aws.administrators import Administrators

        return wire.pack_keys(Administrators(shell=params["shell"]).keys(params["profile"], params["code"], cancel))

    def _files_find(self, _params: Params, _: Cancel) -> Any:
        from hourpass.adapters.aws.config_files import ConfigFiles

        return [wire.pack_found_profile(profile) for profile in ConfigFiles().find()]

    def _files_keys(self, params: Params, _: Cancel) -> Any:
        from hourpass.adapters.aws.config_files import ConfigFiles

        keys = ConfigFiles().keys(params["profile"])
        return wire.pack_keys(keys) if keys else None

    def _files_remove_keys(self, params: Params, _: Cancel) -> str:
        from hourpass.adapters.aws.config_files import ConfigFiles

        backup: str = ConfigFiles().remove_keys(params["profile"])
        return backup


def _keys(params: Params) -> Any:
    return wire.unpack_keys(params["keys"])


def _new_vault(choice: tuple[str, ...]) -> KeyringVault | SealedFile:
    match choice:
        case ("keyring", service):
            from hourpass.adapters.keyring_store import KeyringVault

            return KeyringVault(service)
        case ("sealed-file", path, passphrase):
            from hourpass.adapters.sealed_file import SealedFile

            return SealedFile(path, passphrase)
        case _:
            raise ValueError("no such vault")
