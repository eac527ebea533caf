"""IAM's calls by their names, as setting up and removing make them: from the plan's own parameters to plain values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hourpass.adapters.aws.asked import Asked
from hourpass.adapters.aws.caller import Caller
from hourpass.adapters.aws.iam import home
from hourpass.domain.credentials import Keys
from hourpass.services.cancel import Cancel

CHANGES = frozenset(
    {
        "AttachRolePolicy",
        "CreateAccessKey",
        "CreatePolicy",
        "CreateRole",
        "CreateUser",
        "CreateVirtualMFADevice",
        "DeactivateMFADevice",
        "DeleteAccessKey",
        "DeletePolicy",
        "DeletePolicyVersion",
        "DeleteRole",
        "DeleteUser",
        "DeleteUserPolicy",
        "DeleteVirtualMFADevice",
        "DetachRolePolicy",
        "EnableMFADevice",
        "PutUserPolicy",
        "ResyncMFADevice",
        "UpdateAccessKey",
    }
)
"""Sent once: a repeated change turns a success whose answer was lost into a refusal, or into a second key."""
SINGLE_READS = frozenset(
    {
        "GetAccessKeyLastUsed",
        "GetAccountSummary",
        "GetLoginProfile",
        "GetPolicy",
        "GetRole",
        "GetUser",
        "GetUserPolicy",
    },
)
LISTS = {
    "ListAccessKeys": "AccessKeyMetadata",
    "ListAccountAliases": "AccountAliases",
    "ListAttachedRolePolicies": "AttachedPolicies",
    "ListAttachedUserPolicies": "AttachedPolicies",
    "ListGroupsForUser": "Groups",
    "ListInstanceProfilesForRole": "InstanceProfiles",
    "ListMFADeviceTags": "Tags",
    "ListMFADevices": "MFADevices",
    "ListPolicies": "Policies",
    "ListPolicyVersions": "Versions",
    "ListRolePolicies": "PolicyNames",
    "ListRoles": "Roles",
    "ListUserPolicies": "PolicyNames",
    "ListUsers": "Users",
    "ListVirtualMFADevices": "VirtualMFADevices",
    "SimulatePrincipalPolicy": "EvaluationResults",
}
"""What comes in pages, and the name of what they are made of."""
PAGE = 1000
MOST_PAGES = 100
"""Far more than IAM's highest quotas come to."""
_SENT_ALONG = ("AuthenticationCode1", "AuthenticationCode2")
_LEFT_OUT = frozenset({"QRCodePNG", "ResponseMetadata", "IsTruncated", "Marker"})
"""The picture holds the seed a second time; the rest is about the answer, not in it."""


def call(
    caller: Caller, keys: Keys, region: str, operation: str, parameters: Mapping[str, Any], cancel: Cancel
) -> dict[str, Any]:
    """The answer to *operation*, of a list all pages in one; nothing in it that JSON does not know."""
    codes = tuple(str(parameters[name]) for name in _SENT_ALONG if name in parameters)
    asked = Asked(
        "iam",
        operation,
        home(region),
        keys,
        serial=str(parameters.get("SerialNumber", "")),
        code=codes[0] if codes else "",
        more_codes=codes[1:],
        once=operation in CHANGES,
    )
    if operation in LISTS:
        return {LISTS[operation]: _all_pages(caller, asked, parameters, cancel)}
    if operation not in CHANGES | SINGLE_READS:
        raise ValueError(operation)  # ours to send, not AWS's to refuse
    answer: dict[str, Any] = _plain(caller.call(asked, parameters))
    return answer


def _all_pages(caller: Caller, asked: Asked, parameters: Mapping[str, Any], cancel: Cancel) -> list[Any]:
    found: list[Any] = []
    page: dict[str, Any] = {**parameters, "MaxItems": PAGE}
    markers: set[str] = set()
    while True:
        answer = caller.call(asked, page)
        found += _plain(answer.get(LISTS[asked.operation]) or [])
        marker = answer.get("Marker")
        if not answer.get("IsTruncated"):
            return found
        # Half a list would be taken for a whole one, and a name on the rest of it for free.
        if not marker or marker in markers or len(markers) >= MOST_PAGES:
            raise caller.unreadable(asked)
        markers.add(marker)
        page = {**page, "Marker": marker}
        cancel.check()


def _plain(value: Any) -> Any:
    match value:
        case Mapping():
            return {name: _plain(part) for name, part in value.items() if name not in _LEFT_OUT}
        case list():
            return [_plain(part) for part in value]
        case bytes():
            return value.decode("ascii")  # a device's seed, in base32
        case _:
            return value
