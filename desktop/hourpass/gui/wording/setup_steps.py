"""The steps of a setup in words: a title that people understand, and below it the call as AWS names it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from hourpass.domain import policies
from hourpass.domain.setup import Permission
from hourpass.domain.setup_plan import Step, StepKind
from hourpass.gui.wording.sentences import QT_TRANSLATE_NOOP
from hourpass.viewmodels.plan_rows import Kept

_TITLES: dict[StepKind, str] = {
    StepKind.CREATE_USER: QT_TRANSLATE_NOOP("SetupSteps", "User {0}"),
    StepKind.CREATE_DEVICE: QT_TRANSLATE_NOOP("SetupSteps", "Virtual MFA device {0}"),
    StepKind.CREATE_KEY: QT_TRANSLATE_NOOP("SetupSteps", "Access key, kept in your system keyring"),
    StepKind.CREATE_ROLE: QT_TRANSLATE_NOOP("SetupSteps", "Role {0} that requires MFA"),
    StepKind.ATTACH_POLICY: QT_TRANSLATE_NOOP("SetupSteps", "Permissions of the role {0}"),
    StepKind.AWAIT_KEY: QT_TRANSLATE_NOOP("SetupSteps", "Waiting until AWS accepts the access key"),
    StepKind.ENABLE_DEVICE: QT_TRANSLATE_NOOP("SetupSteps", "Device {0} registered with two codes"),
}
_PERMISSIONS: dict[Permission, str] = {
    Permission.LIST_BUCKETS: QT_TRANSLATE_NOOP("SetupSteps", "Permission to list S3 buckets"),
    Permission.LIST_OBJECTS: QT_TRANSLATE_NOOP("SetupSteps", "Permission to list S3 buckets and their objects"),
    Permission.READ_OBJECTS: QT_TRANSLATE_NOOP("SetupSteps", "Permission to list S3 buckets and read their objects"),
}
_WITH_MFA: dict[Permission, str] = {
    Permission.LIST_BUCKETS: QT_TRANSLATE_NOOP("SetupSteps", "Permission to list S3 buckets with MFA"),
    Permission.LIST_OBJECTS: QT_TRANSLATE_NOOP(
        "SetupSteps", "Permission to list S3 buckets and their objects with MFA"
    ),
    Permission.READ_OBJECTS: QT_TRANSLATE_NOOP(
        "SetupSteps", "Permission to list S3 buckets and read their objects with MFA"
    ),
}
_KEPT: dict[StepKind, str] = {
    StepKind.CREATE_USER: QT_TRANSLATE_NOOP("SetupSteps", "User {0}"),
    StepKind.CREATE_DEVICE: QT_TRANSLATE_NOOP("SetupSteps", "MFA device {0}"),
    StepKind.CREATE_KEY: QT_TRANSLATE_NOOP("SetupSteps", "Access key {0}"),
    StepKind.CREATE_ROLE: QT_TRANSLATE_NOOP("SetupSteps", "Role {0}"),
}
# The titles of these do not tell the name, so the line below does.
_NAMED_BELOW = frozenset({StepKind.CREATE_POLICY, StepKind.PUT_USER_POLICY})


def step_title(step: Step) -> str:
    """What *step* makes, in people's words."""
    return QCoreApplication.translate("SetupSteps", _title(step)).format(step.subject)


def step_detail(steps: Sequence[Step], made: str = "") -> str:
    """The calls of *steps*, with what they *made* as soon as that is known: "iam:CreateUser · arn:…"."""
    first = steps[0]
    if made and first.kind is StepKind.CREATE_KEY:
        made = _short(made)
    named = made or (first.subject if first.kind in _NAMED_BELOW and len(steps) == 1 else "")
    detail = first.do.action
    for further in [*(step.do.action for step in steps[1:]), *([named] if named else [])]:
        detail = QCoreApplication.translate("SetupSteps", "{0} · {1}", "a call of AWS's API, what it made").format(
            detail, further
        )
    return detail


def kept_text(one: Kept) -> str:
    """What is there already, with its ARN."""
    return QCoreApplication.translate("SetupSteps", _KEPT[one.kind]).format(one.name)


def _title(step: Step) -> str:
    if step.kind not in _NAMED_BELOW:
        return _TITLES[step.kind]
    permission = policies.permission_in(str(step.do.parameters["PolicyDocument"]))
    if permission is None:
        return QT_TRANSLATE_NOOP("SetupSteps", "Permission to assume the role")
    return (_PERMISSIONS if step.kind is StepKind.CREATE_POLICY else _WITH_MFA)[permission]


def _short(access_key_id: str) -> str:
    """``AKIA…7QXA``: enough to tell it from another one."""
    return f"{access_key_id[:4]}…{access_key_id[-4:]}"
