"""The same setup as a CloudFormation template: what outgrows one person goes through it.

It is the plan in CloudFormation's words, so that both make the same things. A virtual device and an access key are left
out: CloudFormation does not register devices, and would show the key's secret to whoever may read the stack.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from hourpass.domain.setup import Draft
from hourpass.domain.setup_plan import Side, Step, StepKind, plan_of

Template = dict[str, Any]

_USER, _USER_POLICY, _ROLE, _POLICY = "User", "UserPolicy", "Role", "Policy"
_RESOURCES = {
    StepKind.CREATE_USER: (_USER, "AWS::IAM::User"),
    StepKind.PUT_USER_POLICY: (_USER_POLICY, "AWS::IAM::UserPolicy"),
    StepKind.CREATE_POLICY: (_POLICY, "AWS::IAM::ManagedPolicy"),
    StepKind.CREATE_ROLE: (_ROLE, "AWS::IAM::Role"),
}
_OWN_NAMES = {(StepKind.CREATE_POLICY, "PolicyName"): "ManagedPolicyName"}
_UNKNOWN = frozenset({(StepKind.CREATE_POLICY, "Tags")})
"""A managed policy takes no tags there."""
_DOCUMENTS = frozenset({"AssumeRolePolicyDocument", "PolicyDocument"})
_LEFT_OUT = "The MFA device and the access key are not in it: create those for the user afterwards."


def templates(draft: Draft) -> Mapping[Side, Template]:
    """One template; a second one where the role lies in another account, to be applied after the user's."""
    steps = plan_of(draft)
    who = f"MFA access for {draft.user_name}, as Hourpass sets it up."
    if not draft.crosses_accounts:
        return {Side.USER: _template(f"{who} {_LEFT_OUT}", steps)}
    there = f"Part 1 of 2, for the account {draft.account}."
    here = f"Part 2 of 2, for the account {draft.role_account}: apply it when the user of part 1 exists."
    return {
        Side.USER: _template(f"{who} {there} {_LEFT_OUT}", [step for step in steps if step.side is Side.USER]),
        Side.ROLE: _template(f"{who} {here} {_LEFT_OUT}", [step for step in steps if step.side is Side.ROLE]),
    }


def as_text(template: Template) -> str:
    """*template* as JSON, which CloudFormation takes as well as YAML."""
    return json.dumps(template, indent=2) + "\n"


def _template(description: str, steps: Sequence[Step]) -> Template:
    resources: dict[str, Template] = {}
    for step in steps:
        if step.kind in _RESOURCES:
            name, kind = _RESOURCES[step.kind]
            resources[name] = {"Type": kind, "Properties": _properties(step)}
        elif step.kind is StepKind.ATTACH_POLICY:
            resources[_ROLE]["Properties"]["ManagedPolicyArns"] = [{"Ref": _POLICY}]
    if _USER in resources:
        resources[_USER_POLICY]["Properties"]["UserName"] = {"Ref": _USER}
        if _ROLE in resources:
            resources[_ROLE]["DependsOn"] = _USER  # its trust names the user, who has to exist by then
    return {"AWSTemplateFormatVersion": "2010-09-09", "Description": description, "Resources": resources}


def _properties(step: Step) -> Template:
    """The call's parameters, most of which have the same names there; documents are objects in it."""
    return {
        _OWN_NAMES.get((step.kind, name), name): json.loads(value) if name in _DOCUMENTS else value
        for name, value in step.do.parameters.items()
        if (step.kind, name) not in _UNKNOWN
    }
