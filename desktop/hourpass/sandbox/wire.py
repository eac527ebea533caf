"""Requests and answers as they go over the wire: which call is it, with which parameters, and the XML of the answer."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from urllib.parse import parse_qsl, unquote, urlsplit
from xml.sax.saxutils import escape

from hourpass.sandbox.answers import MISSING_TOKEN, NOT_IN_SANDBOX, Answer, null_value

NAMESPACES = {
    "iam": "https://iam.amazonaws.com/doc/2010-05-08/",
    "sts": "https://sts.amazonaws.com/doc/2011-06-15/",
    "s3": "http://s3.amazonaws.com/doc/2006-03-01/",
}
_SCOPE = re.compile(
    r"AWS4-HMAC-SHA256\s+Credential=(?P<key>[^/,\s]+)/(?P<date>\d{8})/(?P<region>[^/,]+)/(?P<service>[^/,]+)/aws4_request,"
    r"\s*SignedHeaders=(?P<headers>[^,\s]+),\s*Signature=(?P<signature>[0-9a-f]+)\s*$"
)
_BUCKET_HOST = re.compile(
    r"^(?P<bucket>.+)\.(?:s3(?:\.dualstack)?(?:[.-][a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?|localhost)(?::\d+)?$"
)


class Refused(Exception):  # noqa: N818 (an answer like any other)
    """AWS says no."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.code)
        self.answer = answer


class Parameters(dict[str, str]):
    """A call's parameters; asking for one that must be there refuses the call when it is not."""

    def __missing__(self, name: str) -> str:
        raise Refused(null_value(name[:1].lower() + name[1:]))


@dataclass(frozen=True, slots=True)
class Request:
    """An HTTP request. Header names are in lower case."""

    method: str
    url: str
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Response:
    """An HTTP answer."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Scope:
    """What an Authorization header says of itself."""

    access_key_id: str
    date: str
    region: str
    service: str
    signed_headers: tuple[str, ...]
    signature: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Call:
    """One call of one service."""

    request: Request
    scope: Scope
    operation: str
    params: Mapping[str, str] = field(repr=False)
    bucket: str = ""
    key: str = ""
    action: str = ""
    """The right that S3 asks for; other services derive it from the operation."""
    request_id: str = ""

    @property
    def service(self) -> str:
        return self.scope.service

    @property
    def region(self) -> str:
        return self.scope.region


def read_scope(request: Request) -> Scope:
    """Who says to have signed *request*, and for which service."""
    match = _SCOPE.match(request.headers.get("authorization", ""))
    if match is None:
        raise Refused(MISSING_TOKEN)
    return Scope(
        match["key"],
        match["date"],
        match["region"],
        match["service"],
        tuple(match["headers"].lower().split(";")),
        match["signature"],
    )


def read_query(request: Request, scope: Scope) -> Call:
    """A call of the query protocol (IAM, STS)."""
    pairs = parse_qsl(urlsplit(request.url).query, keep_blank_values=True)
    pairs += parse_qsl(request.body.decode("utf-8", "replace"), keep_blank_values=True)
    params = Parameters(pairs)
    operation = params.pop("Action", "")
    if not operation:
        raise Refused(NOT_IN_SANDBOX)
    return Call(request, scope, operation, params, request_id=str(uuid.uuid4()))


def split_s3(request: Request) -> tuple[str, str, dict[str, str]]:
    """Bucket, key and query of an S3 request, whether the bucket stands in the host or in the path."""
    parts = urlsplit(request.url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    path = parts.path.lstrip("/") if not parts.path.startswith("//") else parts.path[1:]
    host = _BUCKET_HOST.match(parts.netloc)
    if host:
        return host["bucket"], unquote(path), query
    bucket, _, key = path.partition("/")
    return unquote(bucket), unquote(key), query


def members(params: Mapping[str, str], prefix: str) -> list[str]:
    """The plain list *prefix*: ``ActionNames.member.1`` and on."""
    return [params[name] for name in _numbered(params, prefix)]


def member_maps(params: Mapping[str, str], prefix: str) -> list[dict[str, str]]:
    """The list of structures *prefix*: ``Tags.member.1.Key`` and on."""
    found: dict[int, dict[str, str]] = {}
    start = f"{prefix}.member."
    for name, value in params.items():
        if name.startswith(start):
            number, _, rest = name[len(start) :].partition(".")
            if number.isdigit():
                found.setdefault(int(number), {})[rest] = value
    return [found[number] for number in sorted(found)]


def _numbered(params: Mapping[str, str], prefix: str) -> Iterator[str]:
    number = 1
    while (name := f"{prefix}.member.{number}") in params:
        yield name
        number += 1


@dataclass(frozen=True, slots=True)
class Named:
    """A list whose elements have a name of their own."""

    item: str
    values: Sequence[Value]


Value = str | int | bool | datetime | Named | Sequence["Value"] | Mapping[str, "Value"] | None


def instant(moment: datetime) -> str:
    """*moment* as AWS writes it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def to_xml(value: Value) -> str:
    """*value* as elements; None is left out."""
    match value:
        case bool():
            text = "true" if value else "false"
        case str():
            text = escape(value)
        case int():
            text = str(value)
        case datetime():
            text = instant(value)
        case None:
            text = ""
        case Named():
            text = "".join(f"<{value.item}>{to_xml(v)}</{value.item}>" for v in value.values)
        case Mapping():
            text = "".join(f"<{k}>{to_xml(v)}</{k}>" for k, v in value.items() if v is not None)
        case _:
            text = "".join(f"<member>{to_xml(v)}</member>" for v in value)
    return text


def query_answer(call: Call, result: Mapping[str, Value] | None = None) -> Response:
    """A success of the query protocol."""
    name = call.operation
    inner = "" if result is None else f"<{name}Result>{to_xml(result)}</{name}Result>"
    meta = f"<ResponseMetadata><RequestId>{call.request_id}</RequestId></ResponseMetadata>"
    space = NAMESPACES[call.service]
    body = f'<{name}Response xmlns="{space}">{inner}{meta}</{name}Response>'
    return Response(200, {"Content-Type": "text/xml"}, body.encode())


def refusal(service: str, answer: Answer, request_id: str, *, head: bool = False) -> Response:
    """*answer* in the words of *service*; the answer to HEAD has no body."""
    if service == "s3":
        facts = {"Code": answer.code, "Message": answer.message, **answer.extra, "RequestId": request_id}
        body = f'<?xml version="1.0" encoding="UTF-8"?>\n<Error>{to_xml(facts)}</Error>'
        kind = "application/xml"
    else:
        side = "Receiver" if answer.status >= 500 else "Sender"
        error = to_xml({"Type": side, "Code": answer.code, "Message": answer.message, **answer.extra})
        space = NAMESPACES.get(service, NAMESPACES["sts"])
        body = (
            f'<ErrorResponse xmlns="{space}"><Error>{error}</Error><RequestId>{request_id}</RequestId></ErrorResponse>'
        )
        kind = "text/xml"
    return Response(answer.status, {"Content-Type": kind}, b"" if head else body.encode())


def with_headers(response: Response, service: str, request_id: str, now: datetime) -> Response:
    """*response* with the headers that every answer of AWS has."""
    headers = {
        name: value for name, value in response.headers.items() if name.lower() not in {"date", "content-length"}
    }
    headers["Date"] = format_datetime(now.replace(microsecond=0), usegmt=True)
    headers["x-amz-request-id" if service == "s3" else "x-amzn-RequestId"] = request_id
    if "content-length" in response.headers:  # what HEAD would have sent
        headers["Content-Length"] = response.headers["content-length"]
    else:
        headers["Content-Length"] = str(len(response.body))
    return Response(response.status, headers, response.body)
