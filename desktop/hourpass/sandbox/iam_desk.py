"""IAM: who may call what, what AWS refuses, and what changes for everybody else afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from hourpass.sandbox import iam_pages, iam_resources
from hourpass.sandbox.answers import INVALID_CLIENT_TOKEN, NOT_IN_SANDBOX, USER_NAME_NEEDED
from hourpass.sandbox.device_desk import DeviceDesk
from hourpass.sandbox.iam_guards import IamGuards
from hourpass.sandbox.records import Policies, Role, User
from hourpass.sandbox.rights import Rights
from hourpass.sandbox.simulation import AccountDesk
from hourpass.sandbox.wire import Call, Parameters, Refused, Response, query_answer
from hourpass.sandbox.world import Caller, World

_OWN_USER_WITHOUT_NAME = {
    "GetUser",
    "CreateAccessKey",
    "ListAccessKeys",
    "UpdateAccessKey",
    "DeleteAccessKey",
    "ListMFADevices",
    "ListSigningCertificates",
    "ListSSHPublicKeys",
}
_CHANGES_SHARED_POLICIES = {"CreatePolicyVersion", "SetDefaultPolicyVersion", "DeletePolicyVersion", "PutGroupPolicy"}
_CHANGES_SHARED_POLICIES |= {"DeleteGroupPolicy", "AttachGroupPolicy", "DetachGroupPolicy"}
_READS = ("Get", "List", "Simulate", "Generate")


class IamDesk:
    """Answers IAM's calls: those about devices by itself, the rest through the store."""

    def __init__(self, world: World, rights: Rights) -> None:
        self._world = world
        self._rights = rights
        self._guards = IamGuards(world)
        self._own = {**DeviceDesk(world).calls, **AccountDesk(world).calls}

    def answer(self, call: Call, caller: Caller, now: datetime) -> Response:
        """The answer to *call*."""
        session = caller.session
        if session is not None and not session.of_role and session.mfa_at is None:
            raise Refused(INVALID_CLIENT_TOKEN)  # AWS's odd way to say that IAM wants MFA of a user's session
        call = replace(call, params=_with_user_name(call, caller))
        resource = iam_resources.resource(self._world.store, caller.account, call.operation, call.params)
        more = {"iam:policyarn": (call.params["PolicyArn"],)} if "PolicyArn" in call.params else {}
        for action in iam_resources.needed_actions(call.operation, call.params):
            self._rights.check(caller, call, action, resource, now, more=more)
        page = iam_pages.page(call.operation, call.params)
        if page is not None:
            call = replace(call, params=iam_pages.whole(call.params))
        if call.operation in self._own:
            response = query_answer(call, self._own[call.operation](call, caller, now))
        else:
            response = self._stored(call, caller, now)
        return page.of(response) if page is not None and response.status < 300 else response

    def _stored(self, call: Call, caller: Caller, now: datetime) -> Response:
        account, params = caller.account, call.params
        self._guards.check(account, call.operation, params, now)
        if self._attached_already(account, call.operation, params):
            return query_answer(call)  # the store would count it twice
        gone = self._about_to_go(account, call.operation, params)
        try:
            response = self._world.store.iam(account, {"Action": call.operation, "Version": "2010-05-08", **params})
        except NotImplementedError as error:
            raise Refused(NOT_IN_SANDBOX) from error
        if response.status >= 300 or call.operation.startswith(_READS):
            return response
        if gone is not None:
            self._went(*gone, now)
        return self._changed(account, call.operation, params, response, now)

    def _attached_already(self, account: str, operation: str, params: Mapping[str, str]) -> bool:
        for kind in ("User", "Role", "Group"):
            if operation == f"Attach{kind}Policy":
                held = self._world.store.held(account, kind.lower(), params[f"{kind}Name"])
                return params["PolicyArn"] in held.attached
        return False

    def _about_to_go(self, account: str, operation: str, params: Mapping[str, str]) -> tuple[str, str] | None:
        """ARN and id of whom the call deletes."""
        found: User | Role | None = None
        if operation == "DeleteUser":
            found = self._world.store.user(account, params["UserName"])
        elif operation == "DeleteRole":
            found = self._world.store.role(account, params["RoleName"])
        return (found.arn, found.id) if found else None

    def _went(self, arn: str, unique_id: str, now: datetime) -> None:
        """Whoever trusted the deleted one trusts an id that nobody has any more; a namesake is somebody else."""
        seen_at = now + self._world.delays.policies
        self._world.policies.put(unique_id, Policies(()), seen_at)
        for role in self._world.store.forget_principal(arn, unique_id):
            self._world.look_at_policies(role.account, "role", role.name, role.id, seen_at)

    def _changed(
        self, account: str, operation: str, params: Mapping[str, str], response: Response, now: datetime
    ) -> Response:
        """Note what is new and let the others see it after a while."""
        store, seen_at = self._world.store, now + self._world.delays.policies
        response = self._with_awss_id(account, operation, params, response, now)
        if operation == "CreateAccessKey":
            for key_id in store.held(account, "user", params["UserName"]).keys:
                if f">{key_id}<".encode() in response.body:
                    self._world.born(key_id, now)
        everybody = operation in _CHANGES_SHARED_POLICIES
        for user in store.users(account) if everybody or "UserName" in params else []:
            if everybody or user.name == params["UserName"]:
                self._world.look_at_policies(account, "user", user.name, user.id, seen_at)
        for role in store.roles(account) if everybody or "RoleName" in params else []:
            if everybody or role.name == params["RoleName"]:
                if operation == "CreateRole":
                    self._world.born(role.id, now)
                self._world.look_at_policies(account, "role", role.name, role.id, seen_at)
        return response

    def _with_awss_id(
        self, account: str, operation: str, params: Mapping[str, str], response: Response, now: datetime
    ) -> Response:
        """New users and policies get ids such as AWS gives."""
        if operation == "CreateUser":
            before, after = self._world.store.give_user_id(account, params["UserName"])
            self._world.born(after, now)
        elif operation == "CreatePolicy":
            before, after = self._world.store.give_policy_id(account, params["PolicyName"])
        else:
            return response
        return replace(response, body=response.body.replace(before.encode(), after.encode()))


def _with_user_name(call: Call, caller: Caller) -> Mapping[str, str]:
    if call.operation not in _OWN_USER_WITHOUT_NAME or "UserName" in call.params:
        return call.params
    if not caller.user_name:
        raise Refused(USER_NAME_NEEDED)
    return Parameters({**call.params, "UserName": caller.user_name})
