"""What goes into a line comes out of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from hourpass.adapters import wire
from hourpass.adapters.key_parts import NO_KNOWN_END
from hourpass.domain.activity import Exchange
from hourpass.domain.credentials import Credentials, Identity, LongTermKeys
from hourpass.domain.problem import Problem, RawAnswer, Reason
from hourpass.domain.profile import Hop
from hourpass.services.ports import CodeProof, Device, DeviceKind, FoundProfile, Issued, RoleRequest, Unfit
from hourpass.services.setup_ports import AdminKind, AdminProfile

NOW = datetime(2026, 11, 22, 10, 0, 0, 123456, tzinfo=UTC)
HOUR = timedelta(hours=1)
LONG = LongTermKeys("AKIA", "secret")
ENDLESS = Credentials("ASIA", "secret", "token", NO_KNOWN_END)
SHORT = Credentials("ASIA", "secret", "token", NOW)
WHO = Identity("111122223333", "arn:aws:iam::111122223333:user/é\u2028", "AIDA")
PROOF = CodeProof("GAHT12345678", "012345")


def through_a_line(packed: Any) -> Any:
    line = wire.to_line({"it": packed})
    assert line.count(b"\n") == 1
    return wire.from_line(line)["it"]


@pytest.mark.parametrize(
    ("value", "pack", "unpack"),
    [
        (LONG, wire.pack_keys, wire.unpack_keys),
        (SHORT, wire.pack_keys, wire.unpack_keys),
        (ENDLESS, wire.pack_keys, wire.unpack_keys),
        (PROOF, wire.pack_proof, wire.unpack_proof),
        (RoleRequest("arn:r", "me", HOUR), wire.pack_role_request, wire.unpack_role_request),
        (RoleRequest("arn:r", "me", HOUR, PROOF, "ext", "{}"), wire.pack_role_request, wire.unpack_role_request),
        (WHO, wire.pack_identity, wire.unpack_identity),
        (Issued(SHORT), wire.pack_issued, wire.unpack_issued),
        (Issued(SHORT, WHO), wire.pack_issued, wire.unpack_issued),
        (
            (Device("GAHT", DeviceKind.HARDWARE), Device("arn:x", DeviceKind.PASSKEY)),
            wire.pack_devices,
            wire.unpack_devices,
        ),
        (FoundProfile("p", "p", "AKIA"), wire.pack_found_profile, wire.unpack_found_profile),
        (
            FoundProfile("p", "q", "AKIA", "arn:r", "arn:m", "ext", HOUR, "me", "eu-west-1"),
            wire.pack_found_profile,
            wire.unpack_found_profile,
        ),
        (
            FoundProfile(
                "p", "q", "", "arn:r", through=(Hop("arn:h", "me", "ext"),), resolved=True, unfit=Unfit.LATE_CODE
            ),
            wire.pack_found_profile,
            wire.unpack_found_profile,
        ),
        (AdminProfile("p", AdminKind.SSO), wire.pack_admin_profile, wire.unpack_admin_profile),
        (
            AdminProfile("p", AdminKind.ROLE, "eu-west-1", "arn:m"),
            wire.pack_admin_profile,
            wire.unpack_admin_profile,
        ),
        (Exchange(NOW, "sts", "AssumeRole", "host", HOUR), wire.pack_exchange, wire.unpack_exchange),
        (
            Exchange(NOW, "sts", "AssumeRole", "host", HOUR, 403, "AccessDenied", "no", "req-1", -HOUR),
            wire.pack_exchange,
            wire.unpack_exchange,
        ),
        (Problem(Reason.TIMED_OUT, {"endpoint": "host:443"}), wire.pack_problem, wire.unpack_problem),
        (
            Problem(Reason.DENIED, {}, RawAnswer("AssumeRole", 403, "AccessDenied", "no", "req-1")),
            wire.pack_problem,
            wire.unpack_problem,
        ),
        (Problem(Reason.UNKNOWN, {}, RawAnswer()), wire.pack_problem, wire.unpack_problem),
    ],
)
def test_a_value_comes_out_as_it_went_in(value: Any, pack: Any, unpack: Any):
    assert unpack(through_a_line(pack(value))) == value


def test_long_term_keys_are_not_taken_for_issued_ones():
    with pytest.raises(TypeError):
        wire.unpack_issued([wire.pack_keys(LONG), None])
