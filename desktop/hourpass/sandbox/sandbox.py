"""The embedded AWS: give it a request, get AWS's answer."""

from __future__ import annotations

import threading
import time
import uuid
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from hourpass.sandbox import console, s3_actions, seed
from hourpass.sandbox.answers import ANONYMOUS_S3, INTERNAL_FAILURE, NOT_IN_SANDBOX
from hourpass.sandbox.buckets import Buckets
from hourpass.sandbox.clocks import SandboxClock, SystemClock
from hourpass.sandbox.console import ConsoleDesk
from hourpass.sandbox.devices import Devices
from hourpass.sandbox.faults import Effect, Fault, FaultHappened, Faults
from hourpass.sandbox.gate import Gate
from hourpass.sandbox.iam_desk import IamDesk
from hourpass.sandbox.objects import SyntheticObjects
from hourpass.sandbox.propagation import Delays
from hourpass.sandbox.rights import Rights
from hourpass.sandbox.s3_desk import S3Desk
from hourpass.sandbox.sessions import Sessions
from hourpass.sandbox.sts_desk import StsDesk
from hourpass.sandbox.wire import (
    Call,
    Refused,
    Request,
    Response,
    read_query,
    read_scope,
    refusal,
    split_s3,
    with_headers,
)
from hourpass.sandbox.world import Caller, Quotas, World
from hourpass.services.ports import Clock

_PORTAL = b"<!DOCTYPE html><html><head><meta charset=utf-8><title>Sign in</title></head><body><h1>Welcome to the guest network</h1></body></html>"


class Desk(Protocol):
    """Answers the calls of one service."""

    def answer(self, call: Call, caller: Caller, now: datetime) -> Response: ...


class Sandbox:
    """Two accounts of AWS in memory. Safe to use from several threads."""

    def __init__(
        self,
        clock: Clock | None = None,
        delays: Delays | None = None,
        lifetime: timedelta | None = None,
        buckets: int = 0,
        objects: int = 0,
    ) -> None:
        self.clock = SandboxClock(clock or SystemClock())
        self.faults = Faults()
        self._lock = threading.Lock()
        self._world = World(self.clock, delays or Delays(), Sessions(lifetime))
        self._buckets = Buckets(self._world.store)
        self._objects = SyntheticObjects()
        rights = Rights(self._world)
        self._gate = Gate(self._world)
        self._console = ConsoleDesk(self._world)
        self._desks: dict[str, Desk] = {
            "iam": IamDesk(self._world, rights),
            "sts": StsDesk(self._world, rights),
            "s3": S3Desk(self._world, rights, self._buckets, self._objects),
        }
        self.seeded = seed.plant(self._world)
        self._buckets.add_synthetic(self.seeded.account, buckets)
        if objects:
            seed.crowd(self._world, self._objects, objects)

    @property
    def delays(self) -> Delays:
        """How long changes take to be seen; may be set at any time."""
        return self._world.delays

    @delays.setter
    def delays(self, delays: Delays) -> None:
        self._world.delays = delays

    def set_delays(self, **seconds: float) -> None:
        """Change some of the delays, by name."""
        self._world.set_delays(**seconds)

    @property
    def quotas(self) -> Quotas:
        """How much an account may have."""
        return self._world.quotas

    def set_quotas(self, **limits: int) -> None:
        """Change some of the quotas, by name; what there is already stays."""
        self._world.set_quotas(**limits)

    @property
    def lifetime(self) -> timedelta | None:
        """The longest that a session issued from now on may last; None for AWS's own limits."""
        return self._world.sessions.lifetime

    @lifetime.setter
    def lifetime(self, lifetime: timedelta | None) -> None:
        self._world.sessions.lifetime = lifetime

    @property
    def devices(self) -> Devices:
        """The MFA devices, for those who hold one without a phone."""
        return self._world.devices

    def handle(self, request: Request) -> Response:
        """AWS's answer to *request*. FaultHappened where a fault wants that none comes."""
        request_id = str(uuid.uuid4())
        service = "s3"
        head = request.method == "HEAD"
        try:
            call = self._read(request, request_id)
            service = call.service
            response = self._with_faults(call)
        except Refused as refused:
            answer = refused.answer
            if "authorization" not in request.headers:
                service = "sts" if b"Action=" in request.body else "s3"
                answer = answer if service == "sts" else ANONYMOUS_S3
            response = refusal(service, answer, request_id, head=head)
        return with_headers(response, service, request_id, self.clock.now())

    def close(self) -> None:
        """Let go of what the objects occupy."""
        self._world.store.close()

    def _read(self, request: Request, request_id: str) -> Call:
        if (sign_in := console.read(request, request_id)) is not None:
            return sign_in
        scope = read_scope(request)
        if scope.service in {"iam", "sts"}:
            return replace(read_query(request, scope), request_id=request_id)
        if scope.service != "s3":
            raise Refused(NOT_IN_SANDBOX)
        bucket, key, query = split_s3(request)
        operation, action = s3_actions.operation(request.method, bucket, key, query)
        return Call(request, scope, operation, query, bucket, key, action, request_id)

    def _with_faults(self, call: Call) -> Response:
        fault = self.faults.take(call.operation)
        if fault is None:
            return self._answer(call)
        if fault.effect in {Effect.NO_NETWORK, Effect.NO_ANSWER}:
            raise FaultHappened(fault.effect, fault.seconds)
        if fault.effect in {Effect.ERROR, Effect.HTML}:
            return _faulty(call, fault)
        if fault.effect is Effect.SLOW:
            time.sleep(fault.seconds)  # outside the lock: the others need not wait
        try:
            response = self._answer(call)
        except Refused:
            if fault.effect is Effect.ANSWER_LOST:
                raise FaultHappened(fault.effect, fault.seconds) from None
            raise
        if fault.effect is Effect.ANSWER_LOST:
            raise FaultHappened(fault.effect, fault.seconds)
        return response

    def _answer(self, call: Call) -> Response:
        with self._lock:
            now = self.clock.now()
            if call.service == console.SERVICE:  # its calls are not signed
                return self._console.answer(call, now)
            caller = self._gate.admit(call, now)
            return self._desks[call.service].answer(call, caller, now)


def _faulty(call: Call, fault: Fault) -> Response:
    if fault.effect is Effect.HTML:
        return Response(
            fault.answer.status if fault.answer is not INTERNAL_FAILURE else 200, {"Content-Type": "text/html"}, _PORTAL
        )
    if call.service == console.SERVICE:
        return console.refused(fault.answer)
    return refusal(call.service, fault.answer, call.request_id, head=call.request.method == "HEAD")
