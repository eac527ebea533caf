"""Who is calling: keys, signatures, tokens and their ends."""

from __future__ import annotations

import hmac
from datetime import datetime

from hourpass.sandbox import signatures
from hourpass.sandbox.answers import (
    EXPIRED_TOKEN,
    EXPIRED_TOKEN_S3,
    INVALID_ACCESS_KEY_S3,
    INVALID_CLIENT_TOKEN,
    INVALID_TOKEN_S3,
    Answer,
)
from hourpass.sandbox.records import Key
from hourpass.sandbox.sessions import Session
from hourpass.sandbox.wire import Call, Refused
from hourpass.sandbox.world import Caller, World


class Gate:
    """Lets in who signs with a key that works."""

    def __init__(self, world: World) -> None:
        self._world = world

    def admit(self, call: Call, now: datetime) -> Caller:
        """The caller of *call*; refused when its key, token or signature does not hold."""
        session = self._world.sessions.find(call.scope.access_key_id)
        if session is not None:
            return self._by_session(call, session, now)
        key = self._world.store.key(call.scope.access_key_id)
        if key is None or not key.active or not self._world.old_enough(key.id, self._world.delays.keys, now):
            raise Refused(_unknown(call))
        self._check_signature(call, key.secret)
        if "x-amz-security-token" in call.request.headers:
            raise Refused(_bad_token(call))
        self._world.store.key_used(key, now, call.service, call.region)
        return _user_caller(key)

    def _by_session(self, call: Call, session: Session, now: datetime) -> Caller:
        token = call.request.headers.get("x-amz-security-token")
        if token is None:
            raise Refused(_unknown(call))
        if not hmac.compare_digest(token.encode(), session.token.encode()):
            raise Refused(_bad_token(call))
        self._check_signature(call, session.secret)
        if session.expires_at <= now:
            raise Refused(EXPIRED_TOKEN_S3 if call.service == "s3" else EXPIRED_TOKEN)
        return _session_caller(session)

    def _check_signature(self, call: Call, secret: str) -> None:
        signatures.check(call.request, call.scope, secret, self._world.clock.signing_now())


def _unknown(call: Call) -> Answer:
    return INVALID_ACCESS_KEY_S3 if call.service == "s3" else INVALID_CLIENT_TOKEN


def _bad_token(call: Call) -> Answer:
    return INVALID_TOKEN_S3 if call.service == "s3" else INVALID_CLIENT_TOKEN


def _user_caller(key: Key) -> Caller:
    user = key.user
    return Caller(user.account, user.arn, user.id, user.arn, user.id, user.name, key=key)


def _session_caller(session: Session) -> Caller:
    arn, unique_id = session.principal_arn, session.principal_id
    name = arn.rsplit("/", 1)[-1]
    if not session.of_role:
        return Caller(session.account, arn, unique_id, arn, unique_id, name, session=session)
    shown = f"arn:aws:sts::{session.account}:assumed-role/{name}/{session.name}"
    return Caller(session.account, shown, f"{unique_id}:{session.name}", arn, unique_id, session=session)
