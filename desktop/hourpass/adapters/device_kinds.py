"""What kind of MFA device a serial number belongs to."""

from __future__ import annotations

from hourpass.domain import arns
from hourpass.services.ports import DeviceKind


def kind_of(serial: str) -> DeviceKind:
    """By its form: a virtual device and a passkey have an ARN, a hardware token has not."""
    arn = arns.parse(serial)
    if arn is None:
        return DeviceKind.HARDWARE
    return DeviceKind.PASSKEY if arn.resource.startswith("u2f/") else DeviceKind.VIRTUAL
