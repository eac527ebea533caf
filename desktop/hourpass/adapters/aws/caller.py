"""Makes one call: finds its client, hears what went over the wire, and turns a failure into ours."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from botocore import xform_name
from botocore.exceptions import ClientError
from botocore.session import Session

from hourpass.adapters.aws.asked import Asked
from hourpass.adapters.aws.clients import Clients
from hourpass.adapters.aws.errors import not_aws, problem_of
from hourpass.adapters.aws.trace import Seen, Tracer, note_endpoint
from hourpass.domain.activity import Exchange
from hourpass.domain.problem import HourpassError, Problem, RawAnswer

T = TypeVar("T")


def utc_now() -> datetime:
    """The wall clock."""
    return datetime.now(UTC)


class Caller:
    """Each call is heard once, whether it went well or not."""

    def __init__(self, session: Session | None, heard: Callable[[Exchange], None], now: Callable[[], datetime]) -> None:
        self._heard, self.now = heard, now
        self._tracer = Tracer(now)
        self.clients = Clients(session, self._tracer.listen)

    def call(self, asked: Asked, parameters: Mapping[str, Any]) -> dict[str, Any]:
        """AWS's answer, or HourpassError. What carries a code or changes something is sent once."""

        def send(seen: Seen) -> dict[str, Any]:
            client = self.clients.get(asked.service, asked.region, asked.keys, once=asked.sent_once)
            note_endpoint(seen, client.meta.endpoint_url)
            ask: Callable[..., dict[str, Any]] = getattr(client, xform_name(asked.operation))
            answer = ask(**parameters)
            metadata = answer.get("ResponseMetadata", {})
            seen.status = seen.status or metadata.get("HTTPStatusCode", 0)
            seen.request_id = metadata.get("RequestId", seen.request_id)
            return answer

        return self.hear(asked, send)

    def hear(self, asked: Asked, send: Callable[[Seen], T]) -> T:
        """What *send* gives, told to whoever listens; it notes in its trace what it saw. Failures as HourpassError,
        which *send* may raise by itself.
        """
        seen = self._tracer.begin()
        at, started = self.now(), time.monotonic()
        try:
            answer = send(seen)
        except HourpassError as error:
            self._tell_problem(error.problem, asked, seen, at, started)
            raise
        except Exception as error:
            problem = problem_of(error, asked, seen, self.now())
            if problem is None:
                raise
            if isinstance(error, ClientError):
                error.args = (asked.blanked(str(error)),)  # it stays as the cause, and may be printed
            self._tell_problem(problem, asked, seen, at, started)
            raise HourpassError(problem) from error
        self._tell(asked, seen, at, started, RawAnswer(status=seen.status, request_id=seen.request_id))
        return answer

    def unreadable(self, asked: Asked) -> HourpassError:
        """The failure of an answer that says "done" but lacks what was asked for."""
        return HourpassError(not_aws(asked, self._tracer.last()))

    def _tell_problem(self, problem: Problem, asked: Asked, seen: Seen, at: datetime, started: float) -> None:
        raw = problem.raw or RawAnswer()
        self._tell(asked, seen, at, started, replace(raw, code=raw.code or problem.reason.value))

    def _tell(self, asked: Asked, seen: Seen, at: datetime, started: float, answer: RawAnswer) -> None:
        self._heard(
            Exchange(
                at=at,
                service=asked.service,
                operation=asked.operation,
                host=seen.host,
                took=timedelta(seconds=time.monotonic() - started),
                status=seen.status or answer.status,
                code=answer.code,
                message=answer.message,
                request_id=answer.request_id,
                server_offset=seen.server_offset,
            )
        )
