"""The federation endpoint: sign-in tokens for the console, and a page in the console's place."""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from hourpass.sandbox.answers import BAD_CREDENTIALS_AT_SIGN_IN, EXPIRED_AT_SIGN_IN, NO_ROLE_AT_SIGN_IN, Answer
from hourpass.sandbox.pages import page
from hourpass.sandbox.sessions import Session
from hourpass.sandbox.wire import Call, Request, Response, Scope
from hourpass.sandbox.world import World

PATH = "/federation"
SERVICE = "signin"
TOKEN_LASTS = timedelta(minutes=15)
SHORTEST, LONGEST = timedelta(minutes=15), timedelta(hours=12)
_OPERATIONS = {"getSigninToken": "GetSigninToken", "login": "ConsoleLogin"}
_NOBODY = Scope("", "", "", SERVICE, (), "")
_CONSOLES = (".aws.amazon.com", ".amazonaws.cn", ".amazonaws-us-gov.com")


def read(request: Request, request_id: str) -> Call | None:
    """The call of the federation endpoint that *request* is, by GET or by a form; None when it is of another service.

    Nothing there is signed, so a signed request for the path is one for a bucket of that name.
    """
    parts = urlsplit(request.url)
    if parts.path != PATH or "authorization" in request.headers or request.method not in {"GET", "POST"}:
        return None
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    if request.method == "POST":
        pairs += parse_qsl(request.body.decode("utf-8", "replace"), keep_blank_values=True)
    params = dict(pairs)
    operation = _OPERATIONS.get(params.get("Action", ""))
    return Call(request, _NOBODY, operation, params, request_id=request_id) if operation else None


@dataclass(frozen=True, slots=True)
class _Ticket:
    """What a sign-in token stands for."""

    session: Session
    good_until: datetime
    console_until: datetime


class ConsoleDesk:
    """Answers the calls of the federation endpoint."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._tickets: dict[str, _Ticket] = {}

    def answer(self, call: Call, now: datetime) -> Response:
        """The answer to *call*."""
        if call.operation == "GetSigninToken":
            return self._token(call.params, now)
        return self._login(call.params, now)

    def _token(self, params: Mapping[str, str], now: datetime) -> Response:
        session = self._session(params.get("Session", ""))
        if session is None:
            return refused(BAD_CREDENTIALS_AT_SIGN_IN)
        if session.expires_at <= now:
            return refused(EXPIRED_AT_SIGN_IN)
        if not session.of_role:
            return refused(NO_ROLE_AT_SIGN_IN)
        console_until = session.expires_at
        if (asked := params.get("SessionDuration")) is not None:
            duration = _duration(asked)
            if duration is None or session.chained:
                return refused(BAD_CREDENTIALS_AT_SIGN_IN)
            console_until = now + duration
        token = secrets.token_urlsafe(300)
        self._tickets = {name: ticket for name, ticket in self._tickets.items() if ticket.good_until > now}
        self._tickets[token] = _Ticket(session, now + TOKEN_LASTS, console_until)
        body = json.dumps({"SigninToken": token}).encode()
        return Response(200, {"Content-Type": "application/json", "Cache-Control": "no-store"}, body)

    def _session(self, text: str) -> Session | None:
        """The session whose three parts stand in *text*."""
        try:
            given: Any = json.loads(text)
        except (ValueError, RecursionError):
            return None
        if not isinstance(given, dict):
            return None
        key_id, secret, token = (str(given.get(name)) for name in ("sessionId", "sessionKey", "sessionToken"))
        session = self._world.sessions.find(key_id)
        if session is None:
            return None
        return session if _same(secret, session.secret) and _same(token, session.token) else None

    def _login(self, params: Mapping[str, str], now: datetime) -> Response:
        ticket = self._tickets.get(params.get("SigninToken", ""))
        if ticket is None or ticket.good_until <= now:
            why = "A sign-in link works for 15 minutes. Ask Hourpass for another one."
            return page(400, "This link does not sign in", [why])
        destination = params.get("Destination", "")
        if not _is_of_console(destination):
            return page(400, "This link leads nowhere", ["Its destination is no page of the AWS console."])
        session = ticket.session
        role = session.principal_arn.rsplit("/", 1)[-1]
        signed_in = f"Signed in as {role} in account {session.account} until {ticket.console_until:%Y-%m-%d %H:%M} UTC."
        honest = "This is a page of Hourpass's sandbox, in the place of AWS's console. Nothing was sent to AWS."
        facts = [("Role", session.principal_arn), ("Session name", session.name), ("Page asked for", destination)]
        return page(200, "Sandbox console", [signed_in, honest], facts)


def refused(answer: Answer) -> Response:
    """*answer* as the federation endpoint gives it: a page, with the message as its only text."""
    return page(answer.status, f"HTTP Status {answer.status}", [answer.message])


def _duration(text: str) -> timedelta | None:
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        return None
    duration = timedelta(seconds=int(text))
    return duration if SHORTEST <= duration <= LONGEST else None


def _is_of_console(destination: str) -> bool:
    try:
        target = urlsplit(destination)
    except ValueError:
        return False
    return target.scheme == "https" and f".{target.hostname}".endswith(_CONSOLES)


def _same(given: str, right: str) -> bool:
    # JSON may hold halves of surrogate pairs, which nothing encodes.
    return hmac.compare_digest(given.encode(errors="replace"), right.encode())
