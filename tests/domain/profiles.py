"""A sound profile to change a field of."""

from __future__ import annotations

from typing import Any

from hourpass.domain.profile import Profile

ROLE_ARN = "arn:aws:iam::111122223333:role/team/s3-reader"
SERIAL = "arn:aws:iam::111122223333:mfa/maya-phone"


def made(**fields: Any) -> Profile:
    standard: dict[str, Any] = {
        "id": "p",
        "name": "reports",
        "access_key_id": "AKIAMAYA000000000001",
        "role_arn": ROLE_ARN,
        "device_serial": SERIAL,
    }
    return Profile(**(standard | fields))
