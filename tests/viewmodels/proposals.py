"""Proposals as the importing service makes them, for tests of what shows them."""

from __future__ import annotations

from hourpass.domain.profile import Method, Profile
from hourpass.domain.profile_flaws import flaws
from hourpass.services.importing import Proposal, Remark
from hourpass.services.ports import FoundProfile

KEY = "AKIAIOSFODNN7EXAMPLE"
ROLE = "arn:aws:iam::111122223333:role/s3-reader"
PHONE = "arn:aws:iam::111122223333:mfa/maya-phone"


def proposal(
    name: str = "reports-reader", *remarks: Remark, role: str = ROLE, serial: str = PHONE, key: str = KEY
) -> Proposal:
    """What the service proposes for a profile called *name*."""
    found = FoundProfile(name, "default", key, role, serial)
    method = Method.ROLE if role else Method.SESSION
    profile = Profile(f"id-{name}", name, key, method, role, serial)
    return Proposal(found, profile, frozenset(remarks), tuple(flaws(profile).items()))


def without_device(name: str = "default") -> Proposal:
    """Static keys of a user, with no device beside them."""
    return proposal(name, role="", serial="")
