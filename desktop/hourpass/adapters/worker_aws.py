"""AWS behind the services' port, asked through the worker."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from sys import intern
from typing import Any

from hourpass.adapters import wire
from hourpass.adapters.worker_client import WorkerClient
from hourpass.domain.credentials import Credentials, Identity, Keys, LongTermKeys
from hourpass.services.cancel import Cancel
from hourpass.services.ports import BucketRow, CodeProof, Device, Issued, ObjectPage, RoleRequest, SignInToken


class WorkerAws:
    """Implements ports.Aws and ports.Console. Giving up returns at once, whatever the network does."""

    def __init__(self, client: WorkerClient) -> None:
        self._client = client

    def assume_role(self, keys: Keys, region: str, request: RoleRequest, cancel: Cancel) -> Issued:
        params = {**_signed(keys, region), "request": wire.pack_role_request(request)}
        return wire.unpack_issued(self._client.call("assume_role", params, cancel))

    def session_token(
        self, keys: LongTermKeys, region: str, proof: CodeProof, duration: timedelta, cancel: Cancel
    ) -> Issued:
        params = {
            **_signed(keys, region),
            "proof": wire.pack_proof(proof),
            "seconds": duration.total_seconds(),
        }
        return wire.unpack_issued(self._client.call("session_token", params, cancel))

    def identity(self, keys: Keys, region: str, cancel: Cancel) -> Identity:
        return wire.unpack_identity(self._client.call("identity", _signed(keys, region), cancel))

    def devices(self, keys: Keys, region: str, cancel: Cancel) -> tuple[Device, ...]:
        return wire.unpack_devices(self._client.call("devices", _signed(keys, region), cancel))

    def role_maximum(self, keys: Keys, region: str, role_arn: str, cancel: Cancel) -> timedelta:
        params = {**_signed(keys, region), "role_arn": role_arn}
        return timedelta(seconds=self._client.call("role_maximum", params, cancel))

    def iam(
        self, keys: Keys, region: str, operation: str, parameters: Mapping[str, Any], cancel: Cancel
    ) -> dict[str, Any]:
        """IAM's answer to *operation*, as plain values."""
        params = {**_signed(keys, region), "operation": operation, "parameters": dict(parameters)}
        answer: dict[str, Any] = self._client.call("iam", params, cancel)
        return answer

    def bucket_pages(self, keys: Keys, region: str, cancel: Cancel) -> Iterator[list[BucketRow]]:
        for rows in self._client.stream("bucket_pages", _signed(keys, region), cancel):
            # There are some thirty regions and maybe a million buckets.
            yield [(name, intern(where), created) for name, where, created in rows]

    def object_pages(
        self, keys: Keys, region: str, bucket: str, prefix: str, start: str, pages: int, cancel: Cancel
    ) -> Iterator[ObjectPage]:
        params = {**_signed(keys, region), "bucket": bucket, "prefix": prefix, "start": start, "pages": pages}
        for packed in self._client.stream("object_pages", params, cancel):
            yield wire.unpack_object_page(packed)

    def signin_token(
        self, credentials: Credentials, partition: str, duration: timedelta | None, cancel: Cancel
    ) -> SignInToken:
        params = {
            "keys": wire.pack_keys(credentials),
            "partition": partition,
            "seconds": wire.seconds_of(duration),
        }
        return wire.unpack_signin_token(self._client.call("signin_token", params, cancel))


def _signed(keys: Keys, region: str) -> dict[str, Any]:
    return {"keys": wire.pack_keys(keys), "region": region}
