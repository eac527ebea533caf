"""Signature Version 4, judged by botocore's own signer: who signs right, and within a quarter of an hour."""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from typing import Any

from botocore.auth import S3SigV4Auth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.compat import HTTPHeaders
from botocore.credentials import ReadOnlyCredentials

from hourpass.sandbox.answers import (
    CONTENT_HASH_S3,
    SIGNATURE_MISMATCH,
    SIGNATURE_MISMATCH_S3,
    request_time_too_skewed,
    signature_expired,
    signature_not_yet_current,
)
from hourpass.sandbox.wire import Refused, Request, Scope

ALLOWED_SKEW = timedelta(minutes=15)
_TIMESTAMP = "%Y%m%dT%H%M%SZ"


class _SignsWhatWasSigned:
    """Signs the headers that the request names, instead of those botocore would choose."""

    def headers_to_sign(self, request: Any) -> Any:
        return request.context["signed_headers"]


class _Signer(_SignsWhatWasSigned, SigV4Auth):
    pass


class _S3Signer(_SignsWhatWasSigned, S3SigV4Auth):
    pass


def check(request: Request, scope: Scope, secret: str, now: datetime) -> None:
    """Refuse *request* unless it was signed with *secret*, not long before or after *now*."""
    stamp = request.headers.get("x-amz-date", "")
    signed = _moment(stamp)
    s3 = scope.service == "s3"
    mismatch = SIGNATURE_MISMATCH_S3 if s3 else SIGNATURE_MISMATCH
    if signed is None or not stamp.startswith(scope.date):
        raise Refused(mismatch)
    _check_time(signed, now, s3=s3)
    if not hmac.compare_digest(_signature(request, scope, secret, stamp), scope.signature):
        raise Refused(mismatch)
    claimed = request.headers.get("x-amz-content-sha256", "")
    if s3 and len(claimed) == 64 and claimed != hashlib.sha256(request.body).hexdigest():
        raise Refused(CONTENT_HASH_S3)


def _check_time(signed: datetime, now: datetime, *, s3: bool) -> None:
    earliest, latest = now - ALLOWED_SKEW, now + ALLOWED_SKEW
    if earliest <= signed <= latest:
        return
    if s3:
        raise Refused(request_time_too_skewed(signed, now))
    if signed < earliest:
        raise Refused(signature_expired(signed, earliest, now))
    raise Refused(signature_not_yet_current(signed, latest, now))


def _signature(request: Request, scope: Scope, secret: str, stamp: str) -> str:
    signed_headers = HTTPHeaders()
    for name in scope.signed_headers:
        if name in request.headers:
            signed_headers[name] = request.headers[name]
        elif name == "host":
            signed_headers[name] = request.url.split("/", 3)[2]
    kind = _S3Signer if scope.service == "s3" else _Signer
    signer = kind(ReadOnlyCredentials(scope.access_key_id, secret, None), scope.service, scope.region)
    copy = AWSRequest(method=request.method, url=request.url)
    copy.context.update(timestamp=stamp, signed_headers=signed_headers)
    copy.headers["X-Amz-Content-SHA256"] = (
        request.headers.get("x-amz-content-sha256") or hashlib.sha256(request.body).hexdigest()
    )
    return str(signer.signature(signer.string_to_sign(copy, signer.canonical_request(copy)), copy))


def _moment(stamp: str) -> datetime | None:
    try:
        return datetime.strptime(stamp, _TIMESTAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
