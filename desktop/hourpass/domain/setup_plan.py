"""The plan of a setup as data: every call that will be made, in order, and how each is taken back.

The review shows these calls, the setup sends them, and the undoing reads the same list backwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum
from typing import Any

from hourpass.domain import policies
from hourpass.domain.setup import PATH, SETUP_TAG, Draft


class Side(Enum):
    """Whose administrator makes a call: they differ where the role lies in another account."""

    USER = "user"
    ROLE = "role"


class StepKind(Enum):
    """What a step does. The value is the step's name in the journal."""

    CREATE_USER = "create-user"
    CREATE_DEVICE = "create-device"
    CREATE_KEY = "create-key"
    CREATE_ROLE = "create-role"
    CREATE_POLICY = "create-policy"
    ATTACH_POLICY = "attach-policy"
    PUT_USER_POLICY = "put-user-policy"
    AWAIT_KEY = "await-key"
    """Changes nothing: GetCallerIdentity with the new key until AWS knows it."""
    ENABLE_DEVICE = "enable-device"
    """Carried out by the person, who types two codes."""


@dataclass(frozen=True, slots=True)
class ApiCall:
    """One call, by the names of AWS's API. Policy documents are text in it, as they travel."""

    operation: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    service: str = "iam"

    @property
    def action(self) -> str:
        """As policies and AWS's refusals name it: "iam:CreateUser"."""
        return f"{self.service}:{self.operation}"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do, and the calls that take it back; those are fine with its being gone already."""

    kind: StepKind
    subject: str  # the name that people know it by
    do: ApiCall
    undo: tuple[ApiCall, ...] = ()
    side: Side = Side.USER


def plan_of(draft: Draft) -> tuple[Step, ...]:
    """The steps of *draft*, in order. What is there already is neither made nor taken back."""
    steps: list[Step] = []
    user = {"UserName": draft.user_name}
    serial = {"SerialNumber": draft.device_serial}
    if draft.creates_user:
        do = ApiCall("CreateUser", {**user, "Path": PATH, "Tags": _tags(draft)})
        steps.append(Step(StepKind.CREATE_USER, draft.user_name, do, (ApiCall("DeleteUser", user),)))
    if draft.creates_device:
        do = ApiCall(
            "CreateVirtualMFADevice", {"VirtualMFADeviceName": draft.device_name, "Path": PATH, "Tags": _tags(draft)}
        )
        steps.append(Step(StepKind.CREATE_DEVICE, draft.device_name, do, (ApiCall("DeleteVirtualMFADevice", serial),)))
    if draft.creates_key:
        # Which one to delete is known once it was made; the undoing adds its id.
        delete = ApiCall("DeleteAccessKey", user)
        steps.append(Step(StepKind.CREATE_KEY, draft.user_name, ApiCall("CreateAccessKey", user), (delete,)))
    if draft.creates_role:
        steps += _role_steps(draft)
    policy = {**user, "PolicyName": draft.user_policy_name}
    put = ApiCall("PutUserPolicy", {**policy, "PolicyDocument": policies.as_text(policies.user_policy(draft))})
    steps.append(Step(StepKind.PUT_USER_POLICY, draft.user_policy_name, put, (ApiCall("DeleteUserPolicy", policy),)))
    steps.append(Step(StepKind.AWAIT_KEY, draft.user_name, ApiCall("GetCallerIdentity", service="sts")))
    if draft.creates_device:
        # The two codes come from the person, and are never written anywhere.
        enable = ApiCall("EnableMFADevice", {**user, **serial})
        deactivate = ApiCall("DeactivateMFADevice", {**user, **serial})
        steps.append(Step(StepKind.ENABLE_DEVICE, draft.device_name, enable, (deactivate,)))
    return tuple(steps)


def _role_steps(draft: Draft) -> list[Step]:
    role, policy = {"RoleName": draft.role_name}, {"PolicyArn": draft.policy_arn}
    tags = _tags(draft)
    create_role = ApiCall(
        "CreateRole",
        {
            **role,
            "Path": PATH,
            "Description": f"For {draft.user_name}, with MFA. Made by Hourpass.",
            "AssumeRolePolicyDocument": policies.as_text(policies.trust(draft)),
            "MaxSessionDuration": draft.role_maximum // timedelta(seconds=1),
            "Tags": tags,
        },
    )
    create_policy = ApiCall(
        "CreatePolicy",
        {
            "PolicyName": draft.role_name,
            "Path": PATH,
            "Description": f"What {draft.role_name} may do in S3. Made by Hourpass.",
            "PolicyDocument": policies.as_text(policies.permissions(draft)),
            "Tags": tags,
        },
    )
    attach, detach = ApiCall("AttachRolePolicy", {**role, **policy}), ApiCall("DetachRolePolicy", {**role, **policy})
    return [
        Step(StepKind.CREATE_ROLE, draft.role_name, create_role, (ApiCall("DeleteRole", role),), Side.ROLE),
        Step(StepKind.CREATE_POLICY, draft.role_name, create_policy, (ApiCall("DeletePolicy", policy),), Side.ROLE),
        Step(StepKind.ATTACH_POLICY, draft.role_name, attach, (detach,), Side.ROLE),
    ]


def _tags(draft: Draft) -> list[dict[str, str]]:
    return [{"Key": SETUP_TAG, "Value": draft.id}]
