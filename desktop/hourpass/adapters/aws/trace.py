"""What went over the wire during one call, as botocore's events tell: host, status, server time, whether it was AWS."""

from __future__ import annotations

import codecs
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from botocore.client import BaseClient
from botocore.exceptions import BotoCoreError

from hourpass.adapters.aws import dates

_HTML_STARTS = (b"<!doctype html", b"<html")
_EXCERPT = 200
_RESULTS = {"ListBuckets": b"ListAllMyBucketsResult", "ListObjectsV2": b"ListBucketResult"}
"""What a good answer must name; of the other operations it is the operation's name and ``Result``, or ``Response``
where there is nothing to tell."""


class ForeignAnswerError(BotoCoreError):
    """The answer is not AWS's: without this, an HTML page with status 200 reads as an account without buckets."""

    fmt = "The answer is not one of AWS"


@dataclass(slots=True)
class Seen:
    """The last attempt of one call."""

    host: str = ""  # with the port only where it is not the scheme's own
    endpoint: str = ""  # host and port
    status: int = 0
    request_id: str = ""
    server_offset: timedelta | None = None
    foreign: bool = False
    excerpt: str = field(default="", repr=False)  # of a foreign answer


class Tracer:
    """Listens to clients. Each thread has one call at a time, so its traces are its own."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._current = threading.local()

    def listen(self, client: BaseClient) -> None:
        """Hear what *client* sends and gets."""
        # Not before-send: the sandbox in-process answers there, and whoever comes after it is not called.
        client.meta.events.register("request-created", self._sent)
        # Last, as botocore itself turns S3's errors under status 200 into what they are.
        client.meta.events.register_last("before-parse", self._answered)

    def begin(self) -> Seen:
        """A new, empty trace for this thread's next call."""
        seen = self._current.seen = Seen()
        return seen

    def last(self) -> Seen:
        """The trace of this thread's last call."""
        seen: Seen = self._current.seen
        return seen

    def _sent(self, request: Any, **_: Any) -> None:
        seen = self._current.seen
        seen.status, seen.foreign, seen.request_id = 0, False, ""
        note_endpoint(seen, request.url)

    def _answered(self, operation_model: Any, response_dict: dict[str, Any], **_: Any) -> None:
        seen = self._current.seen
        headers, body = response_dict["headers"], response_dict["body"]
        seen.status = response_dict["status_code"]
        seen.request_id = headers.get("x-amzn-requestid") or headers.get("x-amz-request-id") or ""
        seen.server_offset = None
        if isinstance(body, bytes):
            seen.foreign = _is_foreign(seen.status, headers.get("content-type", ""), body, operation_model)
        server_time = dates.from_header(headers.get("date", ""))
        if server_time and not seen.foreign:  # what a hotel's gateway takes for the time is not what codes go by
            seen.server_offset = server_time - self._now()
        if seen.foreign:
            seen.excerpt = body[:_EXCERPT].decode("utf-8", "replace")
            if seen.status < 500:  # the others go on to botocore's retries
                raise ForeignAnswerError


def note_endpoint(seen: Seen, url: str) -> None:
    """Keep where *url* points, without any user name or password in it."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        # botocore finds out while signing, and without saying of what it speaks; so in its words.
        raise ValueError(f"Invalid endpoint: {url}") from error
    usual = 80 if parts.scheme == "http" else 443
    host = parts.hostname or ""
    seen.host = host if port in {None, usual} else f"{host}:{port}"
    seen.endpoint = f"{host}:{port or usual}"


def _is_foreign(status: int, content_type: str, body: bytes, operation: Any) -> bool:
    head = body[:1024].removeprefix(codecs.BOM_UTF8).lstrip()
    if content_type.lower().startswith("text/html") or head.lower().startswith(_HTML_STARTS):
        return True
    if head and not head.startswith(b"<"):
        return True
    if status >= 300:
        return False
    if result := _RESULTS.get(operation.name):
        return result not in head
    ending = "Result" if operation.output_shape else "Response"
    return f"{operation.name}{ending}".encode() not in body
