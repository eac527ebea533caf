"""IAM of one account behind the services' port, with an administrator's credentials."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Protocol, TypeVar

from hourpass.adapters import iam_answers
from hourpass.adapters.device_kinds import kind_of
from hourpass.domain import arns
from hourpass.domain.credentials import Credentials, Keys
from hourpass.domain.problem import HourpassError, Reason
from hourpass.domain.setup import PATH, TakenNames
from hourpass.domain.setup_plan import ApiCall
from hourpass.services.administrator import Administrator
from hourpass.services.cancel import Cancel
from hourpass.services.ports import Device, DeviceKind
from hourpass.services.setup_ports import AccessKey, KeyUse, Made, RoleParts, Thing, ThingKind, UserParts
from hourpass.services.side_by_side import side_by_side

Found = TypeVar("Found")

_OWN_POLICIES = {"Scope": "Local"}
"""AWS's own, some thousand, are nobody's to make or delete."""


class Send(Protocol):
    """One IAM call and its answer in plain values, as AwsGateway.iam and WorkerAws.iam make it."""

    def __call__(
        self, keys: Keys, region: str, operation: str, parameters: Mapping[str, Any], cancel: Cancel, /
    ) -> dict[str, Any]: ...


class IamAccount:
    """Implements setup_ports.Iam."""

    def __init__(self, send: Send, administrator: Administrator) -> None:
        self._send, self._administrator = send, administrator

    def change(self, call: ApiCall) -> Made:
        if call.service != "iam":
            raise ValueError(call.service)
        return iam_answers.made(call.operation, self._ask(call.operation, Cancel(), **call.parameters))

    def find(self, kind: ThingKind, name: str, cancel: Cancel) -> Thing | None:
        match kind:
            case ThingKind.USER:
                return self._get("GetUser", "User", iam_answers.user, cancel, UserName=name)
            case ThingKind.ROLE:
                return self._get("GetRole", "Role", iam_answers.role, cancel, RoleName=name)
            case ThingKind.POLICY:
                return self._get("GetPolicy", "Policy", iam_answers.policy, cancel, PolicyArn=name)
            case ThingKind.DEVICE:
                found = next((one for one in self._devices(cancel) if one.arn == name), None)
                return self._with_device_tags(found, cancel) if found else None

    def users(self, cancel: Cancel) -> tuple[Thing, ...]:
        return tuple(iam_answers.user(part) for part in self._list("ListUsers", "Users", cancel))

    def ours(self, kind: ThingKind, cancel: Cancel) -> tuple[Thing, ...]:
        found = (self._with_tags(thing, cancel) for thing in self._under_our_path(kind, cancel))
        return tuple(thing for thing in found if thing is not None)

    def taken_names(self, cancel: Cancel) -> TakenNames:
        users, devices, roles, policies = side_by_side(
            lambda: self._names("ListUsers", "Users", "UserName", cancel),
            lambda: _unless_denied(lambda: frozenset(device.name for device in self._devices(cancel))),
            lambda: self._names("ListRoles", "Roles", "RoleName", cancel),
            lambda: self._names("ListPolicies", "Policies", "PolicyName", cancel, **_OWN_POLICIES),
        )
        return TakenNames(users, devices, roles, policies)

    def user_parts(self, user_name: str, cancel: Cancel) -> UserParts:
        of_user = {"UserName": user_name}
        attached = self._list("ListAttachedUserPolicies", "AttachedPolicies", cancel, **of_user)
        groups = self._list("ListGroupsForUser", "Groups", cancel, **of_user)
        return UserParts(
            keys=self.access_keys(user_name, cancel),
            devices=self.devices(user_name, cancel),
            inline_policies=tuple(self._list("ListUserPolicies", "PolicyNames", cancel, **of_user)),
            attached_policies=tuple(part["PolicyArn"] for part in attached),
            groups=tuple(part["GroupName"] for part in groups),
            has_password=self._has_password(user_name, cancel),
        )

    def devices(self, user_name: str, cancel: Cancel) -> tuple[Device, ...]:
        listed = self._list("ListMFADevices", "MFADevices", cancel, UserName=user_name)
        serials = [part["SerialNumber"] for part in listed]
        return tuple(Device(serial, kind_of(serial)) for serial in serials)

    def access_keys(self, user_name: str, cancel: Cancel) -> tuple[AccessKey, ...]:
        of_user = {"UserName": user_name} if user_name else {}
        listed = self._list("ListAccessKeys", "AccessKeyMetadata", cancel, **of_user)
        return tuple(iam_answers.access_key(part) for part in listed)

    def key_last_used(self, access_key_id: str, cancel: Cancel) -> KeyUse | None:
        return iam_answers.key_use(self._ask("GetAccessKeyLastUsed", cancel, AccessKeyId=access_key_id))

    def role_parts(self, role_name: str, cancel: Cancel) -> RoleParts:
        of_role = {"RoleName": role_name}
        attached = self._list("ListAttachedRolePolicies", "AttachedPolicies", cancel, **of_role)
        # Seldom allowed, and nothing that we ever make; deleting the role tells where there is one after all.
        profiles = _unless_denied(
            lambda: self._list("ListInstanceProfilesForRole", "InstanceProfiles", cancel, **of_role)
        )
        return RoleParts(
            inline_policies=tuple(self._list("ListRolePolicies", "PolicyNames", cancel, **of_role)),
            attached_policies=tuple(part["PolicyArn"] for part in attached),
            instance_profiles=tuple(part["InstanceProfileName"] for part in profiles or ()),
        )

    def other_versions(self, policy_arn: str, cancel: Cancel) -> tuple[str, ...]:
        versions = self._list("ListPolicyVersions", "Versions", cancel, PolicyArn=policy_arn)
        return tuple(part["VersionId"] for part in versions if not part.get("IsDefaultVersion"))

    def user_policy(self, user_name: str, policy_name: str, cancel: Cancel) -> str | None:
        answer = self._unless_missing("GetUserPolicy", cancel, UserName=user_name, PolicyName=policy_name)
        return iam_answers.document(answer.get("PolicyDocument")) if answer is not None else None

    def alias(self, cancel: Cancel) -> str:
        found = _unless_denied(lambda: self._list("ListAccountAliases", "AccountAliases", cancel))
        return str(found[0]) if found else ""

    def quotas(self, cancel: Cancel) -> Mapping[str, int]:
        figures: Mapping[str, int] = self._ask("GetAccountSummary", cancel).get("SummaryMap", {})
        return figures

    def denied_actions(
        self, principal: str, actions: tuple[str, ...], resource: str, cancel: Cancel
    ) -> tuple[str, ...]:
        results = self._list(
            "SimulatePrincipalPolicy",
            "EvaluationResults",
            cancel,
            PolicySourceArn=principal,
            ActionNames=list(actions),
            ResourceArns=[resource],
            ContextEntries=[self._mfa_mark(principal, cancel)],
        )
        refused = {str(result.get("EvalActionName")) for result in results if iam_answers.denied(result, resource)}
        return tuple(action for action in actions if action in refused)

    def _mfa_mark(self, principal: str, cancel: Cancel) -> dict[str, Any]:
        """What the coming calls will say of MFA: a user's temporary keys come of a code, a role's carry no mark."""
        arn = arns.parse(principal)
        by_code = isinstance(self._administrator.keys(cancel), Credentials)
        marked = by_code and arn is not None and arn.resource.startswith("user/")
        return {
            "ContextKeyName": "aws:MultiFactorAuthPresent",
            "ContextKeyType": "boolean",
            "ContextKeyValues": ["true" if marked else "false"],
        }

    def _under_our_path(self, kind: ThingKind, cancel: Cancel) -> list[Thing]:
        match kind:
            case ThingKind.USER:
                return [iam_answers.user(part) for part in self._list("ListUsers", "Users", cancel, PathPrefix=PATH)]
            case ThingKind.ROLE:
                return [iam_answers.role(part) for part in self._list("ListRoles", "Roles", cancel, PathPrefix=PATH)]
            case ThingKind.POLICY:
                parts = self._list("ListPolicies", "Policies", cancel, PathPrefix=PATH, **_OWN_POLICIES)
                return [iam_answers.policy(part) for part in parts]
            case ThingKind.DEVICE:
                return [device for device in self._devices(cancel) if f":mfa{PATH}" in device.arn]

    def _with_tags(self, thing: Thing, cancel: Cancel) -> Thing | None:
        """*thing*, or None where it is gone meanwhile; as it is where its tags may not be read."""
        if thing.kind is ThingKind.DEVICE:
            return self._with_device_tags(thing, cancel)
        name = thing.arn if thing.kind is ThingKind.POLICY else thing.name
        try:
            return self.find(thing.kind, name, cancel)
        except HourpassError as error:
            if error.problem.reason is not Reason.DENIED:
                raise
            return thing

    def _devices(self, cancel: Cancel) -> list[Thing]:
        """The account's virtual devices. Hardware tokens are listed only with their users."""
        listed = self._list("ListVirtualMFADevices", "VirtualMFADevices", cancel)
        devices = [iam_answers.device(part) for part in listed]
        return [device for device in devices if kind_of(device.arn) is DeviceKind.VIRTUAL]

    def _with_device_tags(self, device: Thing, cancel: Cancel) -> Thing | None:
        try:
            listed = self._list("ListMFADeviceTags", "Tags", cancel, SerialNumber=device.arn)
        except HourpassError as error:
            if error.problem.reason is Reason.NOT_FOUND:
                return None
            if error.problem.reason is Reason.DENIED:
                return device
            raise
        return replace(device, tags=iam_answers.tags(listed))

    def _names(self, operation: str, key: str, name: str, cancel: Cancel, **parameters: Any) -> frozenset[str] | None:
        return _unless_denied(
            lambda: frozenset(str(part[name]) for part in self._list(operation, key, cancel, **parameters))
        )

    def _has_password(self, user_name: str, cancel: Cancel) -> bool:
        return bool(_unless_denied(lambda: self._unless_missing("GetLoginProfile", cancel, UserName=user_name)))

    def _get(
        self, operation: str, key: str, read: Callable[[Mapping[str, Any]], Thing], cancel: Cancel, **parameters: Any
    ) -> Thing | None:
        answer = self._unless_missing(operation, cancel, **parameters)
        return read(answer[key]) if answer is not None else None

    def _unless_missing(self, operation: str, cancel: Cancel, **parameters: Any) -> dict[str, Any] | None:
        try:
            return self._ask(operation, cancel, **parameters)
        except HourpassError as error:
            if error.problem.reason is Reason.NOT_FOUND:
                return None
            raise

    def _list(self, operation: str, key: str, cancel: Cancel, **parameters: Any) -> list[Any]:
        found: list[Any] = self._ask(operation, cancel, **parameters)[key]
        return found

    def _ask(self, operation: str, cancel: Cancel, **parameters: Any) -> dict[str, Any]:
        administrator = self._administrator
        keys = administrator.keys(cancel)
        try:
            return self._send(keys, administrator.region, operation, parameters, cancel)
        except HourpassError as error:
            # Refused for its keys, it was surely not carried out: the same once more is no repetition.
            if error.problem.reason is not Reason.EXPIRED or not administrator.renew(keys, cancel):
                raise
        return self._send(administrator.keys(cancel), administrator.region, operation, parameters, cancel)


def _unless_denied(ask: Callable[[], Found]) -> Found | None:
    try:
        return ask()
    except HourpassError as error:
        if error.problem.reason is Reason.DENIED:
            return None
        raise
