"""Finds what Hourpass made for a user: by the journal's record, or by asking IAM for what carries our tag.

The tag says what is ours. Access keys and inline policies carry none: those of an existing user are ours where the
record names them, or, for a policy, where it is called after a setup. A user that is ours goes with all of its keys
and devices, for nobody could use them without it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hourpass.domain import arns
from hourpass.domain.setup import PATH
from hourpass.domain.setup_plan import ApiCall
from hourpass.domain.setup_record import Record
from hourpass.services.cancel import Cancel
from hourpass.services.deleting import deletion, release
from hourpass.services.removal_list import Item, ItemKind, Obstacle, ObstacleKind, RemovalList
from hourpass.services.removal_roles import RoleLookUp
from hourpass.services.setup_ports import AccessKey, Iam, Thing, ThingKind, UserParts
from hourpass.services.whose_keys import keys_of

_OUR_USER_POLICY = re.compile(r"hourpass-([0-9a-f]{8})", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Claim:
    """A user, and what counts as ours of what hangs on it."""

    user_name: str
    user: Thing | None
    parts: UserParts
    setups: tuple[str, ...]  # ids
    records: tuple[Record, ...]
    tagged_devices: tuple[Thing, ...]  # ours by their tag, registered or not

    @property
    def owns_user(self) -> bool:
        return self.user is not None and _is_ours(self.user, self.setups)


class RemovalLookUp:
    """Looks; changes nothing."""

    def __init__(self, user_side: Iam, role_side: Iam | None, account: str) -> None:
        self._iam, self._account = user_side, account
        self._roles = RoleLookUp(user_side, role_side)

    def of_record(self, record: Record, cancel: Cancel) -> RemovalList:
        """What is left of the setup in *record*, and of later ones that stand on the user that it made."""
        draft = record.draft
        user, parts = self._user(draft.user_name, cancel)
        setups = [draft.id]
        if user is not None and _is_ours(user, setups):
            setups += _setups_of_policies(parts)
        return self._listed(draft.user_name, user, parts, setups, (record,), cancel)

    def of_user(self, user_name: str, records: tuple[Record, ...], cancel: Cancel) -> RemovalList:
        """The same without a record to start from; *records* are those that the journal has of this user after all."""
        user, parts = self._user(user_name, cancel)
        setups = [record.draft.id for record in records]
        if user is not None and user.setup_id and _under_our_path(user.arn, "user"):
            setups.insert(0, user.setup_id)
        setups += _setups_of_policies(parts)
        assigned = {device.serial for device in parts.devices}
        if any(_under_our_path(serial, "mfa") for serial in assigned):
            ours = self._iam.ours(ThingKind.DEVICE, cancel)
            setups += [thing.setup_id for thing in ours if thing.arn in assigned and thing.setup_id]
        return self._listed(user_name, user, parts, setups, records, cancel)

    def _listed(
        self,
        user_name: str,
        user: Thing | None,
        parts: UserParts,
        setups: Iterable[str],
        records: tuple[Record, ...],
        cancel: Cancel,
    ) -> RemovalList:
        ids = tuple(dict.fromkeys(setups))
        devices = [thing for thing in self._iam.ours(ThingKind.DEVICE, cancel) if thing.setup_id in ids]
        claim = _Claim(user_name, user, parts, ids, records, tuple(devices))
        found = self._roles.look(frozenset(ids), cancel) if ids else ((), ())
        role_items, role_obstacles = found
        items = (
            *(_key_item(user_name, key) for key in self._our_keys(claim, cancel)),
            *_device_items(claim),
            *role_items,
            *(_policy_item(user_name, name) for name in _our_policies(claim)),
            *([_user_item(user)] if user is not None and claim.owns_user else ()),
        )
        return RemovalList(
            user_name=user_name,
            account=self._account,
            items=items,
            obstacles=(*(_user_obstacles(claim) if claim.owns_user else ()), *role_obstacles),
            setup_id=ids[0] if ids else "",
            keeps_user=user is not None and not claim.owns_user,
            more_setups=ids[1:],
            role_account=self._role_account(claim, cancel),
        )

    def _user(self, user_name: str, cancel: Cancel) -> tuple[Thing | None, UserParts]:
        user = self._iam.find(ThingKind.USER, user_name, cancel)
        return user, self._iam.user_parts(user_name, cancel) if user is not None else UserParts()

    def _our_keys(self, claim: _Claim, cancel: Cancel) -> tuple[AccessKey, ...]:
        listed = claim.parts.keys
        if claim.owns_user:
            return listed
        made = {each for record in claim.records for each in keys_of(record, listed, self._iam, cancel)}
        return tuple(key for key in listed if key.id in made)

    def _role_account(self, claim: _Claim, cancel: Cancel) -> str:
        """Another account that a role of these setups lies in, by the records and by the user's right to assume it."""
        for record in claim.records:
            if record.draft.crosses_accounts:
                return record.draft.role_account
        for name in _our_policies(claim):
            document = self._iam.user_policy(claim.user_name, name, cancel) or ""
            for account in _accounts_of_our_roles(document):
                if account != self._account:
                    return account
        return ""


def _is_ours(thing: Thing, setups: Iterable[str]) -> bool:
    return bool(thing.setup_id) and thing.setup_id in setups and _under_our_path(thing.arn, thing.kind.value)


def _under_our_path(arn: str, kind: str) -> bool:
    found = arns.parse(arn)
    return found is not None and found.resource.startswith(f"{kind}{PATH}")


def _setups_of_policies(parts: UserParts) -> list[str]:
    return [match[1] for name in parts.inline_policies if (match := _OUR_USER_POLICY.fullmatch(name))]


def _our_policies(claim: _Claim) -> list[str]:
    ours = {f"hourpass-{each}" for each in claim.setups}
    return [name for name in claim.parts.inline_policies if name in ours]


def _key_item(user_name: str, key: AccessKey) -> Item:
    named = {"UserName": user_name, "AccessKeyId": key.id}
    delete = ApiCall("DeleteAccessKey", named)
    # Inactive first: should the deletion fail, the key is of no use all the same.
    calls = (ApiCall("UpdateAccessKey", {**named, "Status": "Inactive"}), delete) if key.active else (delete,)
    return Item(ItemKind.ACCESS_KEY, key.id, "", calls)


def _device_items(claim: _Claim) -> Iterator[Item]:
    tagged = {thing.arn: thing for thing in claim.tagged_devices}
    for device in claim.parts.devices:
        if claim.owns_user or device.serial in tagged:
            yield _device_item(device.serial, release(claim.user_name, device.serial))
    assigned = {device.serial for device in claim.parts.devices}
    for serial, thing in tagged.items():
        if serial not in assigned and not thing.owner:  # else somebody has given it to another user
            yield _device_item(serial)


def _device_item(serial: str, *before: ApiCall) -> Item:
    found = arns.parse(serial)
    return Item(ItemKind.DEVICE, found.name if found else serial, serial, (*before, *deletion(serial)))


def _policy_item(user_name: str, name: str) -> Item:
    return Item(
        ItemKind.USER_POLICY, name, "", (ApiCall("DeleteUserPolicy", {"UserName": user_name, "PolicyName": name}),)
    )


def _user_item(user: Thing) -> Item:
    return Item(ItemKind.USER, user.name, user.arn, (ApiCall("DeleteUser", {"UserName": user.name}),))


def _user_obstacles(claim: _Claim) -> Iterator[Obstacle]:
    parts, owner = claim.parts, claim.user_name
    ours = _our_policies(claim)
    for name in parts.groups:
        yield Obstacle(ObstacleKind.USER_GROUP, owner, name)
    for arn in parts.attached_policies:
        found = arns.parse(arn)
        yield Obstacle(ObstacleKind.USER_ATTACHED_POLICY, owner, found.name if found else arn)
    for name in parts.inline_policies:
        if name not in ours:
            yield Obstacle(ObstacleKind.USER_INLINE_POLICY, owner, name)
    if parts.has_password:
        yield Obstacle(ObstacleKind.USER_PASSWORD, owner, "")


def _accounts_of_our_roles(document: str) -> list[str]:
    """The accounts of the roles under our path that a policy speaks of."""
    try:
        statements = json.loads(document or "{}").get("Statement", [])
    except ValueError:
        return []
    accounts: list[str] = []
    for statement in statements if isinstance(statements, list) else [statements]:
        resources = statement.get("Resource", [])
        for text in resources if isinstance(resources, list) else [resources]:
            found = arns.parse(text)
            if found is not None and _under_our_path(text, "role"):
                accounts.append(found.account)
    return accounts
