"""A user's MFA devices as they are shown, and what is at stake with each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from hourpass.domain import arns
from hourpass.domain.setup import LONGEST_DEVICE_NAME, proposed_name
from hourpass.services.ports import DeviceKind
from hourpass.services.setup_owner import Owner

MOST_DEVICES = 8
"""Of all kinds, for one user (IAM quotas)."""


@dataclass(frozen=True, slots=True)
class OwnDevice:
    """One of the user's devices."""

    serial: str
    kind: DeviceKind
    profiles: tuple[str, ...] = ()  # the names of those that take its codes
    makes_codes: bool = False  # Hourpass has its secret key, and makes the codes by itself

    @property
    def name(self) -> str:
        """What people know it by: the last part of an ARN, a token's serial as it is."""
        arn = arns.parse(self.serial)
        return arn.name if arn else self.serial

    @property
    def usable(self) -> bool:
        """Whether STS takes its codes."""
        return self.kind is not DeviceKind.PASSKEY


@dataclass(frozen=True, slots=True)
class NamedDevice:
    """A virtual device that nobody uses: made by us, and never registered."""

    serial: str
    name: str


class RemovalRisk(Enum):
    """Why a device had better stay."""

    LAST_DEVICE = auto()  # the user has no MFA at all afterwards
    NO_CODES_LEFT = auto()  # only passkeys are left, of which STS takes nothing
    USED_BY_PROFILES = auto()  # they ask for its codes until they are given another device


@dataclass(frozen=True, slots=True)
class UserDevices:
    """All of them, and what an enrolment that was broken off left behind."""

    owner: Owner
    devices: tuple[OwnDevice, ...]
    stranded: tuple[NamedDevice, ...] = ()
    taken: frozenset[str] = frozenset()  # names in use in the account, as far as they may be listed

    @property
    def full(self) -> bool:
        """Whether AWS takes no further one."""
        return len(self.devices) >= MOST_DEVICES

    @property
    def free_name(self) -> str:
        """For a further one: the user's name tells on the phone what it is for."""
        taken = self.taken | {device.name for device in self.devices}
        return proposed_name(self.owner.user_name, taken, LONGEST_DEVICE_NAME, "-phone")

    def risk_of_removing(self, serial: str) -> RemovalRisk | None:
        """What would go wrong without that one."""
        others = [device for device in self.devices if device.serial != serial]
        if not any(device.usable for device in others):
            return RemovalRisk.NO_CODES_LEFT if others else RemovalRisk.LAST_DEVICE
        used = any(device.profiles for device in self.devices if device.serial == serial)
        return RemovalRisk.USED_BY_PROFILES if used else None
