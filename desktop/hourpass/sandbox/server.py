"""The sandbox behind a port of this computer, for everything that is not in this process."""

from __future__ import annotations

import hmac
import secrets
import socket
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from werkzeug.serving import WSGIRequestHandler, make_server

from hourpass.sandbox import control
from hourpass.sandbox.faults import Effect, FaultHappened
from hourpass.sandbox.sandbox import Sandbox
from hourpass.sandbox.wire import Request

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

HOST = "127.0.0.1"
_UNASKED = {"CONTENT_TYPE", "CONTENT_LENGTH"}


class _Quiet(WSGIRequestHandler):
    """Logs nothing: requests carry secrets."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 (werkzeug's name)
        """Say nothing."""

    def send_response(self, code: int, message: str | None = None) -> None:
        """Without this computer's date: an answer brings the sandbox's own, and a second one might be read for it."""
        self.send_response_only(code, message)
        self.send_header("Server", "AmazonS3")


@dataclass(frozen=True, slots=True)
class Running:
    """A sandbox that listens."""

    endpoint_url: str
    control_token: str = field(repr=False)


@contextmanager
def listen(sandbox: Sandbox, port: int = 0) -> Iterator[Running]:
    """Answer on 127.0.0.1 for as long as the block lasts; port 0 takes any that is free."""
    token = secrets.token_urlsafe(24)
    # Bound here: werkzeug itself ends the process when the port is taken.
    with socket.create_server((HOST, port)) as bound:
        port = bound.getsockname()[1]
        server = make_server(
            HOST, port, _Wsgi(sandbox, token), threaded=True, request_handler=_Quiet, fd=bound.fileno()
        )
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, name="sandbox", daemon=True)
    thread.start()
    try:
        yield Running(f"http://{HOST}:{port}", token)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def serve(sandbox: Sandbox, port: int = 0) -> Iterator[str]:
    """Like listen, for those who need the endpoint's URL only."""
    with listen(sandbox, port) as running:
        yield running.endpoint_url


class _Wsgi:
    def __init__(self, sandbox: Sandbox, control_token: str) -> None:
        self._sandbox = sandbox
        self._token = control_token

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        request = _read(environ)
        if environ.get("PATH_INFO") == control.PATH:
            status, body = self._controlled(request)
            return _send(start_response, status, {"Content-Type": "text/plain", "Content-Length": str(len(body))}, body)
        try:
            response = self._sandbox.handle(request)
        except FaultHappened as fault:
            return self._hang_up(environ, fault)
        return _send(start_response, response.status, dict(response.headers), response.body)

    def _controlled(self, request: Request) -> tuple[int, bytes]:
        if not hmac.compare_digest(request.headers.get(control.TOKEN_HEADER, "").encode(), self._token.encode()):
            return 403, b"wrong token\n"
        if request.method != "POST":
            return 405, b"POST it\n"
        try:
            control.turn(self._sandbox, request.body)
        except ValueError as error:
            return 400, f"{error}\n".encode()
        return 200, b"done\n"

    def _hang_up(self, environ: WSGIEnvironment, fault: FaultHappened) -> Iterable[bytes]:
        """Cut the connection without a word, at once or after a silence."""
        if fault.effect is Effect.NO_ANSWER and fault.seconds:
            threading.Event().wait(fault.seconds)
        environ["werkzeug.socket"].shutdown(2)
        raise ConnectionAbortedError


def _read(environ: WSGIEnvironment) -> Request:
    headers = {
        name.removeprefix("HTTP_").replace("_", "-").lower(): str(value)
        for name, value in environ.items()
        if name.startswith("HTTP_") or name in _UNASKED
    }
    length = int(environ.get("CONTENT_LENGTH") or 0)
    stream = environ["wsgi.input"]
    body = stream.read(length) if length or not environ.get("wsgi.input_terminated") else stream.read()
    # As it came over the wire: a signature is over the escaped path.
    url = f"http://{headers.get('host', HOST)}{environ.get('RAW_URI') or environ['REQUEST_URI']}"
    return Request(environ["REQUEST_METHOD"], url, headers, body)


def _send(start_response: StartResponse, status: int, headers: dict[str, str], body: bytes) -> Iterable[bytes]:
    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:
        phrase = "Unknown"
    start_response(f"{status} {phrase}", list(headers.items()))
    return [body]
