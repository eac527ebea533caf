"""What stands between here and AWS, for real: dead ports, names, proxies and servers that are no AWS."""

from __future__ import annotations

import os
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from botocore.awsrequest import AWSRequest
from botocore.exceptions import BotoCoreError, ReadTimeoutError
from botocore.httpsession import URLLib3Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from adapters.fakes_aws_server import Server, aws_server, text
from hourpass.adapters.aws.asked import Asked
from hourpass.adapters.aws.clients import PATIENT_ATTEMPTS
from hourpass.adapters.aws.errors import problem_of
from hourpass.adapters.aws.gateway import AwsGateway
from hourpass.adapters.aws.trace import Seen
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


@contextmanager
def broken_tls(folder: Path) -> Iterator[tuple[int, str]]:
    """A port that takes a request over TLS and answers without, and the certificate to trust."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    bundle = folder / "ca.pem"
    bundle.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private = folder / "key.pem"
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(bundle, private)

    def serve() -> None:
        for _ in range(PATIENT_ATTEMPTS):
            plain, _ = listener.accept()
            with context.wrap_socket(plain, server_side=True) as connection:
                connection.recv(65536)
                os.write(connection.fileno(), b"220 this is not TLS\r\n")
                # Hanging up on what has not been read yet would reset the connection before that is seen.
                with suppress(ConnectionError):
                    while os.read(connection.fileno(), 65536):
                        pass

    with socket.create_server(("localhost", 0)) as listener:
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield listener.getsockname()[1], str(bundle)
        thread.join(10)
        assert not thread.is_alive()


def test_a_port_where_nobody_listens_is_refused(problem: Callable[..., Problem], heard: list[Exchange]):
    with listening(None) as port:
        found = problem(AWS_ENDPOINT_URL=f"http://127.0.0.1:{port}")
    assert found == Problem(Reason.CONNECTION_REFUSED, {"endpoint": f"127.0.0.1:{port}", "sent": "no"})
    assert [(one.host, one.status, one.code) for one in heard] == [(f"127.0.0.1:{port}", 0, "connection-refused")]


def test_a_name_that_nobody_has_is_not_found(problem: Callable[..., Problem]):
    found = problem(AWS_ENDPOINT_URL="https://sts.hourpass.invalid")
    assert found == Problem(Reason.NAME_NOT_FOUND, {"endpoint": "sts.hourpass.invalid:443", "sent": "no"})


@pytest.mark.parametrize("lets_in", [False, True])
def test_time_that_is_up_before_a_connection_was_made_cost_nothing(lets_in: bool):
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener, ExitStack() as crowd:
        for _ in range(0 if lets_in else 8):  # nobody accepts, so some of these wait in line and the rest outside
            waiting = crowd.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(listener.getsockname())
        session = URLLib3Session(timeout=(0.3, 0.3))
        with pytest.raises(BotoCoreError) as caught:
            session.send(AWSRequest("GET", f"http://127.0.0.1:{listener.getsockname()[1]}/").prepare())
    found = problem_of(caught.value, Asked("sts", "GetCallerIdentity", "eu-west-1", KEYS), Seen(), datetime.now(UTC))
    assert found == Problem(Reason.TIMED_OUT, {} if lets_in else {"sent": "no"})


@pytest.mark.parametrize("code", ["", "123456"])
def test_a_call_that_took_a_code_along_is_named(code: str):
    asked = Asked("sts", "AssumeRole", "eu-west-1", KEYS, code=code)
    found = problem_of(ReadTimeoutError(endpoint_url="https://sts.example.org"), asked, Seen(), datetime.now(UTC))
    assert found == Problem(Reason.TIMED_OUT, {"operation": "AssumeRole"} if code else {})


def test_tls_that_breaks_while_the_answer_is_read_leaves_open_what_became_of_the_request(
    problem: Callable[..., Problem], tmp_path: Path
):
    with broken_tls(tmp_path) as (port, bundle):
        found = problem(AWS_ENDPOINT_URL=f"https://localhost:{port}", AWS_CA_BUNDLE=bundle)
    assert found == Problem(Reason.TLS_FAILED, {"endpoint": f"localhost:{port}"})


def test_a_server_that_speaks_no_tls_fails_at_that(problem: Callable[..., Problem], server: Server):
    found = problem(AWS_ENDPOINT_URL=server.url.replace("http:", "https:"))
    assert (found.reason, found.never_sent) == (Reason.TLS_FAILED, True)


def test_certificates_that_are_not_there_fail_as_tls(problem: Callable[..., Problem], server: Server):
    found = problem(AWS_ENDPOINT_URL=server.url.replace("http:", "https:"), AWS_CA_BUNDLE="/nowhere/ca.pem")
    assert (found.reason, found.never_sent) == (Reason.TLS_FAILED, True)


def test_a_dead_proxy_is_named_without_its_password(problem: Callable[..., Problem]):
    with listening(None) as port:
        found = problem(HTTPS_PROXY=f"http://me:hush@127.0.0.1:{port}")
    assert found.reason is Reason.PROXY_FAILED
    assert dict(found.facts) == {
        "endpoint": "sts.eu-west-1.amazonaws.com:443",
        "proxy": f"127.0.0.1:{port}",
        "sent": "no",
    }


@pytest.mark.parametrize("url", ["localhost:4566", "http://exa mple", "http://host:99999", "ftp://host", "http://"])
def test_an_address_that_is_none_is_an_invalid_endpoint(problem: Callable[..., Problem], url: str):
    assert problem(AWS_ENDPOINT_URL=url).reason is Reason.ENDPOINT_INVALID


def test_an_invalid_endpoint_is_named_without_its_password(problem: Callable[..., Problem]):
    found = problem(AWS_ENDPOINT_URL="http://me:hush@exa mple")
    assert found == Problem(Reason.ENDPOINT_INVALID, {"endpoint": "exa mple", "sent": "no"})


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
        found = problem(AWS_ENDPOINT_URL=f"http://127.0.0.1:{port}")
    assert found == Problem(Reason.UNREACHABLE, {"endpoint": f"127.0.0.1:{port}"})


def test_a_server_that_speaks_no_http_is_not_aws(problem: Callable[..., Problem]):
    with listening(b"220 mail.example ESMTP\r\n") as port:
        found = problem(AWS_ENDPOINT_URL=f"http://127.0.0.1:{port}")
    assert found.reason is Reason.NOT_AWS
    assert found.raw is None
