"""S3: whose bucket, in which region, and whether the caller may; the objects themselves are the store's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from urllib.parse import quote, urlsplit

from hourpass.sandbox.answers import ACCESS_DENIED_S3, NOT_IN_SANDBOX, no_such_bucket, permanent_redirect
from hourpass.sandbox.buckets import Buckets
from hourpass.sandbox.objects import SyntheticObjects
from hourpass.sandbox.records import Bucket
from hourpass.sandbox.rights import Rights
from hourpass.sandbox.store import Passed
from hourpass.sandbox.wire import Call, Refused, Response, refusal
from hourpass.sandbox.world import Caller, World

_CONDITION_KEYS = {"prefix": "s3:prefix", "delimiter": "s3:delimiter", "max-keys": "s3:max-keys"}
_ANY_REGION = {"GetBucketLocation"}
_NOT_PASSED_ON = {"authorization", "host", "x-amz-security-token", "expect", "transfer-encoding", "connection"}
_CHUNK = re.compile(rb"([0-9a-fA-F]+)(?:;[^\r\n]*)?\r\n")


class S3Desk:
    """Answers S3's calls."""

    def __init__(self, world: World, rights: Rights, buckets: Buckets, objects: SyntheticObjects) -> None:
        self._world = world
        self._rights = rights
        self._buckets = buckets
        self._objects = objects

    def answer(self, call: Call, caller: Caller, now: datetime) -> Response:
        """The answer to *call*."""
        if call.operation == "ListBuckets":
            self._rights.check(caller, call, call.action, "arn:aws:s3:::*", now, named=False)
            return self._buckets.list(caller.account, call.params)
        bucket = self._buckets.find(call.bucket)
        if bucket is None and call.operation != "CreateBucket":
            raise Refused(no_such_bucket(call.bucket))
        if bucket is not None and call.operation != "CreateBucket":
            if bucket.region != call.region and call.operation not in _ANY_REGION:
                return _redirect(call, bucket)
            if bucket.account != caller.account:
                return self._told_region(refusal("s3", ACCESS_DENIED_S3, call.request_id), bucket)
        try:
            self._check_rights(call, caller, now)
        except Refused as refused:
            head = call.request.method == "HEAD"
            return self._told_region(refusal("s3", refused.answer, call.request_id, head=head), bucket)
        return self._told_region(self._stored(call, caller, bucket), bucket)

    def _check_rights(self, call: Call, caller: Caller, now: datetime) -> None:
        arn = f"arn:aws:s3:::{call.bucket}" + (f"/{call.key}" if call.key else "")
        more = {key: (call.params[name],) for name, key in _CONDITION_KEYS.items() if name in call.params}
        resource = f"{arn}/*" if call.operation == "DeleteObjects" else arn
        self._rights.check(caller, call, call.action, resource, now, more=more)
        source = call.request.headers.get("x-amz-copy-source", "").lstrip("/").partition("?")[0]
        if source:
            self._rights.check(caller, call, "s3:GetObject", f"arn:aws:s3:::{source}", now)

    def _stored(self, call: Call, caller: Caller, bucket: Bucket | None) -> Response:
        if call.operation == "ListObjectsV2" and (page := self._objects.list(call.bucket, call.params)):
            return page
        headers, body = _plain(call.request.headers, call.request.body)
        path = f"/{quote(call.bucket)}/{quote(call.key)}" if call.key else f"/{quote(call.bucket)}"
        query = urlsplit(call.request.url).query
        region = bucket.region if bucket is not None else call.region
        try:
            response = self._world.store.s3(
                Passed(
                    call.request.method, path + (f"?{query}" if query else ""), caller.account, region, headers, body
                )
            )
        except NotImplementedError as error:
            raise Refused(NOT_IN_SANDBOX) from error
        if call.operation in {"CreateBucket", "DeleteBucket"}:
            self._buckets.changed()
        return response

    def _told_region(self, response: Response, bucket: Bucket | None) -> Response:
        if bucket is None:
            return response
        return replace(response, headers={**response.headers, "x-amz-bucket-region": bucket.region})


def _redirect(call: Call, bucket: Bucket) -> Response:
    answer = permanent_redirect(bucket.name, bucket.region)
    response = refusal("s3", answer, call.request_id, head=call.request.method == "HEAD")
    return replace(response, headers={**response.headers, "x-amz-bucket-region": bucket.region})


def _plain(headers: Mapping[str, str], body: bytes) -> tuple[dict[str, str], bytes]:
    """Headers and body as the store wants them: no signature, and no chunks with trailing checksums."""
    kept = {name: value for name, value in headers.items() if name not in _NOT_PASSED_ON}
    if "aws-chunked" in kept.get("content-encoding", "") or kept.get("x-amz-content-sha256", "").startswith(
        "STREAMING"
    ):
        body = _unchunked(body)
        encodings = [
            one for one in kept.pop("content-encoding", "").split(",") if one.strip() not in {"", "aws-chunked"}
        ]
        if encodings:
            kept["content-encoding"] = ",".join(encodings)
        for name in ("x-amz-trailer", "x-amz-decoded-content-length", "x-amz-content-sha256"):
            kept.pop(name, None)
        kept["content-length"] = str(len(body))
    return kept, body


def _unchunked(body: bytes) -> bytes:
    parts, place = [], 0
    while match := _CHUNK.match(body, place):
        size = int(match[1], 16)
        if size == 0:
            break
        parts.append(body[match.end() : match.end() + size])
        place = match.end() + size + 2
    return b"".join(parts)
