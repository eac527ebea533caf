"""What stands between here and AWS, for real: dead ports, names, proxies and servers that are no AWS."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from adapters.fakes_aws_server import Server, aws_server, text
from hourpass.adapters.aws.gateway import AwsGateway
from hourpass.domain.activity import Exchange
from hourpass.domain.credentials import LongTermKeys
from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.services.cancel import Cancel

KEYS = LongTermKeys("AKIAEXAMPLE", "made-up-secret")
HTML = "<!DOCTYPE html><html><head><title>Sign in to the hotel's network</title></head><body/></html>"


@pytest.fixture
def heard() -> list[Exchange]:
    return []


@pytest.fixture
def problem(monkeypatch: pytest.MonkeyPatch, heard: list[Exchange], tmp_path: Path) -> Iterator[Callable[..., Problem]]:
    """Asks with these variables set, and says what went wrong."""
    gateway = AwsGateway(heard=heard.append)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")

    def ask(operation: str = "identity", **variables: str) -> Problem:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        calls: dict[str, Callable[[], object]] = {
            "identity": lambda: gateway.identity(KEYS, "eu-west-1", Cancel()),
            "buckets": lambda: list(gateway.bucket_pages(KEYS, "eu-west-1", Cancel())),
        }
        with pytest.raises(HourpassError) as caught:
            calls[operation]()
        assert caught.value.__cause__ is not None
        return caught.value.problem

    yield ask
    gateway.close()


@pytest.fixture
def server() -> Iterator[Server]:
    with aws_server() as running:
        yield running


@contextmanager
def listening(answer: bytes | None) -> Iterator[int]:
    """A port that sends *answer* to whoever connects and hangs up; without one, nobody is let in."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        if answer is None:
            listener.close()
            yield port
            return

        def serve() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                with connection:
                    if connection.recv(65536) == b"stop":
                        return
                    connection.sendall(answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield port
        with socket.create_connection(("127.0.0.1", port)) as last:
            last.sendall(b"stop")
        thread.join()


def test_a_port_where_nobody_listens_is_refused(problem: Callable[..., Problem], heard: list[Exchange]):
    with listening(None) as port:
        found = problem(AWS_ENDPOINT_URL=f"http://127.0.0.1:{port}")
    assert found == Problem(Reason.CONNECTION_REFUSED, {"endpoint": f"127.0.0.1:{port}"})
    assert [(one.host, one.status, one.code) for one in heard] == [(f"127.0.0.1:{port}", 0, "connection-refused")]


def test_a_name_that_nobody_has_is_not_found(problem: Callable[..., Problem]):
    found = problem(AWS_ENDPOINT_URL="https://sts.hourpass.invalid")
    assert found == Problem(Reason.NAME_NOT_FOUND, {"endpoint": "sts.hourpass.invalid:443"})


def test_a_server_that_speaks_no_tls_fails_at_that(problem: Callable[..., Problem], server: Server):
    found = problem(AWS_ENDPOINT_URL=server.url.replace("http:", "https:"))
    assert found.reason is Reason.TLS_FAILED


def test_certificates_that_are_not_there_fail_as_tls(problem: Callable[..., Problem], server: Server):
    found = problem(AWS_ENDPOINT_URL=server.url.replace("http:", "https:"), AWS_CA_BUNDLE="/nowhere/ca.pem")
    assert found.reason is Reason.TLS_FAILED


def test_a_dead_proxy_is_named_without_its_password(problem: Callable[..., Problem]):
    with listening(None) as port:
        found = problem(HTTPS_PROXY=f"http://me:hush@127.0.0.1:{port}")
    assert found.reason is Reason.PROXY_FAILED
    assert dict(found.facts) == {"endpoint": "sts.eu-west-1.amazonaws.com:443", "proxy": f"127.0.0.1:{port}"}


@pytest.mark.parametrize("url", ["localhost:4566", "http://exa mple", "http://host:99999", "ftp://host", "http://"])
def test_an_address_that_is_none_is_an_invalid_endpoint(problem: Callable[..., Problem], url: str):
    assert problem(AWS_ENDPOINT_URL=url).reason is Reason.ENDPOINT_INVALID


def test_an_invalid_endpoint_is_named_without_its_password(problem: Callable[..., Problem]):
    found = problem(AWS_ENDPOINT_URL="http://me:hush@exa mple")
    assert found == Problem(Reason.ENDPOINT_INVALID, {"endpoint": "exa mple"})


@pytest.mark.parametrize("url", ["http://[::1", "http://[hush]@host", "http://a..b:80"])
def test_an_address_that_cannot_even_be_read_is_an_invalid_endpoint(problem: Callable[..., Problem], url: str):
    for operation in ("identity", "buckets"):
        assert problem(operation, AWS_ENDPOINT_URL=url).reason is Reason.ENDPOINT_INVALID


@pytest.mark.parametrize("password", ["pa/ss", "pa@ss", "pa#ss", "pa?ss", "[pass"])
def test_a_password_of_any_characters_is_left_out(problem: Callable[..., Problem], password: str):
    found = problem(AWS_ENDPOINT_URL=f"http://u:{password}@exa mple:80/path")
    assert found.reason is Reason.ENDPOINT_INVALID
    assert found.facts.get("endpoint", "exa mple:80") == "exa mple:80"


@pytest.mark.parametrize("status", [200, 302, 403, 404, 502])
@pytest.mark.parametrize("operation", ["identity", "buckets"])
def test_html_is_not_aws(
    problem: Callable[..., Problem], heard: list[Exchange], server: Server, operation: str, status: int
):
    for name in ("GetCallerIdentity", "ListBuckets"):
        server.answers[name] = text(status, HTML, "text/html; charset=utf-8")
    found = problem(operation, AWS_ENDPOINT_URL=server.url)
    assert found.reason is Reason.NOT_AWS
    assert found.raw is not None
    assert found.raw.status == status
    assert "Sign in to the hotel" in found.raw.message
    assert heard[-1].server_offset is None  # the hotel's clock is not AWS's


@pytest.mark.parametrize("body", ["", "OK", '{"hello": 1}', "<hello/>"])
@pytest.mark.parametrize("operation", ["identity", "buckets"])
def test_a_good_status_with_something_else_is_not_aws(
    problem: Callable[..., Problem], server: Server, operation: str, body: str
):
    for name in ("GetCallerIdentity", "ListBuckets"):
        server.answers[name] = text(200, body)
    assert problem(operation, AWS_ENDPOINT_URL=server.url).reason is Reason.NOT_AWS


@pytest.mark.parametrize("body", ["<ErrorResponse><Error/></ErrorResponse>", "<Error></Error>", "<hello/>"])
@pytest.mark.parametrize("operation", ["identity", "buckets"])
def test_a_refusal_without_a_code_is_unknown(
    problem: Callable[..., Problem], server: Server, operation: str, body: str
):
    for name in ("GetCallerIdentity", "ListBuckets"):
        server.answers[name] = text(403, body)
    found = problem(operation, AWS_ENDPOINT_URL=server.url)
    assert found.reason is Reason.UNKNOWN
    assert found.raw is not None
    assert found.raw.status == 403


def test_an_answer_that_breaks_off_is_not_read_as_the_end_of_the_list(problem: Callable[..., Problem], server: Server):
    for name in ("GetCallerIdentity", "ListBuckets"):
        server.answers[name] = text(200, "<broken")
    assert problem("identity", AWS_ENDPOINT_URL=server.url).reason is Reason.NOT_AWS
    # botocore takes this one for S3 failing half-way.
    assert problem("buckets", AWS_ENDPOINT_URL=server.url).reason is Reason.SERVICE_FAULT


def test_a_refusal_without_a_body_is_not_read_as_success(problem: Callable[..., Problem], server: Server):
    server.answers["ListBuckets"] = text(403, "")
    assert problem("buckets", AWS_ENDPOINT_URL=server.url).reason is Reason.UNKNOWN
    server.answers["GetCallerIdentity"] = text(403, "")
    assert problem("identity", AWS_ENDPOINT_URL=server.url).reason is Reason.NOT_AWS


def test_s3s_error_under_a_good_status_is_an_error(problem: Callable[..., Problem], server: Server):
    server.answers["ListBuckets"] = text(200, "<Error><Code>SlowDown</Code><Message>x</Message></Error>")
    assert problem("buckets", AWS_ENDPOINT_URL=server.url).reason is Reason.THROTTLED


def test_a_server_that_hangs_up_is_unreachable(problem: Callable[..., Problem]):
    with listening(b"") as port:
        assert problem(AWS_ENDPOINT_URL=f"http://127.0.0.1:{port}").reason is Reason.UNREACHABLE


def test_a_server_that_speaks_no_http_is_not_aws(problem: Callable[..., Problem]):
    with listening(b"220 mail.example ESMTP\r\n") as port:
        found = problem(AWS_ENDPOINT_URL=f"http://127.0.0.1:{port}")
    assert found.reason is Reason.NOT_AWS
    assert found.raw is None
