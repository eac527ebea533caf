"""The proof, over the embedded AWS, which judges keys, codes and policies itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.domain.profile import Profile
from hourpass.domain.setup import Draft, Mode
from hourpass.domain.setup_plan import ApiCall
from hourpass.sandbox.propagation import Delays
from hourpass.services.cancel import Cancel, Cancelled
from hourpass.services.proving import Proving
from services.fakes_sandbox_world import SandboxWorld, aws_session

MODES = pytest.mark.parametrize("mode", list(Mode))


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[SandboxWorld]:
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    world = SandboxWorld(Delays(keys=timedelta(seconds=10)))
    yield world
    world.close()


def draft(world: SandboxWorld, mode: Mode = Mode.ROLE) -> Draft:
    role_name = "maya-s3" if mode is Mode.ROLE else ""
    return Draft("1a2b3c4d", world.seeded.account, "maya", "maya-phone", mode, role_name=role_name)


def proving(world: SandboxWorld, plan: Draft, profile: Profile) -> Proving:
    return Proving(plan, profile, world.seeded.region, world.sessions, world.aws, world.keys, world.clock, world.pause)


def reason(error: pytest.ExceptionInfo[HourpassError]) -> Reason:
    return error.value.problem.reason


@MODES
def test_it_is_refused_without_a_code_and_let_in_with_a_fresh_one(world: SandboxWorld, mode: Mode):
    plan = draft(world, mode)
    profile, _ = world.set_up(plan)
    enrolled_at = world.clock.now()
    proof = proving(world, plan, profile)
    refused = proof.without_code(Cancel())
    assert (refused.status, refused.code) == (403, "AccessDenied")
    assert ("AssumeRole" if mode is Mode.ROLE else "ListBuckets") == refused.operation
    assert world.pauses, "the key was new, so AWS did not know it at once"
    world.clock.advance(seconds=(proof.fresh_code_from(enrolled_at) - world.clock.now()).total_seconds())
    session = proof.with_code(world.code(plan.device_serial), Cancel())
    assert world.sessions.session(profile.id) is not None
    assert session.device_serial == plan.device_serial
    assert "acme-invoices" in [name for name, _, _ in proof.buckets(Cancel())]


def test_a_role_that_lets_in_without_a_code_is_a_fault(world: SandboxWorld):
    plan = draft(world)
    profile, _ = world.set_up(plan)
    open_door = f'{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"{plan.user_arn}"}},"Action":"sts:AssumeRole"}}]}}'
    iam = aws_session(world).client("iam")
    iam.update_assume_role_policy(RoleName=plan.role_name, PolicyDocument=open_door)
    world.clock.advance(seconds=30)
    with pytest.raises(HourpassError) as caught:
        proving(world, plan, profile).without_code(Cancel())
    assert reason(caught) is Reason.ACCEPTED_WITHOUT_CODE
    assert caught.value.problem.facts == {"role_arn": plan.role_arn}
    assert not any("session" in name for name in world.vault.items)


def test_buckets_that_open_without_a_code_are_a_fault(world: SandboxWorld):
    plan = draft(world, Mode.SESSION)
    profile, _ = world.set_up(plan)
    world.allow('{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}', "maya")
    world.clock.advance(seconds=30)
    with pytest.raises(HourpassError) as caught:
        proving(world, plan, profile).without_code(Cancel())
    assert reason(caught) is Reason.ACCEPTED_WITHOUT_CODE
    assert not caught.value.problem.facts


def test_a_key_that_aws_never_learns_ends_the_wait_after_two_minutes(world: SandboxWorld):
    plan = draft(world)
    profile, _ = world.set_up(plan)
    world.admin.change(ApiCall("DeleteAccessKey", {"UserName": "maya", "AccessKeyId": profile.access_key_id}))
    world.clock.advance(seconds=30)
    with pytest.raises(HourpassError) as caught:
        proving(world, plan, profile).without_code(Cancel())
    assert reason(caught) is Reason.KEY_UNKNOWN
    assert 120 <= sum(world.pauses) <= 123
    assert all(1 <= each <= 3 for each in world.pauses)


def test_the_wait_for_a_new_key_can_be_given_up(world: SandboxWorld):
    plan = draft(world)
    profile, _ = world.set_up(plan)
    cancel = Cancel()

    def pause(_seconds: float, cancel: Cancel) -> None:
        cancel.request()
        cancel.check()

    proof = Proving(plan, profile, world.seeded.region, world.sessions, world.aws, world.keys, world.clock, pause)
    with pytest.raises(Cancelled):
        proof.without_code(cancel)


@pytest.mark.parametrize(("second", "wait"), [(0, 30), (14, 16), (15, 15), (20, 15), (29, 15)])
def test_a_fresh_code_is_one_after_the_pair_that_comes_no_sooner_than_aws_sees_the_device(
    world: SandboxWorld, second: int, wait: int
):
    enrolled_at = world.clock.now().replace(second=second)
    proof = proving(world, draft(world), world.profile())
    assert proof.fresh_code_from(enrolled_at) - enrolled_at == timedelta(seconds=wait)


def test_without_an_enrolment_just_now_any_code_will_do(world: SandboxWorld):
    proof = proving(world, draft(world), world.profile())
    assert proof.fresh_code_from(None) == world.clock.now()


def test_a_code_sent_too_early_is_refused_as_what_passes_and_the_next_one_works(world: SandboxWorld):
    world.sandbox.set_delays(keys=0)
    plan = draft(world)
    profile, _ = world.set_up(plan)
    proof = proving(world, plan, profile)
    proof.fresh_code_from(world.clock.now())
    world.clock.advance(seconds=4)
    with pytest.raises(HourpassError) as caught:
        proof.with_code(world.code(plan.device_serial), Cancel())
    assert reason(caught) is Reason.DEVICE_UNKNOWN
    assert proof.still_learning(caught.value.problem, world.clock.now())
    assert proof.with_code(world.next_code(plan.device_serial), Cancel())


def test_refusals_pass_for_a_minute_only(world: SandboxWorld):
    proof = proving(world, draft(world), world.profile())
    start = world.clock.now()
    minute = timedelta(seconds=60)
    for passing in (Reason.DEVICE_UNKNOWN, Reason.ROLE_REFUSED):
        assert proof.still_learning(Problem(passing), start + timedelta(seconds=59))
        assert not proof.still_learning(Problem(passing), start + minute)
    assert not proof.still_learning(Problem(Reason.CODE_REFUSED), start)
    proof.fresh_code_from(start + minute)
    assert proof.still_learning(Problem(Reason.ROLE_REFUSED), start + minute + timedelta(seconds=59))


def test_a_device_that_was_there_before_is_known_everywhere(world: SandboxWorld):
    plan = Draft("1a2b3c4d", world.seeded.account, "maya", "", existing_device=world.seeded.device_serial)
    proof = proving(world, plan, world.profile())
    assert not proof.still_learning(Problem(Reason.DEVICE_UNKNOWN), world.clock.now())


def test_a_policy_that_aws_still_learns_is_waited_for(world: SandboxWorld):
    plan = draft(world)
    profile, _ = world.set_up(plan)
    world.clock.advance(seconds=40)
    proof = proving(world, plan, profile)
    proof.with_code(world.code(plan.device_serial), Cancel())
    policy = {"RoleName": plan.role_name, "PolicyArn": plan.policy_arn}
    world.admin.change(ApiCall("DetachRolePolicy", policy))
    world.clock.advance(seconds=10)
    world.admin.change(ApiCall("AttachRolePolicy", policy))
    assert proof.buckets(Cancel())
    assert world.pauses


def test_a_refusal_of_buckets_is_honest_after_a_minute(world: SandboxWorld):
    plan = draft(world)
    profile, _ = world.set_up(plan)
    world.clock.advance(seconds=40)
    proof = proving(world, plan, profile)
    proof.with_code(world.code(plan.device_serial), Cancel())
    world.admin.change(ApiCall("DetachRolePolicy", {"RoleName": plan.role_name, "PolicyArn": plan.policy_arn}))
    world.clock.advance(seconds=10)
    with pytest.raises(HourpassError) as caught:
        proof.buckets(Cancel())
    assert reason(caught) is Reason.DENIED
    assert 45 <= sum(world.pauses) <= 55


def test_there_are_no_buckets_without_a_session(world: SandboxWorld):
    with pytest.raises(HourpassError) as caught:
        proving(world, draft(world), world.profile()).buckets(Cancel())
    assert reason(caught) is Reason.EXPIRED


def test_proving_a_device_gives_credentials_that_nothing_keeps(world: SandboxWorld):
    before = dict(world.vault.items)
    profile = world.profile()
    session = world.sessions.prove(profile, world.code(), Cancel())
    assert session.credentials.remaining(world.clock.now()) == timedelta(hours=1)
    assert world.vault.items == before
    assert world.sessions.session(profile.id) is None
    with pytest.raises(HourpassError) as caught:
        world.sessions.prove(profile, world.code(), Cancel())
    assert reason(caught) is Reason.CODE_ALREADY_SENT
