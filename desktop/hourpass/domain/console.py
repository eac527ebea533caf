"""Opening the AWS console signed in: who may, at which hosts, and the parameters of the federation endpoint.

The rules are AWS's: "Enable custom identity broker access to the AWS console" in the IAM User Guide.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from urllib.parse import urlencode

from hourpass.domain import arns
from hourpass.domain.credentials import Credentials
from hourpass.domain.problem import Reason
from hourpass.domain.profile import Method
from hourpass.domain.session import Session

FEDERATION_PATH = "/federation"
LINK_LASTS = timedelta(minutes=15)
"""How long AWS takes a sign-in token."""
SHORTEST_CONSOLE_SESSION = timedelta(minutes=15)
LONGEST_CONSOLE_SESSION = timedelta(hours=12)
ISSUER = "hourpass"
"""Who sent the person; the console names it once its session is over."""
_SIGN_IN_HOST = {
    "aws": "signin.aws.amazon.com",
    "aws-cn": "signin.amazonaws.cn",
    "aws-us-gov": "signin.amazonaws-us-gov.com",
}
_CONSOLE_HOST = {
    "aws": "console.aws.amazon.com",
    "aws-cn": "console.amazonaws.cn",
    "aws-us-gov": "console.amazonaws-us-gov.com",
}


def why_not(session: Session | None, partition: str, now: datetime) -> Reason | None:
    """What keeps *session* from the console of *partition*; None when it may try."""
    if session is not None and session.method is Method.SESSION:
        # The federation endpoint takes the credentials of AssumeRole and GetFederationToken only.
        return Reason.CONSOLE_NEEDS_ROLE
    if partition not in _SIGN_IN_HOST:
        return Reason.CONSOLE_PARTITION_UNKNOWN
    if session is None or session.expires_at <= now or not session.credentials.session_token:
        return Reason.EXPIRED
    return None


def session_duration(session: Session, now: datetime) -> timedelta | None:
    """SessionDuration, such that the console ends when the credentials do; None where it must be left out.

    AWS refuses it for a role that was assumed by temporary credentials, and under 15 minutes. Without it the console
    session lasts as long as the credentials by itself.
    """
    if session.chained or session.method is not Method.ROLE:
        return None
    left = timedelta(seconds=session.credentials.remaining(now) // timedelta(seconds=1))
    return min(left, LONGEST_CONSOLE_SESSION) if left >= SHORTEST_CONSOLE_SESSION else None


def partition_of(session: Session, otherwise: str) -> str:
    """The partition that *session* is of, by its identity; *otherwise* where it does not know its own."""
    arn = arns.parse(session.identity.arn) if session.identity else None
    return arn.partition if arn else otherwise


def federation_url(partition: str, override: str = "") -> str:
    """Where sign-in tokens of *partition* come from; *override* is the address of a server that stands in for AWS."""
    base = override.rstrip("/") or f"https://{_SIGN_IN_HOST[partition]}"
    return f"{base}{FEDERATION_PATH}"


def destination(partition: str, region: str) -> str:
    """The console's first page in *region*; in the partition's home region where *region* is of another one."""
    if arns.partition_of_region(region) != partition:
        region = arns.HOME_REGION[partition]
    return f"https://{_CONSOLE_HOST[partition]}/console/home?{urlencode({'region': region})}"


def token_request(credentials: Credentials, duration: timedelta | None) -> str:
    """The parameters of getSigninToken, as they stand in a URL. Holds secrets."""
    session = {
        "sessionId": credentials.access_key_id,
        "sessionKey": credentials.secret_access_key,
        "sessionToken": credentials.session_token,
    }
    parameters = {"Action": "getSigninToken", "Session": json.dumps(session, separators=(",", ":"))}
    if duration is not None:
        parameters["SessionDuration"] = str(int(duration.total_seconds()))
    return urlencode(parameters)


def login_url(federation_url: str, token: str, destination: str) -> str:
    """What a browser is sent to. Whoever has it is signed in: as good as a password."""
    parameters = {"Action": "login", "Issuer": ISSUER, "Destination": destination, "SigninToken": token}
    return f"{federation_url}?{urlencode(parameters)}"
