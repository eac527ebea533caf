"""Virtual MFA devices as AWS judges them: pairs of codes at enrolment, single codes at STS."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hourpass.domain import totp
from hourpass.sandbox.answers import (
    ACCESS_DENIED_MFA_CODE,
    ACCESS_DENIED_MFA_SERIAL,
    DEVICE_NAME_TAKEN,
    INVALID_AUTHENTICATION_CODE,
    no_such_device,
)
from hourpass.sandbox.propagation import LONG_AGO, Seen
from hourpass.sandbox.wire import Refused

EARLIEST_OFFSET, LATEST_OFFSET = -998, 1000
"""The steps that a pair of codes may be off at enrolment; AWS remembers by how many."""
TRIES_A_WINDOW = 9
_WINDOW_SECONDS = 180
_SEED_BYTES = 40


@dataclass(slots=True)
class Device:
    """A virtual device of an account."""

    serial: str
    seed: str = field(repr=False)
    account: str
    tags: dict[str, str]
    owner_id: str = ""  # the user's unique id; empty while unassigned
    enabled_at: datetime | None = None
    offset: int = 0
    last_pair: int | None = None  # the newer counter of the pair accepted last


@dataclass(frozen=True, slots=True)
class _View:
    """What STS knows of a serial."""

    owner_id: str
    seed: str = field(repr=False)
    offset: int


class Devices:
    """All devices, as IAM holds them and as STS sees them."""

    def __init__(self) -> None:
        self._held: dict[str, Device] = {}
        self._at_sts: Seen[str, _View | None] = Seen()
        # Both outlive the device: a namesake made anew starts with what is left of them.
        self._used: dict[str, set[tuple[str, int]]] = {}
        self._tries: dict[str, tuple[int, int]] = {}

    def create(self, serial: str, account: str, tags: dict[str, str]) -> Device:
        """A new, unassigned device with a random seed."""
        if any(serial.lower() == held.lower() for held in self._held):
            raise Refused(DEVICE_NAME_TAKEN)
        seed = base64.b32encode(secrets.token_bytes(_SEED_BYTES)).decode()
        device = self._held[serial] = Device(serial, seed, account, tags)
        return device

    def get(self, serial: str) -> Device:
        """The device called *serial*."""
        if serial not in self._held:
            raise Refused(no_such_device(serial))
        return self._held[serial]

    def of_account(self, account: str) -> list[Device]:
        return [device for device in self._held.values() if device.account == account]

    def of_user(self, user_id: str) -> list[Device]:
        return [device for device in self._held.values() if device.owner_id == user_id]

    def delete(self, serial: str) -> None:
        del self._held[serial]

    def enable(self, device: Device, owner_id: str, codes: tuple[str, str], now: datetime, delay: timedelta) -> None:
        """Assign *device*, remembering how far off its codes are."""
        self._accept_pair(device, codes, now)
        device.owner_id = owner_id
        device.enabled_at = now
        self._show(device, now + delay)

    def enable_seeded(self, device: Device, owner_id: str, now: datetime) -> None:
        """Assign *device* as if that had been done long ago, in time."""
        device.owner_id = owner_id
        device.enabled_at = now
        self._show(device, LONG_AGO)

    def resync(self, device: Device, codes: tuple[str, str], now: datetime, delay: timedelta) -> None:
        """Measure anew how far off the codes are."""
        self._accept_pair(device, codes, now)
        self._show(device, now + delay)

    def deactivate(self, device: Device, now: datetime, delay: timedelta) -> None:
        """Take *device* from its owner; STS goes on accepting it for a while."""
        device.owner_id = ""
        device.enabled_at = None
        self._at_sts.put(device.serial, None, now + delay)

    def verify(self, owner_id: str, serial: str, code: str, now: datetime) -> None:
        """Refuse unless *code* is one that *owner_id*'s device *serial* may be showing, and was never sent before.

        Good, bad and repeated codes all count against the device's budget. A code sent too early, before STS sees the
        device, is spent although the answer does not say so.
        """
        view = self._at_sts.at(serial, now)
        known = view or self._at_sts.newest(serial)
        if known is None or known.owner_id != owner_id:
            raise Refused(ACCESS_DENIED_MFA_SERIAL)
        if not self._budget_left(serial, now):
            raise Refused(ACCESS_DENIED_MFA_SERIAL)
        step = totp.step_at(now) + known.offset
        spent = self._used.setdefault(serial, set())
        fits = [
            (known.seed, counter)
            for counter in range(step - totp.WINDOW_STEPS, step + totp.WINDOW_STEPS + 1)
            if totp.code_at(known.seed, counter) == code
        ]
        fresh = [use for use in fits if use not in spent]
        spent.update(fresh)
        if view is None:
            raise Refused(ACCESS_DENIED_MFA_SERIAL)
        if not fresh:
            raise Refused(ACCESS_DENIED_MFA_CODE)

    def _budget_left(self, serial: str, now: datetime) -> bool:
        window = int(now.timestamp()) // _WINDOW_SECONDS
        held_window, tries = self._tries.get(serial, (window, 0))
        tries = tries + 1 if held_window == window else 1
        self._tries[serial] = (window, tries)
        return tries <= TRIES_A_WINDOW

    def _accept_pair(self, device: Device, codes: tuple[str, str], now: datetime) -> None:
        step = totp.step_at(now)
        for offset in _nearest_first():
            newer = step + offset
            if totp.code_at(device.seed, newer) != codes[1] or totp.code_at(device.seed, newer - 1) != codes[0]:
                continue
            if device.last_pair is not None and newer - 1 <= device.last_pair:
                continue
            device.offset, device.last_pair = offset, newer
            return
        raise Refused(INVALID_AUTHENTICATION_CODE)

    def _show(self, device: Device, since: datetime) -> None:
        self._at_sts.put(device.serial, _View(device.owner_id, device.seed, device.offset), since)


def _nearest_first() -> Iterator[int]:
    return iter(sorted(range(EARLIEST_OFFSET, LATEST_OFFSET + 1), key=abs))
