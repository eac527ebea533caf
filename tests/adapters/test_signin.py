"""getSigninToken against the sandbox and against a server that answers as it is told, here and through the worker."""

from __future__ import annotations

import json
import traceback
import urllib.request
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from adapters.fakes_aws_server import Parameters, Reply, Server, aws_server, text
from hourpass.adapters.aws.clients import DeafSession
from hourpass.adapters.aws.gateway import AwsGateway
from hourpass.adapters.worker_aws import WorkerAws
from hourpass.adapters.worker_client import WorkerClient
from hourpass.domain import console
from hourpass.domain.activity import Exchange
from hourpass.domain.credentials import Credentials
from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.domain.totp import code_at, step_at
from hourpass.sandbox.faults import Effect
from hourpass.sandbox.inprocess import attach
from hourpass.sandbox.propagation import Delays
from hourpass.sandbox.sandbox import Sandbox
from hourpass.sandbox.server import serve
from hourpass.services.cancel import Cancel, Cancelled
from hourpass.services.ports import CodeProof, RoleRequest

HOUR = timedelta(hours=1)
SECRET, TOKEN = "made/up+secret=", "long/session+token=="
CREDENTIALS = Credentials("ASIAEXAMPLE", SECRET, TOKEN, datetime(2031, 5, 6, tzinfo=UTC))
NO_ROLE = "Only federation tokens or assume role tokens may be used for federated login."
PAGE = "<html><head><title>HTTP Status 400</title></head><body><h1>{}</h1></body></html>"
GOOD = text(200, '{"SigninToken":"tok+en/="}', "application/json;charset=UTF-8")


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    for name in ("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_SIGNIN"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def heard() -> list[Exchange]:
    return []


@pytest.fixture
def gateway(heard: list[Exchange]) -> Iterator[AwsGateway]:
    made = AwsGateway(heard=heard.append)
    yield made
    made.close()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    with aws_server() as running:
        running.answers["GetSigninToken"] = GOOD
        monkeypatch.setenv("AWS_ENDPOINT_URL_SIGNIN", running.url)
        yield running


@pytest.fixture
def failure(gateway: AwsGateway) -> Callable[..., HourpassError]:
    def ask(duration: timedelta | None = None, credentials: Credentials = CREDENTIALS) -> HourpassError:
        with pytest.raises(HourpassError) as caught:
            gateway.signin_token(credentials, "aws", duration, Cancel())
        return caught.value

    return ask


def test_the_credentials_arrive_as_they_are(gateway: AwsGateway, server: Server):
    found = gateway.signin_token(CREDENTIALS, "aws", timedelta(minutes=20), Cancel())
    assert found.value == "tok+en/="
    assert found.federation_url == f"{server.url}/federation"
    assert "tok+en" not in repr(found)
    operation, parameters = server.asked[0]
    assert operation == "GetSigninToken"
    assert parameters.pop("SessionDuration") == "1200"
    session = json.loads(parameters.pop("Session"))
    assert session == {"sessionId": "ASIAEXAMPLE", "sessionKey": SECRET, "sessionToken": TOKEN}
    assert not parameters
    assert "hourpass/" in server.user_agents[0]


def test_without_a_duration_none_is_sent(gateway: AwsGateway, server: Server):
    gateway.signin_token(CREDENTIALS, "aws", None, Cancel())
    assert set(server.asked[0][1]) == {"Session"}


def test_the_log_tells_of_the_call_and_no_secret(gateway: AwsGateway, server: Server, heard: list[Exchange]):
    gateway.signin_token(CREDENTIALS, "aws", None, Cancel())
    assert [(one.service, one.operation, one.status, one.code) for one in heard] == [
        ("signin", "GetSigninToken", 200, "")
    ]
    assert heard[0].host == server.url.removeprefix("http://")
    assert abs(heard[0].server_offset or HOUR) < timedelta(minutes=1)
    _keeps_secrets(repr(heard))


def test_giving_up_before_sends_nothing(gateway: AwsGateway, server: Server):
    cancel = Cancel()
    cancel.request()
    with pytest.raises(Cancelled):
        gateway.signin_token(CREDENTIALS, "aws", None, cancel)
    assert server.asked == []


@pytest.mark.parametrize(
    ("status", "said", "duration", "reason"),
    [
        (400, NO_ROLE, None, Reason.CONSOLE_NEEDS_ROLE),
        (400, NO_ROLE, HOUR, Reason.CONSOLE_NEEDS_ROLE),
        (400, "Invalid credentials parameter", HOUR, Reason.CONSOLE_DURATION_REFUSED),
        (400, "", HOUR, Reason.CONSOLE_DURATION_REFUSED),
        (400, "Invalid credentials parameter", None, Reason.UNKNOWN),
        (400, "The security token included in the request is expired", HOUR, Reason.EXPIRED),
        (403, "Forbidden", HOUR, Reason.UNKNOWN),
        (429, "Slow down", None, Reason.THROTTLED),
        (500, "", HOUR, Reason.SERVICE_FAULT),
        (503, "Busy", None, Reason.SERVICE_FAULT),
        (302, "", None, Reason.NOT_AWS),
        (200, "Welcome to the guest network", None, Reason.NOT_AWS),
    ],
)
def test_each_refusal_has_its_meaning(
    failure: Callable[..., HourpassError],
    server: Server,
    heard: list[Exchange],
    status: int,
    said: str,
    duration: timedelta | None,
    reason: Reason,
):
    server.answers["GetSigninToken"] = text(status, PAGE.format(said), "text/html")
    problem = failure(duration).problem
    assert problem.reason is reason
    assert problem.raw is not None
    assert (problem.raw.operation, problem.raw.status) == ("GetSigninToken", status)
    assert problem.raw.message == said
    assert (heard[0].status, heard[0].code) == (status, reason.value)


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"SigninToken":null}', '{"SigninToken":5}', "[" * 10_000])
def test_an_answer_without_a_token_is_not_aws(failure: Callable[..., HourpassError], server: Server, body: str):
    server.answers["GetSigninToken"] = text(200, body, "application/json")
    assert failure().problem.reason is Reason.NOT_AWS


def test_the_length_that_was_refused_is_a_fact(failure: Callable[..., HourpassError], server: Server):
    server.answers["GetSigninToken"] = text(400, "no", "text/html")
    assert dict(failure(HOUR).problem.facts) == {"seconds": "3600"}


def test_credentials_that_are_over_are_called_so_whatever_aws_says(
    failure: Callable[..., HourpassError], server: Server
):
    server.answers["GetSigninToken"] = text(400, "Invalid credentials parameter", "text/html")
    over = Credentials("ASIA", SECRET, TOKEN, datetime(2020, 1, 1, tzinfo=UTC))
    assert failure(HOUR, over).problem.reason is Reason.EXPIRED


def test_a_page_that_repeats_the_request_is_blanked_before_it_is_cut(
    failure: Callable[..., HourpassError], server: Server, heard: list[Exchange]
):
    def echo(parameters: Parameters) -> Reply:
        given = parameters["Session"]
        query = console.token_request(CREDENTIALS, None)
        return Reply(400, f"<p>{'x' * 150} {given} and {query}</p>".encode(), "text/html")

    server.answers["GetSigninToken"] = echo
    error = failure()
    assert error.problem.raw is not None
    assert len(error.problem.raw.message) <= 200
    _keeps_secrets(repr(error.problem) + repr(heard))


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://127.0.0.1:1", Reason.CONNECTION_REFUSED),
        ("https://127.0.0.1:1", Reason.CONNECTION_REFUSED),
        ("https://signin.hourpass.invalid", Reason.NAME_NOT_FOUND),
        ("http://signin.hourpass.invalid", Reason.ENDPOINT_INSECURE),
        ("http://192.0.2.1", Reason.ENDPOINT_INSECURE),
        ("localhost:4566", Reason.ENDPOINT_INVALID),
        ("ftp://host", Reason.ENDPOINT_INVALID),
        ("http://exa mple", Reason.ENDPOINT_INVALID),
        ("http://[::1", Reason.ENDPOINT_INVALID),
        ("http://host:99999", Reason.ENDPOINT_INVALID),
    ],
)
def test_what_cannot_be_reached_has_the_reason_of_the_other_calls_and_keeps_the_secrets(
    failure: Callable[..., HourpassError], monkeypatch: pytest.MonkeyPatch, url: str, reason: Reason
):
    monkeypatch.setenv("AWS_ENDPOINT_URL_SIGNIN", url)
    error = failure()
    assert error.problem.reason is reason
    assert error.problem.never_sent
    # The text of what botocore raised has the whole URL in it.
    assert (error.__cause__, error.__context__) == (None, None)
    _keeps_secrets("".join(traceback.format_exception(error)) + repr(error.problem))


def test_a_dead_proxy_fails_as_such(failure: Callable[..., HourpassError], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://me:hush@127.0.0.1:1")
    problem = failure().problem
    assert problem.reason is Reason.PROXY_FAILED
    assert dict(problem.facts) == {"endpoint": "signin.aws.amazon.com:443", "proxy": "127.0.0.1:1", "sent": "no"}


def test_no_proxy_reads_what_stays_in_this_computer(
    gateway: AwsGateway, server: Server, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("NO_PROXY", "")
    assert gateway.signin_token(CREDENTIALS, "aws", None, Cancel()).value


def test_the_certificates_that_were_named_are_used(
    failure: Callable[..., HourpassError], server: Server, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("AWS_ENDPOINT_URL_SIGNIN", server.url.replace("http:", "https:"))
    monkeypatch.setenv("AWS_CA_BUNDLE", "/nowhere/ca.pem")
    assert failure().problem.reason is Reason.TLS_FAILED


def test_the_endpoint_of_all_services_is_taken_where_there_is_no_other(
    gateway: AwsGateway, server: Server, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("AWS_ENDPOINT_URL_SIGNIN")
    monkeypatch.setenv("AWS_ENDPOINT_URL", server.url)
    assert gateway.signin_token(CREDENTIALS, "aws", None, Cancel()).federation_url == f"{server.url}/federation"


@pytest.mark.parametrize(
    ("partition", "host"),
    [
        ("aws", "signin.aws.amazon.com"),
        ("aws-cn", "signin.amazonaws.cn"),
        ("aws-us-gov", "signin.amazonaws-us-gov.com"),
    ],
)
def test_without_an_endpoint_of_ones_own_the_partition_decides(
    failure: Callable[..., HourpassError],
    monkeypatch: pytest.MonkeyPatch,
    partition: str,
    host: str,
    gateway: AwsGateway,
):
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("AWS_ENDPOINT_URL_SIGNIN", "http://127.0.0.1:2")
    monkeypatch.setenv("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true")
    with pytest.raises(HourpassError) as caught:
        gateway.signin_token(CREDENTIALS, partition, None, Cancel())
    assert caught.value.problem.facts["endpoint"] == f"{host}:443"


# against the sandbox


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    made = Sandbox(delays=Delays.none())
    yield made
    made.close()


@pytest.fixture(params=["in this process", "over a port", "through the worker"])
def aws(
    request: pytest.FixtureRequest, sandbox: Sandbox, heard: list[Exchange], monkeypatch: pytest.MonkeyPatch
) -> Iterator[AwsGateway | WorkerAws]:
    if request.param == "in this process":
        session = DeafSession()
        attach(session, sandbox)
        yield AwsGateway(session, heard.append)
        return
    with serve(sandbox) as url:
        monkeypatch.setenv("AWS_ENDPOINT_URL", url)
        if request.param == "over a port":
            gateway = AwsGateway(heard=heard.append)
            yield gateway
            gateway.close()
            return
        client = WorkerClient(heard.append)
        yield WorkerAws(client)
        client.close()


def assumed(aws: AwsGateway | WorkerAws, sandbox: Sandbox) -> Credentials:
    seeded = sandbox.seeded
    role = RoleRequest(seeded.role_arn, "hourpass", HOUR, _proof(sandbox))
    return aws.assume_role(seeded.user, seeded.region, role, Cancel()).credentials


def _proof(sandbox: Sandbox) -> CodeProof:
    seeded = sandbox.seeded
    return CodeProof(seeded.device_serial, code_at(seeded.device_seed, step_at(datetime.now(UTC))))


def test_a_role_gets_a_token(aws: AwsGateway | WorkerAws, sandbox: Sandbox, heard: list[Exchange]):
    found = aws.signin_token(assumed(aws, sandbox), "aws", HOUR, Cancel())
    assert len(found.value) > 100
    assert [(one.operation, one.status) for one in heard][-1] == ("GetSigninToken", 200)
    assert found.value not in repr(heard)


def test_the_link_opens_the_sandboxs_console(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, gateway: AwsGateway):
    with serve(sandbox) as url:
        monkeypatch.setenv("AWS_ENDPOINT_URL", url)
        found = gateway.signin_token(assumed(gateway, sandbox), "aws", HOUR, Cancel())
        link = console.login_url(found.federation_url, found.value, console.destination("aws", "eu-west-1"))
        assert parse_qs(urlsplit(link).query)["SigninToken"] == [found.value]
        with urllib.request.urlopen(link, timeout=10) as answer:  # noqa: S310 (our own server)
            assert "Signed in as s3-reader" in answer.read().decode()


def test_a_session_token_is_refused_in_awss_words(aws: AwsGateway | WorkerAws, sandbox: Sandbox):
    issued = aws.session_token(sandbox.seeded.user, "eu-west-1", _proof(sandbox), HOUR, Cancel())
    problem = _problem(aws, issued.credentials, None)
    assert problem.reason is Reason.CONSOLE_NEEDS_ROLE
    assert problem.raw is not None
    assert NO_ROLE in problem.raw.message


def test_after_chaining_a_duration_is_refused_and_none_is_fine(aws: AwsGateway | WorkerAws, sandbox: Sandbox):
    mfa = aws.session_token(sandbox.seeded.user, "eu-west-1", _proof(sandbox), HOUR, Cancel()).credentials
    role = RoleRequest(sandbox.seeded.role_arn, "hourpass", HOUR)
    chained = aws.assume_role(mfa, "eu-west-1", role, Cancel()).credentials
    assert _problem(aws, chained, HOUR).reason is Reason.CONSOLE_DURATION_REFUSED
    assert aws.signin_token(chained, "aws", None, Cancel()).value


def test_what_the_sandbox_calls_expired_is_expired(aws: AwsGateway | WorkerAws, sandbox: Sandbox):
    credentials = assumed(aws, sandbox)
    sandbox.clock.offset = timedelta(hours=2)
    assert _problem(aws, credentials, HOUR).reason is Reason.EXPIRED


@pytest.mark.parametrize(
    ("effect", "reason"),
    [
        (Effect.ERROR, Reason.SERVICE_FAULT),
        (Effect.HTML, Reason.NOT_AWS),
        (Effect.ANSWER_LOST, Reason.UNREACHABLE),
    ],
)
def test_faults_on_the_way_keep_the_secrets(
    aws: AwsGateway | WorkerAws, sandbox: Sandbox, heard: list[Exchange], effect: Effect, reason: Reason
):
    credentials = assumed(aws, sandbox)
    sandbox.faults.add("GetSigninToken", effect)
    with pytest.raises(HourpassError) as caught:
        aws.signin_token(credentials, "aws", HOUR, Cancel())
    assert caught.value.problem.reason is reason
    told = "".join(traceback.format_exception(caught.value)) + repr(caught.value.problem) + repr(heard)
    assert credentials.secret_access_key not in told
    assert credentials.session_token not in told


def _problem(aws: AwsGateway | WorkerAws, credentials: Credentials, duration: timedelta | None) -> Problem:
    with pytest.raises(HourpassError) as caught:
        aws.signin_token(credentials, "aws", duration, Cancel())
    return caught.value.problem


def _keeps_secrets(told: str) -> None:
    for part in ("made/up", "made%2Fup", "long/session", "long%2Fsession", "sessionKey%22"):
        assert part not in told
