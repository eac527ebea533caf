"""What AWS's refusals mean. The texts are matched by a part only: AWS changes the rest now and then."""

from __future__ import annotations

import re
from datetime import datetime

from hourpass.adapters.aws.asked import Asked
from hourpass.adapters.aws.trace import Seen
from hourpass.domain.problem import Problem, RawAnswer, Reason

Facts = dict[str, str]

_BY_CODE = {
    "InvalidAuthenticationCode": Reason.CODES_REFUSED,
    "ExpiredToken": Reason.EXPIRED,
    "ExpiredTokenException": Reason.EXPIRED,
    "RequestExpired": Reason.EXPIRED,
    "InvalidClientTokenId": Reason.KEY_UNKNOWN,
    "UnrecognizedClientException": Reason.KEY_UNKNOWN,
    "InvalidAccessKeyId": Reason.KEY_UNKNOWN,
    "InvalidToken": Reason.KEY_UNKNOWN,
    "SignatureDoesNotMatch": Reason.SECRET_WRONG,
    "InvalidSignatureException": Reason.SECRET_WRONG,
    "RequestTimeTooSkewed": Reason.CLOCK_OFF,
    "Throttling": Reason.THROTTLED,
    "ThrottlingException": Reason.THROTTLED,
    "ThrottledException": Reason.THROTTLED,
    "RequestLimitExceeded": Reason.THROTTLED,
    "RequestThrottled": Reason.THROTTLED,
    "TooManyRequestsException": Reason.THROTTLED,
    "TooManyRequests": Reason.THROTTLED,
    "SlowDown": Reason.THROTTLED,
    "AccessDenied": Reason.DENIED,
    "AccessDeniedException": Reason.DENIED,
    "UnauthorizedOperation": Reason.DENIED,
    "RegionDisabledException": Reason.REGION_DISABLED,
    "PackedPolicyTooLarge": Reason.SESSION_POLICY_TOO_LARGE,
    "NoSuchBucket": Reason.NO_SUCH_BUCKET,
    "EntityAlreadyExists": Reason.NAME_TAKEN,
    "LimitExceeded": Reason.QUOTA_REACHED,
    "NoSuchEntity": Reason.NOT_FOUND,
    "DeleteConflict": Reason.DELETE_CONFLICT,
    "ConcurrentModification": Reason.CHANGING_NOW,
    "EntityTemporarilyUnmodifiable": Reason.CHANGING_NOW,
    "ValidationError": Reason.INVALID_REQUEST,
    "MalformedInput": Reason.INVALID_REQUEST,
    "MalformedPolicyDocument": Reason.INVALID_REQUEST,
    "InvalidAction": Reason.INVALID_REQUEST,
    "InvalidArgument": Reason.INVALID_REQUEST,
    "InvalidInput": Reason.INVALID_REQUEST,
    "InvalidParameterValue": Reason.INVALID_REQUEST,
    "InvalidParameterCombination": Reason.INVALID_REQUEST,
    "InvalidQueryParameter": Reason.INVALID_REQUEST,
    "InvalidRequest": Reason.INVALID_REQUEST,
    "MissingParameter": Reason.INVALID_REQUEST,
    "AuthorizationHeaderMalformed": Reason.INVALID_REQUEST,
    "IllegalLocationConstraintException": Reason.INVALID_REQUEST,
    "PermanentRedirect": Reason.INVALID_REQUEST,
    "ServiceFailure": Reason.SERVICE_FAULT,
    "InternalFailure": Reason.SERVICE_FAULT,
    "InternalError": Reason.SERVICE_FAULT,
    "ServiceUnavailable": Reason.SERVICE_FAULT,
}
_BY_TEXT = {
    Reason.DENIED: (
        ("invalid mfa one time pass code", Reason.CODE_REFUSED),
        ("unable to validate mfa code", Reason.DEVICE_UNKNOWN),
        ("must provide both mfa serial number and one time pass code", Reason.CODE_NEEDED),
        ("authenticated with an mfa device", Reason.CODE_NEEDED),
        ("may not be assumed by root", Reason.ROOT_KEYS),
        ("with session credentials", Reason.TEMPORARY_KEYS_USED),
    ),
    Reason.INVALID_REQUEST: (
        ("invalid principal in policy", Reason.PRINCIPAL_UNKNOWN),
        ("exceeds the maxsessionduration", Reason.DURATION_OVER_ROLE_MAXIMUM),
        ("1 hour session limit", Reason.DURATION_OVER_CHAINING_LIMIT),
        ("'durationseconds'", Reason.DURATION_OUT_OF_RANGE),
        ("'tokencode'", Reason.CODE_MALFORMED),
    ),
    Reason.SECRET_WRONG: (
        ("signature expired", Reason.CLOCK_OFF),
        ("signature not yet current", Reason.CLOCK_OFF),
    ),
}
_OF_OPERATION = {
    (Reason.DENIED, "AssumeRole"): Reason.ROLE_REFUSED,
    (Reason.NOT_FOUND, "GetRole"): Reason.ROLE_REFUSED,
    (Reason.NAME_TAKEN, "EnableMFADevice"): Reason.DEVICE_IN_USE,
}
"""What the same refusal means to some calls."""
_ENDED = frozenset({Reason.KEY_UNKNOWN, Reason.SECRET_WRONG, Reason.DENIED, Reason.ROLE_REFUSED, Reason.UNKNOWN})
"""How AWS and others also refuse credentials that are long over."""
_QUOTA = re.compile(r"quota for (?P<quota>[\w-]+): (?P<limit>\d+)")
_NOT_AUTHORIZED = re.compile(
    r"User: (?P<caller>\S+) is not authorized to perform: (?P<action>[\w*:-]+)"
    r"(?: on resource: \"?(?P<resource>[^\s\"]+))?"
)


def problem_of_refusal(raw: RawAnswer, asked: Asked, seen: Seen, now: datetime) -> Problem:
    """The meaning of AWS's answer *raw* to what was *asked*, judged at *now*."""
    reason = _reason(raw, asked)
    if reason in _ENDED and asked.expired(now + seen.server_offset if seen.server_offset else now):
        reason = Reason.EXPIRED
    return Problem(reason, {name: value for name, value in _facts(reason, raw, asked, seen).items() if value}, raw)


def _reason(raw: RawAnswer, asked: Asked) -> Reason:
    reason = _BY_CODE.get(raw.code)
    if reason is None:
        return _reason_of_unknown_code(raw)
    if raw.code == "MalformedPolicyDocument" and asked.service == "sts":
        return Reason.SESSION_POLICY_MALFORMED
    message = raw.message.lower()
    for part, meaning in _BY_TEXT.get(reason, ()):
        if part in message:
            return meaning
    if reason is Reason.NOT_FOUND and not asked.role_arn:
        return reason  # the role is not meant to be assumed, only looked at
    return _OF_OPERATION.get((reason, asked.operation), reason)


def _reason_of_unknown_code(raw: RawAnswer) -> Reason:
    if raw.status == 429:
        return Reason.THROTTLED
    if raw.status == 407:
        return Reason.PROXY_FAILED
    # 501 is a server without this service, which waiting does not mend.
    return Reason.SERVICE_FAULT if raw.status >= 500 and raw.status != 501 else Reason.UNKNOWN


def _facts(reason: Reason, raw: RawAnswer, asked: Asked, seen: Seen) -> Facts:
    facts: Facts = {}
    match reason:
        case Reason.DEVICE_UNKNOWN | Reason.CODE_NEEDED:
            facts = {"serial": asked.serial}
        case Reason.KEY_UNKNOWN:
            facts = {"access_key_id": asked.keys.access_key_id}
        case Reason.REGION_DISABLED:
            facts = {"region": asked.region}
        case Reason.CLOCK_OFF:
            facts = _offset(seen)
        case Reason.DURATION_OVER_ROLE_MAXIMUM | Reason.DURATION_OVER_CHAINING_LIMIT | Reason.DURATION_OUT_OF_RANGE:
            facts = {"seconds": f"{asked.duration.total_seconds():.0f}" if asked.duration else ""}
        case Reason.DENIED | Reason.ROLE_REFUSED:
            named = _not_authorized(raw.message)
            of_role = {"role_arn": asked.role_arn, "caller": named["caller"], "explicit": named["explicit"]}
            facts = of_role if reason is Reason.ROLE_REFUSED else named
        case Reason.NAME_TAKEN:
            facts = {"operation": asked.operation}
        case Reason.QUOTA_REACHED:
            facts = _quota(raw.message)
        case Reason.PROXY_FAILED:
            facts = {"endpoint": seen.endpoint}
    return facts


def _offset(seen: Seen) -> Facts:
    return {} if seen.server_offset is None else {"offset_seconds": str(round(seen.server_offset.total_seconds()))}


def _quota(message: str) -> Facts:
    named = _QUOTA.search(message)
    return named.groupdict() if named else {}


def _not_authorized(message: str) -> Facts:
    named = _NOT_AUTHORIZED.search(message)
    return {
        "caller": (named["caller"] or "") if named else "",
        "action": (named["action"] or "") if named else "",
        "resource": (named["resource"] or "") if named else "",
        "explicit": "yes" if "explicit deny" in message else "",
    }
