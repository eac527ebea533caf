from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from hourpass.domain import arns, console
from hourpass.domain.credentials import Credentials, Identity
from hourpass.domain.problem import Reason
from hourpass.domain.profile import Method
from hourpass.domain.session import Session

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
PARTITIONS = ("aws", "aws-cn", "aws-us-gov")


def session(method: Method = Method.ROLE, left: timedelta = timedelta(hours=1), token: str = "to/k+en=", arn: str = ""):
    keys = Credentials("ASIAEXAMPLE", 'se"c/r+e t&=', token, NOW + left)
    return Session(keys, NOW, method, identity=Identity("111122223333", arn, "AROA:x") if arn else None)


@pytest.mark.parametrize("partition", PARTITIONS)
@pytest.mark.parametrize("method", [Method.ROLE, Method.ROLE_THROUGH_SESSION])
def test_credentials_of_a_role_may_open_the_console(partition: str, method: Method):
    assert console.why_not(session(method), partition, NOW) is None


@pytest.mark.parametrize(
    ("held", "partition", "reason"),
    [
        (None, "aws", Reason.EXPIRED),
        (session(left=timedelta(0)), "aws", Reason.EXPIRED),
        (session(token=""), "aws", Reason.EXPIRED),
        (session(), "aws-iso", Reason.CONSOLE_PARTITION_UNKNOWN),
        (session(Method.SESSION), "aws", Reason.CONSOLE_NEEDS_ROLE),
    ],
)
def test_what_may_not_open_it_has_a_reason(held: Session | None, partition: str, reason: Reason):
    assert console.why_not(held, partition, NOW) is reason


def test_a_session_token_is_refused_for_what_it_is_even_when_it_is_over():
    assert console.why_not(session(Method.SESSION, timedelta(0)), "aws", NOW) is Reason.CONSOLE_NEEDS_ROLE


@pytest.mark.parametrize(
    ("left", "seconds"),
    [
        (timedelta(minutes=14, seconds=59.9), None),
        (timedelta(minutes=15), 900),
        (timedelta(hours=1, seconds=0.7), 3600),
        (timedelta(hours=12), 43200),
        (timedelta(hours=13), 43200),
        (timedelta(0), None),
    ],
)
def test_the_console_ends_with_the_credentials_as_far_as_aws_lets_it(left: timedelta, seconds: int | None):
    found = console.session_duration(session(left=left), NOW)
    assert found == (None if seconds is None else timedelta(seconds=seconds))


def test_after_chaining_no_duration_is_asked_for():
    assert console.session_duration(session(Method.ROLE_THROUGH_SESSION), NOW) is None
    assert console.session_duration(replace(session(), chained=True), NOW) is None


def test_the_session_is_json_that_survives_the_query():
    held = session()
    query = console.token_request(held.credentials, timedelta(minutes=20))
    parameters = parse_qs(query, strict_parsing=True)
    assert parameters.pop("Action") == ["getSigninToken"]
    assert parameters.pop("SessionDuration") == ["1200"]
    assert json.loads(parameters.pop("Session")[0]) == {
        "sessionId": "ASIAEXAMPLE",
        "sessionKey": 'se"c/r+e t&=',
        "sessionToken": "to/k+en=",
    }
    assert not parameters


def test_a_duration_is_left_out_where_there_is_none():
    assert "SessionDuration" not in parse_qs(console.token_request(session().credentials, None))


def test_each_partition_has_hosts_of_its_own():
    hosts = {name: urlsplit(console.federation_url(name)).hostname for name in PARTITIONS}
    assert hosts == {
        "aws": "signin.aws.amazon.com",
        "aws-cn": "signin.amazonaws.cn",
        "aws-us-gov": "signin.amazonaws-us-gov.com",
    }
    pages = {name: console.destination(name, arns.HOME_REGION[name]) for name in PARTITIONS}
    assert pages == {
        "aws": "https://console.aws.amazon.com/console/home?region=us-east-1",
        "aws-cn": "https://console.amazonaws.cn/console/home?region=cn-north-1",
        "aws-us-gov": "https://console.amazonaws-us-gov.com/console/home?region=us-gov-west-1",
    }


def test_a_region_of_another_partition_gives_the_home_region():
    assert console.destination("aws-cn", "eu-west-1").endswith("region=cn-north-1")
    assert console.destination("aws", "eu-west-1").endswith("region=eu-west-1")


@pytest.mark.parametrize("override", ["http://127.0.0.1:5000", "http://127.0.0.1:5000/"])
def test_another_server_can_stand_in(override: str):
    assert console.federation_url("aws", override) == "http://127.0.0.1:5000/federation"
    assert console.federation_url("anything", override) == "http://127.0.0.1:5000/federation"


def test_the_link_carries_token_and_destination_whatever_is_in_them():
    page = console.destination("aws", "eu-west-1")
    parts = urlsplit(console.login_url("https://signin.aws.amazon.com/federation", "a+b/c=&d", page))
    assert (parts.scheme, parts.netloc, parts.path) == ("https", "signin.aws.amazon.com", "/federation")
    assert parse_qs(parts.query, strict_parsing=True) == {
        "Action": ["login"],
        "Issuer": ["hourpass"],
        "Destination": [page],
        "SigninToken": ["a+b/c=&d"],
    }


def test_the_partition_is_the_one_of_the_identity_where_it_is_known():
    assert console.partition_of(session(arn="arn:aws-cn:sts::111122223333:assumed-role/r/s"), "aws") == "aws-cn"
    assert console.partition_of(session(), "aws-us-gov") == "aws-us-gov"
