"""A sandbox without a port: requests of one botocore session are answered right where they would be sent."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, NoReturn

from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from botocore.exceptions import ConnectionClosedError, EndpointConnectionError, ReadTimeoutError

from hourpass.sandbox.faults import Effect, FaultHappened
from hourpass.sandbox.sandbox import Sandbox
from hourpass.sandbox.wire import Request


class _Raw(io.BytesIO):
    """A body such as botocore reads it."""

    def stream(self, amt: int = 65536, **_: Any) -> Iterator[bytes]:
        while part := self.read(amt):
            yield part


def attach(botocore_session: Any, sandbox: Sandbox) -> None:
    """Let every client of *botocore_session* (a botocore or a boto3 session) talk to *sandbox*; none reaches the
    network. Signing, retries and parsing stay botocore's own.
    """

    def answer(request: Any, **_: Any) -> AWSResponse:
        try:
            response = sandbox.handle(_read(request))
        except FaultHappened as fault:
            _show(fault, request.url)
        return AWSResponse(
            request.url, response.status, HTTPHeaders.from_dict(dict(response.headers)), _Raw(response.body)
        )

    events = getattr(botocore_session, "events", None) or botocore_session.get_component("event_emitter")
    events.register_first("before-send", answer)


def _read(request: Any) -> Request:
    body = request.body
    if body is None:
        body = b""
    elif hasattr(body, "read"):
        body = body.read()
    elif isinstance(body, str):
        body = body.encode()
    headers = {
        name.lower(): value.decode() if isinstance(value, bytes) else value for name, value in request.headers.items()
    }
    return Request(request.method, request.url, headers, bytes(body))


def _show(fault: FaultHappened, url: str) -> NoReturn:
    match fault.effect:
        case Effect.NO_NETWORK:
            raise EndpointConnectionError(endpoint_url=url)
        case Effect.NO_ANSWER:
            raise ReadTimeoutError(endpoint_url=url)
        case _:
            raise ConnectionClosedError(endpoint_url=url)
