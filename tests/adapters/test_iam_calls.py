"""IAM's calls by name, against answers that are checked for what was asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from adapters.fakes_administrator import problem_of
from adapters.fakes_aws_server import Parameters, Reply, Server, aws_server
from hourpass.adapters.aws.gateway import AwsGateway
from hourpass.domain.credentials import LongTermKeys
from hourpass.domain.problem import Reason
from hourpass.services.cancel import Cancel, Cancelled

KEYS = LongTermKeys("AKIAEXAMPLE", "made-up-secret")

Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Server]:
    with aws_server() as running:
        monkeypatch.setenv("AWS_ENDPOINT_URL", running.url)
        monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
        yield running


@pytest.fixture
def ask(server: Server) -> Iterator[Ask]:
    gateway = AwsGateway()

    def send(operation: str, cancel: Cancel | None = None, **parameters: Any) -> dict[str, Any]:
        return gateway.iam(KEYS, "eu-west-1", operation, parameters, cancel or Cancel())

    yield send
    gateway.close()


def answer(operation: str, inside: str) -> Reply:
    return Reply(
        200, f"<{operation}Response><{operation}Result>{inside}</{operation}Result></{operation}Response>".encode()
    )


def pages(*markers: str) -> Callable[[Parameters], Reply]:
    """Users, one a page; after each page the next of *markers*, and after those the end."""
    waiting = list(markers)

    def page(_: Parameters) -> Reply:
        marker = waiting.pop(0) if waiting else ""
        more = (
            f"<IsTruncated>true</IsTruncated><Marker>{marker}</Marker>"
            if marker
            else "<IsTruncated>false</IsTruncated>"
        )
        user = f"<Path>/</Path><UserName>before-{marker or 'end'}</UserName><UserId>A</UserId><Arn>arn:x</Arn>"
        return answer("ListUsers", f"<Users><member>{user}</member></Users>{more}")

    return page


def test_the_pages_of_a_list_come_as_one(ask: Ask, server: Server):
    server.answers["ListUsers"] = pages("a", "b")
    users = ask("ListUsers", PathPrefix="/hourpass/")["Users"]
    assert [user["UserName"] for user in users] == ["before-a", "before-b", "before-end"]
    sent = [(asked.get("Marker"), asked["MaxItems"], asked["PathPrefix"]) for _, asked in server.asked]
    assert sent == [(None, "1000", "/hourpass/"), ("a", "1000", "/hourpass/"), ("b", "1000", "/hourpass/")]


@pytest.mark.parametrize("markers", [("a", "a", "a"), tuple(str(number) for number in range(200))])
def test_a_list_without_end_is_no_list(ask: Ask, server: Server, markers: tuple[str, ...]):
    server.answers["ListUsers"] = pages(*markers)
    assert problem_of(lambda: ask("ListUsers")).reason is Reason.NOT_AWS
    assert len(server.asked) <= 101


def test_giving_up_is_seen_between_two_pages(ask: Ask, server: Server):
    cancel, give = Cancel(), pages("a", "b")

    def page(parameters: Parameters) -> Reply:
        cancel.request()
        return give(parameters)

    server.answers["ListUsers"] = page
    with pytest.raises(Cancelled):
        ask("ListUsers", cancel)
    assert len(server.asked) == 1


def test_a_change_without_a_result_is_done(ask: Ask, server: Server):
    said = b"<DeleteUserResponse><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></DeleteUserResponse>"
    server.answers["DeleteUser"] = lambda _: Reply(200, said)
    assert ask("DeleteUser", UserName="x") == {}


def test_a_change_answered_by_somebody_else_is_not_done(ask: Ask, server: Server):
    server.answers["DeleteUser"] = lambda _: Reply(200, b"<html>Welcome</html>", "text/html")
    assert problem_of(lambda: ask("DeleteUser", UserName="x")).reason is Reason.NOT_AWS


def test_a_change_is_not_repeated_and_a_read_is(ask: Ask, server: Server):
    busy = Reply(500, b"<ErrorResponse><Error><Code>ServiceFailure</Code><Message>x</Message></Error></ErrorResponse>")
    server.answers["CreateUser"] = server.answers["GetUser"] = lambda _: busy
    assert problem_of(lambda: ask("CreateUser", UserName="x")).reason is Reason.SERVICE_FAULT
    assert [operation for operation, _ in server.asked] == ["CreateUser"]
    assert problem_of(lambda: ask("GetUser", UserName="x")).reason is Reason.SERVICE_FAULT
    assert [operation for operation, _ in server.asked[1:]] == ["GetUser"] * 3


def test_a_new_device_comes_with_its_seed_as_text_and_without_the_picture(ask: Ask, server: Server):
    device = (
        "<SerialNumber>arn:d</SerialNumber><Base32StringSeed>QUJDREVGRw==</Base32StringSeed><QRCodePNG>iVBO</QRCodePNG>"
    )
    server.answers["CreateVirtualMFADevice"] = lambda _: answer(
        "CreateVirtualMFADevice", f"<VirtualMFADevice>{device}</VirtualMFADevice>"
    )
    made = ask("CreateVirtualMFADevice", VirtualMFADeviceName="d")
    assert made == {"VirtualMFADevice": {"SerialNumber": "arn:d", "Base32StringSeed": "ABCDEFG"}}


def test_codes_that_aws_repeats_are_blanked(ask: Ask, server: Server):
    echo = b"<ErrorResponse><Error><Code>ValidationError</Code><Message>135790 246801</Message></Error></ErrorResponse>"
    server.answers["EnableMFADevice"] = lambda _: Reply(400, echo)
    codes = {"AuthenticationCode1": "135790", "AuthenticationCode2": "246801"}
    raw = problem_of(lambda: ask("EnableMFADevice", UserName="x", SerialNumber="arn:device", **codes)).raw
    assert raw is not None
    assert raw.message == "… …"


@pytest.mark.parametrize("operation", ["CreateLoginProfile", "AttachUserPolicy", "GetCallerIdentity"])
def test_what_no_setup_asks_for_is_not_sent(ask: Ask, server: Server, operation: str):
    with pytest.raises(ValueError, match=operation):
        ask(operation, UserName="x")
    assert server.asked == []
