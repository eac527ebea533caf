"""A sandbox without a port, and administrators in it who may do more or less."""

from __future__ import annotations

import json
from typing import Any

from hourpass.adapters.aws.clients import DeafSession
from hourpass.adapters.aws.gateway import AwsGateway
from hourpass.adapters.iam_account import IamAccount
from hourpass.domain.credentials import Credentials, Keys, LongTermKeys
from hourpass.sandbox.inprocess import attach
from hourpass.sandbox.propagation import Delays
from hourpass.sandbox.sandbox import Sandbox
from hourpass.services.administrator import Administrator, AdminSource
from hourpass.services.cancel import Cancel
from hourpass.services.preflight import Checked, look_over
from hourpass.services.setup_ports import AdminProfile
from sandbox.fakes_sandbox import Person, SettableClock

ROLE = "team-admin"


class NoFiles:
    """AWS config files without a profile; their owner only ever types keys."""

    def profiles(self) -> tuple[AdminProfile, ...]:
        return ()

    def keys(self, profile: str, code: str, cancel: Cancel) -> Keys:  # noqa: ARG002 (the port's)
        raise AssertionError(profile)


class SmallWorld:
    """The sandbox, its clock, and whoever is needed in it."""

    def __init__(self) -> None:
        self.clock = SettableClock()
        self.sandbox = Sandbox(self.clock, Delays.none())
        session = DeafSession()
        attach(session, self.sandbox)
        self.aws = AwsGateway(session, now=self.clock.now)
        self.iam = Person(self.sandbox, self.sandbox.seeded.admin).iam
        self.account = self.sandbox.seeded.account

    def user(self, name: str, *documents: Any) -> LongTermKeys:
        """A new user with these policies, and its key."""
        self.iam.create_user(UserName=name, Path="/people/")
        for number, document in enumerate(documents):
            self.iam.put_user_policy(UserName=name, PolicyName=f"p{number}", PolicyDocument=json.dumps(document))
        key = self.iam.create_access_key(UserName=name)["AccessKey"]
        return LongTermKeys(key["AccessKeyId"], key["SecretAccessKey"])

    def role(self, *documents: Any) -> Credentials:
        """A session of a new role with these policies, in a path that the session does not tell."""
        person = self.user("ken", {"Version": "2012-10-17", "Statement": [allow("sts:AssumeRole")]})
        arn = f"arn:aws:iam::{self.account}:user/people/ken"
        trust = {
            "Version": "2012-10-17",
            "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": arn}}],
        }
        role = self.iam.create_role(RoleName=ROLE, Path="/teams/", AssumeRolePolicyDocument=json.dumps(trust))["Role"]
        for number, document in enumerate(documents):
            self.iam.put_role_policy(RoleName=ROLE, PolicyName=f"p{number}", PolicyDocument=json.dumps(document))
        sts = Person(self.sandbox, person).sts
        given = sts.assume_role(RoleArn=role["Arn"], RoleSessionName="ken")["Credentials"]
        return Credentials(given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"], given["Expiration"])

    def iam_of(self, keys: Keys) -> IamAccount:
        return IamAccount(self.aws.iam, self.administrator(keys))

    def administrator(self, keys: Keys) -> Administrator:
        return Administrator(AdminSource(typed=keys, region="eu-west-1"), NoFiles(), self.clock)

    def looked_over(self, keys: Keys) -> Checked:
        return look_over(self.administrator(keys), self.iam_of(keys), self.aws, Cancel())


def allow(action: Any, resource: Any = "*") -> dict[str, Any]:
    return {"Effect": "Allow", "Action": action, "Resource": resource}


def deny(action: Any, resource: Any = "*") -> dict[str, Any]:
    return {"Effect": "Deny", "Action": action, "Resource": resource}
