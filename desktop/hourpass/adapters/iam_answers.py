"""What IAM's answers say, as values. Optional parts that AWS left out are empty, never a failure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from hourpass.domain import arns
from hourpass.domain.credentials import LongTermKeys
from hourpass.domain.problem import HourpassError, Problem, RawAnswer, Reason
from hourpass.services.setup_ports import AccessKey, KeyUse, Made, Thing, ThingKind

Answer = Mapping[str, Any]

_MADE = {
    "CreateUser": ("User", "Arn"),
    "CreateRole": ("Role", "Arn"),
    "CreatePolicy": ("Policy", "Arn"),
    "CreateVirtualMFADevice": ("VirtualMFADevice", "SerialNumber"),
}
"""Where the ARN of what was made stands."""
_UNKNOWN = "N/A"


def made(operation: str, answer: Answer) -> Made:
    """What a change brought; NOT_AWS where the answer lacks it, though it may well have been carried out."""
    try:
        if operation == "CreateAccessKey":
            key = answer["AccessKey"]
            return Made(keys=LongTermKeys(key["AccessKeyId"], key["SecretAccessKey"]))
        if operation not in _MADE:
            return Made()
        part, name = _MADE[operation]
        seed = answer[part]["Base32StringSeed"] if operation == "CreateVirtualMFADevice" else ""
        return Made(arn=answer[part][name], seed=seed)
    except KeyError as error:
        raise HourpassError(Problem(Reason.NOT_AWS, raw=RawAnswer(operation))) from error


def user(part: Answer) -> Thing:
    """A user of GetUser or ListUsers."""
    return Thing(ThingKind.USER, part.get("UserName", ""), part.get("Arn", ""), tags(part.get("Tags")))


def role(part: Answer) -> Thing:
    """A role of GetRole or ListRoles."""
    seconds = part.get("MaxSessionDuration")
    return Thing(
        ThingKind.ROLE,
        part.get("RoleName", ""),
        part.get("Arn", ""),
        tags(part.get("Tags")),
        trust=document(part.get("AssumeRolePolicyDocument")),
        maximum=timedelta(seconds=seconds) if seconds else None,
    )


def policy(part: Answer) -> Thing:
    """A policy of GetPolicy or ListPolicies."""
    return Thing(
        ThingKind.POLICY,
        part.get("PolicyName", ""),
        part.get("Arn", ""),
        tags(part.get("Tags")),
        attachments=part.get("AttachmentCount", 0),
    )


def device(part: Answer) -> Thing:
    """A virtual device of ListVirtualMFADevices, which never tells the tags."""
    serial, owner = part.get("SerialNumber", ""), part.get("User") or {}
    found = arns.parse(serial)
    # The account's root is the one owner without a user name: its ARN ends in that very word.
    named = owner.get("UserName") or owner.get("Arn", "").rpartition(":")[2]
    return Thing(ThingKind.DEVICE, found.name if found else serial, serial, owner=named)


def access_key(part: Answer) -> AccessKey:
    """A key of ListAccessKeys."""
    return AccessKey(part.get("AccessKeyId", ""), part.get("Status") == "Active", _moment(part.get("CreateDate", "")))


def key_use(answer: Answer) -> KeyUse | None:
    """Where a key was last used; of one that was not, AWS says "N/A" and no date."""
    told = answer.get("AccessKeyLastUsed") or {}
    moment = _moment(told.get("LastUsedDate", ""))
    if moment is None:
        return None
    service, region = ("" if told.get(name) == _UNKNOWN else told.get(name, "") for name in ("ServiceName", "Region"))
    return KeyUse(moment, service, region)


def tags(listed: Any) -> dict[str, str]:
    """Tags by their keys."""
    return {one["Key"]: one.get("Value", "") for one in listed or ()}


def document(value: Any) -> str:
    """A policy document as JSON: botocore has decoded it where it could."""
    return value if isinstance(value, str) else json.dumps(value) if value else ""


def denied(result: Answer, resource: str) -> bool:
    """Whether an answer of SimulatePrincipalPolicy says no for *resource*, by itself or among several."""
    for specific in result.get("ResourceSpecificResults") or ():
        if specific.get("EvalResourceName") == resource:
            return bool(specific.get("EvalResourceDecision") != "allowed")
    return bool(result.get("EvalDecision") != "allowed")


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
