"""An administrator's keys of profiles that assume a role, with and without a code, at the embedded AWS."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.fakes_administrator import problem_of
from adapters.fakes_profiles import KEYS, PLAIN, Desk, keys_of, section, unusable
from hourpass.adapters.aws.administrators import Administrators
from hourpass.adapters.aws.clients import DeafSession
from hourpass.adapters.aws.gateway import AwsGateway
from hourpass.domain.credentials import Credentials
from hourpass.domain.problem import Problem, Reason
from hourpass.domain.totp import code_at, step_at
from hourpass.sandbox.answers import EXPIRED_TOKEN
from hourpass.sandbox.faults import Effect
from hourpass.sandbox.inprocess import attach
from hourpass.sandbox.propagation import Delays
from hourpass.sandbox.sandbox import Sandbox
from hourpass.services.cancel import Cancel

ADMIN_ARN = "arn:aws:iam::111122223333:user/admin"


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    running = Sandbox(delays=Delays.none())
    yield running
    running.close()


@pytest.fixture
def desk(tmp_path: Path, sandbox: Sandbox) -> Desk:
    return Desk(tmp_path, sandbox)


@pytest.fixture
def with_mfa(desk: Desk, sandbox: Sandbox) -> Administrators:
    """The practice role with the practice user's keys; it asks for a code."""
    seeded = sandbox.seeded
    return desk.write(
        f"""[profile desk]
role_arn = {seeded.role_arn}
source_profile = practice
mfa_serial = {seeded.device_serial}
region = eu-west-1
[profile behind-desk]
role_arn = arn:aws:iam::444455556666:role/far
source_profile = desk
""",
        section("practice", seeded.user),
    )


@pytest.fixture
def code(sandbox: Sandbox) -> str:
    return code_at(sandbox.seeded.device_seed, step_at(datetime.now(UTC)))


@pytest.fixture
def open_role(sandbox: Sandbox) -> str:
    """A role that the sandbox's administrator may assume without a code."""
    trust = {"Effect": "Allow", "Principal": {"AWS": ADMIN_ARN}, "Action": "sts:AssumeRole"}
    session = DeafSession()
    attach(session, sandbox)
    role = {"RoleName": "open", "AssumeRolePolicyDocument": json.dumps({"Version": "2012-10-17", "Statement": trust})}
    made = AwsGateway(session).iam(sandbox.seeded.admin, "eu-west-1", "CreateRole", role, Cancel())
    arn: str = made["Role"]["Arn"]
    return arn


def test_a_role_is_assumed_with_the_keys_of_another_profile(desk: Desk, sandbox: Sandbox, open_role: str):
    config = f"[profile desk]\nrole_arn = {open_role}\nsource_profile = boss\n"
    keys = keys_of(desk.write(config, section("boss", sandbox.seeded.admin)), "desk")
    assert isinstance(keys, Credentials)
    session = DeafSession()
    attach(session, sandbox)
    assert ":assumed-role/open/" in AwsGateway(session).identity(keys, "eu-west-1", Cancel()).arn


def test_a_role_that_may_not_be_assumed_is_named(desk: Desk, sandbox: Sandbox, open_role: str):
    config = f"[profile desk]\nrole_arn = {open_role}\nsource_profile = practice\n"
    refused = problem_of(lambda: keys_of(desk.write(config, section("practice", sandbox.seeded.user)), "desk"))
    assert refused.reason is Reason.ROLE_REFUSED
    assert dict(refused.facts) == {"role_arn": open_role, "caller": sandbox.seeded.user_arn}


def test_a_role_that_needs_a_code_says_so_before_anything_is_sent(
    with_mfa: Administrators, sandbox: Sandbox, desk: Desk
):
    for profile in ("desk", "behind-desk"):
        problem = problem_of(lambda profile=profile: keys_of(with_mfa, profile))  # type: ignore[misc]
        assert problem == Problem(Reason.CODE_NEEDED, {"serial": sandbox.seeded.device_serial})
    assert desk.sent == []


def test_a_code_opens_the_role_until_it_ends(with_mfa: Administrators, code: str, desk: Desk):
    keys = keys_of(with_mfa, "desk", code)
    assert isinstance(keys, Credentials)
    left = keys.expires_at - datetime.now(UTC)
    assert timedelta(minutes=55) < left <= timedelta(hours=1, seconds=5)
    assert desk.sent == ["AssumeRole"]


def test_keys_got_with_a_code_are_kept_nowhere(with_mfa: Administrators, code: str, tmp_path: Path):
    before = sorted(tmp_path.iterdir())
    keys_of(with_mfa, "desk", code)
    assert sorted(tmp_path.iterdir()) == before
    assert problem_of(lambda: keys_of(with_mfa, "desk")).reason is Reason.CODE_NEEDED


def test_a_refused_code_is_told_as_such(with_mfa: Administrators, code: str, desk: Desk):
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    assert problem_of(lambda: keys_of(with_mfa, "desk", wrong)).reason is Reason.CODE_REFUSED
    assert desk.sent == ["AssumeRole"]


def test_a_code_whose_answer_was_lost_is_not_sent_again(with_mfa: Administrators, code: str, sandbox: Sandbox):
    sandbox.faults.add("AssumeRole", Effect.ANSWER_LOST)
    lost = problem_of(lambda: keys_of(with_mfa, "desk", code))
    # Sent twice, the second answer would say that the code was refused.
    assert (lost.reason, lost.facts["operation"]) == (Reason.UNREACHABLE, "AssumeRole")


@pytest.mark.parametrize(
    ("effect", "reason"),
    [(Effect.NO_NETWORK, Reason.UNREACHABLE), (Effect.NO_ANSWER, Reason.TIMED_OUT), (Effect.HTML, Reason.NOT_AWS)],
)
def test_a_dead_network_is_told_as_such(
    with_mfa: Administrators, code: str, sandbox: Sandbox, effect: Effect, reason: Reason
):
    sandbox.faults.add("AssumeRole", effect)
    found = problem_of(lambda: keys_of(with_mfa, "desk", code))
    assert (found.reason, found.facts["endpoint"]) == (reason, "sts.eu-west-1.amazonaws.com:443")


def test_a_source_that_aws_does_not_know_is_named(desk: Desk, sandbox: Sandbox):
    role = f"[profile desk]\nrole_arn = {sandbox.seeded.role_arn}\nsource_profile = mine\n"
    found = problem_of(lambda: keys_of(desk.write(role, f"[mine]\n{KEYS}"), "desk"))
    assert (found.reason, found.facts["access_key_id"]) == (Reason.KEY_UNKNOWN, PLAIN.access_key_id)


def test_a_role_may_take_its_keys_from_the_shell(desk: Desk, sandbox: Sandbox, code: str):
    seeded = sandbox.seeded
    config = f"""[profile desk]
role_arn = {seeded.role_arn}
credential_source = Environment
mfa_serial = {seeded.device_serial}
"""
    user = seeded.user
    shell = {"AWS_ACCESS_KEY_ID": user.access_key_id, "AWS_SECRET_ACCESS_KEY": user.secret_access_key}
    assert isinstance(keys_of(desk.write(config, of_shell=shell), "desk", code), Credentials)
    assert unusable(desk.write(config), "desk")


def test_an_expired_token_in_the_files_is_the_profiles_fault(desk: Desk, sandbox: Sandbox):
    role = f"[profile desk]\nrole_arn = {sandbox.seeded.role_arn}\nsource_profile = mine\n"
    sandbox.faults.add("AssumeRole", answer=EXPIRED_TOKEN)
    problem = unusable(desk.write(role, f"[mine]\n{KEYS}aws_session_token = made-up-token\n"), "desk")
    assert problem.facts["detail"] == f"ExpiredToken: {EXPIRED_TOKEN.message}"
