"""The care of a user's devices, over the embedded AWS."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.domain.profile import Method, Profile
from hourpass.domain.setup import SETUP_TAG, Draft
from hourpass.domain.setup_plan import ApiCall, StepKind
from hourpass.domain.setup_record import Record, Stage, StepState
from hourpass.sandbox.faults import Effect
from hourpass.services.cancel import Cancel, Cancelled
from hourpass.services.code_ledger import CodeLedger
from hourpass.services.device_care import DeviceCare, self_care
from hourpass.services.ports import DeviceKind
from hourpass.services.sessions import Sessions
from hourpass.services.setup_owner import Owner
from hourpass.services.setup_ports import Iam, ThingKind
from hourpass.services.setup_reports import NewDevice
from hourpass.services.user_devices import OwnDevice, RemovalRisk, UserDevices
from services.fakes_sandbox_world import SandboxWorld, aws_session

OURS = "arn:aws:iam::111122223333:mfa/hourpass/"
SELF_CARE = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Action": ["iam:*MFADevice", "iam:ListMFADevices"], "Resource": "*"},
        ],
    }
)


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[SandboxWorld]:
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    world = SandboxWorld()
    yield world
    world.close()


def owner(world: SandboxWorld, record: Record | None = None) -> Owner:
    return Owner(world.seeded.user_name, world.seeded.account, record)


def care(
    world: SandboxWorld, iam: Iam | None = None, record: Record | None = None, profile: Profile | None = None
) -> DeviceCare:
    return DeviceCare(profile or world.profile(), owner(world, record), iam or world.admin, world.tools)


def register(world: SandboxWorld, tending: DeviceCare, name: str = "practice-phone-2") -> NewDevice:
    """A further device, scanned and typed in."""
    device = tending.create(name, Cancel())
    world.phones[device.serial] = device.seed
    tending.register(device.serial, *world.pair(device.serial), Cancel())
    return device


def serials(world: SandboxWorld) -> list[str]:
    return [device.serial for device in care(world).look(Cancel()).devices]


def exists(world: SandboxWorld, serial: str) -> bool:
    return world.admin.find(ThingKind.DEVICE, serial, Cancel()) is not None


def tag(world: SandboxWorld, serial: str) -> str:
    found = world.admin.find(ThingKind.DEVICE, serial, Cancel())
    assert found is not None
    return found.setup_id


def reason_of(act: Any) -> Reason:
    with pytest.raises(HourpassError) as caught:
        act()
    return caught.value.problem.reason


def record_of(world: SandboxWorld, stage: Stage = Stage.FINISHED, device_name: str = "practice-phone-2") -> Record:
    draft = Draft("1a2b3c4d", world.seeded.account, world.seeded.user_name, device_name)
    return Record(draft, world.clock.now(), stage)


# looking


def test_the_devices_are_listed_with_the_profiles_that_use_them(world: SandboxWorld):
    listed = care(world).look(Cancel())
    assert listed.devices == (OwnDevice(world.seeded.device_serial, DeviceKind.VIRTUAL, ("role",)),)
    assert listed.devices[0].name == "practice-phone"
    assert listed.free_name == "practice-phone-2"
    assert not listed.full


def test_an_eighth_device_is_the_last(world: SandboxWorld):
    tending = care(world)
    for number in range(2, 9):
        assert not tending.look(Cancel()).full
        register(world, tending, f"practice-phone-{number}")
    assert tending.look(Cancel()).full
    ninth = tending.create("practice-phone-9", Cancel())
    world.phones[ninth.serial] = ninth.seed
    assert (
        reason_of(lambda: tending.register(ninth.serial, *world.pair(ninth.serial), Cancel())) is Reason.QUOTA_REACHED
    )


def test_passkeys_come_last_and_give_no_codes():
    phone = OwnDevice("GAHT12345678", DeviceKind.HARDWARE)
    passkey = OwnDevice("arn:aws:iam::111122223333:u2f/user/maya/key-1", DeviceKind.PASSKEY)
    listed = UserDevices(Owner("maya", "111122223333"), (phone, passkey))
    assert (phone.usable, passkey.usable) == (True, False)
    assert phone.name == "GAHT12345678"
    assert listed.risk_of_removing(phone.serial) is RemovalRisk.NO_CODES_LEFT


def test_removing_is_risky_where_profiles_or_mfa_itself_hang_on_the_device(world: SandboxWorld):
    tending = care(world)
    first = world.seeded.device_serial
    assert tending.look(Cancel()).risk_of_removing(first) is RemovalRisk.LAST_DEVICE
    second = register(world, tending).serial
    assert tending.look(Cancel()).risk_of_removing(first) is RemovalRisk.USED_BY_PROFILES
    assert tending.look(Cancel()).risk_of_removing(second) is None


# adding


def test_a_further_device_works_beside_the_old_one(world: SandboxWorld):
    tending = care(world)
    device = register(world, tending)
    assert device.serial == OURS + "practice-phone-2"
    assert serials(world) == [world.seeded.device_serial, device.serial]
    assert tending.prove(device.serial, world.code(device.serial), Cancel())
    assert tending.prove(world.seeded.device_serial, world.code(), Cancel())


def test_a_new_device_carries_the_tag_of_the_setup_that_made_the_user(world: SandboxWorld):
    record = record_of(world)
    assert tag(world, register(world, care(world, record=record), "practice-2").serial) == "1a2b3c4d"
    world.journal.write(record)
    assert tag(world, register(world, care(world), "practice-3").serial) == "1a2b3c4d"


def test_a_user_that_was_set_up_elsewhere_tells_the_tag_itself(world: SandboxWorld):
    tags = [{"Key": SETUP_TAG, "Value": "feedbeef"}]
    aws_session(world).client("iam").tag_user(UserName=world.seeded.user_name, Tags=tags)
    assert tag(world, register(world, care(world)).serial) == "feedbeef"


def test_a_device_of_nobodys_setup_gets_a_tag_of_its_own(world: SandboxWorld):
    assert re.fullmatch("[0-9a-f]{8}", tag(world, register(world, care(world)).serial))


def test_a_device_given_up_while_it_was_made_is_deleted(world: SandboxWorld):
    cancel = Cancel()
    iam = Watched(world.admin, after=cancel.request)
    with pytest.raises(Cancelled):
        care(world, iam).create("practice-phone-2", cancel)
    assert not exists(world, OURS + "practice-phone-2")
    assert iam.sent == ["CreateVirtualMFADevice", "DeleteVirtualMFADevice"]


def test_a_device_whose_answer_was_lost_is_made_anew_for_its_seed(world: SandboxWorld):
    world.sandbox.faults.add("CreateVirtualMFADevice", Effect.ANSWER_LOST)
    device = register(world, care(world))
    assert device.serial in serials(world)


def test_a_device_that_was_not_made_is_asked_for_again(world: SandboxWorld):
    world.sandbox.faults.add("CreateVirtualMFADevice", Effect.NO_ANSWER)
    assert register(world, care(world)).serial in serials(world)


def test_the_name_of_somebody_elses_device_is_not_taken_away(world: SandboxWorld):
    foreign = aws_session(world).client("iam")
    foreign.create_virtual_mfa_device(VirtualMFADeviceName="practice-phone-2", Path="/hourpass/")
    assert reason_of(lambda: care(world).create("practice-phone-2", Cancel())) is Reason.NAME_TAKEN
    assert exists(world, OURS + "practice-phone-2")


def test_one_that_a_setup_waits_for_is_left_alone(world: SandboxWorld):
    record = record_of(world, Stage.CREATING)
    care(world, record=record).create("practice-phone-2", Cancel())
    world.journal.write(record.with_state(StepKind.CREATE_DEVICE, StepState.DONE))
    tending = care(world, record=record)
    assert tending.look(Cancel()).stranded == ()
    assert reason_of(lambda: tending.create("practice-phone-2", Cancel())) is Reason.NAME_TAKEN


def test_what_was_never_registered_is_found_and_can_be_discarded(world: SandboxWorld):
    tending = care(world)
    serial = tending.create("practice-phone-2", Cancel()).serial
    aws_session(world).client("iam").create_virtual_mfa_device(VirtualMFADeviceName="practice-x", Path="/hourpass/")
    care(world).create("somebody-else", Cancel())
    [stranded] = care(world).look(Cancel()).stranded
    assert (stranded.serial, stranded.name) == (serial, "practice-phone-2")
    tending.discard(stranded.serial)
    tending.discard(stranded.serial)
    assert care(world).look(Cancel()).stranded == ()


def test_a_registration_whose_answer_was_lost_is_seen_in_the_list(world: SandboxWorld):
    tending = care(world)
    world.sandbox.faults.add("EnableMFADevice", Effect.ANSWER_LOST)
    assert register(world, tending).serial in serials(world)


def test_a_registration_that_did_not_happen_is_told(world: SandboxWorld):
    tending = care(world)
    device = tending.create("practice-phone-2", Cancel())
    world.phones[device.serial] = device.seed
    world.sandbox.faults.add("EnableMFADevice", Effect.NO_ANSWER)
    first, second = world.pair(device.serial)
    assert reason_of(lambda: tending.register(device.serial, first, second, Cancel())) is Reason.TIMED_OUT
    assert reason_of(lambda: tending.register(device.serial, second, first, Cancel())) is Reason.CODES_REFUSED
    tending.register(device.serial, first, second, Cancel())
    tending.register(device.serial, first, second, Cancel())  # in use, but by this very user


def test_a_device_that_somebody_else_has_is_not_ours(world: SandboxWorld):
    tending = care(world)
    register(world, tending)
    other = DeviceCare(world.profile(), Owner("admin", world.seeded.account), world.admin, world.tools)
    pair = world.pair(OURS + "practice-phone-2")
    assert reason_of(lambda: other.register(OURS + "practice-phone-2", *pair, Cancel())) is Reason.DEVICE_IN_USE


# a new phone


def test_a_new_phone_takes_the_old_ones_place_in_every_profile(world: SandboxWorld):
    world.book.add(world.profile(Method.ROLE_THROUGH_SESSION))
    world.book.add(world.profile(Method.SESSION, device_serial="arn:aws:iam::111122223333:mfa/other"))
    world.sessions.obtain(world.profile(Method.ROLE_THROUGH_SESSION), world.code(), Cancel())
    tending, old = care(world), world.seeded.device_serial
    new = register(world, tending).serial
    world.next_code(new)
    tending.prove(new, world.code(new), Cancel())
    changed = tending.use(new, instead_of=old)
    tending.remove(old, Cancel())
    assert [profile.id for profile in changed] == ["role", "role-through-session"]
    assert [profile.device_serial for profile in world.store.saved.profiles] == [
        new,
        new,
        "arn:aws:iam::111122223333:mfa/other",
    ]
    assert serials(world) == [new]
    assert not exists(world, old)
    world.next_code(new)
    profile = world.book.profile("role")
    assert profile is not None
    assert world.sessions.obtain(profile, world.code(new), Cancel())


def test_credentials_got_with_the_old_phone_live_on_until_they_expire(world: SandboxWorld):
    chained = world.profile(Method.ROLE_THROUGH_SESSION)
    world.book.add(chained)
    held = world.sessions.obtain(world.profile(), world.code(), Cancel())
    world.next_code()
    world.sessions.obtain(chained, world.code(), Cancel())
    tending, old = care(world), world.seeded.device_serial
    new = register(world, tending).serial
    tending.use(new, instead_of=old)
    tending.remove(old, Cancel())
    world.clock.advance(minutes=1)
    assert world.sessions.session("role") is held
    assert world.aws.identity(held.credentials, world.seeded.region, Cancel())
    changed = world.book.profile(chained.id)
    assert changed is not None
    assert not world.sessions.code_needed(changed), "the MFA session goes on as well"
    renewed = world.sessions.obtain(changed, "", Cancel())
    assert renewed.renewable_until is not None
    assert world.aws.identity(renewed.credentials, world.seeded.region, Cancel())
    assert [name for name in world.vault.items if name.startswith("mfa/")] == [f"mfa/{changed.access_key_id}/{new}"]


def test_what_the_old_phone_opened_outlives_the_app_as_well(world: SandboxWorld):
    chained = world.profile(Method.ROLE_THROUGH_SESSION)
    world.book.add(chained)
    world.sessions.obtain(chained, world.code(), Cancel())
    care(world).use(OURS + "new", instead_of=world.seeded.device_serial)
    later = Sessions(world.aws, world.vault, world.clock, CodeLedger(world.clock))
    later.restore(world.book.profiles)
    [changed] = (each for each in world.book.profiles if each.id == chained.id)
    assert later.session(changed.id) is not None
    assert not later.code_needed(changed)


def test_a_profile_that_stays_with_the_old_device_keeps_its_mfa_session(world: SandboxWorld):
    chained, other = (world.profile(Method.ROLE_THROUGH_SESSION, id=name, name=name) for name in ("one", "other"))
    for profile in (chained, other):
        world.book.add(profile)
    world.sessions.obtain(chained, world.code(), Cancel())
    world.sessions.obtain(other, "", Cancel())
    [changed] = care(world, profile=chained).use(OURS + "backup")
    assert not world.sessions.code_needed(changed)
    assert not world.sessions.code_needed(other)
    world.sessions.forget(other.id)
    assert not world.sessions.code_needed(changed)


def test_a_locked_vault_costs_no_session_that_is_in_memory(world: SandboxWorld):
    chained = world.profile(Method.ROLE_THROUGH_SESSION)
    world.book.add(chained)
    world.sessions.obtain(chained, world.code(), Cancel())
    world.vault.refuses = {"get", "put", "delete"}
    tending = care(world)
    assert reason_of(lambda: tending.use(OURS + "new", instead_of=world.seeded.device_serial)) is Reason.VAULT_LOCKED
    [changed] = (each for each in world.book.profiles if each.id == chained.id)
    assert changed.device_serial == OURS + "new"
    assert not world.sessions.code_needed(changed)


def test_one_profile_alone_can_be_given_another_device(world: SandboxWorld):
    world.book.add(world.profile(Method.SESSION))
    tending = care(world)
    [changed] = tending.use(OURS + "backup")
    assert (changed.id, changed.device_serial) == ("role", OURS + "backup")
    assert [profile.device_serial for profile in world.store.saved.profiles] == [
        OURS + "backup",
        world.seeded.device_serial,
    ]


def test_profiles_change_even_if_neither_file_nor_vault_can_be_written(world: SandboxWorld):
    tending = care(world)
    world.store.failure = Problem(Reason.DISK_FULL)
    world.vault.refuses = {"delete"}
    assert reason_of(lambda: tending.use(OURS + "new")) is Reason.DISK_FULL
    assert [profile.device_serial for profile in world.book.profiles] == [OURS + "new"]


# removing and synchronising


def test_removing_twice_is_the_same_as_once(world: SandboxWorld):
    tending = care(world)
    serial = register(world, tending).serial
    tending.remove(serial, Cancel())
    tending.remove(serial, Cancel())
    assert serials(world) == [world.seeded.device_serial]
    assert not exists(world, serial)


@pytest.mark.parametrize("operation", ["DeactivateMFADevice", "DeleteVirtualMFADevice"])
@pytest.mark.parametrize("effect", [Effect.ANSWER_LOST, Effect.NO_ANSWER, Effect.ERROR])
def test_a_removal_goes_on_after_trouble_on_the_way(world: SandboxWorld, operation: str, effect: Effect):
    tending = care(world)
    serial = register(world, tending).serial
    world.sandbox.faults.add(operation, effect)
    tending.remove(serial, Cancel())
    assert not exists(world, serial)
    assert world.pauses


def test_a_device_that_drifted_away_works_again_after_two_codes(world: SandboxWorld):
    serial = world.seeded.device_serial
    tending = care(world)
    late = world.code(steps=-20), world.code(steps=-19)
    tending.resync(serial, *late)
    assert reason_of(lambda: tending.prove(serial, world.code(), Cancel())) is Reason.CODE_REFUSED
    world.clock.advance(seconds=60)
    tending.resync(serial, *world.pair(serial))
    assert tending.prove(serial, world.next_code(), Cancel())
    assert reason_of(lambda: tending.resync(serial, "000000", "000001")) is Reason.CODES_REFUSED


def test_a_code_of_the_registration_is_turned_away_before_aws_is_asked_to_synchronise(world: SandboxWorld):
    tending = care(world)
    serial = register(world, tending).serial
    used = world.code(serial)
    world.clock.advance(seconds=30)
    with pytest.raises(HourpassError) as caught:
        tending.resync(serial, used, world.code(serial))
    problem = caught.value.problem
    assert (problem.reason, problem.raw) == (Reason.CODE_ALREADY_SENT, None)
    assert problem.facts["next_at"] == "2026-11-22T12:01:00+00:00"
    world.clock.advance(seconds=30)
    tending.resync(serial, *world.pair(serial))
    assert reason_of(lambda: tending.resync(serial, *world.pair(serial))) is Reason.CODE_ALREADY_SENT


# who acts


def test_the_user_itself_adds_and_removes_with_a_code(world: SandboxWorld):
    world.allow(SELF_CARE)
    iam = self_care(world.profile(), world.tools, world.code(), Cancel())
    tending = care(world, iam)
    assert [device.serial for device in tending.look(Cancel()).devices] == [world.seeded.device_serial]
    serial = register(world, tending).serial
    tending.remove(serial, Cancel())
    assert serials(world) == [world.seeded.device_serial]


def test_a_plain_key_may_synchronise_but_neither_add_nor_remove(world: SandboxWorld):
    world.allow(SELF_CARE)
    tending = care(world, self_care(world.profile(), world.tools, "", Cancel()))
    tending.resync(world.seeded.device_serial, *world.pair(world.seeded.device_serial))
    device = tending.create("practice-phone-2", Cancel())
    world.phones[device.serial] = device.seed
    pair = world.pair(device.serial)
    assert reason_of(lambda: tending.register(device.serial, *pair, Cancel())) is Reason.CODE_NEEDED
    assert reason_of(lambda: tending.remove(world.seeded.device_serial, Cancel())) is Reason.CODE_NEEDED
    assert serials(world) == [world.seeded.device_serial]


def test_a_user_without_the_rights_is_told_which_are_missing(world: SandboxWorld):
    tending = care(world, self_care(world.profile(), world.tools, world.code(), Cancel()))
    with pytest.raises(HourpassError) as caught:
        tending.create("practice-phone-2", Cancel())
    assert caught.value.problem.reason is Reason.DENIED
    assert caught.value.problem.facts["action"] == "iam:CreateVirtualMFADevice"


def test_the_users_own_session_is_kept_nowhere(world: SandboxWorld):
    before = dict(world.vault.items)
    iam = self_care(world.profile(), world.tools, world.code(), Cancel())
    assert world.vault.items == before
    world.clock.advance(seconds=timedelta(hours=1).total_seconds())
    assert reason_of(lambda: care(world, iam).look(Cancel())) is Reason.EXPIRED


class Watched:
    """Another Iam that tells which changes were sent, and acts *after* the first."""

    def __init__(self, inner: Iam, after: Any) -> None:
        self._inner, self._after = inner, after
        self.sent: list[str] = []

    def change(self, call: ApiCall) -> Any:
        made = self._inner.change(call)
        self.sent.append(call.operation)
        self._after()
        return made

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)


def test_a_device_named_after_a_longer_users_name_is_not_stranded_here(world: SandboxWorld):
    for name in ("practice-phone-9", "practices-phone"):
        care(world).create(name, Cancel())
    assert [device.name for device in care(world).look(Cancel()).stranded] == ["practice-phone-9"]
