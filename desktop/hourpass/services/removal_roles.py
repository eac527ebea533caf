"""Finds the roles and managed policies of setups, in the user's account and in the role's where that is another."""

from __future__ import annotations

from collections.abc import Iterator

from hourpass.domain import arns
from hourpass.domain.setup_plan import ApiCall, Side
from hourpass.services.cancel import Cancel
from hourpass.services.deleting import deletion_of_versions
from hourpass.services.removal_list import Item, ItemKind, Obstacle, ObstacleKind
from hourpass.services.setup_ports import Iam, RoleParts, Thing, ThingKind

Found = tuple[tuple[Item, ...], tuple[Obstacle, ...]]


class RoleLookUp:
    """Looks; changes nothing."""

    def __init__(self, user_side: Iam, role_side: Iam | None) -> None:
        self._sides = {Side.USER: user_side} | ({Side.ROLE: role_side} if role_side is not None else {})

    def look(self, setups: frozenset[str], cancel: Cancel) -> Found:
        """The items in the order in which AWS lets them go, and what hangs on them that is not ours."""
        items: list[Item] = []
        obstacles: list[Obstacle] = []
        for side, iam in self._sides.items():
            roles = [(role, iam.role_parts(role.name, cancel)) for role in _tagged(iam, ThingKind.ROLE, setups, cancel)]
            policies = _tagged(iam, ThingKind.POLICY, setups, cancel)
            ours = {policy.arn for policy in policies}
            for role, parts in roles:
                items += _attachments(role, parts, ours, side)
                obstacles += _role_obstacles(role, parts, ours)
            for policy in policies:
                items.append(_policy_item(policy, iam.other_versions(policy.arn, cancel), side))
                elsewhere = policy.attachments - sum(policy.arn in parts.attached_policies for _, parts in roles)
                if elsewhere > 0:
                    obstacles.append(Obstacle(ObstacleKind.POLICY_IN_USE, policy.name, str(elsewhere)))
            for role, _ in roles:
                items.append(Item(ItemKind.ROLE, role.name, role.arn, (_role_call("DeleteRole", role),), side))
        return tuple(items), tuple(obstacles)


def _tagged(iam: Iam, kind: ThingKind, setups: frozenset[str], cancel: Cancel) -> list[Thing]:
    """Those of the setups. One whose tags may not be read is no reason to leave it behind: that is said (DENIED)."""
    found: list[Thing] = []
    for listed in iam.ours(kind, cancel):
        thing: Thing | None = listed
        if not listed.tags:
            thing = iam.find(kind, listed.arn if kind is ThingKind.POLICY else listed.name, cancel)
        if thing is not None and thing.setup_id in setups:
            found.append(thing)
    return found


def _attachments(role: Thing, parts: RoleParts, ours: set[str], side: Side) -> Iterator[Item]:
    calls = tuple(_role_call("DetachRolePolicy", role, PolicyArn=arn) for arn in parts.attached_policies if arn in ours)
    if calls:
        yield Item(ItemKind.ROLE_POLICY, role.name, role.arn, calls, side)


def _policy_item(policy: Thing, other_versions: tuple[str, ...], side: Side) -> Item:
    calls = (*deletion_of_versions(policy.arn, other_versions), ApiCall("DeletePolicy", {"PolicyArn": policy.arn}))
    return Item(ItemKind.POLICY, policy.name, policy.arn, calls, side)


def _role_obstacles(role: Thing, parts: RoleParts, ours: set[str]) -> Iterator[Obstacle]:
    for arn in parts.attached_policies:
        if arn not in ours:
            found = arns.parse(arn)
            yield Obstacle(ObstacleKind.ROLE_ATTACHED_POLICY, role.name, found.name if found else arn)
    for name in parts.inline_policies:
        yield Obstacle(ObstacleKind.ROLE_INLINE_POLICY, role.name, name)
    for name in parts.instance_profiles:
        yield Obstacle(ObstacleKind.ROLE_INSTANCE_PROFILE, role.name, name)


def _role_call(operation: str, role: Thing, **more: str) -> ApiCall:
    return ApiCall(operation, {"RoleName": role.name, **more})
