"""What ports.Aws promises of the objects in a bucket, kept by the gateway in this process and through the worker alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapters.fakes_aws_server import Server, aws_server, objects, refusal_s3, text
from hourpass.adapters.aws.gateway import AwsGateway
from hourpass.adapters.worker_aws import WorkerAws
from hourpass.adapters.worker_client import WorkerClient
from hourpass.domain.credentials import LongTermKeys
from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.services.cancel import Cancel, Cancelled
from hourpass.services.ports import UNKNOWN, Aws, ObjectPage

KEYS = LongTermKeys("AKIAEXAMPLE", "made-up-secret")
WRITTEN = round(datetime(2026, 1, 2, 3, 4, 5, 678000, tzinfo=UTC).timestamp() * 1000)
ODD = ["a\x01b", "//", "/lead", " sp ace ", "🎉", "\u202eabc", "a&<b>\"'", "new\nline", "+plus%20", "é" * 512, "a\\b"]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Server]:
    with aws_server() as running:
        monkeypatch.setenv("AWS_ENDPOINT_URL", running.url)
        monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
        yield running


@pytest.fixture(params=["in this process", "through the worker"])
def aws(request: pytest.FixtureRequest, server: Server) -> Iterator[Aws]:
    if request.param == "in this process":
        gateway = AwsGateway()
        yield gateway
        gateway.close()
    else:
        client = WorkerClient(lambda _: None)
        yield WorkerAws(client)
        client.close()


def pages_of(
    aws: Aws, prefix: str = "", start: str = "", pages: int = 10, cancel: Cancel | None = None
) -> Iterator[ObjectPage]:
    return aws.object_pages(KEYS, "eu-west-1", "acme-logs", prefix, start, pages, cancel or Cancel())


def problem_of(call: Callable[[], object]) -> Problem:
    with pytest.raises(HourpassError) as caught:
        call()
    return caught.value.problem


def test_folders_and_objects_come_page_by_page(aws: Aws, server: Server):
    first, second = pages_of(aws)
    assert first == ObjectPage(["2024/"], ["a.txt"], [1234], [WRITTEN], ["STANDARD_IA"], more="1")
    assert (second.names, second.more) == (["b.txt"], "")
    assert [asked.get("continuation-token") for _, asked in server.asked] == [None, "1"]
    wanted = {"list-type": "2", "delimiter": "/", "max-keys": "1000", "encoding-type": "url", "bucket": "acme-logs"}
    assert wanted.items() <= server.asked[0][1].items()


def test_names_are_told_without_the_folder_that_they_lie_in(aws: Aws, server: Server):
    server.answers["ListObjectsV2"] = objects([(["2024/01/"], ["2024/readme.txt"])])
    (page,) = pages_of(aws, prefix="2024/")
    assert (page.folders, page.names) == (["01/"], ["readme.txt"])
    assert server.asked[0][1]["prefix"] == "2024/"


def test_a_prefix_may_end_in_the_beginning_of_a_name(aws: Aws, server: Server):
    server.answers["ListObjectsV2"] = objects([(["2024/re/"], ["2024/readme.txt"])])
    (page,) = pages_of(aws, prefix="2024/re")
    assert (page.folders, page.names) == (["re/"], ["readme.txt"])


def test_keys_of_any_characters_arrive_as_they_are(aws: Aws, server: Server):
    server.answers["ListObjectsV2"] = objects([([f"{name}/" for name in ODD], ODD)])
    (page,) = pages_of(aws)
    assert (list(page.folders), list(page.names)) == ([f"{name}/" for name in ODD], ODD)


def test_a_server_that_does_not_encode_keys_is_taken_at_its_word(aws: Aws, server: Server):
    server.answers["ListObjectsV2"] = objects([([], ["a%20b+c"])], bare=True)
    (page,) = pages_of(aws)
    assert page == ObjectPage([], ["a%20b+c"], [UNKNOWN], [UNKNOWN], [""])


def test_an_empty_object_that_stands_for_its_folder_is_no_row(aws: Aws, server: Server):
    body = "<ListBucketResult>{}<IsTruncated>false</IsTruncated></ListBucketResult>"
    marker = "<Contents><Key>2024/</Key><Size>{}</Size></Contents>"
    server.answers["ListObjectsV2"] = text(200, body.format(marker.format(0)))
    assert [page.names for page in pages_of(aws, prefix="2024/")] == [[]]
    server.answers["ListObjectsV2"] = text(200, body.format(marker.format(7)))
    assert [page.sizes for page in pages_of(aws, prefix="2024/")] == [[7]]


def test_a_key_that_was_not_asked_for_is_no_row(aws: Aws, server: Server):
    server.answers["ListObjectsV2"] = objects([(["other/"], ["other.txt", "2024/a"])])
    (page,) = pages_of(aws, prefix="2024/")
    assert (page.folders, page.names) == ([], ["a"])


def test_a_number_that_no_computer_holds_is_cut(aws: Aws, server: Server):
    body = "<ListBucketResult><Contents><Key>a</Key><Size>9{}</Size><LastModified>soon</LastModified></Contents></ListBucketResult>"
    server.answers["ListObjectsV2"] = text(200, body.format("0" * 40))
    (page,) = pages_of(aws)
    assert (page.sizes, page.modified) == ([2**63 - 1], [UNKNOWN])


def test_no_more_pages_come_than_are_wanted_and_the_last_one_says_where_to_go_on(aws: Aws, server: Server):
    (page,) = pages_of(aws, pages=1)
    assert page.more == "1"
    (page,) = pages_of(aws, start=page.more)
    assert page.names == ["b.txt"]
    assert len(server.asked) == 2


def test_a_server_that_repeats_its_mark_is_not_asked_for_ever(aws: Aws, server: Server):
    body = (
        "<ListBucketResult><Contents><Key>a</Key></Contents><IsTruncated>true</IsTruncated>"
        "<NextContinuationToken>same</NextContinuationToken></ListBucketResult>"
    )
    server.answers["ListObjectsV2"] = text(200, body)
    assert [page.more for page in pages_of(aws)] == ["same", ""]


def test_keys_that_end_between_two_pages_leave_the_first_page(aws: Aws, server: Server):
    first, second = objects([([], ["a"]), ([], ["b"])]), refusal_s3(400, "ExpiredToken", "It has expired.")
    server.answers["ListObjectsV2"] = lambda asked: (second if "continuation-token" in asked else first)(asked)
    pages = pages_of(aws)
    assert next(pages).more == "1"
    assert problem_of(lambda: next(pages)).reason is Reason.EXPIRED


def test_giving_up_between_two_pages_ends_the_listing(aws: Aws, server: Server):
    cancel = Cancel()
    pages = pages_of(aws, cancel=cancel)
    next(pages)
    cancel.request()
    with pytest.raises(Cancelled):
        next(pages)


def test_a_page_of_a_hotel_is_no_empty_folder(aws: Aws, server: Server):
    server.answers["ListObjectsV2"] = text(200, "<html>Welcome</html>", "text/html")
    assert problem_of(lambda: list(pages_of(aws))).reason is Reason.NOT_AWS
