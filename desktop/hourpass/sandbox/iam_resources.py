"""Which resource an IAM call acts on, as policies name it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hourpass.sandbox.store import Store

_LISTS = {"ListUsers": "user", "ListRoles": "role", "ListGroups": "group", "ListPolicies": "policy"}
_TAGGING = {
    "CreateUser": "iam:TagUser",
    "CreateRole": "iam:TagRole",
    "CreatePolicy": "iam:TagPolicy",
    "CreateVirtualMFADevice": "iam:TagMFADevice",
}


def needed_actions(operation: str, params: Mapping[str, str]) -> list[str]:
    """The rights that a call needs; tags given at once need their own."""
    actions = [f"iam:{operation}"]
    if operation in _TAGGING and any(name.startswith("Tags.member.") for name in params):
        actions.append(_TAGGING[operation])
    return actions


def resource(store: Store, account: str, operation: str, params: Mapping[str, str]) -> str:
    """The ARN that the call acts on; ``*`` for the account as a whole."""
    here = f"arn:aws:iam::{account}:"
    if operation in _LISTS:
        return f"{here}{_LISTS[operation]}{params.get('PathPrefix', '/')}"
    if operation == "ListVirtualMFADevices":
        return f"{here}mfa/"
    for parameter, arn in _BY_PARAMETER.items():
        if parameter in params:
            return arn(store, account, params)
    return "*"


def _path(params: Mapping[str, str]) -> str:
    return params.get("Path", "/")


def _user(store: Store, account: str, params: Mapping[str, str]) -> str:
    known = store.user(account, params["UserName"])
    return known.arn if known else f"arn:aws:iam::{account}:user{_path(params)}{params['UserName']}"


def _role(store: Store, account: str, params: Mapping[str, str]) -> str:
    known = store.role(account, params["RoleName"])
    return known.arn if known else f"arn:aws:iam::{account}:role{_path(params)}{params['RoleName']}"


def _owner(store: Store, _account: str, params: Mapping[str, str]) -> str:
    """Of a key that is named without its user."""
    known = store.key(params["AccessKeyId"])
    return known.user.arn if known else "*"


def _plain(kind: str, parameter: str) -> Callable[[Store, str, Mapping[str, str]], str]:
    def arn(_store: Store, account: str, params: Mapping[str, str]) -> str:
        return f"arn:aws:iam::{account}:{kind}{_path(params)}{params[parameter]}"

    return arn


def _given(parameter: str) -> Callable[[Store, str, Mapping[str, str]], str]:
    def arn(_store: Store, _account: str, params: Mapping[str, str]) -> str:
        return params[parameter]

    return arn


_BY_PARAMETER: dict[str, Callable[[Store, str, Mapping[str, str]], str]] = {
    # In this order: what a policy is attached to comes before the policy, a device's owner before the device.
    "UserName": _user,
    "RoleName": _role,
    "GroupName": _plain("group", "GroupName"),
    "PolicyArn": _given("PolicyArn"),
    "PolicySourceArn": _given("PolicySourceArn"),
    "SerialNumber": _given("SerialNumber"),
    "VirtualMFADeviceName": _plain("mfa", "VirtualMFADeviceName"),
    "PolicyName": _plain("policy", "PolicyName"),
    "AccessKeyId": _owner,
    "InstanceProfileName": _plain("instance-profile", "InstanceProfileName"),
}
