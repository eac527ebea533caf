"""The AWS config files behind the services' port, asked through the worker."""

from __future__ import annotations

from hourpass.adapters import wire
from hourpass.adapters.worker_client import WorkerClient
from hourpass.domain.credentials import LongTermKeys
from hourpass.services.ports import FoundProfile


class WorkerAwsFiles:
    """Implements ports.AwsFiles."""

    def __init__(self, client: WorkerClient) -> None:
        self._client = client

    def find(self) -> tuple[FoundProfile, ...]:
        return tuple(wire.unpack_found_profile(packed) for packed in self._client.call("files.find"))

    def keys(self, profile_name: str) -> LongTermKeys | None:
        packed = self._client.call("files.keys", {"profile": profile_name})
        return wire.unpack_long_term_keys(packed) if packed else None

    def remove_keys(self, profile_name: str) -> str:
        path: str = self._client.call("files.remove_keys", {"profile": profile_name})
        return path
