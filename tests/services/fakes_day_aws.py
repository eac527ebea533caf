"""AWS at its true time, and a computer whose clock may be wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from hourpass.domain.activity import Exchange
from hourpass.domain.credentials import Credentials, LongTermKeys
from hourpass.domain.problem import Reason
from hourpass.services.cancel import Cancel
from hourpass.services.ports import CodeProof, Issued, RoleRequest
from services.fakes_services import START, FakeAws, FakeClock, refusal

Holder = tuple[str, str]  # access key id and device


class Computer:
    """A wall clock, and a counter that runs whatever that is set to."""

    def __init__(self, true: FakeClock) -> None:
        self._true = true
        self.error = timedelta(0)

    def now(self) -> datetime:
        return self._true.now() + self.error

    def elapsed(self) -> float:
        return (self._true.now() - START).total_seconds()


@dataclass(slots=True)
class Opened:
    """An MFA session as AWS knows it."""

    holder: Holder
    at: datetime
    ends: datetime
    cut: bool = False  # AWS ended it before its time


class DayAws(FakeAws):
    """Answers as AWS would at the true time, if it is reached at all."""

    def __init__(self, true: FakeClock, computer: Computer) -> None:
        super().__init__(true)
        self._true, self._computer = true, computer
        self.away = self.throttled = False
        self.heard: Callable[[Exchange], None] = lambda _exchange: None
        self.opened: dict[str, Opened] = {}  # by the access key id of the MFA session

    def session_token(
        self, keys: LongTermKeys, region: str, proof: CodeProof, duration: timedelta, cancel: Cancel
    ) -> Issued:
        issued = super().session_token(keys, region, proof, duration, cancel)
        made = issued.credentials
        holder = keys.access_key_id, proof.serial
        self.opened[made.access_key_id] = Opened(holder, self._true.now(), made.expires_at)
        return issued

    def assume_role(self, keys: Any, region: str, request: RoleRequest, cancel: Cancel) -> Issued:
        self._reach("AssumeRole")
        if isinstance(keys, Credentials) and self._true.now() >= self.opened[keys.access_key_id].ends:
            raise refusal(Reason.EXPIRED)
        return super().assume_role(keys, region, request, cancel)

    def _asked(self, operation: str, arguments: Any, cancel: Cancel) -> None:
        self._reach(operation)
        super()._asked(operation, arguments, cancel)

    def _reach(self, operation: str) -> None:
        if self.away:
            raise refusal(Reason.UNREACHABLE, sent="no")
        offset = -self._computer.error
        self.heard(Exchange(self._computer.now(), "sts", operation, "sts", timedelta(0), server_offset=offset))
        if self.throttled:
            raise refusal(Reason.THROTTLED)
