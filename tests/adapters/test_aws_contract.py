"""What ports.Aws promises, kept by the gateway in this process and through the worker alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.fakes_aws_server import (
    ACCOUNT,
    ASSUMED_ARN,
    ROLE_ARN,
    SERIAL,
    USER_ARN,
    Server,
    aws_server,
    buckets,
    refusal,
    refusal_s3,
    text,
)
from hourpass.adapters.aws.gateway import AwsGateway
from hourpass.adapters.worker_aws import WorkerAws
from hourpass.adapters.worker_client import WorkerClient
from hourpass.domain.activity import Exchange
from hourpass.domain.credentials import Credentials, Identity, LongTermKeys
from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.services.cancel import Cancel, Cancelled
from hourpass.services.ports import Aws, CodeProof, Device, DeviceKind, RoleRequest

KEYS = LongTermKeys("AKIAEXAMPLE", "made-up-secret")
EXPIRES = datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC)
PROOF = CodeProof(SERIAL, "123456")
REQUEST = RoleRequest(ROLE_ARN, "hourpass", timedelta(hours=1), PROOF)
HOUR = timedelta(hours=1)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Server]:
    with aws_server() as running:
        monkeypatch.setenv("AWS_ENDPOINT_URL", running.url)
        monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
        yield running


@pytest.fixture
def heard() -> list[Exchange]:
    return []


@pytest.fixture(params=["in this process", "through the worker"])
def aws(request: pytest.FixtureRequest, server: Server, heard: list[Exchange]) -> Iterator[Aws]:
    if request.param == "in this process":
        gateway = AwsGateway(heard=heard.append)
        yield gateway
        gateway.close()
    else:
        client = WorkerClient(heard.append)
        yield WorkerAws(client)
        client.close()


def problem_of(call: Callable[[], object]) -> Problem:
    with pytest.raises(HourpassError) as caught:
        call()
    return caught.value.problem


def test_a_role_is_assumed_with_all_that_was_asked_for(aws: Aws, server: Server):
    request = RoleRequest(ROLE_ARN, "night-shift", timedelta(minutes=20), PROOF, "ext-7", '{"Version":"2012-10-17"}')
    issued = aws.assume_role(KEYS, "eu-west-1", request, Cancel())
    assert issued.credentials == Credentials("ASIAEXAMPLE", "made-up", "token", EXPIRES)
    assert issued.identity == Identity(ACCOUNT, ASSUMED_ARN, "AROA:hourpass")
    operation, parameters = server.asked[0]
    assert operation == "AssumeRole"
    assert parameters == {
        "Version": "2011-06-15",
        "RoleArn": ROLE_ARN,
        "RoleSessionName": "night-shift",
        "DurationSeconds": "1200",
        "SerialNumber": SERIAL,
        "TokenCode": "123456",
        "ExternalId": "ext-7",
        "Policy": '{"Version":"2012-10-17"}',
    }


def test_a_role_is_assumed_without_a_code_by_temporary_keys(aws: Aws, server: Server):
    session = Credentials("ASIASESSION", "made-up-too", "long-token", EXPIRES)
    aws.assume_role(session, "eu-west-1", RoleRequest(ROLE_ARN, "hourpass", HOUR), Cancel())
    assert set(server.asked[0][1]) == {"Version", "RoleArn", "RoleSessionName", "DurationSeconds"}


def test_a_session_token_comes_without_an_identity(aws: Aws, server: Server):
    issued = aws.session_token(KEYS, "eu-west-1", PROOF, timedelta(hours=12), Cancel())
    assert issued.credentials.expires_at == EXPIRES
    assert issued.identity is None
    assert server.asked[0][1]["DurationSeconds"] == "43200"
    assert server.asked[0][1]["TokenCode"] == "123456"


def test_the_caller_is_named(aws: Aws):
    assert aws.identity(KEYS, "eu-west-1", Cancel()) == Identity(ACCOUNT, USER_ARN, "AIDAEXAMPLE")


def test_devices_come_with_their_kinds(aws: Aws):
    assert aws.devices(KEYS, "eu-west-1", Cancel()) == (
        Device(SERIAL, DeviceKind.VIRTUAL),
        Device("GAHT12345678", DeviceKind.HARDWARE),
        Device(f"arn:aws:iam::{ACCOUNT}:u2f/user/maya/key-ABC", DeviceKind.PASSKEY),
    )


def test_a_roles_maximum_is_asked_by_its_name_without_the_path(aws: Aws, server: Server):
    assert aws.role_maximum(KEYS, "eu-west-1", ROLE_ARN, Cancel()) == timedelta(hours=2)
    assert server.asked[0][1]["RoleName"] == "s3-reader"


def test_a_namesake_in_the_callers_own_account_says_nothing_of_the_role(aws: Aws):
    partners = ROLE_ARN.replace(ACCOUNT, "222233334444")
    problem = problem_of(lambda: aws.role_maximum(KEYS, "eu-west-1", partners, Cancel()))
    assert (problem.reason, problem.facts["resource"]) == (Reason.DENIED, partners)


def test_a_list_of_devices_that_repeats_its_mark_is_not_asked_for_ever(aws: Aws, server: Server):
    body = (
        "<ListMFADevicesResponse><ListMFADevicesResult><IsTruncated>true</IsTruncated><Marker>same</Marker>"
        f"<MFADevices><member><SerialNumber>{SERIAL}</SerialNumber></member></MFADevices>"
        "</ListMFADevicesResult></ListMFADevicesResponse>"
    )
    server.answers["ListMFADevices"] = text(200, body)
    assert len(aws.devices(KEYS, "eu-west-1", Cancel())) == 2


def test_an_answer_that_lacks_what_was_asked_for_names_the_server(aws: Aws, server: Server):
    server.answers["AssumeRole"] = text(202, "<AssumeRoleResponse><AssumeRoleResult/></AssumeRoleResponse>")
    problem = problem_of(lambda: aws.assume_role(KEYS, "eu-west-1", REQUEST, Cancel()))
    assert problem.reason is Reason.NOT_AWS
    assert problem.facts == {"endpoint": server.url.removeprefix("http://")}
    assert problem.raw is not None
    assert (problem.raw.operation, problem.raw.status) == ("AssumeRole", 202)


def test_buckets_come_page_by_page(aws: Aws, server: Server):
    pages = list(aws.bucket_pages(KEYS, "eu-west-1", Cancel()))
    row = ("eu-west-1", "2026-01-02T03:04:05Z")
    assert pages == [[("a", *row), ("b", *row)], [("c", *row)]]
    assert server.asked[0][1]["max-buckets"] == "1000"
    assert server.asked[1][1]["continuation-token"] == "1"


def test_an_account_without_buckets_has_no_rows(aws: Aws, server: Server):
    server.answers["ListBuckets"] = buckets([])
    assert [row for page in aws.bucket_pages(KEYS, "eu-west-1", Cancel()) for row in page] == []


def test_a_server_that_knows_no_pages_gives_all_in_parts(aws: Aws, server: Server):
    server.answers["ListBuckets"] = buckets([[f"b{n}" for n in range(2500)]], bare=True)
    pages = list(aws.bucket_pages(KEYS, "eu-west-1", Cancel()))
    assert [len(page) for page in pages] == [1000, 1000, 500]
    assert pages[0][0] == ("b0", "", "")


def test_a_server_that_repeats_its_mark_is_not_asked_for_ever(aws: Aws, server: Server):
    body = (
        "<ListAllMyBucketsResult><Buckets><Bucket><Name>a</Name></Bucket></Buckets>"
        "<ContinuationToken>same</ContinuationToken></ListAllMyBucketsResult>"
    )
    server.answers["ListBuckets"] = text(200, body)
    assert len(list(aws.bucket_pages(KEYS, "eu-west-1", Cancel()))) == 2


def test_keys_that_end_between_two_pages_leave_the_first_page(aws: Aws, server: Server):
    first = buckets([["a"], ["b"]])
    second = refusal_s3(400, "ExpiredToken", "The provided token has expired.")
    server.answers["ListBuckets"] = lambda asked: (second if "continuation-token" in asked else first)(asked)
    pages = aws.bucket_pages(KEYS, "eu-west-1", Cancel())
    assert [name for name, *_ in next(pages)] == ["a"]
    assert problem_of(lambda: next(pages)).reason is Reason.EXPIRED


def test_a_refused_code_is_a_problem_with_the_raw_answer(aws: Aws, server: Server):
    said = "MultiFactorAuthentication failed with invalid MFA one time pass code. "
    server.answers["AssumeRole"] = refusal(403, "AccessDenied", said, "req-7")
    problem = problem_of(lambda: aws.assume_role(KEYS, "eu-west-1", REQUEST, Cancel()))
    assert problem.reason is Reason.CODE_REFUSED
    assert problem.raw is not None
    assert (problem.raw.operation, problem.raw.status, problem.raw.code) == ("AssumeRole", 403, "AccessDenied")
    assert (problem.raw.message, problem.raw.request_id) == (said, "req-7")


@pytest.mark.parametrize("status", [500, 503])
def test_a_call_with_a_code_is_sent_once_even_if_the_server_is_in_trouble(aws: Aws, server: Server, status: int):
    server.answers["AssumeRole"] = refusal(status, "ServiceUnavailable", "later")
    assert problem_of(lambda: aws.assume_role(KEYS, "r-1", REQUEST, Cancel())).reason is Reason.SERVICE_FAULT
    assert server.operations == ["AssumeRole"]


def test_a_call_without_a_code_is_tried_again(aws: Aws, server: Server):
    good, bad = server.answers["GetCallerIdentity"], refusal(503, "ServiceUnavailable", "later")
    server.answers["GetCallerIdentity"] = lambda asked: good(asked) if len(server.asked) > 1 else bad(asked)
    assert aws.identity(KEYS, "eu-west-1", Cancel()).account == ACCOUNT
    assert server.operations == ["GetCallerIdentity"] * 2


def test_what_was_asked_for_is_given_up_before_anything_is_sent(aws: Aws, server: Server):
    cancel = Cancel()
    cancel.request()
    with pytest.raises(Cancelled):
        aws.assume_role(KEYS, "eu-west-1", REQUEST, cancel)
    with pytest.raises(Cancelled):
        list(aws.bucket_pages(KEYS, "eu-west-1", cancel))
    assert server.asked == []


def test_giving_up_between_two_pages_ends_the_listing(aws: Aws, server: Server):
    cancel = Cancel()
    pages = aws.bucket_pages(KEYS, "eu-west-1", cancel)
    next(pages)
    cancel.request()
    with pytest.raises(Cancelled):
        next(pages)


def test_each_call_is_heard_once_with_what_came_back(aws: Aws, server: Server, heard: list[Exchange]):
    server.answers["GetRole"] = refusal(403, "AccessDenied", "no", "req-3")
    aws.assume_role(KEYS, "eu-west-1", REQUEST, Cancel())
    problem_of(lambda: aws.role_maximum(KEYS, "eu-west-1", ROLE_ARN, Cancel()))
    good, bad = heard
    host = server.url.removeprefix("http://")
    assert (good.service, good.operation, good.host) == ("sts", "AssumeRole", host)
    assert (good.status, good.code, good.message, good.request_id) == (200, "", "", "req-9")
    assert (bad.service, bad.operation, bad.status) == ("iam", "GetRole", 403)
    assert (bad.code, bad.message, bad.request_id) == ("AccessDenied", "no", "req-3")
    assert timedelta(0) < good.took < timedelta(seconds=20)
    assert abs(datetime.now(UTC) - good.at) < timedelta(seconds=60)
    assert good.server_offset is not None
    assert bad.server_offset is not None
    assert abs(bad.server_offset) < timedelta(seconds=20)


def test_a_clock_that_is_off_is_measured(aws: Aws, server: Server, heard: list[Exchange]):
    ahead = datetime.now(UTC) + timedelta(minutes=20)
    server.dates.append(ahead.strftime("%a, %d %b %Y %H:%M:%S GMT"))
    said = "Signature expired: 20261122T100000Z is now earlier than 20261122T100500Z (20261122T102000Z - 15 min.)"
    server.answers["GetCallerIdentity"] = refusal(403, "SignatureDoesNotMatch", said)
    problem = problem_of(lambda: aws.identity(KEYS, "eu-west-1", Cancel()))
    assert problem.reason is Reason.CLOCK_OFF
    assert 1180 <= int(problem.facts["offset_seconds"]) <= 1200
    assert heard[0].server_offset is not None


def test_no_secret_is_in_what_is_told(aws: Aws, server: Server, heard: list[Exchange]):
    said = "1 validation error detected: Value '123456' at 'tokenCode' failed; made-up-secret; the-token"
    server.answers["AssumeRole"] = refusal(400, "ValidationError", said)
    keys = Credentials("ASIAEXAMPLE", "made-up-secret", "the-token", EXPIRES)
    problem = problem_of(lambda: aws.assume_role(keys, "eu-west-1", REQUEST, Cancel()))
    assert problem.reason is Reason.CODE_MALFORMED
    told = repr(problem) + repr(heard)
    assert "tokenCode" in told
    for secret in ("123456", "made-up-secret", "the-token"):
        assert secret not in told


def test_the_programs_own_name_is_sent(aws: Aws, server: Server):
    aws.identity(KEYS, "eu-west-1", Cancel())
    assert "hourpass/" in server.user_agents[0]


def test_the_shells_profile_and_keys_and_a_broken_config_file_change_nothing(
    aws: Aws, server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    (tmp_path / "config").write_text("[default\nregion = \xff no\n")
    for name in ("AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "somebody-else")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "7")
    server.answers["AssumeRole"] = refusal(500, "InternalFailure", "later")
    assert aws.identity(KEYS, "eu-west-1", Cancel()).account == ACCOUNT
    problem_of(lambda: aws.assume_role(KEYS, "eu-west-1", REQUEST, Cancel()))
    assert server.operations == ["GetCallerIdentity", "AssumeRole"]


def test_the_config_file_may_name_the_endpoint(
    aws: Aws, server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.delenv("AWS_ENDPOINT_URL")
    (tmp_path / "config").write_text(f"[default]\nendpoint_url = {server.url}\nsso_session = not-there\n")
    assert aws.identity(KEYS, "eu-west-1", Cancel()).account == ACCOUNT


def test_a_region_that_is_none_is_an_invalid_request(aws: Aws, server: Server):
    assert problem_of(lambda: aws.identity(KEYS, "no such region", Cancel())).reason is Reason.INVALID_REQUEST
    assert server.asked == []
