"""Deleting at AWS: which calls it takes, that what is gone already was wanted gone, and how long a conflict may last."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from hourpass.domain import arns
from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.domain.setup_plan import ApiCall
from hourpass.services.setup_ports import Iam
from hourpass.services.trying_again import BUDGET, NO_TIME

DETACHING = timedelta(seconds=30)
"""How long what was detached may still be in the way."""


def while_detaching(problem: Problem) -> timedelta:
    """How long AWS is given to let a thing go."""
    if problem.reason is Reason.DELETE_CONFLICT:
        return DETACHING
    return BUDGET if problem.reason is Reason.CHANGING_NOW else NO_TIME


def delete(iam: Iam, call: ApiCall) -> None:
    """Send *call*; fine if its object is gone."""
    try:
        iam.change(call)
    except HourpassError as error:
        if error.problem.reason is not Reason.NOT_FOUND:
            raise


def delete_key(iam: Iam, user_name: str, key_id: str) -> None:
    """Delete an access key at AWS."""
    delete(iam, ApiCall("DeleteAccessKey", {"UserName": user_name, "AccessKeyId": key_id}))


def release(user_name: str, serial: str) -> ApiCall:
    """Take the device from the user."""
    return ApiCall("DeactivateMFADevice", {"UserName": user_name, "SerialNumber": serial})


def deletion(serial: str) -> tuple[ApiCall, ...]:
    """For a released virtual device, whose name stays taken otherwise. Hardware and passkeys are not AWS's to delete."""
    arn = arns.parse(serial)
    virtual = arn is not None and arn.resource.startswith("mfa/")
    return (ApiCall("DeleteVirtualMFADevice", {"SerialNumber": serial}),) if virtual else ()


def deletion_of_versions(policy_arn: str, versions: Iterable[str]) -> tuple[ApiCall, ...]:
    """For the versions of a policy that are not its default: they go before it."""
    return tuple(ApiCall("DeletePolicyVersion", {"PolicyArn": policy_arn, "VersionId": each}) for each in versions)
