"""Changing a long-term key over the embedded AWS: forwards, to its end, and back; and what each failure leaves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.domain.profile import Method
from hourpass.domain.rotation_record import RotationRecord, RotationStage
from hourpass.domain.setup import Draft
from hourpass.domain.setup_plan import ApiCall
from hourpass.domain.setup_record import Record, Stage
from hourpass.sandbox.answers import Answer, not_allowed
from hourpass.sandbox.faults import Effect
from hourpass.sandbox.propagation import Delays
from hourpass.services.acting import Acting, as_administrator, as_user
from hourpass.services.cancel import Cancel, Cancelled
from hourpass.services.rotation import Rotation, begin, rotation_of, unfinished_rotations
from hourpass.services.rotation_reports import BACK, DELETION, FORWARD, RotationReport, RotationStep
from hourpass.services.setup_owner import Owner
from hourpass.services.setup_reports import StepCondition
from hourpass.services.user_keys import delete_spare, look
from services.fakes_sandbox_world import SandboxWorld

OWN_KEYS = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Action": ["iam:*AccessKey*"], "Resource": "arn:aws:iam::*:user/${aws:username}"},
        ],
    }
)
DENIED = Answer(403, "AccessDenied", "User: arn:aws:iam::111122223333:user/admin is not authorized to perform: iam:X")
FAULTS: dict[str, dict[str, Any]] = {
    "denied": {"effect": Effect.ERROR, "answer": DENIED},
    "throttled": {"effect": Effect.ERROR, "answer": Answer(400, "Throttling", "Rate exceeded")},
    "broken": {"effect": Effect.ERROR, "answer": Answer(500, "ServiceFailure", "")},
    "no network": {"effect": Effect.NO_NETWORK},
    "no answer": {"effect": Effect.NO_ANSWER},
    "answer lost after success": {"effect": Effect.ANSWER_LOST},
    "a portal's page": {"effect": Effect.HTML},
}


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[SandboxWorld]:
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    world = SandboxWorld()
    yield world
    world.close()


class Bench:
    """A user's key, and whoever changes it."""

    def __init__(self, world: SandboxWorld) -> None:
        self.world = world
        self.old = world.seeded.user.access_key_id
        self.reports: list[RotationReport] = []
        self.acting: Acting = as_administrator(world.admin)

    @property
    def owner(self) -> Owner:
        return Owner(self.world.seeded.user_name, self.world.seeded.account)

    def start(self) -> Rotation:
        """As the program would, with what the journal has."""
        profile = self.world.book.profiles[0]
        known = rotation_of(profile, self.world.rotations)
        return Rotation(known or begin(profile, self.owner, self.world.server_clock), self.acting, self.world.tools)

    def rotate(self) -> Rotation:
        rotation = self.start()
        rotation.rotate(self.reports.append, Cancel())
        return rotation

    def delete_old(self) -> None:
        self.start().delete_old(self.reports.append, Cancel())

    def take_back(self) -> None:
        self.start().take_back(self.reports.append, Cancel())

    @property
    def new(self) -> str:
        (key,) = {each.access_key_id for each in self.world.book.profiles}
        return key

    def at_aws(self) -> dict[str, bool]:
        """The user's keys at AWS, and whether they work."""
        listed = self.world.admin.access_keys(self.world.seeded.user_name, Cancel())
        return {key.id: key.active for key in listed}

    def stored(self) -> set[str]:
        return {name.removeprefix("key/") for name in self.world.vault.items if name.startswith("key/")}

    def records(self) -> tuple[RotationRecord, ...]:
        return self.world.rotations.records()

    def works(self) -> bool:
        """Whether the profiles' key does, from the keyring."""
        identity = self.world.aws.identity(self.world.keys.get(self.new), "eu-west-1", Cancel())
        return identity.arn == self.world.seeded.user_arn

    def done(self) -> list[RotationStep]:
        return [each.step for each in self.reports if each.condition is StepCondition.DONE]

    def as_before(self) -> bool:
        return (self.at_aws(), self.stored(), self.new, self.records()) == ({self.old: True}, {self.old}, self.old, ())


@pytest.fixture
def bench(world: SandboxWorld) -> Bench:
    return Bench(world)


def reason_of(act: Any) -> Reason:
    with pytest.raises(HourpassError) as caught:
        act()
    return caught.value.problem.reason


# forwards


def test_a_new_key_takes_the_old_ones_place_and_the_old_one_rests(bench: Bench):
    bench.rotate()
    assert bench.new != bench.old
    assert bench.at_aws() == {bench.old: False, bench.new: True}
    assert bench.stored() == {bench.old, bench.new}
    assert bench.works()
    assert bench.done() == list(FORWARD)
    (record,) = bench.records()
    assert (record.stage, record.old_key_id, record.new_key_id) == (RotationStage.KEPT, bench.old, bench.new)
    assert unfinished_rotations(bench.world.rotations) == ()


def test_every_profile_of_the_key_gets_the_new_one_and_no_other(bench: Bench, world: SandboxWorld):
    world.book.add(world.profile(Method.SESSION))
    world.book.add(replace(world.profile(), id="other", name="other", access_key_id="AKIASOMEBODYELSE0001"))
    bench.rotate()
    keys = [each.access_key_id for each in world.book.profiles]
    assert keys[0] == keys[1] != bench.old
    assert keys[2] == "AKIASOMEBODYELSE0001"
    assert world.store.saved.profiles == world.book.profiles


def test_the_old_key_is_deleted_when_the_person_says_so(bench: Bench):
    bench.rotate()
    new = bench.new
    bench.delete_old()
    assert bench.at_aws() == {new: True}
    assert bench.stored() == {new}
    assert bench.records() == ()
    assert bench.done()[-1:] == list(DELETION)
    assert bench.works()


def test_the_next_change_may_follow(bench: Bench):
    bench.rotate()
    bench.delete_old()
    first = bench.new
    bench.rotate()
    assert bench.at_aws() == {first: False, bench.new: True}


def test_it_can_be_taken_back(bench: Bench):
    bench.rotate()
    bench.take_back()
    assert bench.as_before()
    assert bench.works()
    assert bench.done()[-4:] == list(BACK)


@pytest.mark.usefixtures("world")
def test_a_key_that_aws_learns_of_slowly_is_waited_for():
    slow = SandboxWorld(Delays())
    bench = Bench(slow)
    slow.clock.advance(minutes=1)
    bench.rotate()
    waits = [each for each in bench.reports if each.condition is StepCondition.RETRYING]
    assert {(each.step, each.why) for each in waits} == {(RotationStep.AWAIT_NEW, Reason.KEY_UNKNOWN)}
    assert bench.works()
    slow.close()


def test_the_removal_of_the_setup_finds_the_new_key(bench: Bench, world: SandboxWorld):
    draft = Draft("1a2b3c4d", world.seeded.account, world.seeded.user_name, "phone")
    world.journal.write(Record(draft, world.clock.now(), Stage.FINISHED, access_key_id=bench.old))
    bench.rotate()
    assert world.journal.records()[0].access_key_id == bench.new
    bench.take_back()
    assert world.journal.records()[0].access_key_id == bench.old


def test_a_key_that_a_setup_found_is_followed_too(bench: Bench, world: SandboxWorld):
    draft = Draft("1a2b3c4d", world.seeded.account, world.seeded.user_name, "phone", existing_key=bench.old)
    world.journal.write(Record(draft, world.clock.now(), Stage.FINISHED))
    bench.rotate()
    assert world.journal.records()[0].draft.existing_key == bench.new


# what is held goes on


def test_what_the_profiles_hold_goes_on_and_the_mfa_session_asks_for_no_code(bench: Bench, world: SandboxWorld):
    profile = world.profile(Method.ROLE_THROUGH_SESSION)
    world.book.add(profile)
    world.sessions.restore(world.book.profiles)
    session = world.sessions.obtain(profile, world.code(), Cancel())
    bench.rotate()
    changed = world.book.profile(profile.id)
    assert changed is not None
    assert world.sessions.session(profile.id) == session
    assert not world.sessions.code_needed(changed)
    bench.delete_old()
    assert world.sessions.obtain(changed, "", Cancel()).renewable_until == session.renewable_until
    assert [name for name in world.vault.items if name.startswith("mfa/")] == [
        f"mfa/{bench.new}/{changed.device_serial}"
    ]


def test_taken_back_no_code_is_asked_for_either(bench: Bench, world: SandboxWorld):
    profile = world.profile(Method.ROLE_THROUGH_SESSION)
    world.book.add(profile)
    world.sessions.obtain(profile, world.code(), Cancel())
    bench.rotate()
    bench.take_back()
    assert not world.sessions.code_needed(profile)
    assert world.sessions.obtain(profile, "", Cancel())


# who acts


def test_the_user_itself_may_with_a_code(bench: Bench, world: SandboxWorld):
    world.allow(OWN_KEYS)
    bench.acting = as_user(world.profile(), world.tools, world.code(), Cancel())
    bench.rotate()
    bench.delete_old()
    assert bench.at_aws() == {bench.new: True}


@pytest.mark.parametrize("end", ["delete", "take back"])
def test_the_user_itself_may_with_the_very_key_that_is_replaced(bench: Bench, world: SandboxWorld, end: str):
    world.allow(OWN_KEYS)
    bench.acting = as_user(world.profile(), world.tools, "", Cancel())
    bench.rotate()
    new = bench.new
    (bench.delete_old if end == "delete" else bench.take_back)()
    assert bench.at_aws() == {(new if end == "delete" else bench.old): True}
    assert bench.works()


def test_a_user_who_may_not_is_told_before_anything_changed(bench: Bench, world: SandboxWorld):
    bench.acting = as_user(world.profile(), world.tools, world.code(), Cancel())
    assert reason_of(bench.rotate) is Reason.DENIED
    assert bench.as_before()


# what stands in the way


def test_two_keys_are_too_many_and_the_spare_one_can_be_deleted(bench: Bench, world: SandboxWorld):
    made = world.admin.change(ApiCall("CreateAccessKey", {"UserName": world.seeded.user_name})).keys
    assert made is not None
    world.keys.keep(made)
    assert reason_of(bench.rotate) is Reason.QUOTA_REACHED
    assert bench.records() == ()
    seen = look(bench.owner, world.admin, world.tools, Cancel())
    assert seen.full
    assert [(each.id, each.deletable, each.profiles) for each in seen.keys] == [
        (bench.old, False, ("role",)),
        (made.access_key_id, True, ()),
    ]
    assert reason_of(lambda: delete_spare(bench.owner, bench.old, world.admin, world.tools)) is Reason.DELETE_CONFLICT
    delete_spare(bench.owner, made.access_key_id, world.admin, world.tools)
    assert bench.as_before()
    bench.rotate()
    assert bench.works()


def test_a_key_tells_its_age_and_its_last_use(bench: Bench, world: SandboxWorld):
    (unseen,) = look(bench.owner, world.admin, world.tools, Cancel()).keys
    assert unseen.key.created_at is not None
    assert (unseen.use, unseen.use_told) == (None, True)
    world.aws.identity(world.seeded.user, "eu-west-1", Cancel())
    (seen,) = look(bench.owner, world.admin, world.tools, Cancel()).keys
    assert seen.use is not None
    assert (seen.use.at, seen.use.service, seen.use.region) == (world.clock.now(), "sts", "eu-west-1")


def test_where_the_last_use_may_not_be_asked_the_keys_are_listed_all_the_same(bench: Bench, world: SandboxWorld):
    acting = as_user(world.profile(), world.tools, world.code(), Cancel())
    refused = not_allowed(world.seeded.user_arn, "iam:GetAccessKeyLastUsed")
    world.sandbox.faults.add("GetAccessKeyLastUsed", Effect.ERROR, answer=refused)
    (key,) = look(bench.owner, acting.iam(), world.tools, Cancel()).keys
    assert (key.id, key.use, key.use_told) == (bench.old, None, False)


def test_a_key_that_aws_no_longer_has_is_told(bench: Bench, world: SandboxWorld):
    world.admin.change(ApiCall("DeleteAccessKey", {"UserName": world.seeded.user_name, "AccessKeyId": bench.old}))
    assert reason_of(bench.rotate) is Reason.KEY_UNKNOWN
    assert bench.records() == ()


def test_a_keyring_that_refuses_the_new_key_leaves_none_at_aws(bench: Bench, world: SandboxWorld):
    world.vault.refuses = {"put"}
    assert reason_of(bench.rotate) is Reason.VAULT_LOCKED
    assert bench.as_before()
    world.vault.refuses = set()
    bench.rotate()
    assert bench.works()


def test_a_key_that_neither_the_keyring_took_nor_aws_gave_back_is_found_again(bench: Bench, world: SandboxWorld):
    world.vault.refuses = {"put"}
    world.sandbox.faults.add("DeleteAccessKey", **FAULTS["denied"])
    assert reason_of(bench.rotate) is Reason.VAULT_LOCKED
    world.vault.refuses = set()
    (record,) = unfinished_rotations(world.rotations)
    assert record.new_key_id in bench.at_aws()
    bench.rotate()
    assert set(bench.at_aws()) == {bench.old, bench.new}
    assert record.new_key_id != bench.new


def test_profiles_that_cannot_be_saved_keep_the_old_key_active(bench: Bench, world: SandboxWorld):
    world.store.failure = Problem(Reason.DISK_FULL, {"path": "settings.json"})
    assert reason_of(bench.rotate) is Reason.DISK_FULL
    assert bench.at_aws()[bench.old]
    world.store.failure = None
    bench.rotate()
    assert world.store.saved.profiles == world.book.profiles
    assert bench.at_aws() == {bench.old: False, bench.new: True}


def test_a_key_that_a_profile_was_given_again_is_not_deleted(bench: Bench, world: SandboxWorld):
    rotation = bench.rotate()
    world.book.add(replace(world.profile(), id="again", name="again"))
    assert reason_of(lambda: rotation.delete_old(bench.reports.append, Cancel())) is Reason.DELETE_CONFLICT
    assert bench.old in bench.at_aws()


def test_an_old_key_that_somebody_deleted_cannot_be_taken_back_and_is_let_go(bench: Bench, world: SandboxWorld):
    bench.rotate()
    new = bench.new
    world.admin.change(ApiCall("DeleteAccessKey", {"UserName": world.seeded.user_name, "AccessKeyId": bench.old}))
    assert reason_of(bench.take_back) is Reason.NOT_FOUND
    assert bench.new == new
    bench.delete_old()
    assert (bench.stored(), bench.records()) == ({new}, ())


def test_a_rotation_whose_new_secret_got_lost_makes_another_key(bench: Bench, world: SandboxWorld):
    world.sandbox.faults.add("GetCallerIdentity", **FAULTS["denied"])
    assert reason_of(bench.rotate) is Reason.DENIED
    (record,) = bench.records()
    world.keys.drop(record.new_key_id)
    bench.rotate()
    assert set(bench.at_aws()) == {bench.old, bench.new}
    assert bench.new != record.new_key_id
    assert bench.works()


def test_a_key_that_somebody_else_made_and_uses_is_not_taken_for_ours(bench: Bench, world: SandboxWorld):
    world.sandbox.faults.add("CreateAccessKey", **FAULTS["no answer"])
    foreign: list[str] = []

    def pause(seconds: float, cancel: Cancel) -> None:
        world.pause(seconds, cancel)
        if not foreign:
            made = world.admin.change(ApiCall("CreateAccessKey", {"UserName": world.seeded.user_name})).keys
            assert made is not None
            world.aws.identity(made, "eu-west-1", Cancel())
            foreign.append(made.access_key_id)

    world.tools = replace(world.tools, pause=pause)
    assert reason_of(bench.rotate) is Reason.QUOTA_REACHED
    bench.take_back()
    assert set(bench.at_aws()) == {bench.old, foreign[0]}


# failures, and giving up

CALLS = ("ListAccessKeys", "CreateAccessKey", "GetCallerIdentity", "UpdateAccessKey")


@pytest.mark.parametrize("fault", FAULTS)
def test_each_call_may_fail_once_and_it_is_finished_all_the_same(bench: Bench, fault: str):
    for call in CALLS:
        bench.world.sandbox.faults.add(call, **FAULTS[fault])
        for _ in range(2):
            try:
                bench.rotate()
            except HourpassError:
                assert bench.reports[-1].condition is StepCondition.FAILED
                continue
            break
        assert bench.at_aws() == {bench.old: False, bench.new: True}, call
        assert bench.stored() == {bench.old, bench.new}, call
        assert bench.works()
        bench.take_back()


# Throttled for good, the SDK's own patience takes its time.
@pytest.mark.parametrize("fault", sorted(FAULTS.keys() - {"throttled"}))
def test_each_call_may_fail_for_good_and_it_can_be_taken_back(bench: Bench, fault: str):
    for call in CALLS:
        bench.world.sandbox.faults.add(call, **FAULTS[fault], count=99)
        assert reason_of(bench.rotate)
        bench.world.sandbox.faults.clear()
        bench.take_back()
        assert bench.as_before(), call


@pytest.mark.parametrize("call", ["UpdateAccessKey", "GetCallerIdentity", "DeleteAccessKey"])
def test_the_way_back_may_be_broken_off_and_gone_on_with(bench: Bench, call: str):
    bench.rotate()
    bench.world.sandbox.faults.add(call, **FAULTS["no network"], count=99)
    assert reason_of(bench.take_back)
    bench.world.sandbox.faults.clear()
    assert [each.stage for each in unfinished_rotations(bench.world.rotations)] == [RotationStage.TAKING_BACK]
    with pytest.raises(Cancelled):
        bench.rotate()
    bench.take_back()
    assert bench.as_before()


@pytest.mark.parametrize("trouble", ["AWS", "keyring"])
def test_a_deletion_may_be_broken_off_and_gone_on_with(bench: Bench, world: SandboxWorld, trouble: str):
    bench.rotate()
    new = bench.new
    if trouble == "AWS":
        world.sandbox.faults.add("DeleteAccessKey", **FAULTS["answer lost after success"], count=4)
    else:
        world.vault.refuses = {"delete"}
    assert reason_of(bench.delete_old)
    world.vault.refuses = set()
    assert [each.stage for each in unfinished_rotations(world.rotations)] == [RotationStage.DELETING]
    with pytest.raises(Cancelled):
        bench.take_back()
    bench.delete_old()
    assert (bench.at_aws(), bench.stored(), bench.records()) == ({new: True}, {new}, ())


def test_given_up_before_the_first_call_nothing_is_there(bench: Bench):
    cancel = Cancel()
    cancel.request()
    with pytest.raises(Cancelled):
        bench.start().rotate(bench.reports.append, cancel)
    assert bench.as_before()


def test_given_up_while_aws_is_waited_for_it_can_be_finished(bench: Bench, world: SandboxWorld):
    world.sandbox.faults.add("GetCallerIdentity", answer=Answer(403, "InvalidClientTokenId", "invalid"), count=99)
    cancel = Cancel()

    def report(news: RotationReport) -> None:
        if news.condition is StepCondition.RETRYING:
            cancel.request()

    with pytest.raises(Cancelled):
        bench.start().rotate(report, cancel)
    world.sandbox.faults.clear()
    (record,) = unfinished_rotations(world.rotations)
    assert record.stage is RotationStage.CREATED
    bench.rotate()
    assert bench.works()


def test_no_secret_is_in_the_record_or_in_what_is_told(bench: Bench, world: SandboxWorld):
    bench.rotate()
    secret = world.keys.get(bench.new).secret_access_key
    assert secret not in repr(bench.records())
    assert secret not in repr(bench.reports)
