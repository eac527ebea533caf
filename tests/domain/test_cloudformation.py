from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from cfnlint.api import lint
from hypothesis import HealthCheck, given, settings

from domain.drafts import OTHER_ACCOUNT, ROLE_DRAFT, SESSION_DRAFT, drafts
from hourpass.domain.cloudformation import Template, as_text, templates
from hourpass.domain.setup import Draft, Permission
from hourpass.domain.setup_plan import Side, StepKind, plan_of
from hourpass.sandbox.propagation import Delays
from hourpass.sandbox.sandbox import Sandbox
from sandbox.fakes_sandbox import Person, SettableClock

DRAFTS = {
    "role": ROLE_DRAFT,
    "session": SESSION_DRAFT,
    "role that reads": replace(ROLE_DRAFT, permission=Permission.READ_OBJECTS, external_id="acme/42:x"),
    "session that lists": replace(SESSION_DRAFT, permission=Permission.LIST_OBJECTS),
    "role elsewhere": replace(ROLE_DRAFT, role_account=OTHER_ACCOUNT, external_id="acme-42"),
    "China": replace(ROLE_DRAFT, partition="aws-cn"),
    "user that is there": replace(ROLE_DRAFT, existing_user_path="/people/"),
    "role that is there": replace(ROLE_DRAFT, existing_role_arn=f"arn:aws:iam::{OTHER_ACCOUNT}:role/audit"),
    "session of a user that is there": replace(SESSION_DRAFT, existing_user_path="/"),
}


@pytest.mark.parametrize("draft", DRAFTS.values(), ids=DRAFTS.keys())
def test_cfn_lint_finds_nothing_amiss(draft: Draft):
    for template in templates(draft).values():
        assert lint(as_text(template)) == []


@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(drafts())
def test_cfn_lint_finds_nothing_amiss_with_any_names(draft: Draft):
    for template in templates(draft).values():
        assert lint(as_text(template)) == []


@given(drafts())
def test_there_is_a_second_template_just_where_the_role_lies_in_another_account(draft: Draft):
    made = templates(draft)
    assert set(made) == ({Side.USER, Side.ROLE} if draft.crosses_accounts else {Side.USER})
    for template in made.values():
        assert len(template["Description"]) <= 1024
        assert "device and the access key are not in it" in template["Description"]
        assert template["Resources"]


# Applying a template: what CloudFormation would do with these four kinds of resources.


class Stack:
    """The things of one template, made with one administrator."""

    def __init__(self, template: Template, iam: Any) -> None:
        self._resources: dict[str, Any] = template["Resources"]
        self._iam = iam
        self._made: dict[str, str] = {}
        for name in self._resources:
            self._make(name)

    def _make(self, name: str) -> str:
        if name not in self._made:
            resource = self._resources[name]
            if "DependsOn" in resource:
                self._make(resource["DependsOn"])
            properties = self._filled(resource["Properties"])
            self._made[name] = getattr(self, resource["Type"].rpartition(":")[2])(**properties)
        return self._made[name]

    def _filled(self, value: Any) -> Any:
        match value:
            case {"Ref": str(name)}:
                return self._make(name)
            case list():
                return [self._filled(part) for part in value]
            case dict():
                return {name: self._filled(part) for name, part in value.items()}
        return value

    def User(self, **properties: Any) -> str:
        self._iam.create_user(**properties)
        return properties["UserName"]

    def UserPolicy(self, PolicyDocument: Any, **properties: Any) -> str:  # noqa: N803 (CloudFormation's names)
        self._iam.put_user_policy(PolicyDocument=json.dumps(PolicyDocument), **properties)
        return properties["PolicyName"]

    def ManagedPolicy(self, ManagedPolicyName: str, PolicyDocument: Any, **properties: Any) -> str:  # noqa: N803
        document = json.dumps(PolicyDocument)
        made = self._iam.create_policy(PolicyName=ManagedPolicyName, PolicyDocument=document, **properties)
        return made["Policy"]["Arn"]

    def Role(self, AssumeRolePolicyDocument: Any, ManagedPolicyArns: list[str], **properties: Any) -> str:  # noqa: N803
        self._iam.create_role(AssumeRolePolicyDocument=json.dumps(AssumeRolePolicyDocument), **properties)
        for arn in ManagedPolicyArns:
            self._iam.attach_role_policy(RoleName=properties["RoleName"], PolicyArn=arn)
        return properties["RoleName"]


CALLS = {
    StepKind.CREATE_USER: "create_user",
    StepKind.CREATE_ROLE: "create_role",
    StepKind.CREATE_POLICY: "create_policy",
    StepKind.ATTACH_POLICY: "attach_role_policy",
    StepKind.PUT_USER_POLICY: "put_user_policy",
}


class Account:
    """The sandbox's two accounts, of which *draft* sees its own."""

    def __init__(self, draft: Draft) -> None:
        self.sandbox = Sandbox(SettableClock(), Delays.none())
        self._draft = draft
        seeded = self.sandbox.seeded
        assert (draft.account, draft.role_account or OTHER_ACCOUNT) == (seeded.account, seeded.partner_account)
        user_side = Person(self.sandbox, seeded.admin).iam
        role_side = Person(self.sandbox, seeded.partner_admin).iam if draft.crosses_accounts else user_side
        self.iam = {Side.USER: user_side, Side.ROLE: role_side}
        if draft.existing_user_path:
            user_side.create_user(UserName=draft.user_name, Path=draft.existing_user_path)

    def by_plan(self) -> None:
        for step in plan_of(self._draft):
            if step.kind in CALLS:
                getattr(self.iam[step.side], CALLS[step.kind])(**step.do.parameters)

    def by_templates(self) -> None:
        for side, template in templates(self._draft).items():
            Stack(json.loads(as_text(template)), self.iam[side])

    def seen(self) -> dict[str, Any]:
        """All that a look at the account shows of the setup, without ids and times."""
        draft, (of_user, of_role) = self._draft, self.iam.values()
        user = of_user.get_user(UserName=draft.user_name)["User"]
        found: dict[str, Any] = {"user": (user["Arn"], user.get("Tags"))}
        for name in of_user.list_user_policies(UserName=draft.user_name)["PolicyNames"]:
            held = of_user.get_user_policy(UserName=draft.user_name, PolicyName=name)
            found[f"inline {name}"] = held["PolicyDocument"]
        if draft.creates_role:
            role = of_role.get_role(RoleName=draft.role_name)["Role"]
            kept = ("Arn", "Path", "Description", "AssumeRolePolicyDocument", "MaxSessionDuration", "Tags")
            found["role"] = {name: role[name] for name in kept}
            attached = of_role.list_attached_role_policies(RoleName=draft.role_name)["AttachedPolicies"]
            found["attached"] = [one["PolicyArn"] for one in attached]
            policy = of_role.get_policy(PolicyArn=draft.policy_arn)["Policy"]
            version = of_role.get_policy_version(PolicyArn=draft.policy_arn, VersionId=policy["DefaultVersionId"])
            found["policy"] = (policy["Arn"], policy["Description"], version["PolicyVersion"]["Document"])
        return found


@pytest.fixture
def account() -> Iterator[Any]:
    opened: list[Account] = []

    def opening(draft: Draft) -> Account:
        opened.append(Account(draft))
        return opened[-1]

    yield opening
    for each in opened:
        each.sandbox.close()


@pytest.mark.parametrize(
    "name", ["role", "session", "role that reads", "role elsewhere", "user that is there", "session that lists"]
)
def test_the_templates_make_the_same_things_as_the_plan(account: Any, name: str):
    by_plan, by_templates = account(DRAFTS[name]), account(DRAFTS[name])
    by_plan.by_plan()
    by_templates.by_templates()
    assert by_templates.seen() == by_plan.seen()
    assert len(by_plan.seen()) == (5 if DRAFTS[name].creates_role else 2)
