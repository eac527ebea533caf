from __future__ import annotations

from typing import Any

import pytest

from hourpass.sandbox.propagation import Delays
from hourpass.sandbox.sandbox import Sandbox
from sandbox.fakes_sandbox import Person, Phone, Proof, SettableClock


@pytest.fixture
def clock():
    return SettableClock()


@pytest.fixture
def sandbox(clock: SettableClock):
    made = Sandbox(clock, Delays.none())
    yield made
    made.close()


@pytest.fixture
def admin(sandbox: Sandbox):
    return Person(sandbox, sandbox.seeded.admin)


@pytest.fixture
def practice(sandbox: Sandbox):
    return Person(sandbox, sandbox.seeded.user)


@pytest.fixture
def phone(sandbox: Sandbox, clock: SettableClock):
    return Phone(sandbox.seeded.device_seed, clock)


@pytest.fixture
def proof(sandbox: Sandbox, phone: Phone):
    """Serial and current code, as STS's calls take them."""
    return lambda steps=0: {"SerialNumber": sandbox.seeded.device_serial, "TokenCode": phone.code(steps)}


@pytest.fixture
def enter(sandbox: Sandbox, practice: Person, proof: Proof):
    """Assume the practice role with a code; the person that one becomes."""

    def assume(**more: Any) -> Any:
        answer = practice.sts.assume_role(
            RoleArn=sandbox.seeded.role_arn, RoleSessionName="tests", **{**proof(), **more}
        )
        return Person(sandbox, answer["Credentials"])

    return assume
