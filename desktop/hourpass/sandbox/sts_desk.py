"""STS: who am I, sessions, and roles."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from hourpass.domain import arns
from hourpass.sandbox import policies
from hourpass.sandbox.answers import (
    ACCESS_DENIED_MFA_INCOMPLETE,
    ACCESS_DENIED_MFA_SERIAL,
    OVER_CHAINING_LIMIT,
    OVER_ROLE_MAXIMUM,
    SESSION_TOKEN_BY_SESSION,
    may_not_assume,
    no_such_operation,
    packed_policy_too_large,
)
from hourpass.sandbox.names import Form
from hourpass.sandbox.policies import Question, Verdict
from hourpass.sandbox.records import Role
from hourpass.sandbox.rights import Facts, Rights, facts, mfa_facts
from hourpass.sandbox.sessions import LONGEST_CHAINED, Session
from hourpass.sandbox.wire import Call, Refused, Response, Value, member_maps, query_answer
from hourpass.sandbox.world import Caller, World

SHORTEST = 900
LONGEST_ROLE = 43200
LONGEST_SESSION = 129600
LONGEST_SESSION_POLICY = 2048
_NAME = r"[\w+=,.@-]*"


class StsDesk:
    """Answers STS's calls."""

    def __init__(self, world: World, rights: Rights) -> None:
        self._world = world
        self._rights = rights
        self._calls = {
            "GetCallerIdentity": self._who_am_i,
            "GetSessionToken": self._session_token,
            "AssumeRole": self._assume_role,
            "GetAccessKeyInfo": self._key_info,
        }

    def answer(self, call: Call, caller: Caller, now: datetime) -> Response:
        """The answer to *call*."""
        if call.operation not in self._calls:
            raise Refused(no_such_operation(call.operation, "2011-06-15"))
        return query_answer(call, self._calls[call.operation](call, caller, now))

    def _who_am_i(self, _call: Call, caller: Caller, _now: datetime) -> dict[str, Value]:
        return {"Arn": caller.arn, "UserId": caller.user_id, "Account": caller.account}

    def _key_info(self, call: Call, caller: Caller, _now: datetime) -> dict[str, Value]:
        asked = call.params.get("AccessKeyId", "")
        session, key = self._world.sessions.find(asked), self._world.store.key(asked)
        return {"Account": session.account if session else key.user.account if key else caller.account}

    def _session_token(self, call: Call, caller: Caller, now: datetime) -> dict[str, Value]:
        form = Form()
        seconds = form.number("DurationSeconds", call.params.get("DurationSeconds"), SHORTEST, LONGEST_SESSION, 43200)
        self._check_code_form(form, call)
        if caller.session is not None:
            raise Refused(SESSION_TOKEN_BY_SESSION)
        proved = self._prove(call, caller, now)
        session = self._world.sessions.issue(
            now,
            timedelta(seconds=seconds),
            account=caller.account,
            principal_arn=caller.principal_arn,
            principal_id=caller.principal_id,
            mfa_at=now if proved else None,
        )
        return {"Credentials": _credentials(session)}

    def _assume_role(self, call: Call, caller: Caller, now: datetime) -> dict[str, Value]:
        params, form = call.params, Form()
        role_arn = params["RoleArn"]
        name = params["RoleSessionName"]
        form.text("RoleArn", role_arn, r"[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uFFFF]+", 20, 2048)
        form.text("RoleSessionName", name, _NAME, 2, 64)
        form.text("ExternalId", params.get("ExternalId"), r"[\w+=,.@:\/-]*", 2, 1224)
        form.text("SourceIdentity", params.get("SourceIdentity"), _NAME, 2, 64)
        form.text("Policy", params.get("Policy"), r"(?s).*", 1, LONGEST_SESSION_POLICY)
        seconds = form.number("DurationSeconds", params.get("DurationSeconds"), SHORTEST, LONGEST_ROLE, 3600)
        self._check_code_form(form, call)
        proved = self._prove(call, caller, now)
        role = self._find_role(role_arn)
        if role is None or not self._may_assume(call, caller, role, now, mfa_facts(now, now) if proved else {}):
            raise Refused(may_not_assume(caller.arn, role_arn))
        if caller.session is not None and seconds > LONGEST_CHAINED.total_seconds():
            raise Refused(OVER_CHAINING_LIMIT)
        if seconds > role.longest_session:
            raise Refused(OVER_ROLE_MAXIMUM)
        narrowing = self._session_policies(call, role)
        session = self._world.sessions.issue(
            now,
            timedelta(seconds=seconds),
            account=role.account,
            principal_arn=role.arn,
            principal_id=role.id,
            name=name,
            policies=narrowing,
            source_identity=params.get("SourceIdentity", ""),
            chained=caller.session is not None,
        )
        return {
            "AssumedRoleUser": {
                "AssumedRoleId": f"{role.id}:{name}",
                "Arn": f"arn:aws:sts::{role.account}:assumed-role/{role.name}/{name}",
            },
            "Credentials": _credentials(session),
            "PackedPolicySize": _packed(narrowing) if narrowing else None,
            "SourceIdentity": params.get("SourceIdentity"),
        }

    def _check_code_form(self, form: Form, call: Call) -> None:
        form.text("SerialNumber", call.params.get("SerialNumber"), r"[\w+=/:,.@-]*", 9, 256)
        form.text("TokenCode", call.params.get("TokenCode"), r"[\d]*", 6, 6)
        form.check()

    def _prove(self, call: Call, caller: Caller, now: datetime) -> bool:
        """Whether a code came along; refused when it does not prove anything."""
        serial, code = call.params.get("SerialNumber"), call.params.get("TokenCode")
        if serial is None and code is None:
            return False
        if not serial or not code:
            raise Refused(ACCESS_DENIED_MFA_INCOMPLETE)
        if not caller.user_name:
            raise Refused(ACCESS_DENIED_MFA_SERIAL)
        self._world.devices.verify(caller.principal_id, serial, code, now)
        return True

    def _find_role(self, role_arn: str) -> Role | None:
        arn = arns.parse(role_arn)
        if arn is None or not re.fullmatch(r"\d{12}", arn.account):
            return None
        return next((role for role in self._world.store.roles(arn.account) if role.arn == role_arn), None)

    def _may_assume(self, call: Call, caller: Caller, role: Role, now: datetime, proof: Facts) -> bool:
        seen = self._world.policies.at(role.id, now)
        if seen is None:
            return False
        more = {**facts(caller, call, now), **proof, "sts:rolesessionname": (call.params["RoleSessionName"],)}
        for parameter, key in (("ExternalId", "sts:externalid"), ("SourceIdentity", "sts:sourceidentity")):
            if parameter in call.params:
                more[key] = (call.params[parameter],)
        question = Question("sts:AssumeRole", role.arn, more)
        trusted, by_name = _trust(seen.trust, caller, question)
        own = self._rights.verdict(caller, question, now)
        if trusted is not Verdict.ALLOWED or own is Verdict.DENIED:
            return False
        # Inside one account a trust that names the caller is enough by itself.
        return own is Verdict.ALLOWED or (by_name and caller.account == role.account)

    def _session_policies(self, call: Call, role: Role) -> tuple[str, ...]:
        inline = call.params.get("Policy")
        named = [one["arn"] for one in member_maps(call.params, "PolicyArns") if "arn" in one]
        if inline is not None:
            policies.check_identity(inline)
        documents = ([inline] if inline is not None else []) + self._world.store.documents(role.account, named)
        if (percent := _packed(documents)) > 100:
            raise Refused(packed_policy_too_large(percent))
        return tuple(documents)


def _packed(documents: list[str] | tuple[str, ...]) -> int:
    return sum(map(len, documents)) * 100 // LONGEST_SESSION_POLICY


def _credentials(session: Session) -> dict[str, Value]:
    return {
        "AccessKeyId": session.access_key_id,
        "SecretAccessKey": session.secret,
        "SessionToken": session.token,
        "Expiration": session.expires_at,
    }


def _trust(document: str, caller: Caller, question: Question) -> tuple[Verdict, bool]:
    """What a trust policy says of *caller*, and whether it names the caller rather than a whole account."""
    verdict, by_name = Verdict.NOT_ALLOWED, False
    for statement in policies.read(document):
        named = {value for kind, value in statement.principals if kind == "AWS"}
        direct = bool(named & {"*", caller.arn, caller.principal_arn, caller.principal_id})
        account = bool(named & {caller.account, f"arn:aws:iam::{caller.account}:root"})
        if (direct or account) is statement.except_principals or not policies.applies(statement, question):
            continue
        if not statement.allow:
            return Verdict.DENIED, False
        verdict, by_name = Verdict.ALLOWED, by_name or direct
    return verdict, by_name
