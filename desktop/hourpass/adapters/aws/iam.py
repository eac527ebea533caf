"""The IAM calls. IAM is one service a partition: it is asked in the partition's own region."""

from __future__ import annotations

from datetime import timedelta

from hourpass.adapters.aws.asked import Asked
from hourpass.adapters.aws.caller import Caller
from hourpass.adapters.device_kinds import kind_of
from hourpass.domain import arns
from hourpass.domain.credentials import Keys
from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.services.cancel import Cancel
from hourpass.services.ports import Device


def devices(caller: Caller, keys: Keys, region: str, cancel: Cancel) -> tuple[Device, ...]:
    """ListMFADevices of whom *keys* belong to."""
    asked = Asked("iam", "ListMFADevices", home(region), keys)
    found: list[Device] = []
    parameters: dict[str, str] = {}
    markers: set[str] = set()
    while True:
        answer = caller.call(asked, parameters)
        serials = [device.get("SerialNumber", "") for device in answer.get("MFADevices", ())]
        found += [Device(serial, kind_of(serial)) for serial in serials if serial]
        marker = answer.get("Marker")
        # A server that gives back the marker it was sent would be asked for ever.
        if not answer.get("IsTruncated") or not marker or marker in markers:
            return tuple(found)
        markers.add(marker)
        parameters = {"Marker": marker}
        cancel.check()


def role_maximum(caller: Caller, keys: Keys, region: str, role_arn: str) -> timedelta:
    """GetRole's MaxSessionDuration; DENIED for a role of another account, which GetRole cannot see."""
    asked = Asked("iam", "GetRole", home(region), keys, role_arn=role_arn)
    answer = caller.call(asked, {"RoleName": role_arn.rsplit("/", 1)[-1]})
    try:
        role = answer["Role"]
        arn, maximum = role["Arn"], timedelta(seconds=role["MaxSessionDuration"])
    except KeyError as error:
        raise caller.unreadable(asked) from error
    if arn != role_arn:  # it goes by name, so this is a namesake
        raise HourpassError(Problem(Reason.DENIED, {"action": "iam:GetRole", "resource": role_arn}))
    return maximum


def home(region: str) -> str:
    """Where IAM of *region*'s partition is asked."""
    return arns.HOME_REGION.get(arns.partition_of_region(region), region)
