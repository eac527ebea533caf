"""The federation endpoint as browsers and tools meet it: over a port, unsigned."""

from __future__ import annotations

import html
import json
import re
import urllib.error
import urllib.request
from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from botocore.config import Config

from hourpass.sandbox.faults import Effect
from hourpass.sandbox.sandbox import Sandbox
from hourpass.sandbox.server import serve
from sandbox.fakes_sandbox import Enter, Person, Proof, SettableClock

DESTINATION = "https://console.aws.amazon.com/console/home?region=eu-west-1"
NO_ROLE = "Only federation tokens or assume role tokens may be used for federated login."
Answer = tuple[int, str, dict[str, str]]
Ask = Callable[..., Answer]


@pytest.fixture
def ask(sandbox: Sandbox):
    """What the endpoint answers by GET, or by POST with a form: status, text, headers."""
    with serve(sandbox) as url:

        def send(by: str = "GET", **parameters: str) -> Answer:
            query = urlencode(parameters)
            address, body = (
                (f"{url}/federation?{query}", None) if by == "GET" else (f"{url}/federation", query.encode())
            )
            try:
                with urllib.request.urlopen(address, body, 10) as answer:  # noqa: S310 (our own server)
                    return answer.status, answer.read().decode(), dict(answer.headers)
            except urllib.error.HTTPError as error:
                with error:
                    return error.code, error.read().decode(), dict(error.headers)

        yield send


def session_of(person: Person, **other: str):
    keys = person.session.get_credentials().get_frozen_credentials()
    parts = {"sessionId": keys.access_key, "sessionKey": keys.secret_key, "sessionToken": keys.token}
    return json.dumps({**parts, **other})


def token(ask: Ask, person: Person, **more: str):
    status, text, _ = ask(Action="getSigninToken", Session=session_of(person), **more)
    assert status == 200, text
    return json.loads(text)["SigninToken"]


def words(page: str):
    return html.unescape(" ".join(re.sub(r"<style.*?</style>|<[^>]+>", " ", page).split()))


def login(ask: Ask, ticket: str, destination: str = DESTINATION):
    return ask(Action="login", Issuer="hourpass", Destination=destination, SigninToken=ticket)


def test_a_role_is_signed_in_and_told_so(ask: Ask, enter: Enter, sandbox: Sandbox):
    status, page, headers = login(ask, token(ask, enter()))
    assert status == 200
    said = words(page)
    assert f"Signed in as s3-reader in account {sandbox.seeded.account} until 2026-11-22 13:00 UTC." in said
    assert sandbox.seeded.role_arn in said
    assert DESTINATION in said
    assert "Nothing was sent to AWS" in said
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_the_page_loads_nothing(ask: Ask, enter: Enter):
    _, page, headers = login(ask, token(ask, enter()))
    assert re.findall(r'(?:src|href|action|url)\s*[=(]\s*"?([^">)]*)', page) == ["data:,"]
    assert "<script" not in page
    assert headers["Content-Security-Policy"].startswith("default-src 'none';")


def test_a_form_is_taken_as_well(ask: Ask, enter: Enter):
    status, text, _ = ask("POST", Action="getSigninToken", Session=session_of(enter()))
    assert status == 200
    assert login(ask, json.loads(text)["SigninToken"])[0] == 200


def test_a_token_works_for_fifteen_minutes(ask: Ask, enter: Enter, clock: SettableClock):
    ticket = token(ask, enter())
    clock.advance(minutes=14, seconds=59)
    assert login(ask, ticket)[0] == 200
    clock.advance(seconds=1)
    assert login(ask, ticket)[0] == 400


@pytest.mark.parametrize("ticket", ["", "guess"])
def test_a_guessed_token_signs_nobody_in(ask: Ask, ticket: str):
    status, page, _ = login(ask, ticket)
    assert status == 400
    assert "Signed in" not in page


def test_a_token_of_a_user_is_refused_as_aws_does(ask: Ask, sandbox: Sandbox, practice: Person, proof: Proof):
    person = Person(sandbox, practice.sts.get_session_token(**proof())["Credentials"])
    status, page, _ = ask(Action="getSigninToken", Session=session_of(person))
    assert (status, NO_ROLE in words(page)) == (400, True)


def test_expired_credentials_are_refused(ask: Ask, enter: Enter, clock: SettableClock):
    person = enter()
    clock.advance(hours=1)
    status, page, _ = ask(Action="getSigninToken", Session=session_of(person))
    assert (status, "is expired" in words(page)) == (400, True)


@pytest.mark.parametrize(
    "other",
    [
        {"sessionId": "ASIAUNKNOWN"},
        {"sessionKey": "wrong"},
        {"sessionToken": "wrong"},
        {"sessionToken": "\ud800"},
        {"sessionId": ""},
    ],
)
def test_wrong_credentials_are_refused(ask: Ask, enter: Enter, other: dict[str, str]):
    status, page, _ = ask(Action="getSigninToken", Session=session_of(enter(), **other))
    assert (status, "Invalid credentials parameter" in words(page)) == (400, True)


@pytest.mark.parametrize("session", ["", "{", "[]", "null", "{}", '{"sessionId": 5}', "[" * 100_000])
def test_what_is_no_session_is_refused(ask: Ask, session: str):
    assert ask("POST", Action="getSigninToken", Session=session)[0] == 400


def test_a_long_term_key_is_no_session(ask: Ask, practice: Person):
    assert ask(Action="getSigninToken", Session=session_of(practice))[0] == 400


def test_the_console_may_outlast_the_credentials_of_a_long_term_key(ask: Ask, enter: Enter):
    page = login(ask, token(ask, enter(), SessionDuration="43200"))[1]
    assert "until 2026-11-23 00:00 UTC" in words(page)


@pytest.mark.parametrize("seconds", ["899", "43201", "", "an hour", "-900", "9" * 30])
def test_a_duration_out_of_range_is_refused(ask: Ask, enter: Enter, seconds: str):
    assert ask(Action="getSigninToken", Session=session_of(enter()), SessionDuration=seconds)[0] == 400


def test_after_chaining_no_duration_may_be_given(ask: Ask, sandbox: Sandbox, practice: Person, proof: Proof):
    mfa = Person(sandbox, practice.sts.get_session_token(**proof())["Credentials"])
    role = mfa.sts.assume_role(RoleArn=sandbox.seeded.role_arn, RoleSessionName="chained")["Credentials"]
    person = Person(sandbox, role)
    assert ask(Action="getSigninToken", Session=session_of(person), SessionDuration="900")[0] == 400
    assert login(ask, token(ask, person))[0] == 200


@pytest.mark.parametrize(
    "destination",
    ["", "http://console.aws.amazon.com/", "https://example.org/", "https://aws.amazon.com.evil/", "https://["],
)
def test_only_pages_of_the_console_are_gone_to(ask: Ask, enter: Enter, destination: str):
    assert login(ask, token(ask, enter()), destination)[0] == 400


def test_what_comes_along_is_shown_as_text(ask: Ask, enter: Enter):
    page = login(ask, token(ask, enter()), f"{DESTINATION}#<script>alert(1)</script>&amp;")[1]
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;" in page


def test_a_fault_is_answered_in_the_endpoints_own_way(ask: Ask, sandbox: Sandbox, enter: Enter):
    session = session_of(enter())
    sandbox.faults.add("GetSigninToken", Effect.ERROR)
    status, page, headers = ask(Action="getSigninToken", Session=session)
    assert (status, headers["Content-Type"]) == (500, "text/html; charset=utf-8")
    assert page.startswith("<!DOCTYPE html>")


def test_a_bucket_may_still_be_called_federation(sandbox: Sandbox, admin: Person):
    s3 = admin.session.client("s3", config=Config(s3={"addressing_style": "path"}))
    s3.create_bucket(Bucket="federation", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    s3.put_object(Bucket="federation", Key="a", Body=b"x")
    assert s3.list_objects_v2(Bucket="federation")["KeyCount"] == 1
