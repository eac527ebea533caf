"""The federation endpoint's getSigninToken, which no SDK has a client for.

Its parameters hold the credentials, and go by GET: AWS takes a form as well, but its own JetBrains toolkit notes that
GovCloud did not, and GET is what AWS documents for every partition. So the URL is a secret: nothing that a library
raised, which would name it, leaves this module.
"""

from __future__ import annotations

import html
import json
import os
import re
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from ipaddress import ip_address
from urllib.parse import urlsplit

from botocore.awsrequest import AWSPreparedRequest, AWSRequest, AWSResponse
from botocore.httpsession import URLLib3Session
from botocore.session import Session
from botocore.utils import get_environ_proxies, is_valid_endpoint_url, is_valid_ipv6_endpoint_url

from hourpass.adapters.aws import dates
from hourpass.adapters.aws.asked import Asked
from hourpass.adapters.aws.caller import Caller
from hourpass.adapters.aws.clients import CONNECT_TIMEOUT, READ_TIMEOUT
from hourpass.adapters.aws.errors import not_aws, problem_of
from hourpass.adapters.aws.refusals import problem_of_refusal
from hourpass.adapters.aws.trace import Seen, note_endpoint
from hourpass.domain import console
from hourpass.domain.credentials import Credentials
from hourpass.domain.problem import HourpassError, Problem, RawAnswer, Reason
from hourpass.services.ports import SignInToken
from hourpass.version import VERSION

OVERRIDES = ("AWS_ENDPOINT_URL_SIGNIN", "AWS_ENDPOINT_URL")
"""What AWS's tools heed for every service; the first that is set counts, without the path."""
_BY_TEXT = (
    ("federation tokens or assume role tokens", Reason.CONSOLE_NEEDS_ROLE),
    ("expired", Reason.EXPIRED),
)
_LONGEST_PAGE = 65536
_EXCERPT = 200
_MARKUP = re.compile(r"<(style|script|title)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)


def token(caller: Caller, credentials: Credentials, partition: str, duration: timedelta | None) -> SignInToken:
    """A sign-in token for the console. CONSOLE_DURATION_REFUSED may be tried again without *duration*."""
    asked = Asked("signin", "GetSigninToken", "", credentials, duration=duration)
    session = caller.clients.session()
    url = console.federation_url(partition, _override(session))
    query = console.token_request(credentials, duration)

    def send(seen: Seen) -> str:
        outcome = _outcome(session, url, query, asked, seen, caller.now())
        if isinstance(outcome, Problem):
            raise HourpassError(outcome)  # here, where no other exception hangs on to it
        return outcome

    return SignInToken(caller.hear(asked, send), url)


def _override(session: Session) -> str:
    if session.get_config_variable("ignore_configured_endpoint_urls"):
        return ""
    return next((found for name in OVERRIDES if (found := os.environ.get(name))), "")


def _outcome(session: Session, url: str, query: str, asked: Asked, seen: Seen, now: datetime) -> str | Problem:
    try:
        note_endpoint(seen, url)
        if not _is_address(url):
            raise ValueError(f"Invalid endpoint: {url}")  # noqa: TRY301 (botocore's own words, understood below)
        if not _is_private(url):
            return Problem(Reason.ENDPOINT_INSECURE, {"endpoint": seen.endpoint, "sent": "no"})
        return _read(_send(session, f"{url}?{query}"), asked, seen, now)
    except Exception as error:
        problem = problem_of(error, asked, seen, now)
        if problem is None:
            raise
        return problem


def _is_address(url: str) -> bool:
    if urlsplit(url).scheme not in {"http", "https"}:
        return False
    return bool(is_valid_endpoint_url(url) or is_valid_ipv6_endpoint_url(url))


def _is_private(url: str) -> bool:
    """Whether nobody on the way can read what is sent: over TLS, or within this computer."""
    parts = urlsplit(url)
    if parts.scheme == "https":
        return True
    host = parts.hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _send(session: Session, url: str) -> AWSResponse:
    headers = {"Accept": "application/json", "User-Agent": f"{session.user_agent()} hourpass/{VERSION}"}
    request: AWSPreparedRequest = AWSRequest("GET", url, headers).prepare()
    # As botocore's own clients do: whoever answers in the network's place is asked first.
    events = session.get_component("event_emitter")
    _, response = events.emit_until_response("before-send.signin.GetSigninToken", request=request)
    if response is not None:
        answered: AWSResponse = response
        return answered
    # Plain HTTP stays within this computer, so no proxy gets to read it.
    proxies = get_environ_proxies(url) if urlsplit(url).scheme == "https" else {}
    verify = session.get_config_variable("ca_bundle") or os.environ.get("REQUESTS_CA_BUNDLE") or True
    make: Callable[..., URLLib3Session] = URLLib3Session  # its stubs know less than it takes
    with closing(make(verify=verify, proxies=proxies, timeout=(CONNECT_TIMEOUT, READ_TIMEOUT))) as http:
        return http.send(request)


def _read(response: AWSResponse, asked: Asked, seen: Seen, now: datetime) -> str | Problem:
    seen.status = response.status_code
    seen.request_id = response.headers.get("x-amzn-requestid") or response.headers.get("x-amz-request-id") or ""
    found = _token_in(response.content) if seen.status == 200 else ""
    if not found:
        seen.excerpt = _words(response.content, asked)
    if not found and seen.status < 400:
        return not_aws(asked, seen)
    if server_time := dates.from_header(response.headers.get("date", "")):
        seen.server_offset = server_time - now
    return found or _refusal(asked, seen, now)


def _refusal(asked: Asked, seen: Seen, now: datetime) -> Problem:
    raw = RawAnswer(asked.operation, seen.status, "", seen.excerpt, seen.request_id)
    if seen.status == 400:
        for part, reason in _BY_TEXT:
            if part in raw.message.lower():
                return Problem(reason, raw=raw)
    problem = problem_of_refusal(raw, asked, seen, now)
    if seen.status == 400 and problem.reason is Reason.UNKNOWN and asked.duration is not None:
        # AWS says no more than "Invalid credentials parameter" of a duration that it does not want.
        return Problem(Reason.CONSOLE_DURATION_REFUSED, {"seconds": f"{asked.duration.total_seconds():.0f}"}, raw)
    return problem


def _token_in(body: bytes) -> str:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    found = answer.get("SigninToken") if isinstance(answer, dict) else None
    return found if isinstance(found, str) else ""


def _words(body: bytes, asked: Asked) -> str:
    """The start of what a page says, blanked before it is cut: half a secret is one too."""
    text = html.unescape(_MARKUP.sub(" ", body[:_LONGEST_PAGE].decode("utf-8", "replace")))
    return " ".join(asked.blanked(text).split())[:_EXCERPT]
