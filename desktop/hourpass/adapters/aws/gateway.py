"""AWS behind the services' port, in this process. The app runs it in the worker; tests and the worker use it as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from botocore.session import Session

from hourpass.adapters.aws import iam, iam_calls, s3, s3_objects, signin, sts
from hourpass.adapters.aws.caller import Caller, utc_now
from hourpass.domain.activity import Exchange
from hourpass.domain.credentials import Credentials, Identity, Keys, LongTermKeys
from hourpass.services.cancel import Cancel
from hourpass.services.ports import BucketRow, CodeProof, Device, Issued, ObjectPage, RoleRequest, SignInToken


def _unheard(_: Exchange) -> None:
    """Nobody listens."""


class AwsGateway:
    """Implements ports.Aws and ports.Console. A call that waits for AWS cannot be broken off here; giving up is seen
    before and after.
    """

    def __init__(
        self,
        session: Session | None = None,
        heard: Callable[[Exchange], None] = _unheard,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._caller = Caller(session, heard, now)

    def warm(self, region: str) -> None:
        """Load ahead what the first calls need; nothing is sent."""
        self._caller.clients.warm(region)

    def close(self) -> None:
        """Close the connections to AWS."""
        self._caller.clients.close()

    def assume_role(self, keys: Keys, region: str, request: RoleRequest, cancel: Cancel) -> Issued:
        cancel.check()
        return sts.assume_role(self._caller, keys, region, request)

    def session_token(
        self, keys: LongTermKeys, region: str, proof: CodeProof, duration: timedelta, cancel: Cancel
    ) -> Issued:
        cancel.check()
        return sts.session_token(self._caller, keys, region, proof, duration)

    def identity(self, keys: Keys, region: str, cancel: Cancel) -> Identity:
        cancel.check()
        return sts.identity(self._caller, keys, region)

    def devices(self, keys: Keys, region: str, cancel: Cancel) -> tuple[Device, ...]:
        cancel.check()
        return iam.devices(self._caller, keys, region, cancel)

    def role_maximum(self, keys: Keys, region: str, role_arn: str, cancel: Cancel) -> timedelta:
        cancel.check()
        return iam.role_maximum(self._caller, keys, region, role_arn)

    def iam(
        self, keys: Keys, region: str, operation: str, parameters: Mapping[str, Any], cancel: Cancel
    ) -> dict[str, Any]:
        """IAM's answer to *operation*, as plain values; lists whole. Changes are sent once."""
        cancel.check()
        return iam_calls.call(self._caller, keys, region, operation, parameters, cancel)

    def bucket_pages(self, keys: Keys, region: str, cancel: Cancel) -> Iterator[list[BucketRow]]:
        return s3.bucket_pages(self._caller, keys, region, cancel)

    def object_pages(
        self, keys: Keys, region: str, bucket: str, prefix: str, start: str, pages: int, cancel: Cancel
    ) -> Iterator[ObjectPage]:
        return s3_objects.object_pages(self._caller, keys, region, bucket, prefix, start, pages, cancel)

    def signin_token(
        self, credentials: Credentials, partition: str, duration: timedelta | None, cancel: Cancel
    ) -> SignInToken:
        cancel.check()
        return signin.token(self._caller, credentials, partition, duration)
