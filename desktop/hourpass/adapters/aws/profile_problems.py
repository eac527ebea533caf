"""What it means that botocore gets no credentials from a profile."""

from __future__ import annotations

from botocore import exceptions as theirs
from botocore.parsers import ResponseParserError

from hourpass.adapters.aws.asked import Asked
from hourpass.adapters.aws.caller import utc_now
from hourpass.adapters.aws.errors import problem_of
from hourpass.adapters.aws.profile_session import CodeWanted, Sent
from hourpass.adapters.aws.trace import ForeignAnswerError
from hourpass.domain.problem import Problem, Reason

_SIGN_IN = (theirs.SSOError, theirs.TokenRetrievalError)
_FROM_OUTSIDE = (
    ForeignAnswerError,
    ResponseParserError,
    theirs.ClientError,
    theirs.ConnectionError,
    theirs.EndpointVariantError,
    theirs.HTTPClientError,
    theirs.InvalidProxiesConfigError,
    theirs.UnknownEndpointError,
)
"""What networks and servers cause."""
_ABOUT_THE_PROFILE = frozenset({Reason.INVALID_REQUEST, Reason.UNKNOWN, Reason.EXPIRED})
"""Refusals that the profile's owner has to mend in it: an expired token in the files is nobody's session here."""
_OUTSPOKEN = tuple(
    kind
    for name in (
        "ConfigNotFound",
        "ConfigParseError",
        "InvalidConfigError",
        "LoginError",  # since 1.41
        "MissingDependencyException",
        "ParamValidationError",
        "PartialCredentialsError",
        "ProfileNotFound",
    )
    if isinstance(kind := getattr(theirs, name, None), type)
)
"""Errors whose words hold names of profiles, options and files only. The words of others may quote a program."""


def problem_of_profile(error: Exception, profile: str, code: str, sent: Sent) -> Problem:
    """What *error* means, that came of resolving *profile* after the call that was *sent* last."""
    if isinstance(error, CodeWanted):
        return Problem(Reason.CODE_NEEDED, {"serial": error.serial})
    if isinstance(error, _SIGN_IN):
        return Problem(Reason.SSO_SIGN_IN_NEEDED, {"profile": profile})
    if isinstance(error, _FROM_OUTSIDE):
        problem = _from_outside(error, code, sent)
        if problem is not None and problem.reason not in _ABOUT_THE_PROFILE:
            return problem
        raw = problem.raw if problem else None
        detail = f"{raw.code}: {raw.message}" if raw else type(error).__name__
        return Problem(Reason.PROFILE_UNUSABLE, {"profile": profile, "detail": detail}, raw)
    return Problem(Reason.PROFILE_UNUSABLE, {"profile": profile, "detail": _words(error)})


def _from_outside(error: Exception, code: str, sent: Sent) -> Problem | None:
    operation = error.operation_name if isinstance(error, theirs.ClientError) else sent.operation
    asked = Asked(
        sent.service,
        operation,
        sent.region,
        sent.keys,
        role_arn=sent.role_arn,
        serial=sent.serial,
        code=code if sent.serial else "",  # only then it went along
    )
    return problem_of(error, asked, sent.seen, utc_now())


def _words(error: Exception) -> str:
    if isinstance(error, _OUTSPOKEN):
        return str(error)
    if isinstance(error, theirs.CredentialRetrievalError):
        # Its own words go on with all that a program wrote to standard error.
        return str(error.kwargs.get("provider", ""))
    return (error.strerror or "") if isinstance(error, OSError) else type(error).__name__
