"""The STS calls."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hourpass.adapters.aws import dates
from hourpass.adapters.aws.asked import Asked
from hourpass.adapters.aws.caller import Caller
from hourpass.domain.credentials import Credentials, Identity, Keys, LongTermKeys
from hourpass.services.ports import CodeProof, Issued, RoleRequest


def assume_role(caller: Caller, keys: Keys, region: str, request: RoleRequest) -> Issued:
    """AssumeRole."""
    parameters: dict[str, Any] = {
        "RoleArn": request.role_arn,
        "RoleSessionName": request.session_name,
        "DurationSeconds": int(request.duration.total_seconds()),
    }
    if request.proof:
        parameters |= {"SerialNumber": request.proof.serial, "TokenCode": request.proof.code}
    if request.external_id:
        parameters["ExternalId"] = request.external_id
    if request.session_policy:
        parameters["Policy"] = request.session_policy
    asked = Asked(
        "sts",
        "AssumeRole",
        region,
        keys,
        role_arn=request.role_arn,
        serial=request.proof.serial if request.proof else "",
        code=request.proof.code if request.proof else "",
        duration=request.duration,
    )
    return _issued(caller, asked, caller.call(asked, parameters))


def session_token(caller: Caller, keys: LongTermKeys, region: str, proof: CodeProof, duration: timedelta) -> Issued:
    """GetSessionToken."""
    asked = Asked("sts", "GetSessionToken", region, keys, serial=proof.serial, code=proof.code, duration=duration)
    parameters = {
        "DurationSeconds": int(duration.total_seconds()),
        "SerialNumber": proof.serial,
        "TokenCode": proof.code,
    }
    return _issued(caller, asked, caller.call(asked, parameters))


def identity(caller: Caller, keys: Keys, region: str) -> Identity:
    """GetCallerIdentity."""
    answer = caller.call(Asked("sts", "GetCallerIdentity", region, keys), {})
    return Identity(answer.get("Account", ""), answer.get("Arn", ""), answer.get("UserId", ""))


def _issued(caller: Caller, asked: Asked, answer: dict[str, Any]) -> Issued:
    try:
        given = answer["Credentials"]
        credentials = Credentials(
            given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"], dates.from_iso(given["Expiration"])
        )
    except (KeyError, ValueError) as error:
        raise caller.unreadable(asked) from error
    user = answer.get("AssumedRoleUser") or {}
    arn = user.get("Arn", "")
    if not arn:
        return Issued(credentials)
    return Issued(
        credentials, Identity(arn.split(":")[4] if arn.count(":") > 4 else "", arn, user.get("AssumedRoleId", ""))
    )
