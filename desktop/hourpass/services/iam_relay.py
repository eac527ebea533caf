"""An account whose administrator may be replaced in the middle: a session that ends is no reason to begin anew."""

from __future__ import annotations

from collections.abc import Mapping

from hourpass.domain.setup import TakenNames
from hourpass.domain.setup_plan import ApiCall
from hourpass.services.cancel import Cancel
from hourpass.services.ports import Device
from hourpass.services.setup_ports import AccessKey, Iam, KeyUse, Made, RoleParts, Thing, ThingKind, UserParts


class IamRelay:
    """An Iam that passes every call on to the one of the newest administrator."""

    def __init__(self, to: Iam) -> None:
        self._to = to

    def turn_to(self, to: Iam) -> None:
        """From the next call on, *to* is asked. It must be of the same account."""
        self._to = to

    def change(self, call: ApiCall) -> Made:
        return self._to.change(call)

    def find(self, kind: ThingKind, name: str, cancel: Cancel) -> Thing | None:
        return self._to.find(kind, name, cancel)

    def users(self, cancel: Cancel) -> tuple[Thing, ...]:
        return self._to.users(cancel)

    def ours(self, kind: ThingKind, cancel: Cancel) -> tuple[Thing, ...]:
        return self._to.ours(kind, cancel)

    def taken_names(self, cancel: Cancel) -> TakenNames:
        return self._to.taken_names(cancel)

    def user_parts(self, user_name: str, cancel: Cancel) -> UserParts:
        return self._to.user_parts(user_name, cancel)

    def devices(self, user_name: str, cancel: Cancel) -> tuple[Device, ...]:
        return self._to.devices(user_name, cancel)

    def access_keys(self, user_name: str, cancel: Cancel) -> tuple[AccessKey, ...]:
        return self._to.access_keys(user_name, cancel)

    def key_last_used(self, access_key_id: str, cancel: Cancel) -> KeyUse | None:
        return self._to.key_last_used(access_key_id, cancel)

    def role_parts(self, role_name: str, cancel: Cancel) -> RoleParts:
        return self._to.role_parts(role_name, cancel)

    def other_versions(self, policy_arn: str, cancel: Cancel) -> tuple[str, ...]:
        return self._to.other_versions(policy_arn, cancel)

    def user_policy(self, user_name: str, policy_name: str, cancel: Cancel) -> str | None:
        return self._to.user_policy(user_name, policy_name, cancel)

    def alias(self, cancel: Cancel) -> str:
        return self._to.alias(cancel)

    def quotas(self, cancel: Cancel) -> Mapping[str, int]:
        return self._to.quotas(cancel)

    def denied_actions(
        self, principal: str, actions: tuple[str, ...], resource: str, cancel: Cancel
    ) -> tuple[str, ...]:
        return self._to.denied_actions(principal, actions, resource, cancel)
