"""What a caller may do: identity policies, session policies, and the facts that conditions look at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from hourpass.sandbox import policies
from hourpass.sandbox.answers import explicitly_denied, not_allowed
from hourpass.sandbox.policies import Question, Verdict
from hourpass.sandbox.records import Policies
from hourpass.sandbox.wire import Call, Refused, instant
from hourpass.sandbox.world import Caller, World

Facts = dict[str, tuple[str, ...]]
_NOTHING = Policies(())


def mfa_facts(proved_at: datetime, now: datetime) -> Facts:
    """The marks of a proof of MFA."""
    age = int((now - proved_at).total_seconds())
    return {"aws:multifactorauthpresent": ("true",), "aws:multifactorauthage": (str(age),)}


def facts(caller: Caller, call: Call, now: datetime) -> Facts:
    """What conditions can ask of a call. With long-term keys the MFA marks are absent, not false."""
    found: Facts = {
        "aws:currenttime": (instant(now),),
        "aws:epochtime": (str(int(now.timestamp())),),
        "aws:principalarn": (caller.principal_arn,),
        "aws:principalaccount": (caller.account,),
        "aws:principaltype": ("User" if caller.user_name else "AssumedRole",),
        "aws:userid": (caller.user_id,),
        "aws:requestedregion": (call.region,),
        "aws:sourceip": ("127.0.0.1",),
        "aws:securetransport": (str(call.request.url.startswith("https:")).lower(),),
        "aws:useragent": (call.request.headers.get("user-agent", ""),),
    }
    if caller.user_name:
        found["aws:username"] = (caller.user_name,)
    session = caller.session
    if session is not None:
        found["aws:tokenissuetime"] = (instant(session.issued_at),)
        found["aws:multifactorauthpresent"] = ("false",)
        if session.mfa_at is not None:
            found.update(mfa_facts(session.mfa_at, now))
        if session.source_identity:
            found["aws:sourceidentity"] = (session.source_identity,)
    return found


class Rights:
    """Judges callers by what AWS sees of their policies."""

    def __init__(self, world: World) -> None:
        self._world = world

    def verdict(self, caller: Caller, question: Question, now: datetime) -> Verdict:
        """What the caller's own policies say, narrowed by those of its session."""
        seen = self._world.policies.at(caller.principal_id, now) or _NOTHING
        verdict = policies.judge(seen.documents, question)
        if caller.session is not None and caller.session.policies and verdict is Verdict.ALLOWED:
            return policies.judge(caller.session.policies, question)
        return verdict

    def check(
        self,
        caller: Caller,
        call: Call,
        action: str,
        resource: str,
        now: datetime,
        *,
        more: Mapping[str, tuple[str, ...]] | None = None,
        named: bool = True,
    ) -> None:
        """Refuse unless *caller* may do *action* to *resource*; *named*: whether the refusal names the resource."""
        question = Question(action, resource, {**facts(caller, call, now), **(more or {})})
        verdict = self.verdict(caller, question, now)
        if verdict is Verdict.DENIED:
            raise Refused(explicitly_denied(caller.arn, action, resource if named else ""))
        if verdict is Verdict.NOT_ALLOWED:
            kind = "session" if self._narrowed(caller, question, now) else "identity-based"
            raise Refused(not_allowed(caller.arn, action, resource if named else "", kind))

    def _narrowed(self, caller: Caller, question: Question, now: datetime) -> bool:
        seen = self._world.policies.at(caller.principal_id, now) or _NOTHING
        return policies.judge(seen.documents, question) is Verdict.ALLOWED
