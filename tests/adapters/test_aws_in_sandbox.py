"""The AWS adapters against the embedded AWS: real signatures, codes and policies, with and without the worker."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hourpass.adapters.aws.clients import DeafSession
from hourpass.adapters.aws.gateway import AwsGateway
from hourpass.adapters.worker_aws import WorkerAws
from hourpass.adapters.worker_client import WorkerClient
from hourpass.domain.credentials import LongTermKeys
from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.domain.totp import code_at, step_at
from hourpass.sandbox.faults import Effect
from hourpass.sandbox.inprocess import attach
from hourpass.sandbox.sandbox import Sandbox
from hourpass.sandbox.server import serve
from hourpass.services.cancel import Cancel
from hourpass.services.ports import Aws, CodeProof, Device, DeviceKind, Issued, RoleRequest

HOUR = timedelta(hours=1)


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    running = Sandbox()
    yield running
    running.close()


@pytest.fixture(params=["in this process", "through the worker"])
def aws(
    request: pytest.FixtureRequest, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Aws]:
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    if request.param == "in this process":
        session = DeafSession()
        attach(session, sandbox)
        yield AwsGateway(session)
        return
    with serve(sandbox) as url:
        monkeypatch.setenv("AWS_ENDPOINT_URL", url)
        client = WorkerClient(lambda _: None)
        yield WorkerAws(client)
        client.close()


@pytest.fixture
def proof(sandbox: Sandbox) -> CodeProof:
    seeded = sandbox.seeded
    return CodeProof(seeded.device_serial, code_at(seeded.device_seed, step_at(datetime.now(UTC))))


@pytest.fixture
def assume(aws: Aws, sandbox: Sandbox) -> Callable[..., Issued]:
    def ask(proof: CodeProof | None, duration: timedelta = HOUR, role_arn: str = "", external_id: str = "") -> Issued:
        seeded = sandbox.seeded
        role = RoleRequest(role_arn or seeded.role_arn, "hourpass", duration, proof, external_id)
        return aws.assume_role(seeded.user, seeded.region, role, Cancel())

    return ask


def problem_of(call: Callable[[], object]) -> Problem:
    with pytest.raises(HourpassError) as caught:
        call()
    return caught.value.problem


def test_a_code_opens_the_buckets(aws: Aws, sandbox: Sandbox, assume: Callable[..., Issued], proof: CodeProof):
    issued = assume(proof)
    assert issued.identity is not None
    assert issued.identity.account == sandbox.seeded.account
    assert aws.identity(issued.credentials, "eu-west-1", Cancel()) == issued.identity
    rows = [row for page in aws.bucket_pages(issued.credentials, "eu-west-1", Cancel()) for row in page]
    assert ("acme-invoices", "eu-central-1") in [row[:2] for row in rows]
    assert all(datetime.fromisoformat(created).tzinfo for _, _, created in rows)


def test_a_session_token_opens_roles_without_a_second_code(aws: Aws, sandbox: Sandbox, proof: CodeProof):
    seeded = sandbox.seeded
    session = aws.session_token(seeded.user, seeded.region, proof, timedelta(hours=12), Cancel()).credentials
    role = RoleRequest(seeded.role_arn, "hourpass", HOUR)
    assert aws.assume_role(session, seeded.region, role, Cancel()).credentials.expires_at < session.expires_at
    longer = RoleRequest(seeded.role_arn, "hourpass", 2 * HOUR)
    found = problem_of(lambda: aws.assume_role(session, seeded.region, longer, Cancel()))
    assert found.reason is Reason.DURATION_OVER_CHAINING_LIMIT


def test_what_the_sandbox_refuses_is_understood(assume: Callable[..., Issued], sandbox: Sandbox, proof: CodeProof):
    seeded = sandbox.seeded
    other = CodeProof(proof.serial, f"{(int(proof.code) + 1) % 10**6:06d}")
    refused = problem_of(lambda: assume(None))
    assert refused.reason is Reason.ROLE_REFUSED
    assert dict(refused.facts) == {"role_arn": seeded.role_arn, "caller": seeded.user_arn}
    assert problem_of(lambda: assume(other)).reason is Reason.CODE_REFUSED
    stranger = CodeProof(proof.serial + "x", proof.code)
    assert problem_of(lambda: assume(stranger)).reason is Reason.DEVICE_UNKNOWN
    assert problem_of(lambda: assume(proof, 5 * HOUR)).reason is Reason.DURATION_OVER_ROLE_MAXIMUM


def test_a_code_is_taken_once(assume: Callable[..., Issued], proof: CodeProof):
    assume(proof)
    assert problem_of(lambda: assume(proof)).reason is Reason.CODE_REFUSED


def test_a_code_whose_answer_was_lost_is_not_sent_again(
    assume: Callable[..., Issued], sandbox: Sandbox, proof: CodeProof
):
    sandbox.faults.add("AssumeRole", Effect.ANSWER_LOST)
    # Sent twice, the second answer would say that the code was refused.
    assert problem_of(lambda: assume(proof)).reason is Reason.UNREACHABLE


def test_a_role_of_another_account_needs_its_external_id(
    assume: Callable[..., Issued], sandbox: Sandbox, proof: CodeProof
):
    seeded = sandbox.seeded
    issued = assume(proof, role_arn=seeded.partner_role_arn, external_id=seeded.partner_external_id)
    assert issued.identity is not None
    assert issued.identity.account == seeded.partner_account


def test_wrong_keys_are_told_apart(aws: Aws, sandbox: Sandbox):
    user = sandbox.seeded.user
    mistyped = LongTermKeys(user.access_key_id, user.secret_access_key[::-1] + "x")
    unknown = LongTermKeys("AKIA" + "Z" * 16, user.secret_access_key)
    assert problem_of(lambda: aws.identity(mistyped, "eu-west-1", Cancel())).reason is Reason.SECRET_WRONG
    assert problem_of(lambda: aws.identity(unknown, "eu-west-1", Cancel())).reason is Reason.KEY_UNKNOWN
    listing = aws.bucket_pages(unknown, "eu-west-1", Cancel())
    assert problem_of(lambda: next(listing)).reason is Reason.KEY_UNKNOWN


def test_a_listing_without_the_right_to_it_is_denied_by_name(aws: Aws, sandbox: Sandbox):
    found = problem_of(lambda: list(aws.bucket_pages(sandbox.seeded.user, "eu-west-1", Cancel())))
    assert found.reason is Reason.DENIED
    assert found.facts["action"] == "s3:ListAllMyBuckets"


def test_the_callers_device_and_the_roles_maximum_are_found(aws: Aws, sandbox: Sandbox):
    seeded = sandbox.seeded
    assert aws.devices(seeded.user, "eu-west-1", Cancel()) == (Device(seeded.device_serial, DeviceKind.VIRTUAL),)
    assert aws.role_maximum(seeded.admin, "eu-west-1", seeded.role_arn, Cancel()) == timedelta(hours=4)


@pytest.mark.parametrize("aws", ["in this process"], indirect=True)
def test_a_clock_twenty_minutes_off_is_measured(aws: Aws, sandbox: Sandbox):
    sandbox.clock.skew = timedelta(minutes=20)
    found = problem_of(lambda: aws.identity(sandbox.seeded.user, "eu-west-1", Cancel()))
    assert found.reason is Reason.CLOCK_OFF
    assert abs(int(found.facts["offset_seconds"]) - 1200) <= 5


def test_sessions_end(aws: Aws, sandbox: Sandbox, assume: Callable[..., Issued], proof: CodeProof):
    issued = assume(proof)
    sandbox.clock.offset = timedelta(hours=2)
    assert problem_of(lambda: aws.identity(issued.credentials, "eu-west-1", Cancel())).reason is Reason.EXPIRED
    listing = aws.bucket_pages(issued.credentials, "eu-west-1", Cancel())
    assert problem_of(lambda: next(listing)).reason is Reason.EXPIRED
