"""A clock that can be set, and clients of people in a sandbox."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import botocore.session
import pyotp
from botocore.config import Config
from botocore.loaders import Loader

from hourpass.sandbox.inprocess import attach
from hourpass.sandbox.sandbox import Sandbox


class SettableClock:
    def __init__(self, start: datetime = datetime(2026, 11, 22, 12, 0, 10, tzinfo=UTC)) -> None:
        self._lock = threading.Lock()
        self._now = start

    def now(self):
        return self._now

    def advance(self, **span: float):
        with self._lock:
            self._now += timedelta(**span)


_LOADER = Loader()  # one for all: reading the service models is what makes a client slow
_LOADER.search_paths.append(Loader.BUILTIN_DATA_PATH)


class Person:
    """Somebody with keys, asking a sandbox through botocore."""

    def __init__(self, sandbox: Sandbox, keys: Any, region: str = "eu-west-1") -> None:
        if isinstance(keys, dict):  # as STS gives them
            names = (keys["AccessKeyId"], keys["SecretAccessKey"], keys.get("SessionToken"))
        else:
            names = (keys.access_key_id, keys.secret_access_key, None)
        core = botocore.session.Session()
        core.register_component("data_loader", _LOADER)
        self.session = boto3.Session(*names, region_name=region, botocore_session=core)
        attach(self.session, sandbox)
        self._clients = {}

    def client(self, service: str, region: str | None = None, attempts: int = 1):
        config = Config(retries={"total_max_attempts": attempts, "mode": "standard"})
        return self._clients.setdefault(
            (service, region, attempts), self.session.client(service, region_name=region, config=config)
        )

    iam = property(lambda self: self.client("iam"))
    sts = property(lambda self: self.client("sts"))
    s3 = property(lambda self: self.client("s3"))


class Phone:
    """An authenticator app, by pyotp: the second opinion on our codes."""

    def __init__(self, seed: str, clock: SettableClock) -> None:
        self._totp = pyotp.TOTP(seed)
        self._clock = clock

    def code(self, steps: Any = 0):
        return self._totp.at(self._clock.now(), counter_offset=steps)

    def pair(self, steps: Any = 0):
        """The codes of two steps, the newer one *steps* from now."""
        return {"AuthenticationCode1": self.code(steps - 1), "AuthenticationCode2": self.code(steps)}

    def wrong(self):
        """A code that no step near by shows."""
        near = {self.code(step) for step in range(-5, 6)}
        return next(code for code in (f"{n:06d}" for n in itertools.count()) if code not in near)


Proof = Callable[..., dict[str, str]]
"""Serial and code of a step, as STS's calls take them."""
Enter = Callable[..., Person]
"""Assumes the practice role; the person that one becomes."""


def refusal(error: Any):
    """Status, code and message of a botocore ClientError."""
    response = error.value.response
    return (
        response["ResponseMetadata"]["HTTPStatusCode"],
        response["Error"]["Code"],
        response["Error"].get("Message", ""),
    )


def said(answer: Any):
    """The same of an entry in the table of answers."""
    return answer.status, answer.code, answer.message
