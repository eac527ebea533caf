"""How values travel between the app and its worker: one JSON line each. Both sides encode and decode here only.

The pipes are private to the two processes, so secrets may pass; nothing here writes them anywhere else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from sys import intern
from typing import Any

from hourpass.domain.activity import Exchange
from hourpass.domain.credentials import Credentials, Identity, Keys, LongTermKeys
from hourpass.domain.problem import Problem, RawAnswer, Reason
from hourpass.domain.profile import Hop
from hourpass.services.ports import (
    CodeProof,
    Device,
    DeviceKind,
    FoundProfile,
    Issued,
    ObjectPage,
    RoleRequest,
    SignInToken,
    Unfit,
)
from hourpass.services.setup_ports import AdminKind, AdminProfile

Packed = Any
"""What json knows: the shape is only known here."""


def to_line(message: Mapping[str, Packed]) -> bytes:
    """*message* as one line; JSON writes line ends inside texts as escapes."""
    return json.dumps(message, separators=(",", ":")).encode() + b"\n"


def from_line(line: bytes) -> dict[str, Packed]:
    """The message in *line*."""
    message: dict[str, Packed] = json.loads(line)
    return message


def pack_keys(keys: Keys) -> Packed:
    if isinstance(keys, Credentials):
        return [keys.access_key_id, keys.secret_access_key, keys.session_token, keys.expires_at.isoformat()]
    return [keys.access_key_id, keys.secret_access_key]


def unpack_keys(packed: Packed) -> Keys:
    if len(packed) == 2:
        return LongTermKeys(*packed)
    return Credentials(packed[0], packed[1], packed[2], datetime.fromisoformat(packed[3]))


def unpack_credentials(packed: Packed) -> Credentials:
    """Keys where only temporary ones make sense."""
    keys = unpack_keys(packed)
    if not isinstance(keys, Credentials):
        raise TypeError("temporary keys are wanted")
    return keys


def unpack_long_term_keys(packed: Packed) -> LongTermKeys:
    """Keys where temporary ones make no sense."""
    return LongTermKeys(*packed)


def pack_proof(proof: CodeProof) -> Packed:
    return [proof.serial, proof.code]


def unpack_proof(packed: Packed) -> CodeProof:
    return CodeProof(*packed)


def pack_role_request(request: RoleRequest) -> Packed:
    return {
        "role": request.role_arn,
        "name": request.session_name,
        "seconds": request.duration.total_seconds(),
        "proof": pack_proof(request.proof) if request.proof else None,
        "external": request.external_id,
        "policy": request.session_policy,
    }


def unpack_role_request(packed: Packed) -> RoleRequest:
    return RoleRequest(
        role_arn=packed["role"],
        session_name=packed["name"],
        duration=timedelta(seconds=packed["seconds"]),
        proof=unpack_proof(packed["proof"]) if packed["proof"] else None,
        external_id=packed["external"],
        session_policy=packed["policy"],
    )


def pack_identity(identity: Identity) -> Packed:
    return [identity.account, identity.arn, identity.user_id]


def unpack_identity(packed: Packed) -> Identity:
    return Identity(*packed)


def pack_issued(issued: Issued) -> Packed:
    return [pack_keys(issued.credentials), pack_identity(issued.identity) if issued.identity else None]


def unpack_issued(packed: Packed) -> Issued:
    return Issued(unpack_credentials(packed[0]), unpack_identity(packed[1]) if packed[1] else None)


def pack_devices(devices: tuple[Device, ...]) -> Packed:
    return [[device.serial, device.kind.value] for device in devices]


def unpack_devices(packed: Packed) -> tuple[Device, ...]:
    return tuple(Device(serial, DeviceKind(kind)) for serial, kind in packed)


def pack_signin_token(token: SignInToken) -> Packed:
    return [token.value, token.federation_url]


def unpack_signin_token(packed: Packed) -> SignInToken:
    return SignInToken(*packed)


def pack_found_profile(profile: FoundProfile) -> Packed:
    return [
        profile.name,
        profile.source_profile,
        profile.access_key_id,
        profile.role_arn,
        profile.mfa_serial,
        profile.external_id,
        seconds_of(profile.duration),
        profile.session_name,
        profile.region,
        [[hop.role_arn, hop.session_name, hop.external_id] for hop in profile.through],
        profile.resolved,
        profile.unfit.value if profile.unfit else None,
    ]


def unpack_found_profile(packed: Packed) -> FoundProfile:
    name, source, key_id, role, serial, external, seconds, session, region, through, resolved, unfit = packed
    return FoundProfile(
        name=name,
        source_profile=source,
        access_key_id=key_id,
        role_arn=role,
        mfa_serial=serial,
        external_id=external,
        duration=span_of(seconds),
        session_name=session,
        region=region,
        through=tuple(Hop(*hop) for hop in through),
        resolved=resolved,
        unfit=Unfit(unfit) if unfit else None,
    )


def pack_admin_profile(profile: AdminProfile) -> Packed:
    return [profile.name, profile.kind.value, profile.region, profile.mfa_serial]


def unpack_admin_profile(packed: Packed) -> AdminProfile:
    name, kind, region, serial = packed
    return AdminProfile(name, AdminKind(kind), region, serial)


def pack_object_page(page: ObjectPage) -> Packed:
    return [page.folders, page.names, page.sizes, page.modified, page.classes, page.more]


def unpack_object_page(packed: Packed) -> ObjectPage:
    folders, names, sizes, modified, classes, more = packed
    # There are some ten storage classes and maybe a million objects.
    return ObjectPage(folders, names, sizes, modified, [intern(each) for each in classes], more)


def pack_exchange(exchange: Exchange) -> Packed:
    return [
        exchange.at.isoformat(),
        exchange.service,
        exchange.operation,
        exchange.host,
        exchange.took.total_seconds(),
        exchange.status,
        exchange.code,
        exchange.message,
        exchange.request_id,
        seconds_of(exchange.server_offset),
    ]


def unpack_exchange(packed: Packed) -> Exchange:
    at, service, operation, host, took, status, code, message, request_id, offset = packed
    return Exchange(
        at=datetime.fromisoformat(at),
        service=service,
        operation=operation,
        host=host,
        took=timedelta(seconds=took),
        status=status,
        code=code,
        message=message,
        request_id=request_id,
        server_offset=span_of(offset),
    )


def pack_problem(problem: Problem) -> Packed:
    raw = problem.raw
    return {
        "reason": problem.reason.value,
        "facts": dict(problem.facts),
        "raw": [raw.operation, raw.status, raw.code, raw.message, raw.request_id] if raw else None,
    }


def unpack_problem(packed: Packed) -> Problem:
    return Problem(
        Reason(packed["reason"]), packed["facts"], RawAnswer(*packed["raw"]) if packed["raw"] is not None else None
    )


def seconds_of(span: timedelta | None) -> float | None:
    return None if span is None else span.total_seconds()


def span_of(seconds: float | None) -> timedelta | None:
    return None if seconds is None else timedelta(seconds=seconds)
