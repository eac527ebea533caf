"""One request to the container-credentials endpoint: who may have an answer, and which."""

from __future__ import annotations

import hmac
import io
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

from hourpass.cli.obtaining import HandedOut
from hourpass.cli.refusal import Refusal
from hourpass.domain import exit_status

LONGEST_HEAD = 16 * 1024
HEAD_SECONDS = 5.0
"""How long a client may take to say what it wants, however steadily it drips."""

_REFUSALS = {
    exit_status.NOBODY_TO_ASK: (503, "NobodyToAsk"),
    exit_status.REFUSED: (403, "AccessDenied"),
    exit_status.CANCELLED: (403, "Cancelled"),
    exit_status.NO_SUCH_PROFILE: (404, "NoSuchProfile"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request must bring along, and whom to ask for its answer."""

    host: str  # with the port
    path: str = field(repr=False)
    token: str = field(repr=False)
    get: Callable[[], HandedOut]
    head_seconds: float


class Handler(BaseHTTPRequestHandler):
    """Answers one GET and closes. Logs nothing."""

    protocol_version = "HTTP/1.1"
    server: Any  # with asked: Asked, and heard(connection)

    def handle(self) -> None:
        """Read what is asked for, within its limits, and answer it."""
        try:
            head = self._head()
        finally:
            self.server.heard(self.connection)
        if head:
            self.connection.settimeout(HEAD_SECONDS)
            self.rfile = io.BytesIO(head)
            self.handle_one_request()

    def do_GET(self) -> None:
        asked: Asked = self.server.asked
        # A web page that has its own name resolved to this computer sends that name: browsers allow no other.
        if self._only("Host") != asked.host:
            self._answer(403, _error("WrongHost", "This endpoint is reached by its address alone."))
        elif not _same(self.path, asked.path):
            self._answer(404, _error("NotFound", "There is nothing here."))
        elif not _same(self._only("Authorization"), asked.token):
            self._answer(403, _error("WrongToken", "The Authorization header is not the one of this command."))
        else:
            self._answer(*_outcome(asked.get))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002 (http.server's)
        """What http.server itself refuses, in the form of our own refusals."""
        if code == 501:
            code, message = 405, "Only GET is answered."
        self._answer(code, _error("BadRequest", message or "This request cannot be read."))

    def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002 (http.server's name)
        """Nothing: requests hold secrets, and standard error belongs to the command."""

    def _head(self) -> bytes:
        """The request up to its blank line; empty where none came in time, or too long a one."""
        give_up = time.monotonic() + self.server.asked.head_seconds
        head = b""
        while b"\r\n\r\n" not in head and b"\n\n" not in head:
            # recv's own limit starts anew with every byte.
            self.connection.settimeout(max(give_up - time.monotonic(), 0.001))
            part = self.connection.recv(4096)
            if not part or len(head) > LONGEST_HEAD:
                return b""
            head += part
        return head

    def _only(self, header: str) -> str:
        """The header's value; empty where it is missing or given twice."""
        values = self.headers.get_all(header, [])
        return values[0] if len(values) == 1 else ""

    def _answer(self, status: int, document: dict[str, str]) -> None:
        body = json.dumps(document).encode()
        self.send_response_only(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)


def _outcome(get: Callable[[], HandedOut]) -> tuple[int, dict[str, str]]:
    try:
        held = get()
    except Refusal as refusal:
        status, code = _REFUSALS.get(refusal.status, (500, "Failed"))
        return status, _error(code, refusal.message)
    return 200, {
        "AccessKeyId": held.access_key_id,
        "SecretAccessKey": held.secret_access_key,
        "Token": held.session_token,
        "Expiration": held.expiration,
    }


def _error(code: str, message: str) -> dict[str, str]:
    return {"code": code, "message": message}


def _same(given: str, wanted: str) -> bool:
    """Takes as long however much of it is right."""
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), wanted.encode())
