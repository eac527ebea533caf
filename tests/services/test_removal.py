"""Removing what setups made, over the embedded AWS."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest

from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.domain.setup import Mode
from hourpass.domain.setup_plan import ApiCall, StepKind
from hourpass.domain.setup_record import Stage
from hourpass.sandbox.answers import Answer
from hourpass.sandbox.faults import Effect
from hourpass.services.cancel import Cancel, Cancelled
from hourpass.services.removal_list import ItemCondition, ItemKind, ItemReport, Obstacle, ObstacleKind
from services.fakes_removal import ALLOW, NAME, NOBODY, Heard, RemovalWorld, across, draft, names, plant, remove_all


@pytest.fixture
def world() -> Iterator[RemovalWorld]:
    made = RemovalWorld()
    yield made
    made.close()


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("by_record", [True, False])
def test_everything_of_a_setup_goes_and_nothing_else(world: RemovalWorld, mode: Mode, by_record: bool):
    plant(world)
    before = world.standing()
    record = world.make(draft(world, mode))
    if not by_record:
        world.journal.remove(record.draft.id)
    removal = world.removal()
    listed = removal.of_record(record, NOBODY) if by_record else removal.look_up(NAME, NOBODY)
    assert remove_all(removal, listed) == ()
    assert world.standing() == before
    assert world.journal.records() == ()
    assert removal.let_go == (f"profile-{record.draft.id}",)
    assert [each.id for each in world.book.profiles] == ["role"]
    assert not world.keys.has(record.access_key_id)
    assert world.keys.has(world.seeded.user.access_key_id)


def test_the_list_is_in_the_order_in_which_aws_lets_things_go(world: RemovalWorld):
    record = world.make(draft(world))
    listed = world.removal().of_record(record, NOBODY)
    assert names(listed) == [
        ("ACCESS_KEY", record.access_key_id),
        ("DEVICE", f"{NAME}-phone"),
        ("ROLE_POLICY", f"{NAME}-s3"),
        ("POLICY", f"{NAME}-s3"),
        ("ROLE", f"{NAME}-s3"),
        ("USER_POLICY", "hourpass-00000001"),
        ("USER", NAME),
    ]
    assert listed.setup_id == record.draft.id
    assert not listed.keeps_user
    assert [call.operation for item in listed.items[:2] for call in item.calls] == [
        "UpdateAccessKey",
        "DeleteAccessKey",
        "DeactivateMFADevice",
        "DeleteVirtualMFADevice",
    ]


def test_looking_changes_nothing(world: RemovalWorld):
    record = world.make(draft(world))
    before = world.standing()
    world.removal().of_record(record, NOBODY)
    world.removal().look_up(NAME, NOBODY)
    assert world.standing() == before
    assert world.journal.records() == (record,)


@pytest.mark.parametrize("by_record", [True, False])
def test_a_role_in_another_account_goes_with_the_help_of_its_administrator(world: RemovalWorld, by_record: bool):
    before = world.standing()
    record = world.make(across(world))
    if not by_record:
        world.journal.remove(record.draft.id)

    def listed(partner: bool) -> Any:
        removal = world.removal(partner=partner)
        return removal, removal.of_record(record, NOBODY) if by_record else removal.look_up(NAME, NOBODY)

    _, alone = listed(partner=False)
    assert alone.role_account == world.seeded.partner_account
    assert ItemKind.ROLE not in {item.kind for item in alone.items}
    removal, both = listed(partner=True)
    assert ItemKind.ROLE in {item.kind for item in both.items}
    assert remove_all(removal, both) == ()
    assert world.standing() == before


@pytest.mark.parametrize("by_record", [True, False])
def test_a_user_that_was_there_before_stays_as_it_was(world: RemovalWorld, by_record: bool):
    world.somebody.create_user(UserName=NAME, Path="/people/")
    world.somebody.create_access_key(UserName=NAME)
    world.somebody.put_user_policy(UserName=NAME, PolicyName="hourpass-notes", PolicyDocument=ALLOW)
    before = world.standing()
    [theirs] = world.admin.user_parts(NAME, NOBODY).keys
    record = world.make(draft(world, existing_user_path="/people/"))
    record = replace(record, keys_before=(theirs.id,))
    world.journal.write(record)
    removal = world.removal()
    listed = removal.of_record(record, NOBODY) if by_record else removal.look_up(NAME, NOBODY)
    assert listed.keeps_user
    assert remove_all(removal, listed) == ()
    assert world.standing() == before


def test_without_a_record_the_keys_of_an_existing_user_are_left_alone(world: RemovalWorld):
    world.somebody.create_user(UserName=NAME)
    record = world.make(draft(world, existing_user_path="/"))
    world.journal.remove(record.draft.id)
    removal = world.removal()
    listed = removal.look_up(NAME, NOBODY)
    assert [kind for kind, _ in names(listed)] == ["DEVICE", "ROLE_POLICY", "POLICY", "ROLE", "USER_POLICY"]
    assert remove_all(removal, listed) == ()
    parts = world.admin.user_parts(NAME, NOBODY)
    assert [key.id for key in parts.keys] == [record.access_key_id]
    assert world.keys.has(record.access_key_id)  # the only copy of a secret that goes on
    assert removal.let_go == (f"profile-{record.draft.id}",)


def test_of_an_adopted_device_role_and_key_nothing_is_removed(world: RemovalWorld):
    seeded = world.seeded
    before = world.standing()
    adopted = draft(
        world,
        user_name=seeded.user_name,
        existing_user_path="/",
        existing_device=seeded.device_serial,
        existing_role_arn=seeded.role_arn,
        existing_key=seeded.user.access_key_id,
        role_name="",
    )
    record = world.make(adopted)
    removal = world.removal()
    listed = removal.of_record(record, NOBODY)
    assert names(listed) == [("USER_POLICY", "hourpass-00000001")]
    assert remove_all(removal, listed) == ()
    assert world.standing() == before
    assert world.keys.has(seeded.user.access_key_id)
    assert [each.id for each in world.book.profiles] == ["role", "profile-00000001"]


@pytest.mark.parametrize("name", ["nobody", "practice"])
def test_where_nothing_of_ours_is_found_the_list_is_empty(world: RemovalWorld, name: str):
    plant(world)
    listed = world.removal().look_up(name, NOBODY)
    assert listed.items == ()
    assert listed.obstacles == ()
    assert listed.keeps_user is (name == "practice")


def test_a_user_of_another_setup_is_not_taken_for_the_records(world: RemovalWorld):
    record = world.make(draft(world, Mode.SESSION), until=StepKind.CREATE_KEY)
    remove_all(world.removal(), world.removal().of_record(record, NOBODY))
    world.make(draft(world, Mode.SESSION, number=2))
    before = world.standing()
    removal = world.removal()
    listed = removal.of_record(record, NOBODY)
    assert listed.keeps_user
    assert remove_all(removal, listed) == ()
    assert world.standing() == before


@pytest.mark.parametrize("until", [step for step in StepKind if step is not StepKind.AWAIT_KEY])
def test_a_setup_that_broke_off_is_taken_back_as_far_as_it_came(world: RemovalWorld, until: StepKind):
    before = world.standing()
    record = world.make(draft(world), until=until)
    removal = world.removal()
    assert remove_all(removal, removal.of_record(record, NOBODY)) == ()
    assert world.standing() == before
    assert world.journal.records() == ()


def test_all_keys_and_devices_of_a_user_that_is_ours_go(world: RemovalWorld):
    before = world.standing()
    record = world.make(draft(world))
    world.somebody.create_access_key(UserName=NAME)
    register(world, "second-phone", "/")
    removal = world.removal()
    listed = removal.of_record(record, NOBODY)
    assert [kind for kind, _ in names(listed)].count("ACCESS_KEY") == 2
    assert [kind for kind, _ in names(listed)].count("DEVICE") == 2
    assert remove_all(removal, listed) == ()
    assert world.standing() == before


def register(world: RemovalWorld, name: str, path: str) -> None:
    """Give the user another device."""
    made = world.somebody.create_virtual_mfa_device(VirtualMFADeviceName=name, Path=path)["VirtualMFADevice"]
    serial = made["SerialNumber"]
    world.phones[serial] = made["Base32StringSeed"].decode()
    world.next_code(serial)
    first, second = world.pair(serial)
    world.somebody.enable_mfa_device(
        UserName=NAME,
        SerialNumber=serial,
        AuthenticationCode1=first,
        AuthenticationCode2=second,
    )


def test_keys_and_devices_that_came_after_the_list_go_too(world: RemovalWorld):
    before = world.standing()
    record = world.make(draft(world))
    removal = world.removal()
    listed = removal.of_record(record, NOBODY)
    world.somebody.create_access_key(UserName=NAME)
    register(world, "second-phone", "/")
    heard = Heard()
    assert removal.remove(listed, heard, NOBODY) == ()
    assert world.standing() == before
    assert "second-phone" in heard.of(ItemCondition.GONE)


def test_a_later_setup_of_the_same_user_goes_along_with_it(world: RemovalWorld):
    before = world.standing()
    first = world.make(draft(world))
    world.make(
        draft(
            world,
            number=2,
            existing_user_path="/hourpass/",
            device_name="second-phone",
            role_name=f"{NAME}-more",
        )
    )
    removal = world.removal()
    listed = removal.of_record(first, NOBODY)
    assert listed.more_setups == ("00000002",)
    assert remove_all(removal, listed) == ()
    assert world.standing() == before
    assert world.journal.records() == ()
    assert [each.id for each in world.book.profiles] == ["role"]


def test_a_later_setup_of_the_same_user_goes_alone(world: RemovalWorld):
    world.make(draft(world))
    before = world.standing()
    later = draft(
        world, number=2, existing_user_path="/hourpass/", device_name="second-phone", role_name=f"{NAME}-more"
    )
    record = world.make(later)
    removal = world.removal()
    assert remove_all(removal, removal.of_record(record, NOBODY)) == ()
    assert world.standing() == before
    assert [each.draft.id for each in world.journal.records()] == ["00000001"]


def test_newer_versions_of_the_policy_go_before_it(world: RemovalWorld):
    before = world.standing()
    record = world.make(draft(world))
    world.somebody.create_policy_version(PolicyArn=record.draft.policy_arn, PolicyDocument=ALLOW)
    removal = world.removal()
    listed = removal.of_record(record, NOBODY)
    world.somebody.create_policy_version(PolicyArn=record.draft.policy_arn, PolicyDocument=ALLOW)  # after the list
    assert remove_all(removal, listed) == ()
    assert world.standing() == before


def hang_on(world: RemovalWorld, record: Any) -> list[Obstacle]:
    """Other people's things on the user, the role and the policy."""
    role, policy = record.draft.role_name, record.draft.policy_arn
    shared = world.somebody.create_policy(PolicyName="shared", PolicyDocument=ALLOW)["Policy"]["Arn"]
    world.somebody.create_group(GroupName="readers")
    world.somebody.add_user_to_group(GroupName="readers", UserName=NAME)
    world.somebody.attach_user_policy(UserName=NAME, PolicyArn=shared)
    world.somebody.put_user_policy(UserName=NAME, PolicyName="more", PolicyDocument=ALLOW)
    world.somebody.create_login_profile(UserName=NAME, Password="Not-A-Secret-1")
    world.somebody.attach_role_policy(RoleName=role, PolicyArn=shared)
    world.somebody.put_role_policy(RoleName=role, PolicyName="extra", PolicyDocument=ALLOW)
    world.somebody.attach_role_policy(RoleName="s3-reader", PolicyArn=policy)
    return [
        Obstacle(ObstacleKind.USER_GROUP, NAME, "readers"),
        Obstacle(ObstacleKind.USER_ATTACHED_POLICY, NAME, "shared"),
        Obstacle(ObstacleKind.USER_INLINE_POLICY, NAME, "more"),
        Obstacle(ObstacleKind.USER_PASSWORD, NAME, ""),
        Obstacle(ObstacleKind.ROLE_ATTACHED_POLICY, role, "shared"),
        Obstacle(ObstacleKind.ROLE_INLINE_POLICY, role, "extra"),
        Obstacle(ObstacleKind.POLICY_IN_USE, role, "1"),
    ]


def test_what_others_hung_on_ours_is_named_and_not_touched(world: RemovalWorld):
    record = world.make(draft(world))
    obstacles = hang_on(world, record)
    removal = world.removal()
    listed = removal.of_record(record, NOBODY)
    assert list(listed.obstacles) == obstacles
    left = remove_all(removal, listed)
    assert [report.item.kind for report in left] == [ItemKind.POLICY, ItemKind.ROLE, ItemKind.USER]
    assert {report.problem.reason for report in left if report.problem} == {Reason.DELETE_CONFLICT}
    assert world.pauses == []  # other people's things do not go away by waiting
    parts = world.admin.user_parts(NAME, NOBODY)
    assert (parts.groups, parts.inline_policies, parts.has_password) == (("readers",), ("more",), True)
    assert [each.stage for each in world.journal.records()] == [Stage.UNDOING]
    assert f"profile-{record.draft.id}" in {each.id for each in world.book.profiles}


def test_once_the_obstacles_are_gone_the_rest_goes(world: RemovalWorld):
    before = world.standing()
    record = world.make(draft(world, Mode.SESSION))
    world.somebody.put_user_policy(UserName=NAME, PolicyName="more", PolicyDocument=ALLOW)
    removal = world.removal()
    assert remove_all(removal, removal.of_record(record, NOBODY)) != ()
    world.somebody.delete_user_policy(UserName=NAME, PolicyName="more")
    assert remove_all(removal, removal.of_record(record, NOBODY)) == ()
    assert world.standing() == before
    assert removal.let_go == (f"profile-{record.draft.id}",)


def test_without_a_record_the_leads_stay_until_the_rest_is_gone(world: RemovalWorld):
    before = world.standing()
    record = world.make(draft(world))
    world.journal.remove(record.draft.id)
    removal = world.removal()
    world.sandbox.faults.add("DeleteRole", answer=refused("AccessDenied", 403))
    left = remove_all(removal, removal.look_up(NAME, NOBODY))
    assert [(report.item.kind, report.problem is None) for report in left] == [
        (ItemKind.ROLE, False),
        (ItemKind.USER_POLICY, True),
        (ItemKind.USER, True),
    ]
    removal = world.removal()
    assert remove_all(removal, removal.look_up(NAME, NOBODY)) == ()
    assert world.standing() == before


def test_a_namesake_made_meanwhile_is_left_to_whoever_made_it(world: RemovalWorld):
    record = world.make(draft(world, Mode.SESSION))
    removal = world.removal()
    listed = removal.of_record(record, NOBODY)
    other = world.removal()
    remove_all(other, other.of_record(record, NOBODY))
    world.somebody.create_user(UserName=NAME, Path="/hourpass/")
    world.somebody.create_virtual_mfa_device(VirtualMFADeviceName=f"{NAME}-phone", Path="/hourpass/")
    before = world.standing()
    assert remove_all(removal, removal.of_record(record, NOBODY)) == ()
    assert world.standing() == before
    users = [item for item in listed.items if item.kind is ItemKind.USER]
    assert remove_all(removal, replace(listed, items=tuple(users))) == ()
    assert world.standing() == before


def test_a_device_of_ours_that_another_user_has_now_is_left(world: RemovalWorld):
    record = world.make(draft(world, Mode.SESSION), until=StepKind.CREATE_DEVICE)
    removal = world.removal()
    listed = removal.of_record(record, NOBODY)
    serial = record.draft.device_serial
    world.next_code(serial)
    first, second = world.pair(serial)
    world.somebody.enable_mfa_device(
        UserName=world.seeded.user_name,
        SerialNumber=serial,
        AuthenticationCode1=first,
        AuthenticationCode2=second,
    )
    left = remove_all(removal, listed)
    assert [(report.item.kind, report.problem) for report in left] == [(ItemKind.DEVICE, Problem(Reason.DEVICE_IN_USE))]


def test_a_namesake_of_a_device_that_somebody_made_meanwhile_is_left(world: RemovalWorld):
    record = world.make(draft(world), until=StepKind.CREATE_DEVICE)
    removal = world.removal()
    listed = removal.of_record(record, NOBODY)
    serial = record.draft.device_serial
    world.somebody.delete_virtual_mfa_device(SerialNumber=serial)
    world.somebody.create_virtual_mfa_device(VirtualMFADeviceName=record.draft.device_name, Path="/hourpass/")
    assert remove_all(removal, listed) == ()
    assert world.somebody.list_mfa_device_tags(SerialNumber=serial)["Tags"] == []


def test_a_conflict_that_passes_is_waited_out_visibly(world: RemovalWorld):
    record = world.make(draft(world, Mode.SESSION))
    removal = world.removal()
    listed = removal.of_record(record, NOBODY)
    world.sandbox.faults.add("DeleteUser", answer=refused("DeleteConflict", 409), count=5)
    heard = Heard()
    assert removal.remove(listed, heard, NOBODY) == ()
    assert heard.of(ItemCondition.RETRYING) == [NAME] * 5
    assert len(world.pauses) == 5


def test_a_conflict_that_stays_is_given_up_after_half_a_minute(world: RemovalWorld):
    record = world.make(draft(world, Mode.SESSION))
    removal = world.removal()
    listed = removal.of_record(record, NOBODY)
    world.sandbox.faults.add("DeleteUser", answer=refused("DeleteConflict", 409), count=1000)
    [left] = remove_all(removal, listed)
    assert left.problem is not None
    assert left.problem.reason is Reason.DELETE_CONFLICT
    assert 28 <= sum(world.pauses) <= 36


def test_a_user_is_not_waited_for_whose_key_could_not_be_deleted(world: RemovalWorld):
    record = world.make(draft(world))
    world.sandbox.faults.add("DeleteAccessKey", answer=refused("AccessDenied", 403))
    left = remove_all(world.removal(), world.removal().of_record(record, NOBODY))
    assert [report.item.kind for report in left] == [ItemKind.ACCESS_KEY, ItemKind.USER]
    assert world.pauses == []


def test_a_lost_network_is_not_waited_out_for_every_single_thing(world: RemovalWorld):
    record = world.make(draft(world))
    removal = world.removal()
    listed = removal.of_record(record, NOBODY)
    world.sandbox.faults.add("*", Effect.NO_NETWORK, count=10_000)
    left = remove_all(removal, listed)
    assert len(left) == len(listed.items)
    assert len(world.pauses) < 6
    world.sandbox.faults.clear()
    assert remove_all(removal, removal.of_record(record, NOBODY)) == ()


def test_giving_up_between_two_things_is_gone_on_with_later(world: RemovalWorld):
    before = world.standing()
    record = world.make(draft(world))
    cancel = Cancel()

    def stop_after_the_key(report: ItemReport) -> None:
        if report.condition is ItemCondition.GONE:
            cancel.request()

    removal = world.removal()
    with pytest.raises(Cancelled):
        removal.remove(removal.of_record(record, NOBODY), stop_after_the_key, cancel)
    [written] = world.journal.records()
    assert written.stage is Stage.UNDOING
    assert removal.let_go == ()
    rest = removal.of_record(written, NOBODY)
    assert ItemKind.ACCESS_KEY not in {item.kind for item in rest.items}
    assert remove_all(removal, rest) == ()
    assert world.standing() == before
    assert not world.keys.has(record.access_key_id)


class FullDisk:
    """A journal that cannot be written."""

    def __init__(self, *records: Any) -> None:
        self._records = records

    def write(self, _record: Any) -> None:
        raise HourpassError(Problem(Reason.DISK_FULL))

    def records(self) -> tuple[Any, ...]:
        return self._records

    def remove(self, _setup_id: str) -> None:
        raise HourpassError(Problem(Reason.DISK_FULL))


def test_nothing_is_deleted_that_the_journal_does_not_announce(world: RemovalWorld):
    record = world.make(draft(world))
    before = world.standing()
    world.journal = FullDisk(record)
    removal = world.removal()
    with pytest.raises(HourpassError):
        remove_all(removal, removal.of_record(record, NOBODY))
    assert world.standing() == before


def test_expired_credentials_leave_the_rest_and_say_so(world: RemovalWorld):
    record = world.make(draft(world))
    removal = world.removal()
    listed = removal.of_record(record, NOBODY)
    world.sandbox.faults.add("*", answer=refused("ExpiredToken", 403), count=1000)
    left = remove_all(removal, listed)
    assert {report.problem.reason for report in left if report.problem} == {Reason.EXPIRED}
    assert world.pauses == []


def refused(code: str, status: int) -> Any:
    return Answer(status, code, f"{code}, said the test.")


FAULTS = {
    "denied": (Effect.ERROR, refused("AccessDenied", 403)),
    "throttled": (Effect.ERROR, refused("Throttling", 400)),
    "no network": (Effect.NO_NETWORK, None),
    "answer lost": (Effect.ANSWER_LOST, None),
}


CHANGES = (
    "UpdateAccessKey",
    "DeleteAccessKey",
    "DeactivateMFADevice",
    "DeleteVirtualMFADevice",
    "DetachRolePolicy",
    "DeletePolicy",
    "DeleteRole",
    "DeleteUserPolicy",
    "DeleteUser",
)
READS = (
    "GetUser",
    "ListAccessKeys",
    "ListMFADevices",
    "ListUserPolicies",
    "ListVirtualMFADevices",
    "ListMFADeviceTags",
    "ListRoles",
    "GetRole",
    "ListAttachedRolePolicies",
    "ListPolicies",
    "GetPolicy",
    "ListPolicyVersions",
)


@pytest.mark.parametrize("fault", FAULTS)
def test_whichever_change_fails_running_it_again_finishes(world: RemovalWorld, fault: str):
    plant(world)
    before = world.standing()
    for number, operation in enumerate(CHANGES, 1):
        record = world.make(draft(world, number=number))
        effect, answer = FAULTS[fault]
        world.sandbox.faults.add(operation, effect, answer=answer)
        removal = world.removal()
        left = remove_all(removal, removal.of_record(record, NOBODY))
        assert bool(left) is (fault == "denied")
        again = world.removal()
        assert remove_all(again, again.of_record(record, NOBODY)) == ()
        assert world.standing() == before
        assert world.journal.records() == ()
        assert not world.keys.has(record.access_key_id)


def test_whichever_change_is_denied_looking_up_again_finishes(world: RemovalWorld):
    plant(world)
    before = world.standing()
    for number, operation in enumerate(CHANGES, 1):
        world.journal.remove(world.make(draft(world, number=number)).draft.id)
        world.sandbox.faults.add(operation, answer=refused("AccessDenied", 403))
        removal = world.removal()
        assert remove_all(removal, removal.look_up(NAME, NOBODY)) != ()
        again = world.removal()
        assert remove_all(again, again.look_up(NAME, NOBODY)) == ()
        assert world.standing() == before


@pytest.mark.parametrize("skip", [0, 1])
def test_whichever_look_is_denied_nothing_is_left_behind_unsaid(world: RemovalWorld, skip: int):
    plant(world)
    before = world.standing()
    for number, operation in enumerate(READS, 1):
        record = world.make(draft(world, number=number))
        world.sandbox.faults.add(operation, answer=refused("AccessDenied", 403), skip=skip)
        removal = world.removal()
        with suppress(HourpassError):  # looking came to nothing, and nothing was touched
            remove_all(removal, removal.of_record(record, NOBODY))
        world.sandbox.faults.clear()
        assert bool(world.journal.records()) or world.standing() == before
        again = world.removal()
        assert remove_all(again, again.of_record(record, NOBODY)) == ()
        assert world.standing() == before


def test_deleting_takes_only_calls_that_delete(world: RemovalWorld):
    record = world.make(draft(world))
    sent: list[ApiCall] = []

    class Listening:
        def __init__(self, other: Any) -> None:
            self._other = other

        def __getattr__(self, name: str) -> Any:
            return getattr(self._other, name)

        def change(self, call: ApiCall) -> Any:
            sent.append(call)
            return self._other.change(call)

    removal = world.removal(user_side=Listening(world.admin))
    remove_all(removal, removal.of_record(record, NOBODY))
    assert tuple(call.operation for call in sent) == CHANGES


def test_the_list_names_the_profiles_that_leave_with_it(world: RemovalWorld):
    record = world.make(draft(world))
    [name] = [profile.name for profile in world.book.profiles if profile.access_key_id == record.access_key_id]
    removal = world.removal()
    assert removal.of_record(record, NOBODY).profiles == (name,)
    world.journal.remove(record.draft.id)
    assert world.removal().look_up(NAME, NOBODY).profiles == (name,)
