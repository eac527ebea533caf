"""A user that was there before Hourpass: which of its devices and keys serve, and whether a role's trust lets it in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from hourpass.domain import arns
from hourpass.services.ports import Device
from hourpass.services.setup_ports import Thing

MOST_KEYS = 2
MOST_DEVICES = 8
"""IAM's quotas for one user; those two cannot be raised."""


@dataclass(frozen=True, slots=True)
class ExistingUser:
    """A user as AWS shows it, and which of its keys are in the keyring here."""

    user: Thing
    devices: tuple[Device, ...] = ()
    key_ids: tuple[str, ...] = ()
    keys_here: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """``/team/`` of ``…:user/team/maya``."""
        arn = arns.parse(self.user.arn)
        return arn.resource.removeprefix("user").removesuffix(self.user.name) if arn else "/"

    @property
    def usable_devices(self) -> tuple[Device, ...]:
        """Those whose codes STS takes."""
        return tuple(device for device in self.devices if device.usable)

    @property
    def takes_key(self) -> bool:
        return len(self.key_ids) < MOST_KEYS

    @property
    def takes_device(self) -> bool:
        return len(self.devices) < MOST_DEVICES


class Trust(Enum):
    """Whether a role's trust policy lets a user in, as far as it can be read here."""

    FITS = auto()
    NOT_NAMED = auto()
    WITHOUT_MFA = auto()  # it names the user, and asks for no code
    UNREADABLE = auto()


def trust_in(user_arn: str, document: str) -> Trust:
    """What the trust policy *document* says of the user."""
    try:
        statements = _listed(json.loads(document)["Statement"])
    except (ValueError, KeyError, TypeError):
        return Trust.UNREADABLE
    naming = [each for each in statements if isinstance(each, Mapping) and _names(each, user_arn)]
    if not naming:
        return Trust.NOT_NAMED
    return (
        Trust.FITS
        if all("aws:multifactorauth" in json.dumps(each).casefold() for each in naming)
        else (Trust.WITHOUT_MFA)
    )


def _names(statement: Mapping[str, Any], user_arn: str) -> bool:
    arn = arns.parse(user_arn)
    if statement.get("Effect") != "Allow" or arn is None:
        return False
    wanted = {user_arn, arn.account, f"arn:{arn.partition}:iam::{arn.account}:root", "*"}
    return any(each in wanted for each in _principals(statement.get("Principal")))


def _principals(principal: object) -> Iterator[object]:
    yield from _listed(principal.get("AWS", ()) if isinstance(principal, Mapping) else principal)


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]
