"""Everything that IAM holds in a sandbox, for comparing before and after; and what belongs to other people in it."""

from __future__ import annotations

import json
from typing import Any

from hourpass.domain.credentials import LongTermKeys
from hourpass.sandbox.sandbox import Sandbox

Inventory = dict[str, Any]


def inventory(sandbox: Sandbox, *, exact: bool = True) -> Inventory:
    """All users, roles, policies and devices of both accounts. Without *exact* only what somebody can name: no ids and
    seeds that AWS makes up."""
    found: Inventory = {}
    world = sandbox._world
    owners: dict[str, str] = {}
    for account in (sandbox.seeded.account, sandbox.seeded.partner_account):
        with world.store._ours():
            held = world.store._account(account)
            for user in held.users.values():
                owners[user.id] = user.name
                keys = [(key.access_key_id, key.status) for key in user.access_keys]
                found[user.arn] = {
                    "id": user.id if exact else "",
                    "password": bool(user.password),
                    "keys": keys if exact else [status for _, status in keys],
                    "inline": dict(user.policies),
                    "attached": sorted(user.managed_policies),
                    "groups": sorted(held_group.name for held_group in held.get_groups_for_user(user.name)),
                    "tags": held.list_user_tags(user.name),
                }
            for role in held.roles.values():
                found[role.arn] = {
                    "id": role.id if exact else "",
                    "trust": json.loads(role.assume_role_policy_document),
                    "maximum": str(role.max_session_duration),
                    "inline": dict(role.policies),
                    "attached": sorted(role.managed_policies),
                    "tags": role.tags,
                }
            for policy in held.managed_policies.values():
                found[policy.arn] = {
                    "versions": [(one.version_id, str(one.document), one.is_default) for one in policy.versions],
                    "attachments": policy.attachment_count,
                    "tags": policy.tags,
                }
        for device in world.devices.of_account(account):
            found[device.serial] = {
                "seed": device.seed if exact else "",
                "owner": owners.get(device.owner_id, ""),
                "tags": dict(device.tags),
            }
    return found


def plant_foreign_things(ask: Any, sandbox: Sandbox) -> None:
    """What other people, and other setups, have in the account; all of it is to stay. *ask* makes IAM calls."""
    other_setup = [{"Key": "hourpass:setup", "Value": "ffffffff"}]
    ask("CreateUser", UserName="desk-2", Path="/hourpass/", Tags=other_setup)
    ask("CreateUser", UserName="hourpass-desk", Path="/")
    ask("CreateAccessKey", UserName="hourpass-desk")
    trust = {"Effect": "Allow", "Principal": {"AWS": sandbox.seeded.user_arn}, "Action": "sts:AssumeRole"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    ask("CreateRole", RoleName="desk-s3-2", Path="/hourpass/", AssumeRolePolicyDocument=document, Tags=other_setup)
    allow = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
    made = ask("CreatePolicy", PolicyName="desk-s3-2", Path="/hourpass/", PolicyDocument=json.dumps(allow))
    ask("AttachRolePolicy", RoleName="desk-s3-2", PolicyArn=made["Policy"]["Arn"])
    ask(
        "PutUserPolicy",
        UserName=sandbox.seeded.user_name,
        PolicyName="hourpass-ffffffff",
        PolicyDocument=json.dumps(allow),
    )
    devices, account = sandbox.devices, sandbox.seeded.account
    devices.create(f"arn:aws:iam::{account}:mfa/hourpass/desk-phone-2", account, {"hourpass:setup": "ffffffff"})
    devices.create(f"arn:aws:iam::{account}:mfa/desk-phone", account, {})


def new_keys(made: Any) -> LongTermKeys:
    """The key that CreateAccessKey answered with."""
    return LongTermKeys(made["AccessKey"]["AccessKeyId"], made["AccessKey"]["SecretAccessKey"])
