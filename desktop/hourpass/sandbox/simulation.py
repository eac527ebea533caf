"""IAM's calls that tell of the account: the summary, and what a principal would be allowed to do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from hourpass.domain import arns
from hourpass.sandbox import answers, policies
from hourpass.sandbox.policies import Question, Verdict
from hourpass.sandbox.records import Policies, Role, User
from hourpass.sandbox.wire import Call, Named, Refused, Value, member_maps, members
from hourpass.sandbox.world import Caller, World


class AccountDesk:
    """Answers the calls that it lists in *calls*."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.calls: dict[str, Callable[[Call, Caller, datetime], dict[str, Value] | None]] = {
            "GetAccountSummary": self._summary,
            "SimulatePrincipalPolicy": self._simulate,
        }

    def _summary(self, _call: Call, caller: Caller, _now: datetime) -> dict[str, Value]:
        devices = self._world.devices.of_account(caller.account)
        quotas = self._world.quotas
        figures = {
            **self._world.store.account_figures(caller.account),
            "Users": len(self._world.store.users(caller.account)),
            "Roles": len(self._world.store.roles(caller.account)),
            "Policies": len(self._world.store.policy_names(caller.account)),
            "MFADevices": len(devices),
            "MFADevicesInUse": sum(bool(device.owner_id) for device in devices),
            "AccountMFAEnabled": 1,
            "UsersQuota": quotas.users,
            "RolesQuota": quotas.roles,
            "PoliciesQuota": quotas.policies,
            "AccessKeysPerUserQuota": quotas.keys_a_user,
            "MFADevicesPerUserQuota": quotas.devices_a_user,
            "AttachedPoliciesPerRoleQuota": quotas.policies_a_role,
            "AttachedPoliciesPerUserQuota": quotas.policies_a_user,
            "VersionsPerPolicyQuota": quotas.policy_versions,
            "PolicySizeQuota": quotas.policy_size,
            "AssumeRolePolicySizeQuota": quotas.trust_size,
            "UserPolicySizeQuota": quotas.user_policy_size,
            "RolePolicySizeQuota": quotas.role_policy_size,
            "GlobalEndpointTokenVersion": 1,
        }
        entries: list[Value] = [{"key": name, "value": figure} for name, figure in sorted(figures.items())]
        return {"SummaryMap": Named("entry", entries)}

    def _simulate(self, call: Call, _caller: Caller, now: datetime) -> dict[str, Value]:
        source = call.params.get("PolicySourceArn", "")
        principal = self._principal(source)
        seen = self._world.policies.at(principal.id, now) or Policies(())
        documents = (*seen.documents, *members(call.params, "PolicyInputList"))
        context = _facts(principal) | {
            one["ContextKeyName"].lower(): tuple(members(one, "ContextKeyValues"))
            for one in member_maps(call.params, "ContextEntries")
            if "ContextKeyName" in one
        }
        asked = members(call.params, "ResourceArns") or ["*"]
        results: list[Value] = []
        for action in members(call.params, "ActionNames"):
            verdicts = {one: policies.judge(documents, Question(action, one, context)) for one in asked}
            specific: list[Value] = [
                {"EvalResourceName": one, "EvalResourceDecision": said.value, "MatchedStatements": []}
                for one, said in verdicts.items()
            ]
            results.append(
                {
                    "EvalActionName": action,
                    "EvalResourceName": asked[0] if len(asked) == 1 else "*",
                    "EvalDecision": _together(list(verdicts.values())).value,
                    "MatchedStatements": [],
                    "MissingContextValues": [],
                    "ResourceSpecificResults": specific if len(asked) > 1 else None,
                }
            )
        return {"EvaluationResults": results, "IsTruncated": False}

    def _principal(self, source: str) -> User | Role:
        arn = arns.parse(source)
        kind = arn.resource.split("/", maxsplit=1)[0] if arn else ""
        if arn is None or arn.service != "iam" or kind not in {"user", "role"}:
            raise Refused(answers.invalid_value(source, "policySourceArn", "Member must be the ARN of a user or role"))
        known = self._world.store.users if kind == "user" else self._world.store.roles
        for one in known(arn.account):
            if one.arn == source:
                return one
        raise Refused(answers.no_such(kind, arn.name))


def _facts(principal: User | Role) -> dict[str, tuple[str, ...]]:
    """What is known of whoever is simulated."""
    found: dict[str, tuple[str, ...]] = {
        "aws:principalarn": (principal.arn,),
        "aws:principalaccount": (principal.account,),
    }
    if isinstance(principal, User):
        found |= {"aws:username": (principal.name,), "aws:userid": (principal.id,)}
    return found


def _together(verdicts: list[Verdict]) -> Verdict:
    """One word for several resources: the worst."""
    for verdict in (Verdict.DENIED, Verdict.NOT_ALLOWED):
        if verdict in verdicts:
            return verdict
    return Verdict.ALLOWED
