from __future__ import annotations

import http.client
import json
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any
from urllib.parse import urlsplit

import pytest
from botocore.credentials import ContainerProvider
from botocore.exceptions import CredentialRetrievalError
from botocore.utils import ContainerMetadataFetcher

from cli.fakes_handed_out import Obtaining, handed_out
from hourpass.cli.endpoint import MOST_UNHEARD, Served, serving
from hourpass.cli.refusal import Refusal
from hourpass.cli.supply import Supply
from hourpass.domain import exit_status

NOBODY = Refusal(exit_status.NOBODY_TO_ASK, "Nobody is there to ask")


@pytest.fixture
def obtain() -> Obtaining:
    return Obtaining()


@pytest.fixture
def served(obtain: Obtaining) -> Iterator[Served]:
    with serving(obtain, head_seconds=1.0) as running:
        yield running


def port(served: Served) -> int:
    return urlsplit(served.url).port or 0


def host(served: Served) -> str:
    return urlsplit(served.url).netloc


def ask(served: Served, method: str = "GET", path: str | None = None, **headers: str) -> tuple[int, dict[str, Any]]:
    """The status and the answer; with the right headers where *headers* says nothing else."""
    connection = http.client.HTTPConnection("127.0.0.1", port(served), timeout=10)
    try:
        connection.request(
            method,
            path or urlsplit(served.url).path,
            headers={"Host": host(served), "Authorization": served.token} | headers,
        )
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())
    finally:
        connection.close()


def send(served: Served, request: bytes) -> bytes:
    """All that comes back until the other side closes."""
    with socket.create_connection(("127.0.0.1", port(served)), timeout=10) as connection:
        connection.sendall(request)
        with connection.makefile("rb") as answer:
            return answer.read()


def provider(served: Served) -> ContainerProvider:
    return ContainerProvider(environ=served.variables(), fetcher=ContainerMetadataFetcher(sleep=lambda _: None))


def test_boto3_takes_its_credentials_from_it(served: Served):
    held = provider(served).load()
    frozen = held.get_frozen_credentials()
    assert (frozen.access_key, frozen.secret_key, frozen.token) == ("ASIA0001", "secret+/1", "token==1")


def test_boto3_comes_again_when_the_end_is_near(obtain: Obtaining, served: Served):
    obtain.minutes = 9
    held = provider(served).load()
    names = [held.get_frozen_credentials().access_key for _ in range(2)]
    assert names == ["ASIA0002", "ASIA0003"]


def test_boto3_is_told_why_there_are_none(obtain: Obtaining, served: Served):
    obtain.refusal = NOBODY
    with pytest.raises(CredentialRetrievalError, match=r"503.*Nobody is there to ask"):
        provider(served).load()


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (exit_status.NOBODY_TO_ASK, (503, "NobodyToAsk")),
        (exit_status.REFUSED, (403, "AccessDenied")),
        (exit_status.CANCELLED, (403, "Cancelled")),
        (exit_status.NO_SUCH_PROFILE, (404, "NoSuchProfile")),
        (exit_status.FAILED, (500, "Failed")),
    ],
)
def test_a_refusal_has_a_status_a_code_and_its_message(
    obtain: Obtaining, served: Served, status: int, answer: tuple[int, str]
):
    obtain.refusal = Refusal(status, "Because")
    assert ask(served) == (answer[0], {"code": answer[1], "message": "Because"})


def test_each_endpoint_has_an_address_and_a_token_of_its_own(obtain: Obtaining):
    with serving(obtain) as one, serving(obtain) as other:
        assert (urlsplit(one.url).path, one.token) != (urlsplit(other.url).path, other.token)
        assert ask(one, path=urlsplit(other.url).path)[0] == 404
        assert ask(one, Authorization=other.token)[0] == 403


def test_neither_address_nor_token_is_in_its_repr(served: Served):
    assert served.token not in repr(served)
    assert urlsplit(served.url).path not in repr(served)


@pytest.mark.parametrize("token", ["", "wrong", "é", "Bearer x", "\x7f"])
def test_another_token_gets_nothing(obtain: Obtaining, served: Served, token: str):
    status, answer = ask(served, Authorization=token)
    assert (status, answer["code"], obtain.asked) == (403, "WrongToken", 0)


@pytest.mark.parametrize("name", ["evil.example", "localhost", "127.0.0.1", "127.0.0.1:1", "[::1]:80", ""])
def test_a_web_page_with_a_name_for_this_computer_gets_nothing(obtain: Obtaining, served: Served, name: str):
    status, answer = ask(served, Host=name)
    assert (status, answer["code"], obtain.asked) == (403, "WrongHost", 0)


@pytest.mark.parametrize("path", ["/", "/latest/meta-data/", "http://127.0.0.1/", "/%00", "//"])
def test_other_paths_are_not_there(obtain: Obtaining, served: Served, path: str):
    assert (ask(served, path=path)[0], obtain.asked) == (404, 0)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "X"])
def test_only_get_is_answered(obtain: Obtaining, served: Served, method: str):
    assert (ask(served, method)[0], obtain.asked) == (405, 0)


def test_headers_given_twice_are_not_believed(obtain: Obtaining, served: Served):
    path = urlsplit(served.url).path
    right = f"Authorization: {served.token}\r\n"
    for twice in (f"Host: {host(served)}\r\n" * 2 + right, f"Host: {host(served)}\r\n" + right * 2):
        assert send(served, f"GET {path} HTTP/1.1\r\n{twice}\r\n".encode()).startswith(b"HTTP/1.1 403 ")
    assert obtain.asked == 0


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/x\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 2000 + b"\r\n",
        b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nX: " + b"a" * 1_000_000 + b"\r\n\r\n",
        b"\0" * 5000,
        b"GET /\n\n",
    ],
)
def test_what_cannot_be_read_gets_no_credentials_and_harms_nobody(
    obtain: Obtaining, served: Served, request_bytes: bytes, capfd: pytest.CaptureFixture[str]
):
    try:
        answer = send(served, request_bytes)
    except ConnectionError:
        answer = b""
    assert b"ASIA" not in answer
    assert not answer.startswith(b"HTTP/1.1 2")
    assert obtain.asked == 0
    assert ask(served)[0] == 200
    assert capfd.readouterr() == ("", "")


def test_who_says_nothing_is_let_go(served: Served):
    assert send(served, b"") == b""
    assert send(served, b"GET / HTTP/1.1\r\nHost: ") == b""


def test_who_drips_is_let_go(served: Served):
    with socket.create_connection(("127.0.0.1", port(served)), timeout=0.05) as connection:
        closed = False
        for _ in range(200):
            try:
                connection.sendall(b"a")
                closed = connection.recv(1) == b""
            except TimeoutError:
                continue
            except ConnectionError:
                closed = True
            break
        assert closed


def test_hundreds_of_silent_clients_keep_nobody_waiting(obtain: Obtaining):
    with serving(obtain, head_seconds=60) as served, ExitStack() as silent:
        clients = [
            silent.enter_context(socket.create_connection(("127.0.0.1", port(served)), timeout=10))
            for _ in range(MOST_UNHEARD + 100)
        ]
        assert ask(served)[0] == 200
        assert clients[0].recv(1) == b""


def test_parallel_clients_share_one_question():
    obtain = Obtaining()
    obtain.may_answer.clear()
    with serving(Supply(handed_out(0, -5), obtain, lambda _: None).get) as served, ThreadPoolExecutor(50) as pool:
        asking = [pool.submit(ask, served) for _ in range(50)]
        obtain.may_answer.set()
        answers = [one.result(20) for one in asking]
    assert {(status, answer["AccessKeyId"]) for status, answer in answers} == {(200, "ASIA0001")}
    assert obtain.asked == 1


def test_a_client_that_leaves_before_its_answer_harms_nobody(
    obtain: Obtaining, served: Served, capfd: pytest.CaptureFixture[str]
):
    obtain.may_answer.clear()
    head = f"GET {urlsplit(served.url).path} HTTP/1.1\r\nHost: {host(served)}\r\nAuthorization: {served.token}\r\n\r\n"
    for _ in range(5):
        with socket.create_connection(("127.0.0.1", port(served)), timeout=10) as connection:
            connection.sendall(head.encode())
    obtain.may_answer.set()
    assert ask(served)[0] == 200
    assert capfd.readouterr() == ("", "")


def test_an_answer_is_kept_by_nobody(served: Served):
    path = urlsplit(served.url).path
    answer = send(
        served, f"GET {path} HTTP/1.1\r\nHost: {host(served)}\r\nAuthorization: {served.token}\r\n\r\n".encode()
    )
    head = answer.partition(b"\r\n\r\n")[0].decode().splitlines()
    assert "Cache-Control: no-store" in head
    assert "Content-Type: application/json" in head
    assert not any(line.startswith("Server:") for line in head)


def test_it_is_reached_over_the_loopback_alone_and_ends_with_its_command(obtain: Obtaining):
    with serving(obtain) as served:
        assert urlsplit(served.url).hostname == "127.0.0.1"
        with pytest.raises(OSError, match=r"refused|unreachable|assign"):
            socket.create_connection(("::1", port(served)), timeout=2)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port(served)), timeout=2)
