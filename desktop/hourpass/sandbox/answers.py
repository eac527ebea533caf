"""AWS's refusals, word for word as recorded: the one table that the sandbox answers from and the tests of the
error translator read. Double spaces and trailing ones are AWS's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """One refusal: the HTTP status, the code and the message; S3 adds a few elements to some."""

    status: int
    code: str
    message: str
    extra: Mapping[str, str] = field(default_factory=dict)


# Codes and devices at STS
ACCESS_DENIED_MFA_CODE = Answer(
    403, "AccessDenied", "MultiFactorAuthentication failed with invalid MFA one time pass code. "
)
"""Wrong, spent or out of the window."""
ACCESS_DENIED_MFA_SERIAL = Answer(
    403,
    "AccessDenied",
    "MultiFactorAuthentication failed, unable to validate MFA code.  "
    "Please verify your MFA serial number is valid and associated with this user.",
)
"""Serial not the caller's, device removed or not yet visible, or the try budget is spent."""
ACCESS_DENIED_MFA_INCOMPLETE = Answer(
    403,
    "AccessDenied",
    "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.",
)

# Roles and sessions at STS
ROOT_MAY_NOT_ASSUME = Answer(403, "AccessDenied", "Roles may not be assumed by root accounts.")
SESSION_TOKEN_BY_SESSION = Answer(403, "AccessDenied", "Cannot call GetSessionToken with session credentials")
OVER_ROLE_MAXIMUM = Answer(
    400, "ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
)
OVER_CHAINING_LIMIT = Answer(
    400,
    "ValidationError",
    "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
)
REGION_DISABLED = Answer(403, "RegionDisabledException", "STS is not activated in this region for account:111122223333")

# The federation endpoint, whose refusals have no code
NO_ROLE_AT_SIGN_IN = Answer(400, "", "Only federation tokens or assume role tokens may be used for federated login.")
BAD_CREDENTIALS_AT_SIGN_IN = Answer(400, "", "Invalid credentials parameter")
"""Also the answer to a SessionDuration where none may be given, or one out of range."""
EXPIRED_AT_SIGN_IN = Answer(400, "", "The security token included in the request is expired")
"""AWS's words for it are not recorded; the status is."""


def may_not_assume(caller_arn: str, role_arn: str) -> Answer:
    """No MFA, no trust, no permission, no such role, or not propagated: all read the same."""
    return Answer(
        403,
        "AccessDenied",
        f"User: {caller_arn} is not authorized to perform: sts:AssumeRole on resource: {role_arn}",
    )


def packed_policy_too_large(percent: int) -> Answer:
    return Answer(
        400,
        "PackedPolicyTooLarge",
        f"Packed policy consumes {percent}% of allotted space, please use smaller policy.",
    )


# Keys, signatures, time
INVALID_CLIENT_TOKEN = Answer(403, "InvalidClientTokenId", "The security token included in the request is invalid.")
INVALID_ACCESS_KEY_S3 = Answer(
    403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records."
)
INVALID_TOKEN_S3 = Answer(400, "InvalidToken", "The provided token is malformed or otherwise invalid.")
EXPIRED_TOKEN = Answer(403, "ExpiredToken", "The security token included in the request is expired")
EXPIRED_TOKEN_S3 = Answer(400, "ExpiredToken", "The provided token has expired.")
SIGNATURE_MISMATCH = Answer(
    403,
    "SignatureDoesNotMatch",
    "The request signature we calculated does not match the signature you provided. "
    "Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
)
SIGNATURE_MISMATCH_S3 = Answer(
    403,
    "SignatureDoesNotMatch",
    "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
)
MISSING_TOKEN = Answer(403, "MissingAuthenticationToken", "Request is missing Authentication Token")
ANONYMOUS_S3 = Answer(403, "AccessDenied", "Access Denied")
CONTENT_HASH_S3 = Answer(
    400,
    "XAmzContentSHA256Mismatch",
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
)


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y%m%dT%H%M%SZ")


def signature_expired(signed: datetime, earliest: datetime, now: datetime) -> Answer:
    return Answer(
        403,
        "SignatureDoesNotMatch",
        f"Signature expired: {_stamp(signed)} is now earlier than {_stamp(earliest)} ({_stamp(now)} - 15 min.)",
    )


def signature_not_yet_current(signed: datetime, latest: datetime, now: datetime) -> Answer:
    return Answer(
        403,
        "SignatureDoesNotMatch",
        f"Signature not yet current: {_stamp(signed)} is still later than {_stamp(latest)} ({_stamp(now)} + 15 min.)",
    )


def request_time_too_skewed(signed: datetime, now: datetime) -> Answer:
    return Answer(
        403,
        "RequestTimeTooSkewed",
        "The difference between the request time and the current time is too large.",
        {
            "RequestTime": _stamp(signed),
            "ServerTime": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "MaxAllowedSkewMilliseconds": "900000",
        },
    )


# Rights
def not_allowed(caller_arn: str, action: str, resource: str = "", policy_kind: str = "identity-based") -> Answer:
    """Nothing allows it."""
    where = f" on resource: {resource}" if resource else ""
    return Answer(
        403,
        "AccessDenied",
        f"User: {caller_arn} is not authorized to perform: {action}{where} "
        f"because no {policy_kind} policy allows the {action} action",
    )


def explicitly_denied(caller_arn: str, action: str, resource: str = "", policy_kind: str = "identity-based") -> Answer:
    """Something denies it."""
    where = f" on resource: {resource}" if resource else ""
    article = "an" if policy_kind[0] in "aeiou" else "a"
    return Answer(
        403,
        "AccessDenied",
        f"User: {caller_arn} is not authorized to perform: {action}{where} "
        f"with an explicit deny in {article} {policy_kind} policy",
    )


OWN_DEVICE_NEEDS_MFA = Answer(
    403,
    "AccessDenied",
    "To complete this action, please ensure that you are authenticated with an MFA device "
    "that is enabled for this user.",
)
"""Once a user owns a device, its long-term key may not add or remove its own devices."""

# Devices at IAM
INVALID_AUTHENTICATION_CODE = Answer(403, "InvalidAuthenticationCode", "Authentication code for device is not valid.")
DEVICE_IN_USE_BY_OTHER = Answer(409, "EntityAlreadyExists", "MFA Device is already in use.")
DEVICE_NAME_TAKEN = Answer(409, "EntityAlreadyExists", "MFA device already exists.")
DEVICE_NOT_OF_USER = Answer(404, "NoSuchEntity", "MFA Device invalid for user.")
DEVICE_STILL_ASSIGNED = Answer(409, "DeleteConflict", "MFA VirtualDevice in use. Must deactivate first.")


def device_already_of_user(user_name: str) -> Answer:
    return Answer(409, "EntityAlreadyExists", f"MFA Device for user {user_name} already exists.")


def no_such_device(serial: str) -> Answer:
    return Answer(404, "NoSuchEntity", f"VirtualMFADevice with serial number {serial} does not exist.")


# Names, quotas and existence at IAM
USER_NAME_NEEDED = Answer(400, "ValidationError", "Must specify userName when calling with non-User credentials")
INVALID_MARKER = Answer(400, "ValidationError", "Invalid Marker.")
NO_SUCH_POLICY = Answer(404, "NoSuchEntity", "Policy ARN does not exist or is not attachable.")


def taken(kind: str, name: str) -> Answer:
    """*kind*: ``User``, ``Role`` or ``Group``."""
    return Answer(409, "EntityAlreadyExists", f"{kind} with name {name} already exists.")


def policy_name_taken(name: str) -> Answer:
    return Answer(
        409, "EntityAlreadyExists", f"A policy called {name} already exists. Duplicate names are not allowed."
    )


def no_such(kind: str, name: str) -> Answer:
    """*kind*: ``user``, ``role`` or ``group``."""
    return Answer(404, "NoSuchEntity", f"The {kind} with name {name} cannot be found.")


def no_such_key(access_key_id: str) -> Answer:
    return Answer(404, "NoSuchEntity", f"The Access Key with id {access_key_id} cannot be found.")


def no_such_login_profile(user_name: str) -> Answer:
    return Answer(404, "NoSuchEntity", f"Login Profile for User {user_name} cannot be found.")


def over_quota(quota: str, limit: int) -> Answer:
    """*quota* as AWS names it: ``AccessKeysPerUser``."""
    return Answer(409, "LimitExceeded", f"Cannot exceed quota for {quota}: {limit}")


def invalid_principal(arn: str) -> Answer:
    return Answer(400, "MalformedPolicyDocument", f'Invalid principal in policy: "AWS":"{arn}"')


def malformed_policy(message: str = "Syntax errors in policy.") -> Answer:
    return Answer(400, "MalformedPolicyDocument", message)


def invalid_value(value: str, member: str, constraint: str) -> Answer:
    """*constraint*: ``Member must have length less than or equal to 64`` and the like."""
    return Answer(
        400,
        "ValidationError",
        f"1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: {constraint}",
    )


def null_value(member: str) -> Answer:
    """A parameter that must be there is not."""
    return Answer(
        400,
        "ValidationError",
        f"1 validation error detected: Value null at '{member}' failed to satisfy constraint: Member must not be null",
    )


def name_characters(member: str) -> Answer:
    return Answer(
        400,
        "ValidationError",
        f"The specified value for {member} is invalid. It must contain only alphanumeric characters and/or the "
        "following: +=,.@_-",
    )


# Deleting too early at IAM
TOKENS_LEFT = Answer(409, "DeleteConflict", "Cannot delete entity, must remove tokens from principal first.")
INLINE_POLICIES_LEFT = Answer(409, "DeleteConflict", "Cannot delete entity, must delete policies first.")
ATTACHED_POLICIES_LEFT = Answer(409, "DeleteConflict", "Cannot delete entity, must detach all policies first.")
GROUPS_LEFT = Answer(409, "DeleteConflict", "Cannot delete entity, must remove users from group first.")
LOGIN_PROFILE_LEFT = Answer(409, "DeleteConflict", "Cannot delete entity, must delete login profile first.")
INSTANCE_PROFILES_LEFT = Answer(
    409, "DeleteConflict", "Cannot delete entity, must remove roles from instance profile first."
)
POLICY_ATTACHED = Answer(409, "DeleteConflict", "Cannot delete a policy attached to entities.")
POLICY_VERSIONS_LEFT = Answer(
    409,
    "DeleteConflict",
    "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. "
    "The default version is deleted with the policy.",
)

# All services
THROTTLED = Answer(400, "Throttling", "Rate exceeded")
SLOW_DOWN_S3 = Answer(503, "SlowDown", "Please reduce your request rate.")
SERVICE_FAILURE = Answer(500, "ServiceFailure", "The request processing has failed because of an unknown error.")
INTERNAL_FAILURE = Answer(
    500, "InternalFailure", "The request processing has failed because of an unknown error, exception or failure."
)
NOT_IN_SANDBOX = Answer(501, "NotImplemented", "The sandbox does not know this operation.")


def no_such_operation(operation: str, version: str) -> Answer:
    return Answer(400, "InvalidAction", f"Could not find operation {operation} for version {version}")


# S3
ACCESS_DENIED_S3 = Answer(403, "AccessDenied", "Access Denied")


def no_such_bucket(name: str) -> Answer:
    return Answer(404, "NoSuchBucket", "The specified bucket does not exist", {"BucketName": name})


def permanent_redirect(bucket: str, region: str) -> Answer:
    return Answer(
        301,
        "PermanentRedirect",
        "The bucket you are attempting to access must be addressed using the specified endpoint. "
        "Please send all future requests to this endpoint.",
        {"Endpoint": f"{bucket}.s3.{region}.amazonaws.com", "Bucket": bucket},
    )


def invalid_argument_s3(name: str, value: str, message: str) -> Answer:
    return Answer(400, "InvalidArgument", message, {"ArgumentName": name, "ArgumentValue": value})
