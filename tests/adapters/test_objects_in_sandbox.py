"""Listing objects of the embedded AWS: its rights, its regions, its folders, with and without the worker."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from pathlib import Path

import pytest

from hourpass.adapters.aws.clients import DeafSession
from hourpass.adapters.aws.gateway import AwsGateway
from hourpass.adapters.worker_aws import WorkerAws
from hourpass.adapters.worker_client import WorkerClient
from hourpass.domain.activity import Exchange
from hourpass.domain.credentials import Credentials
from hourpass.domain.problem import HourpassError, Reason
from hourpass.domain.totp import code_at, step_at
from hourpass.sandbox.inprocess import attach
from hourpass.sandbox.sandbox import Sandbox
from hourpass.sandbox.server import serve
from hourpass.sandbox.wire import Request, Response
from hourpass.services.cancel import Cancel
from hourpass.services.ports import Aws, CodeProof, ObjectPage, RoleRequest

OBJECTS = 2500


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    running = Sandbox(objects=OBJECTS)
    yield running
    running.close()


@pytest.fixture
def heard() -> list[Exchange]:
    return []


@pytest.fixture(params=["in this process", "through the worker"])
def aws(
    request: pytest.FixtureRequest,
    sandbox: Sandbox,
    heard: list[Exchange],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Iterator[Aws]:
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    if request.param == "in this process":
        session = DeafSession()
        attach(session, sandbox)
        yield AwsGateway(session, heard.append)
        return
    with serve(sandbox) as url:
        monkeypatch.setenv("AWS_ENDPOINT_URL", url)
        client = WorkerClient(heard.append)
        yield WorkerAws(client)
        client.close()


@pytest.fixture
def role(aws: Aws, sandbox: Sandbox, heard: list[Exchange]) -> Credentials:
    """The practice role's."""
    seeded = sandbox.seeded
    proof = CodeProof(seeded.device_serial, code_at(seeded.device_seed, step_at(datetime.now(UTC))))
    request = RoleRequest(seeded.role_arn, "hourpass", timedelta(hours=1), proof)
    credentials = aws.assume_role(seeded.user, seeded.region, request, Cancel()).credentials
    heard.clear()
    return credentials


def pages(aws: Aws, keys: Credentials, bucket: str, prefix: str = "", region: str = "eu-west-1") -> list[ObjectPage]:
    return list(aws.object_pages(keys, region, bucket, prefix, "", 10, Cancel()))


def test_a_folder_is_walked_down_to_its_objects(aws: Aws, role: Credentials):
    (top,) = pages(aws, role, "acme-access-logs")
    assert (top.folders, top.names) == (["2026/"], ["readme.txt"])
    (bottom,) = pages(aws, role, "acme-access-logs", "2026/10/30/")
    assert (bottom.folders, bottom.names, bottom.classes) == ([], ["elb.log"], ["STANDARD"])
    assert bottom.sizes[0] > 10_000
    assert datetime.fromtimestamp(bottom.modified[0] / 1000, UTC).date() == date(2026, 10, 30)  # as its folder says


def test_a_bucket_of_another_region_is_followed_there_once(
    aws: Aws, role: Credentials, sandbox: Sandbox, heard: list[Exchange], monkeypatch: pytest.MonkeyPatch
):
    answers: list[int] = []
    handle = sandbox.handle

    def counted(request: Request) -> Response:
        response = handle(request)
        answers.append(response.status)
        return response

    monkeypatch.setattr(sandbox, "handle", counted)
    (page,) = pages(aws, role, "acme-releases")
    assert page.folders == ["app/", "drafts/"]
    (page,) = pages(aws, role, "acme-releases", "app/")
    assert page.folders == ["1.0/", "1.1/"]
    assert answers == [301, 200, 200]
    assert [(exchange.operation, exchange.status) for exchange in heard] == [("ListObjectsV2", 200)] * 2


def test_a_closed_bucket_is_denied(aws: Aws, role: Credentials):
    with pytest.raises(HourpassError) as refused:
        pages(aws, role, "acme-payroll")
    problem = refused.value.problem
    assert (problem.reason, problem.facts["action"]) == (Reason.DENIED, "s3:ListBucket")


def test_a_closed_folder_is_denied_while_the_others_are_open(aws: Aws, role: Credentials):
    (page,) = pages(aws, role, "acme-backups-2024", region="eu-central-1")
    assert page.folders == ["db/", "files/", "hr/"]
    assert [page.names for page in pages(aws, role, "acme-backups-2024", "db/", "eu-central-1")]
    with pytest.raises(HourpassError) as refused:
        pages(aws, role, "acme-backups-2024", "hr/", "eu-central-1")
    assert (refused.value.problem.reason, refused.value.problem.facts["explicit"]) == (Reason.DENIED, "yes")


def test_a_bare_folder_holds_nothing(aws: Aws, role: Credentials):
    (page,) = pages(aws, role, "acme-releases", "drafts/", "ap-southeast-2")
    assert (page.folders, page.names) == ([], [])


def test_a_bucket_that_is_gone_is_told(aws: Aws, role: Credentials):
    with pytest.raises(HourpassError) as refused:
        pages(aws, role, "acme-not-there")
    assert refused.value.problem.reason is Reason.NO_SUCH_BUCKET


def test_a_crowded_folder_comes_in_pages_and_goes_on_where_it_broke_off(aws: Aws, role: Credentials):
    where = (role, "us-east-1", "acme-data-lake-raw", "archive/")
    first = next(aws.object_pages(*where, "", 1, Cancel()))
    rest = list(aws.object_pages(*where, first.more, 10, Cancel()))
    names = list(chain.from_iterable(page.names for page in [first, *rest]))
    assert len(names) == OBJECTS
    assert names == sorted(set(names))
    (top,) = pages(aws, role, "acme-data-lake-raw", region="us-east-1")
    assert "archive/" in top.folders
