"""Stand-ins for the outside world: they keep what they were asked and answer as they were told."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from hourpass.domain.credentials import Credentials, Identity, Keys, LongTermKeys
from hourpass.domain.problem import HourpassError, Problem, RawAnswer, Reason
from hourpass.domain.profile import Method, Profile
from hourpass.domain.session import Session
from hourpass.domain.settings import Settings
from hourpass.services.cancel import Cancel, Cancelled
from hourpass.services.ports import (
    BucketRow,
    CodeProof,
    Device,
    FoundProfile,
    Issued,
    Loaded,
    ObjectPage,
    RoleRequest,
    VaultKind,
)

START = datetime(2026, 3, 1, 12, 0, 10, tzinfo=UTC)
ROLE_ARN = "arn:aws:iam::111122223333:role/s3-reader"
SERIAL = "arn:aws:iam::111122223333:mfa/maya-phone"
KEYS = LongTermKeys("AKIAMAYA000000000001", "long-term-secret")
MAYA = Identity("111122223333", "arn:aws:iam::111122223333:user/maya", "AIDAMAYA")
READER = Identity("111122223333", "arn:aws:sts::111122223333:assumed-role/s3-reader/hourpass", "AROAREADER:hourpass")
WAIT = 10
"""Seconds after which a thread that did not come is taken for lost."""


def profile(profile_id: str = "reports", **fields: Any) -> Profile:
    """A role profile with a device, changed by *fields*."""
    standard: dict[str, Any] = {
        "name": profile_id,
        "access_key_id": KEYS.access_key_id,
        "role_arn": ROLE_ARN,
        "device_serial": SERIAL,
    }
    return Profile(id=profile_id, **(standard | fields))


def session(
    expires_in: timedelta = timedelta(hours=1), start: datetime = START, number: int = 1, **fields: Any
) -> Session:
    """A session got at *start*; *number* tells several apart."""
    keys = Credentials(f"ASIA{number:016d}", f"secret-{number}", f"token-{number}", start + expires_in)
    return Session(**({"credentials": keys, "obtained_at": start, "method": Method.ROLE} | fields))


def refusal(reason: Reason, **facts: str) -> HourpassError:
    return HourpassError(Problem(reason, facts, RawAnswer("AssumeRole", 403, "AccessDenied", "no")))


class FakeClock:
    """Stands still until it is moved."""

    def __init__(self, now: datetime = START) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def advance(self, **span: float) -> None:
        self._now += timedelta(**span)


class FakeAws:
    """Issues numbered credentials, unless told to answer otherwise.

    ``answers[operation]`` holds what comes next: an error to raise or a function to call with the operation's Cancel.
    """

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self.calls: list[tuple[str, Any]] = []
        self.answers: dict[str, deque[Exception | Callable[[Cancel], Any]]] = {}
        self.issued = 0
        self.pages: list[list[BucketRow]] = [[("alpha", "eu-west-1", "")], [("beta", "", "")]]
        self.object_page_count = 2
        self.mfa_devices: tuple[Device, ...] = ()

    def will(self, operation: str, *answers: Exception | Callable[[Cancel], Any]) -> None:
        self.answers.setdefault(operation, deque()).extend(answers)

    def operations(self) -> list[str]:
        return [operation for operation, _ in self.calls]

    def assume_role(self, keys: Keys, region: str, request: RoleRequest, cancel: Cancel) -> Issued:
        self._asked("assume_role", (keys, region, request), cancel)
        return Issued(self._credentials(request.duration), READER)

    def session_token(
        self, keys: LongTermKeys, region: str, proof: CodeProof, duration: timedelta, cancel: Cancel
    ) -> Issued:
        self._asked("session_token", (keys, region, proof, duration), cancel)
        return Issued(self._credentials(duration))

    def identity(self, keys: Keys, region: str, cancel: Cancel) -> Identity:
        self._asked("identity", (keys, region), cancel)
        return MAYA

    def devices(self, keys: Keys, region: str, cancel: Cancel) -> tuple[Device, ...]:
        self._asked("devices", (keys, region), cancel)
        return self.mfa_devices

    def role_maximum(self, keys: Keys, region: str, role_arn: str, cancel: Cancel) -> timedelta:
        self._asked("role_maximum", (keys, region, role_arn), cancel)
        return timedelta(hours=2)

    def bucket_pages(self, keys: Keys, region: str, cancel: Cancel) -> Iterator[list[BucketRow]]:
        self._asked("bucket_pages", (keys, region), cancel)
        yield from self.pages

    def object_pages(
        self, keys: Keys, region: str, bucket: str, prefix: str, start: str, pages: int, cancel: Cancel
    ) -> Iterator[ObjectPage]:
        """Numbered pages: what *start* says is where they begin."""
        for number in range(int(start or 0), min(int(start or 0) + pages, self.object_page_count)):
            self._asked("object_pages", (keys, region, bucket, prefix, start), cancel)
            more = str(number + 1) if number + 1 < self.object_page_count else ""
            yield ObjectPage([], [f"object-{number}"], [1], [0], ["STANDARD"], more)

    def _asked(self, operation: str, arguments: Any, cancel: Cancel) -> None:
        with self._lock:
            self.calls.append((operation, arguments))
            waiting = self.answers.get(operation)
            answer = waiting.popleft() if waiting else None
        cancel.check()
        if isinstance(answer, Exception):
            raise answer
        if answer is not None:
            answer(cancel)

    def _credentials(self, duration: timedelta) -> Credentials:
        with self._lock:
            self.issued += 1
            number = self.issued
        return Credentials(f"ASIA{number:016d}", f"secret-{number}", f"token-{number}", self._clock.now() + duration)


class Gate:
    """An answer that does not come before it is let through; giving up ends the wait."""

    def __init__(self) -> None:
        self.reached = threading.Event()
        self._open = threading.Event()

    def __call__(self, cancel: Cancel) -> None:
        cancel.on_request(self._open.set)
        self.reached.set()
        if not self._open.wait(WAIT):
            raise AssertionError("nobody opened the gate")
        cancel.check()

    def open(self) -> None:
        self._open.set()


class SeenCancel(Cancel):
    """Tells when somebody listens to it, which is when its owner's request has been joined."""

    def __init__(self) -> None:
        super().__init__()
        self.listened = threading.Event()

    def on_request(self, callback: Callable[[], None]) -> None:
        super().on_request(callback)
        self.listened.set()


class FakeVault:
    """A vault that can be told to refuse."""

    def __init__(self) -> None:
        self.items: dict[str, str] = {}
        self.refuses: set[str] = set()  # of "get", "put", "delete"

    @property
    def kind(self) -> VaultKind:
        return VaultKind.MEMORY

    def get(self, name: str) -> str | None:
        self._may("get")
        return self.items.get(name)

    def put(self, name: str, secret: str) -> None:
        self._may("put")
        self.items[name] = secret

    def delete(self, name: str) -> None:
        self._may("delete")
        self.items.pop(name, None)

    def _may(self, verb: str) -> None:
        if verb in self.refuses:
            raise HourpassError(Problem(Reason.VAULT_LOCKED))


class FakeStore:
    """A settings file in memory that can be told to fail."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.saved = settings or Settings()
        self.writes = 0
        self.failure: Problem | None = None

    def load(self) -> Loaded:
        return Loaded(self.saved)

    def save(self, settings: Settings) -> None:
        self._may()
        self.saved = settings
        self.writes += 1

    def _may(self) -> None:
        if self.failure is not None:
            raise HourpassError(self.failure)


class FakeAwsFiles:
    """AWS config files with what a test puts there."""

    def __init__(self, *found: FoundProfile) -> None:
        self.found = found
        self.secrets: dict[str, LongTermKeys] = {}
        self.failure: Problem | None = None

    def find(self) -> tuple[FoundProfile, ...]:
        return self.found

    def keys(self, profile_name: str) -> LongTermKeys | None:
        return self.secrets.get(profile_name)

    def remove_keys(self, profile_name: str) -> str:
        if self.failure is not None:
            raise HourpassError(self.failure)
        del self.secrets[profile_name]
        return "/backup"


class InThread(threading.Thread):
    """Runs a function and keeps how it ended."""

    def __init__(self, work: Callable[[], Any]) -> None:
        super().__init__(daemon=True)
        self._work = work
        self._value: Any = None
        self._error: BaseException | None = None
        self.start()

    def run(self) -> None:
        try:
            self._value = self._work()
        except (HourpassError, Cancelled) as error:
            self._error = error

    def outcome(self) -> Any:
        """What the function returned or raised; a thread that never ends fails the test."""
        self.join(WAIT)
        assert not self.is_alive()
        if self._error is not None:
            raise self._error
        return self._value
