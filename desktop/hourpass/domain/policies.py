"""The policy documents of a setup, as they are sent (IAM user guide, "Secure API access with MFA")."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from hourpass.domain.setup import Draft, Mode, Permission

Document = Mapping[str, Any]

_MFA = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
"""With ``Allow``, ``Bool`` is right: without MFA the key is absent or false, and the statement does not match."""


def trust(draft: Draft) -> Document:
    """Who may assume the role: the user, with MFA, and the external ID where there is one."""
    condition: dict[str, Any] = dict(_MFA)
    if draft.external_id:
        condition["StringEquals"] = {"sts:ExternalId": draft.external_id}
    return _document(
        {
            "Effect": "Allow",
            "Principal": {"AWS": draft.user_arn},
            "Action": "sts:AssumeRole",
            "Condition": condition,
        }
    )


def permissions(draft: Draft) -> Document:
    """What the role may do. No MFA condition: credentials of AssumeRole carry no MFA mark in later calls."""
    return _document(*_s3(draft))


def user_policy(draft: Draft) -> Document:
    """What the user itself may do: assume that role, or, with Mode.SESSION, use S3 with MFA."""
    if draft.mode is Mode.ROLE:
        return _document({"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": draft.role_arn})
    return _document(*({**statement, "Condition": _MFA} for statement in _s3(draft)))


def as_text(document: Document) -> str:
    """*document* as it is sent: readable, and far below IAM's limits."""
    return json.dumps(document, indent=2)


def _s3(draft: Draft) -> list[dict[str, Any]]:
    everything = f"arn:{draft.partition}:s3:::*"
    statements: list[dict[str, Any]] = [{"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"}]
    if draft.permission is not Permission.LIST_BUCKETS:
        statements.append(
            {"Effect": "Allow", "Action": ["s3:GetBucketLocation", "s3:ListBucket"], "Resource": everything}
        )
    if draft.permission is Permission.READ_OBJECTS:
        statements.append({"Effect": "Allow", "Action": "s3:GetObject", "Resource": f"{everything}/*"})
    return statements


def _document(*statements: Mapping[str, Any]) -> Document:
    return {"Version": "2012-10-17", "Statement": list(statements)}
