"""What an administrator must be allowed to set up and to remove, and the smallest policy that allows just that.

Everything is made under one path, so nothing that is not Hourpass' need be put at an administrator's disposal.
(Service authorization reference, "Actions, resources, and condition keys for AWS IAM".)
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from hourpass.domain import policies
from hourpass.domain.policies import Document
from hourpass.domain.setup import PATH, Mode
from hourpass.domain.setup_plan import Side

_ANYTHING = "*"


@dataclass(frozen=True, slots=True)
class Need:
    """Some actions on one kind of thing."""

    sid: str
    resource: str  # of an ARN of IAM: "user/hourpass/*"; "*" where actions know no resource
    actions: tuple[str, ...]
    sides: frozenset[Side]  # whose administrator takes them; a setup without a role has only the user's
    needed: bool = True  # without them setting up, or taking back, stops; the others inform, or help later

    def arn(self, partition: str, account: str) -> str:
        """What a policy names as the resource."""
        return self.resource if self.resource == _ANYTHING else f"arn:{partition}:iam::{account}:{self.resource}"

    def example(self, partition: str, account: str) -> str:
        """One such thing, for a simulation."""
        arn = self.arn(partition, account)
        return arn if arn == _ANYTHING else arn.replace(_ANYTHING, "example")


_USER, _ROLE, _BOTH = frozenset({Side.USER}), frozenset({Side.ROLE}), frozenset(Side)
_USERS, _DEVICES = f"user{PATH}*", f"mfa{PATH}*"
_ROLES, _POLICIES = f"role{PATH}*", f"policy{PATH}*"

# Tags on a create call take the matching Tag… action too. Enabling, deactivating and listing devices is judged by the
# user's ARN, creating and deleting them by the device's.
NEEDS: tuple[Need, ...] = (
    Need(
        "User",
        _USERS,
        (
            "iam:CreateUser",
            "iam:GetUser",
            "iam:DeleteUser",
            "iam:TagUser",
            "iam:CreateAccessKey",
            "iam:ListAccessKeys",
            "iam:UpdateAccessKey",
            "iam:DeleteAccessKey",
            "iam:EnableMFADevice",
            "iam:DeactivateMFADevice",
            "iam:ListMFADevices",
            "iam:PutUserPolicy",
            "iam:GetUserPolicy",
            "iam:ListUserPolicies",
            "iam:DeleteUserPolicy",
            "iam:ListAttachedUserPolicies",
            "iam:ListGroupsForUser",
        ),
        _USER,
    ),
    Need(
        "User",
        _USERS,
        ("iam:GetAccessKeyLastUsed", "iam:ResyncMFADevice", "iam:GetLoginProfile"),
        _USER,
        needed=False,
    ),
    Need(
        "Device",
        _DEVICES,
        ("iam:CreateVirtualMFADevice", "iam:DeleteVirtualMFADevice", "iam:TagMFADevice", "iam:ListMFADeviceTags"),
        _USER,
    ),
    Need(
        "Role",
        _ROLES,
        (
            "iam:CreateRole",
            "iam:GetRole",
            "iam:DeleteRole",
            "iam:TagRole",
            "iam:AttachRolePolicy",
            "iam:DetachRolePolicy",
            "iam:ListAttachedRolePolicies",
            "iam:ListRolePolicies",
        ),
        _ROLE,
    ),
    Need(
        "Role",
        _ROLES,
        ("iam:UpdateRole", "iam:UpdateAssumeRolePolicy", "iam:ListInstanceProfilesForRole"),
        _ROLE,
        needed=False,
    ),
    Need(
        "Policy",
        _POLICIES,
        ("iam:CreatePolicy", "iam:GetPolicy", "iam:ListPolicyVersions", "iam:DeletePolicy", "iam:TagPolicy"),
        _ROLE,
    ),
    Need("Policy", _POLICIES, ("iam:DeletePolicyVersion",), _ROLE, needed=False),
    # A device is found by its serial in the list only.
    Need("Look", _ANYTHING, ("iam:ListVirtualMFADevices",), _USER),
    Need("Look", _ANYTHING, ("iam:ListUsers",), _USER, needed=False),
    Need("Look", _ANYTHING, ("iam:ListRoles", "iam:ListPolicies"), _ROLE, needed=False),
    Need(
        "Look",
        _ANYTHING,
        ("iam:ListAccountAliases", "iam:GetAccountSummary", "iam:SimulatePrincipalPolicy"),
        _BOTH,
        needed=False,
    ),
)


def needs_of(mode: Mode | None = None, side: Side | None = None) -> tuple[Need, ...]:
    """What *mode* takes (None: either) of the administrator of *side* (None: one for both)."""
    wanted = set(Side) if side is None else {side}
    if mode is Mode.SESSION:
        wanted &= {Side.USER}
    return tuple(need for need in NEEDS if need.sides & wanted)


def smallest_policy(
    partition: str,
    account: str,
    mode: Mode | None = None,
    side: Side | None = None,
    actions: Collection[str] | None = None,
) -> Document:
    """Allows what setting up and removing take and nothing else; of that only *actions*, where they are given."""
    allowed: dict[str, list[str]] = {}
    resources: dict[str, str] = {}
    for need in needs_of(mode, side):
        wanted = [action for action in need.actions if actions is None or action in actions]
        if wanted:
            resources[need.sid] = need.arn(partition, account)
            allowed.setdefault(need.sid, []).extend(wanted)
    return policies.document_of(
        *(
            {"Sid": sid, "Effect": "Allow", "Action": wanted, "Resource": resources[sid]}
            for sid, wanted in allowed.items()
        )
    )


def missing_policy(missing: Collection[str], account: str, partition: str = "aws") -> str:
    """The text of a policy that grants just what is *missing*; empty where that is nothing Hourpass asks for."""
    document = smallest_policy(partition, account, actions=missing)
    return policies.as_text(document) if document["Statement"] else ""
