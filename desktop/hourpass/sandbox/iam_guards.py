"""What IAM refuses and the store would let pass: names, documents, quotas, what is missing, what is in the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from hourpass.domain import arns
from hourpass.sandbox import answers, names, policies
from hourpass.sandbox.answers import Answer
from hourpass.sandbox.records import Role, User
from hourpass.sandbox.wire import Refused
from hourpass.sandbox.world import World

LONGEST_NAME = {
    "UserName": 64,
    "RoleName": 64,
    "GroupName": 128,
    "PolicyName": 128,
    "VirtualMFADeviceName": 226,
    "NewUserName": 64,
}
_NO_OWNER_NEEDED = {"CreateUser", "CreateRole", "CreateGroup"}
_OF_LOGIN_PROFILES = {"GetLoginProfile", "UpdateLoginProfile", "DeleteLoginProfile"}
_ROOT = "root"


class IamGuards:
    """Refuses what AWS refuses, before the store is asked."""

    def __init__(self, world: World) -> None:
        self._world = world

    def check(self, account: str, operation: str, params: Mapping[str, str], now: datetime) -> None:
        """Refuse the call if AWS would."""
        self._names(operation, params)
        self._existence(account, operation, params)
        self._parts(account, operation, params)
        self._twins(account, operation, params)
        self._documents(account, operation, params, now)
        self._quotas(account, operation, params)
        self._conflicts(account, operation, params)

    def _names(self, operation: str, params: Mapping[str, str]) -> None:
        for parameter, longest in LONGEST_NAME.items():
            if parameter in params:
                names.check_name(parameter, params[parameter], longest)
        if "Path" in params:
            names.check_path(params["Path"], of_policy=operation == "CreatePolicy")

    def _existence(self, account: str, operation: str, params: Mapping[str, str]) -> None:
        store = self._world.store
        if operation in _NO_OWNER_NEEDED:
            return
        if "UserName" in params and store.user(account, params["UserName"]) is None:
            raise Refused(answers.no_such("user", params["UserName"]))
        if "RoleName" in params and store.role(account, params["RoleName"]) is None:
            raise Refused(answers.no_such("role", params["RoleName"]))
        if "GroupName" in params and params["GroupName"] not in store.groups(account):
            raise Refused(answers.no_such("group", params["GroupName"]))
        if "PolicyArn" in params and params["PolicyArn"] not in store.policy_names(account):
            raise Refused(answers.NO_SUCH_POLICY)
        if "AccessKeyId" in params and "UserName" in params:
            key = store.key(params["AccessKeyId"])
            if key is None or key.user.account != account or key.user.name != params["UserName"]:
                raise Refused(answers.no_such_key(params["AccessKeyId"]))

        user = store.user(account, params["UserName"]) if "UserName" in params else None
        if operation in _OF_LOGIN_PROFILES and user is not None and not user.password:
            raise Refused(answers.no_such_login_profile(user.name))

    def _parts(self, account: str, operation: str, params: Mapping[str, str]) -> None:
        """A policy must be there to be read, deleted or detached."""
        store = self._world.store
        for kind, parameter in (("user", "UserName"), ("role", "RoleName"), ("group", "GroupName")):
            if operation in {f"Get{kind.title()}Policy", f"Delete{kind.title()}Policy"}:
                held = store.held(account, kind, params[parameter])
                if params.get("PolicyName", "") not in held.inline:
                    raise Refused(answers.no_such(f"{kind} policy", params.get("PolicyName", "")))
            if operation == f"Detach{kind.title()}Policy":
                held = store.held(account, kind, params[parameter])
                if params["PolicyArn"] not in held.attached:
                    raise Refused(Answer(404, "NoSuchEntity", f"Policy {params['PolicyArn']} was not found."))

    def _twins(self, account: str, operation: str, params: Mapping[str, str]) -> None:
        store = self._world.store
        if operation == "CreateUser" and names.is_twin(params["UserName"], (u.name for u in store.users(account))):
            raise Refused(answers.taken("User", params["UserName"]))
        if operation == "CreateRole" and names.is_twin(params["RoleName"], (r.name for r in store.roles(account))):
            raise Refused(answers.taken("Role", params["RoleName"]))
        if operation == "CreateGroup" and names.is_twin(params["GroupName"], store.groups(account)):
            raise Refused(answers.taken("Group", params["GroupName"]))
        if operation == "CreatePolicy" and names.is_twin(params["PolicyName"], store.policy_names(account).values()):
            raise Refused(answers.policy_name_taken(params["PolicyName"]))

    def _documents(self, account: str, operation: str, params: Mapping[str, str], now: datetime) -> None:
        quotas = self._world.quotas
        if operation in {"CreateRole", "UpdateAssumeRolePolicy"}:
            trust = params.get("AssumeRolePolicyDocument", params.get("PolicyDocument", ""))
            for principal in policies.check_trust(trust):
                self._check_principal(principal, now)
            _check_size(trust, quotas.trust_size, "ACLSizePerRole")
        elif "PolicyDocument" in params:
            policies.check_identity(params["PolicyDocument"])
            if operation in {"CreatePolicy", "CreatePolicyVersion"}:
                _check_size(params["PolicyDocument"], quotas.policy_size, "PolicySize")
            self._inline_size(account, operation, params)

    def _inline_size(self, account: str, operation: str, params: Mapping[str, str]) -> None:
        """The limit is one for all inline policies together; the one that is put takes its namesake's place."""
        quotas = self._world.quotas
        for kind, limit in (
            ("user", quotas.user_policy_size),
            ("role", quotas.role_policy_size),
            ("group", quotas.group_policy_size),
        ):
            if operation == f"Put{kind.title()}Policy":
                name = params[f"{kind.title()}Name"]
                held = self._world.store.inline_documents(account, kind, name)
                held[params.get("PolicyName", "")] = params["PolicyDocument"]
                if sum(map(_size, held.values())) > limit:
                    said = f"Maximum policy size of {limit} bytes exceeded for {kind} {name}"
                    raise Refused(Answer(409, "LimitExceeded", said))

    def _check_principal(self, principal: str, now: datetime) -> None:
        """A trust may name only who exists, and whom IAM has heard of by now."""
        if principal == "*" or (principal.isdigit() and len(principal) == 12):
            return
        arn = arns.parse(principal)
        if arn is not None and arn.service == "iam" and arn.account.isdigit():
            if arn.resource == _ROOT:
                return
            if any(
                one.arn == principal and self._world.old_enough(one.id, self._world.delays.principals, now)
                for one in self._people(arn.account, arn.resource)
            ):
                return
        if arn is not None and arn.service == "sts" and arn.resource.startswith("assumed-role/"):
            return
        raise Refused(answers.invalid_principal(principal))

    def _people(self, account: str, resource: str) -> Sequence[User | Role]:
        store = self._world.store
        match resource.partition("/")[0]:
            case "user":
                return store.users(account)
            case "role":
                return store.roles(account)
        return ()

    def _quotas(self, account: str, operation: str, params: Mapping[str, str]) -> None:
        store, quotas = self._world.store, self._world.quotas
        if operation == "CreateUser" and len(store.users(account)) >= quotas.users:
            raise Refused(answers.over_quota("UsersPerAccount", quotas.users))
        if operation == "CreateRole" and len(store.roles(account)) >= quotas.roles:
            raise Refused(answers.over_quota("RolesPerAccount", quotas.roles))
        if operation == "CreatePolicy" and len(store.policy_names(account)) >= quotas.policies:
            raise Refused(answers.over_quota("PoliciesPerAccount", quotas.policies))
        if (
            operation == "CreateAccessKey"
            and len(store.held(account, "user", params["UserName"]).keys) >= quotas.keys_a_user
        ):
            raise Refused(answers.over_quota("AccessKeysPerUser", quotas.keys_a_user))
        for kind, limit in (("user", quotas.policies_a_user), ("role", quotas.policies_a_role)):
            if operation == f"Attach{kind.title()}Policy":
                attached = store.held(account, kind, params[f"{kind.title()}Name"]).attached
                if params["PolicyArn"] not in attached and len(attached) >= limit:
                    raise Refused(answers.over_quota(f"PoliciesPer{kind.title()}", limit))

    def _conflicts(self, account: str, operation: str, params: Mapping[str, str]) -> None:
        store = self._world.store
        if operation == "DeletePolicy":
            if store.policy_entities(account, params["PolicyArn"]):
                raise Refused(answers.POLICY_ATTACHED)
            if store.policy_versions(account, params["PolicyArn"]) > 1:
                raise Refused(answers.POLICY_VERSIONS_LEFT)
        kind = {"DeleteUser": "user", "DeleteRole": "role", "DeleteGroup": "group"}.get(operation)
        if kind is None:
            return
        held = store.held(account, kind, params[f"{kind.title()}Name"])
        user = store.user(account, params["UserName"]) if kind == "user" else None
        if user is not None and (held.keys or self._world.devices.of_user(user.id)):
            raise Refused(answers.TOKENS_LEFT)
        for left, answer in (
            (user is not None and user.password, answers.LOGIN_PROFILE_LEFT),
            (held.groups, answers.GROUPS_LEFT),
            (held.inline, answers.INLINE_POLICIES_LEFT),
            (held.attached, answers.ATTACHED_POLICIES_LEFT),
        ):
            if left:
                raise Refused(answer)


def _size(document: str) -> int:
    return len("".join(document.split()))


def _check_size(document: str, limit: int, quota: str) -> None:
    if _size(document) > limit:
        raise Refused(answers.over_quota(quota, limit))
