"""Turns whatever botocore raises into a Problem of ours."""

from __future__ import annotations

import re
import socket
import ssl
import traceback
from collections.abc import Iterator
from datetime import datetime
from http.client import HTTPException

from botocore import exceptions as theirs
from botocore.parsers import ResponseParserError
from urllib3 import exceptions as transport

from hourpass.adapters.aws.asked import Asked
from hourpass.adapters.aws.refusals import problem_of_refusal
from hourpass.adapters.aws.trace import ForeignAnswerError, Seen
from hourpass.domain.problem import Problem, RawAnswer, Reason

_UNSENT = {"sent": "no"}
_NOTHING_TO_CONNECT_FOR = frozenset({Reason.ENDPOINT_INVALID, Reason.INVALID_REQUEST})
_TIMEOUTS = (theirs.ConnectTimeoutError, theirs.ReadTimeoutError)
_INVALID_ENDPOINTS = (
    theirs.EndpointVariantError,
    theirs.InvalidConfigError,
    theirs.InvalidEndpointConfigurationError,
    theirs.InvalidHostLabelError,
    theirs.UnknownEndpointError,
)
_INVALID_ENDPOINT_TEXT = re.compile(r"Invalid endpoint: (?P<url>.*)", re.DOTALL)
_HOST_AND_PORT = re.compile(r"(?:[\w+.-]*://)?([^/?#]*)")


def problem_of(error: Exception, asked: Asked, seen: Seen, now: datetime) -> Problem | None:
    """What *error* means; None for what no network and no server can cause, that is a bug."""
    if seen.foreign or isinstance(error, (ForeignAnswerError, ResponseParserError)):
        return not_aws(asked, seen)
    if isinstance(error, theirs.ClientError):
        return problem_of_refusal(_raw_answer(error, asked, seen), asked, seen, now)
    if isinstance(error, theirs.BotoCoreError):
        return _problem_unanswered(error, asked, seen)
    if seen.status >= 300:
        # botocore stumbles over refusals that lack parts, such as an <Error/> with nothing in it.
        raw = RawAnswer(asked.operation, seen.status, request_id=seen.request_id)
        return problem_of_refusal(raw, asked, seen, now)
    if isinstance(error, ValueError):
        return _invalid_endpoint(error, seen)
    return None


def _invalid_endpoint(error: ValueError, seen: Seen) -> Problem | None:
    invalid = _INVALID_ENDPOINT_TEXT.search(str(error))
    if invalid:
        return Problem(Reason.ENDPOINT_INVALID, {"endpoint": _without_password(invalid["url"]), **_UNSENT})
    # Without an endpoint it comes from making the client or reading its address, and does not say which address.
    return None if seen.endpoint else Problem(Reason.ENDPOINT_INVALID, _UNSENT)


def _problem_unanswered(error: theirs.BotoCoreError, asked: Asked, seen: Seen) -> Problem:
    reason = _reason(error)
    if reason is Reason.NOT_AWS:
        return not_aws(asked, seen)
    facts = dict(_UNSENT) if reason in _NOTHING_TO_CONNECT_FOR or _broke_while_connecting(error) else {}
    if reason is Reason.INVALID_REQUEST:
        return Problem(reason, facts)
    if asked.code:
        facts["operation"] = asked.operation
    if seen.endpoint:
        facts["endpoint"] = seen.endpoint
    if isinstance(error, theirs.ProxyConnectionError):
        facts["proxy"] = _without_password(str(error.kwargs.get("proxy_url", "")))
    return Problem(reason, facts)


def _reason(error: theirs.BotoCoreError) -> Reason:
    if isinstance(error, _TIMEOUTS):
        return Reason.TIMED_OUT
    if isinstance(error, theirs.SSLError):
        return Reason.TLS_FAILED
    if isinstance(error, theirs.ProxyConnectionError | theirs.InvalidProxiesConfigError):
        return Reason.PROXY_FAILED
    if isinstance(error, _INVALID_ENDPOINTS):
        return Reason.ENDPOINT_INVALID
    if isinstance(error, theirs.ConnectionError | theirs.HTTPClientError):
        return _reason_of_transport(error)
    return Reason.INVALID_REQUEST  # botocore would not send it


def _reason_of_transport(error: Exception) -> Reason:
    causes = tuple(_causes(error))
    for kinds, reason in (
        ((socket.gaierror, transport.NameResolutionError), Reason.NAME_NOT_FOUND),
        ((ConnectionRefusedError,), Reason.CONNECTION_REFUSED),
        ((ssl.SSLError, transport.SSLError), Reason.TLS_FAILED),
        ((transport.ProxyError, transport.ProxySchemeUnknown), Reason.PROXY_FAILED),
        ((UnicodeError, transport.LocationValueError), Reason.ENDPOINT_INVALID),
        ((TimeoutError, transport.TimeoutError), Reason.TIMED_OUT),
        ((ConnectionError,), Reason.UNREACHABLE),  # reset, or closed without an answer
        ((HTTPException,), Reason.NOT_AWS),  # what came back is no HTTP
    ):
        if any(isinstance(cause, kinds) for cause in causes):
            return reason
    return Reason.UNREACHABLE


def _broke_while_connecting(error: BaseException) -> bool:
    """Whether name, route, TLS or proxy failed before the request went out. The kinds of errors do not tell: time can
    be up, and TLS can break, at any point. Where urllib3 was at does.
    """
    return any(
        frame.f_code.co_name == "connect" and frame.f_globals.get("__name__") == "urllib3.connection"
        for cause in _causes(error)
        for frame, _ in traceback.walk_tb(cause.__traceback__)
    )


def _causes(error: BaseException) -> Iterator[BaseException]:
    """*error* and all that it was made from; botocore and urllib3 keep that in attributes and arguments."""
    waiting: list[object] = [error]
    known: set[int] = set()
    while waiting:
        cause = waiting.pop(0)
        if not isinstance(cause, BaseException) or id(cause) in known:
            continue
        known.add(id(cause))
        yield cause
        kept = getattr(cause, "kwargs", None)
        waiting += [
            kept.get("error") if isinstance(kept, dict) else None,
            getattr(cause, "reason", None),
            *cause.args,
            cause.__cause__,
            cause.__context__,
        ]


def _raw_answer(error: theirs.ClientError, asked: Asked, seen: Seen) -> RawAnswer:
    answer: dict[str, dict[str, object]] = dict(error.response)  # type: ignore[arg-type]  # botocore's own typing is closed
    said = answer.get("Error") or {}
    metadata = answer.get("ResponseMetadata") or {}
    code = str(said.get("Code") or "")
    message = str(said.get("Message") or said.get("message") or "")
    if code.isdigit():  # botocore's stand-in, made from the HTTP status
        code = message = ""
    status = metadata.get("HTTPStatusCode")
    return RawAnswer(
        operation=asked.operation,
        status=status if isinstance(status, int) else seen.status,
        code=code,
        message=asked.blanked(message),
        request_id=str(metadata.get("RequestId") or seen.request_id),
    )


def not_aws(asked: Asked, seen: Seen) -> Problem:
    """What came back is no answer of AWS's, or not to what was *asked*."""
    raw = RawAnswer(asked.operation, seen.status, "", asked.blanked(seen.excerpt), seen.request_id)
    return Problem(Reason.NOT_AWS, {"endpoint": seen.endpoint}, raw if seen.status else None)


def _without_password(url: str) -> str:
    """Host and port of *url*, as they were typed. A password may hold any character, so all up to the last @ goes."""
    typed = url.rpartition("@")[2]
    found = _HOST_AND_PORT.match(typed)
    return (found[1] if found else "") or typed
