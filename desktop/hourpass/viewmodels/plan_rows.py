"""What the review shows of a plan: a row for each call, its policy documents apart from the other parameters."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from hourpass.domain.setup import Draft
from hourpass.domain.setup_plan import ApiCall, Side, Step, StepKind, plan_of

_DOCUMENTS = frozenset({"AssumeRolePolicyDocument", "PolicyDocument"})


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """A policy document of a call, readable."""

    parameter: str  # "PolicyDocument": AWS's name of it
    text: str  # JSON over several lines


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One step of the plan."""

    step: Step
    account: str  # in which the call is made
    parameters: tuple[tuple[str, str], ...]  # names and values, in the order of the call, without the documents
    documents: tuple[PlanDocument, ...]

    @property
    def kind(self) -> StepKind:
        return self.step.kind

    @property
    def subject(self) -> str:
        return self.step.subject

    @property
    def call(self) -> ApiCall:
        return self.step.do

    @property
    def side(self) -> Side:
        return self.step.side


@dataclass(frozen=True, slots=True)
class Kept:
    """What is there already: neither made nor, later, taken back."""

    kind: StepKind  # the step that is left out for it
    name: str  # its ARN, serial or key id


def plan_rows(draft: Draft) -> tuple[PlanRow, ...]:
    """A row for each call that will be made, in order. What is there already has none."""
    accounts = {Side.USER: draft.account, Side.ROLE: draft.role_account or draft.account}
    return tuple(_row(step, accounts[step.side]) for step in plan_of(draft))


def kept(draft: Draft) -> tuple[Kept, ...]:
    """What the setup uses as it is."""
    found: list[Kept] = []
    if not draft.creates_user:
        found.append(Kept(StepKind.CREATE_USER, draft.user_arn))
    if not draft.creates_device:
        found.append(Kept(StepKind.CREATE_DEVICE, draft.device_serial))
    if not draft.creates_key:
        found.append(Kept(StepKind.CREATE_KEY, draft.existing_key))
    if draft.existing_role_arn and draft.role_arn:
        found.append(Kept(StepKind.CREATE_ROLE, draft.role_arn))
    return tuple(found)


def _row(step: Step, account: str) -> PlanRow:
    parameters: list[tuple[str, str]] = []
    documents: list[PlanDocument] = []
    for name, value in step.do.parameters.items():
        if name in _DOCUMENTS:
            documents.append(PlanDocument(name, json.dumps(json.loads(value), indent=2)))
        else:
            parameters.append((name, _as_text(value)))
    return PlanRow(step, account, tuple(parameters), tuple(documents))


def _as_text(value: Any) -> str:
    if isinstance(value, list):  # of tags
        return ", ".join(f"{tag['Key']} = {tag['Value']}" for tag in value)
    return str(value)
