"""The policy documents of a setup, as they are sent (IAM user guide, "Secure API access with MFA")."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from hourpass.domain.setup import Draft, Mode, Permission

Document = Mapping[str, Any]

_LIST_BUCKETS, _LIST, _READ = "s3:ListAllMyBuckets", "s3:ListBucket", "s3:GetObject"
_MFA = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
"""With ``Allow``, ``Bool`` is right: without MFA the key is absent or false, and the statement does not match."""


def trust(draft: Draft) -> Document:
    """Who may assume the role: the user, with MFA, and the external ID where there is one."""
    condition: dict[str, Any] = dict(_MFA)
    if draft.external_id:
        condition["StringEquals"] = {"sts:ExternalId": draft.external_id}
    return document_of(
        {
            "Effect": "Allow",
            "Principal": {"AWS": draft.user_arn},
            "Action": "sts:AssumeRole",
            "Condition": condition,
        }
    )


def permissions(draft: Draft) -> Document:
    """What the role may do. No MFA condition: credentials of AssumeRole carry no MFA mark in later calls."""
    return document_of(*_s3(draft))


def user_policy(draft: Draft) -> Document:
    """What the user itself may do: assume that role, or, with Mode.SESSION, use S3 with MFA."""
    if draft.mode is Mode.ROLE:
        return document_of({"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": draft.role_arn})
    return document_of(*({**statement, "Condition": _MFA} for statement in _s3(draft)))


def as_text(document: Document) -> str:
    """*document* as it is sent: readable, and far below IAM's limits."""
    return json.dumps(document, indent=2)


def permission_in(text: str) -> Permission | None:
    """What a document of ours, as it was sent, allows in S3; None where it only lets a role be assumed."""
    actions: set[str] = set()
    for statement in json.loads(text)["Statement"]:
        named = statement["Action"]
        actions.update([named] if isinstance(named, str) else named)
    if _READ in actions:
        return Permission.READ_OBJECTS
    if _LIST in actions:
        return Permission.LIST_OBJECTS
    return Permission.LIST_BUCKETS if _LIST_BUCKETS in actions else None


def _s3(draft: Draft) -> list[dict[str, Any]]:
    everything = f"arn:{draft.partition}:s3:::*"
    statements: list[dict[str, Any]] = [{"Effect": "Allow", "Action": _LIST_BUCKETS, "Resource": "*"}]
    if draft.permission is not Permission.LIST_BUCKETS:
        statements.append({"Effect": "Allow", "Action": ["s3:GetBucketLocation", _LIST], "Resource": everything})
    if draft.permission is Permission.READ_OBJECTS:
        statements.append({"Effect": "Allow", "Action": _READ, "Resource": f"{everything}/*"})
    return statements


def document_of(*statements: Mapping[str, Any]) -> Document:
    """A policy of *statements*."""
    return {"Version": "2012-10-17", "Statement": list(statements)}
