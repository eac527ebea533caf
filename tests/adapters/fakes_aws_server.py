"""A small server on loopback that speaks STS's, IAM's and S3's XML, and misbehaves on demand.

with aws_server() as server:
    server.answers["AssumeRole"] = refusal(403, "AccessDenied", "...")
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, quote_plus, urlsplit
from xml.sax.saxutils import escape

ACCOUNT = "111122223333"
USER_ARN = f"arn:aws:iam::{ACCOUNT}:user/maya"
ROLE_ARN = f"arn:aws:iam::{ACCOUNT}:role/team/s3-reader"
ASSUMED_ARN = f"arn:aws:sts::{ACCOUNT}:assumed-role/s3-reader/hourpass"
SERIAL = f"arn:aws:iam::{ACCOUNT}:mfa/maya-phone"
EXPIRES = "2031-05-06T07:08:09Z"


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    body: bytes
    content_type: str = "text/xml"
    headers: tuple[tuple[str, str], ...] = ()
    wait: threading.Event | None = None


Parameters = dict[str, str]
Answer = Callable[[Parameters], Reply]


@dataclass
class Server:
    """What was asked, and what will be answered."""

    url: str
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, Parameters]] = field(default_factory=list)
    user_agents: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)  # what the Date header says instead of the truth, when not empty
    arrived: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def operations(self) -> list[str]:
        return [operation for operation, _ in self.asked]


def refusal(status: int, code: str, message: str, request_id: str = "req-1") -> Answer:
    """As STS and IAM refuse."""
    body = (
        f"<ErrorResponse><Error><Type>Sender</Type><Code>{escape(code)}</Code><Message>{escape(message)}</Message>"
        f"</Error><RequestId>{request_id}</RequestId></ErrorResponse>"
    )
    return lambda _: Reply(status, body.encode())


def refusal_s3(status: int, code: str, message: str, request_id: str = "req-1") -> Answer:
    """As S3 refuses."""
    body = (
        f"<?xml version='1.0'?><Error><Code>{escape(code)}</Code><Message>{escape(message)}</Message>"
        f"<RequestId>{request_id}</RequestId></Error>"
    )
    return lambda _: Reply(status, body.encode(), "application/xml")


def text(status: int, body: str, content_type: str = "text/xml") -> Answer:
    return lambda _: Reply(status, body.encode(), content_type)


def buckets(pages: list[list[str]], *, bare: bool = False) -> Answer:
    """ListBuckets page by page; *bare* as servers do that know neither pages nor regions nor dates."""

    def answer(parameters: Parameters) -> Reply:
        number = int(parameters.get("continuation-token", "0"))
        names = pages[number] if pages else []
        extra = (
            "" if bare else "<BucketRegion>eu-west-1</BucketRegion><CreationDate>2026-01-02T03:04:05Z</CreationDate>"
        )
        rows = "".join(f"<Bucket><Name>{escape(name)}</Name>{extra}</Bucket>" for name in names)
        more = f"<ContinuationToken>{number + 1}</ContinuationToken>" if number + 1 < len(pages) else ""
        body = f"<ListAllMyBucketsResult><Buckets>{rows}</Buckets>{more}</ListAllMyBucketsResult>"
        return Reply(200, body.encode(), "application/xml")

    return answer


def objects(pages: list[tuple[list[str], list[str]]], *, bare: bool = False) -> Answer:
    """ListObjectsV2 page by page, each folders and keys; *bare* as servers do that know neither sizes nor times, nor
    how to encode a key.
    """

    def answer(parameters: Parameters) -> Reply:
        number = int(parameters.get("continuation-token", "0"))
        folders, keys = pages[number]
        extra = (
            ""
            if bare
            else "<LastModified>2026-01-02T03:04:05.678Z</LastModified><Size>1234</Size>"
            "<StorageClass>STANDARD_IA</StorageClass>"
        )
        written = escape if bare else quote_plus
        rows = "".join(f"<Contents><Key>{written(key)}</Key>{extra}</Contents>" for key in keys)
        rows += "".join(f"<CommonPrefixes><Prefix>{written(one)}</Prefix></CommonPrefixes>" for one in folders)
        last = number + 1 == len(pages)
        more = "" if last else f"<NextContinuationToken>{number + 1}</NextContinuationToken>"
        rows += f"<IsTruncated>{'false' if last else 'true'}</IsTruncated>{more}"
        kind = "" if bare else "<EncodingType>url</EncodingType>"
        return Reply(200, f"<ListBucketResult>{kind}{rows}</ListBucketResult>".encode(), "application/xml")

    return answer


def _credentials(operation: str, user: str = "") -> Answer:
    body = (
        f"<{operation}Response><{operation}Result>{user}<Credentials><AccessKeyId>ASIAEXAMPLE</AccessKeyId>"
        f"<SecretAccessKey>made-up</SecretAccessKey><SessionToken>token</SessionToken>"
        f"<Expiration>{EXPIRES}</Expiration></Credentials></{operation}Result>"
        f"<ResponseMetadata><RequestId>req-9</RequestId></ResponseMetadata></{operation}Response>"
    )
    return text(200, body)


_IDENTITY = (
    "<GetCallerIdentityResponse><GetCallerIdentityResult>"
    f"<Arn>{USER_ARN}</Arn><UserId>AIDAEXAMPLE</UserId><Account>{ACCOUNT}</Account>"
    "</GetCallerIdentityResult></GetCallerIdentityResponse>"
)
_DEVICES = (
    "<ListMFADevicesResponse><ListMFADevicesResult><IsTruncated>false</IsTruncated><MFADevices>"
    + "".join(
        f"<member><UserName>maya</UserName><SerialNumber>{serial}</SerialNumber></member>"
        for serial in (SERIAL, "GAHT12345678", f"arn:aws:iam::{ACCOUNT}:u2f/user/maya/key-ABC")
    )
    + "</MFADevices></ListMFADevicesResult></ListMFADevicesResponse>"
)
_ROLE = (
    "<GetRoleResponse><GetRoleResult><Role><Path>/team/</Path><RoleName>s3-reader</RoleName>"
    f"<Arn>arn:aws:iam::{ACCOUNT}:role/team/s3-reader</Arn>"
    "<MaxSessionDuration>7200</MaxSessionDuration></Role></GetRoleResult></GetRoleResponse>"
)


def _good_answers() -> dict[str, Answer]:
    who = f"<AssumedRoleUser><AssumedRoleId>AROA:hourpass</AssumedRoleId><Arn>{ASSUMED_ARN}</Arn></AssumedRoleUser>"
    return {
        "AssumeRole": _credentials("AssumeRole", who),
        "GetSessionToken": _credentials("GetSessionToken"),
        "GetCallerIdentity": text(200, _IDENTITY),
        "ListMFADevices": text(200, _DEVICES),
        "GetRole": text(200, _ROLE),
        "ListBuckets": buckets([["a", "b"], ["c"]]),
        "ListObjectsV2": objects([(["2024/"], ["a.txt"]), ([], ["b.txt"])]),
    }


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Http

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        parameters = {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
        if parts.path == "/federation":
            operation = parameters.pop("Action")
            self._reply(operation[0].upper() + operation[1:], parameters)
        elif parts.path == "/":
            self._reply("ListBuckets", parameters)
        else:
            self._reply("ListObjectsV2", parameters | {"bucket": parts.path.strip("/")})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        parameters = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        self._reply(parameters.pop("Action"), parameters)

    def _reply(self, operation: str, parameters: Parameters) -> None:
        state = self.server.state
        with state.lock:
            state.asked.append((operation, parameters))
            state.user_agents.append(self.headers.get("User-Agent", ""))
        state.arrived.set()
        reply = state.answers[operation](parameters)
        if reply.wait is not None:
            reply.wait.wait(30)
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.content_type)
        self.send_header("Content-Length", str(len(reply.body)))
        for name, value in reply.headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.body)

    def date_time_string(self, timestamp: float | None = None) -> str:
        dates = self.server.state.dates
        return dates[0] if dates else super().date_time_string(timestamp)

    def log_message(self, *_: object) -> None:
        """Nothing."""


class _Http(ThreadingHTTPServer):
    state: Server
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever gave up does not wait for the answer."""


@contextmanager
def aws_server() -> Iterator[Server]:
    """A server that answers everything well until told otherwise."""
    http = _Http(("127.0.0.1", 0), _Handler)
    http.state = Server(f"http://127.0.0.1:{http.server_port}", _good_answers())
    thread = threading.Thread(target=http.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield http.state
    finally:
        http.shutdown()
        http.server_close()
        thread.join()
