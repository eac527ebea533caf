"""Setups in a sandbox that are to be removed, what stands in the accounts, and a process that dies in the middle."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import Any

from hourpass.domain.profile import Method, Profile
from hourpass.domain.setup import SETUP_TAG, Draft, Mode
from hourpass.domain.setup_plan import ApiCall, Side, Step, StepKind
from hourpass.domain.setup_record import Record, Stage, StepState
from hourpass.services.cancel import Cancel
from hourpass.services.letting_go import LettingGo
from hourpass.services.removal import Removal
from hourpass.services.removal_list import ItemCondition, ItemReport, RemovalList
from hourpass.services.setup_ports import Iam
from services.fakes_account import Inventory, inventory
from services.fakes_sandbox_world import SandboxWorld, aws_session

NOBODY = Cancel()
NAME = "reader-desk"
ALLOW = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*"}]}'


def draft(world: SandboxWorld, mode: Mode = Mode.ROLE, number: int = 1, **fields: Any) -> Draft:
    """Another setup of the same names for each *number*."""
    standard: dict[str, Any] = {
        "id": f"{number:08x}",
        "account": world.seeded.account,
        "user_name": NAME,
        "device_name": f"{NAME}-phone",
        "mode": mode,
        "role_name": "" if mode is Mode.SESSION else f"{NAME}-s3",
    }
    return Draft(**(standard | fields))


def across(world: SandboxWorld, number: int = 1) -> Draft:
    """With the role in the partner's account."""
    return draft(world, number=number, role_account=world.seeded.partner_account)


class RemovalWorld(SandboxWorld):
    """A sandbox with administrators of both accounts."""

    @property
    def partner(self) -> Iam:
        return self.tools.iam(self.acting_with(self.seeded.partner_admin))

    def side(self, side: Side, wanted: Draft) -> Iam:
        return self.partner if side is Side.ROLE and wanted.crosses_accounts else self.admin

    def make(self, wanted: Draft, until: StepKind | None = None) -> Record:
        """Carry out what *wanted* asks for, as far as *until*, with its record in the journal and its profile in the book."""
        record = Record(wanted, self.clock.now())
        for step in record.plan:
            if step.kind is not StepKind.AWAIT_KEY:
                record = self._made(step, wanted, record)
            if step.kind is until:
                break
        else:
            record = replace(record, stage=Stage.FINISHED)
            self.book.add(profile_of(record))
        self.journal.write(record)
        return record

    def _made(self, step: Step, wanted: Draft, record: Record) -> Record:
        parameters = dict(step.do.parameters)
        if step.kind is StepKind.ENABLE_DEVICE:
            self.next_code(wanted.device_serial)
            first, second = self.pair(wanted.device_serial)
            parameters |= {"AuthenticationCode1": first, "AuthenticationCode2": second}
        answer = self.side(step.side, wanted).change(ApiCall(step.do.operation, parameters))
        if answer.seed:
            self.phones[answer.arn] = answer.seed
        if answer.keys is not None:
            self.keys.keep(answer.keys)
            record = replace(record, access_key_id=answer.keys.access_key_id)
        return record.with_state(step.kind, StepState.DONE)

    def removal(self, *, partner: bool = False, user_side: Iam | None = None) -> Removal:
        return Removal(
            user_side or self.admin,
            self.partner if partner else None,
            self.seeded.account,
            self.journal,
            LettingGo(self.book, self.sessions, self.keys),
            self.clock,
            self.pause,
        )

    @cached_property
    def somebody(self) -> Any:
        """Somebody else at work in the user's account, with a client of their own."""
        return aws_session(self).client("iam")

    def standing(self) -> Inventory:
        """Everything of IAM in both accounts, as it can be seen from outside."""
        return inventory(self.sandbox)


def plant(world: RemovalWorld) -> None:
    """What other people have, some of it named and placed much like ours."""
    world.somebody.create_user(UserName="reader", Path="/hourpass/")
    world.somebody.create_user(UserName="other", Path="/hourpass/", Tags=[{"Key": SETUP_TAG, "Value": "ffffffff"}])
    world.somebody.create_access_key(UserName="other")
    world.somebody.put_user_policy(UserName="other", PolicyName="hourpass-ffffffff", PolicyDocument=ALLOW)
    world.somebody.create_virtual_mfa_device(VirtualMFADeviceName="spare", Path="/hourpass/")
    world.somebody.create_virtual_mfa_device(
        VirtualMFADeviceName="theirs",
        Path="/hourpass/",
        Tags=[{"Key": SETUP_TAG, "Value": "ffffffff"}],
    )
    world.somebody.create_policy(PolicyName="shared", Path="/hourpass/", PolicyDocument=ALLOW)


def profile_of(record: Record) -> Profile:
    wanted = record.draft
    return Profile(
        id=f"profile-{wanted.id}",
        name=wanted.id,
        access_key_id=record.access_key_id or wanted.existing_key,
        method=Method.ROLE if wanted.mode is Mode.ROLE else Method.SESSION,
        role_arn=wanted.role_arn,
        device_serial=wanted.device_serial,
    )


def forgotten(_report: ItemReport) -> None:
    """Nobody looks."""


def remove_all(removal: Removal, listed: RemovalList) -> tuple[ItemReport, ...]:
    return removal.remove(listed, forgotten, NOBODY)


def names(listed: RemovalList) -> list[tuple[str, str]]:
    """What is on the list, in its order."""
    return [(item.kind.name, item.name) for item in listed.items]


class Heard:
    """Keeps what a removal reports."""

    def __init__(self) -> None:
        self.reports: list[ItemReport] = []

    def __call__(self, report: ItemReport) -> None:
        self.reports.append(report)

    def of(self, condition: ItemCondition) -> list[str]:
        return [report.item.name for report in self.reports if report.condition is condition]
