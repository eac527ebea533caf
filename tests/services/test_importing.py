from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from hourpass.domain.credentials import LongTermKeys
from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.domain.profile import Hop, Method
from hourpass.domain.profile_flaws import Field, Flaw
from hourpass.services.code_ledger import CodeLedger
from hourpass.services.importing import Imported, Importing, Proposal, Remark
from hourpass.services.ports import FoundProfile
from hourpass.services.profile_book import ProfileBook
from hourpass.services.sessions import Sessions
from services.fakes_services import (
    KEYS,
    ROLE_ARN,
    SERIAL,
    FakeAws,
    FakeAwsFiles,
    FakeClock,
    FakeStore,
    FakeVault,
    profile,
)

READER = FoundProfile(
    name="reader",
    source_profile="maya",
    access_key_id=KEYS.access_key_id,
    role_arn=ROLE_ARN,
    mfa_serial=SERIAL,
    external_id="ext-1",
    duration=timedelta(hours=2),
    session_name="maya@laptop",
    region="eu-west-1",
)
OWN = FoundProfile("maya", "maya", KEYS.access_key_id, mfa_serial=SERIAL)


class World:
    def __init__(self, *found: FoundProfile) -> None:
        clock = FakeClock()
        self.vault = FakeVault()
        self.store = FakeStore()
        self.files = FakeAwsFiles(*found)
        self.files.secrets["maya"] = KEYS
        self.book = ProfileBook(self.store)
        self.book.load()
        self.sessions = Sessions(FakeAws(clock), self.vault, clock, CodeLedger(clock))
        self.importing = Importing(self.files, self.book, self.sessions)

    def proposal(self) -> Proposal:
        return self.importing.proposals()[0]


def test_a_role_profile_is_proposed_with_all_that_the_file_says():
    proposal = World(READER).proposal()
    got = proposal.profile
    assert (got.name, got.method, got.access_key_id) == ("reader", Method.ROLE, KEYS.access_key_id)
    assert (got.role_arn, got.device_serial, got.external_id) == (ROLE_ARN, SERIAL, "ext-1")
    assert (got.duration, got.session_name, got.region) == (timedelta(hours=2), "maya@laptop", "eu-west-1")
    assert proposal.ready
    assert proposal.remarks == frozenset()


def test_static_keys_with_a_device_become_a_session_token():
    proposal = World(OWN).proposal()
    assert (proposal.profile.method, proposal.profile.duration) == (Method.SESSION, timedelta(hours=12))
    assert proposal.ready


@pytest.mark.parametrize(
    ("asked", "given"), [(timedelta(hours=20), timedelta(hours=12)), (timedelta(seconds=60), timedelta(minutes=15))]
)
def test_a_duration_that_aws_never_gives_is_brought_into_range(asked: timedelta, given: timedelta):
    found = FoundProfile("x", "maya", KEYS.access_key_id, ROLE_ARN, SERIAL, duration=asked)
    assert World(found).proposal().profile.duration == given


def test_a_session_name_and_region_that_cannot_be_are_replaced():
    found = FoundProfile("x", "maya", KEYS.access_key_id, ROLE_ARN, SERIAL, session_name="a b", region="cn-north-1")
    proposal = World(found).proposal()
    assert (proposal.profile.session_name, proposal.profile.region) == ("hourpass", "")
    assert proposal.ready


def test_static_keys_without_a_device_are_not_ready_and_say_why():
    proposal = World(FoundProfile("x", "maya", KEYS.access_key_id)).proposal()
    assert (Field.DEVICE_SERIAL, Flaw.MISSING) in proposal.flaws
    assert not proposal.ready


def test_a_role_without_a_device_can_be_taken_as_it_is():
    proposal = World(FoundProfile("x", "maya", KEYS.access_key_id, ROLE_ARN)).proposal()
    assert proposal.remarks == frozenset()
    assert proposal.ready


def test_a_profile_whose_keys_are_nowhere_is_not_ready():
    proposal = World(FoundProfile("x", "elsewhere", "", ROLE_ARN, SERIAL)).proposal()
    assert Remark.NO_KEYS in proposal.remarks
    assert not proposal.ready


def test_what_was_taken_is_known_to_be_here():
    world = World(READER)
    world.importing.take(READER, move_keys=False)
    proposal = world.proposal()
    assert proposal.remarks == {Remark.ALREADY_HERE, Remark.NAME_TAKEN}
    assert not proposal.ready


def test_a_taken_name_gets_a_number():
    world = World(READER)
    world.book.add(profile("other", name="reader", role_arn=ROLE_ARN + "-2"))
    proposal = world.proposal()
    assert (proposal.profile.name, proposal.remarks) == ("reader 2", {Remark.NAME_TAKEN})
    assert proposal.ready


def test_taking_keeps_the_keys_and_leaves_the_file_alone():
    world = World(READER)
    assert world.importing.take(READER, move_keys=False) == Imported()
    assert world.sessions.has_keys(KEYS.access_key_id)
    assert world.files.secrets == {"maya": KEYS}
    assert [each.name for each in world.store.saved.profiles] == ["reader"]


def test_moving_takes_the_keys_out_of_the_file_and_says_where_the_backup_is():
    world = World(READER)
    assert world.importing.take(READER, move_keys=True) == Imported("/backup")
    assert world.files.secrets == {}
    assert world.sessions.has_keys(KEYS.access_key_id)


def test_two_profiles_of_one_key_can_both_be_taken_with_their_keys_moved():
    world = World(READER, OWN)
    world.importing.take(READER, move_keys=True)
    assert world.importing.take(OWN, move_keys=True) == Imported()
    assert len(world.book.profiles) == 2


def test_a_refusing_vault_stops_everything_before_it_began():
    world = World(READER)
    world.vault.refuses = {"put"}
    with pytest.raises(HourpassError):
        world.importing.take(READER, move_keys=True)
    assert world.book.profiles == ()
    assert world.files.secrets == {"maya": KEYS}


def test_settings_that_cannot_be_saved_leave_the_keys_in_the_file():
    world = World(READER)
    world.store.failure = Problem(Reason.FILE_READ_ONLY, {"path": "/x"})
    with pytest.raises(HourpassError):
        world.importing.take(READER, move_keys=True)
    assert world.files.secrets == {"maya": KEYS}


def test_a_profile_whose_keys_are_in_no_place_is_not_taken():
    world = World()
    lost = FoundProfile("x", "elsewhere", "AKIALOST000000000009", ROLE_ARN, SERIAL)
    with pytest.raises(HourpassError) as caught:
        world.importing.take(lost, move_keys=False)
    assert caught.value.problem.reason is Reason.KEY_NOT_STORED
    assert world.book.profiles == ()


def test_what_the_person_changed_is_what_is_taken():
    world = World(READER)
    edited = profile("edited", name="mine")
    world.importing.take(READER, move_keys=False, profile=edited)
    assert world.book.profiles == (edited,)


def test_keys_leave_the_file_only_once_the_profile_is_written_however_often_it_is_tried():
    world = World(READER)
    wanted = world.proposal().profile
    world.store.failure = Problem(Reason.DISK_FULL, {"path": "/x"})
    for _ in range(2):
        with pytest.raises(HourpassError):
            world.importing.take(READER, move_keys=True, profile=wanted)
        assert world.files.secrets == {"maya": KEYS}
    world.store.failure = None
    world.importing.take(READER, move_keys=True, profile=wanted)
    assert world.store.saved.profiles == (wanted,)
    assert world.files.secrets == {}


def test_keys_that_were_changed_in_the_file_meanwhile_are_not_taken_for_the_profiles_own():
    world = World(READER)
    wanted = world.proposal().profile
    other = LongTermKeys("AKIAOTHER00000000002", "other")
    world.files.secrets["maya"] = other
    with pytest.raises(HourpassError) as caught:
        world.importing.take(READER, move_keys=True, profile=wanted)
    assert caught.value.problem == Problem(Reason.KEY_NOT_STORED, {"access_key_id": KEYS.access_key_id})
    assert world.files.secrets == {"maya": other}
    assert not world.sessions.has_keys(other.access_key_id)


def test_a_file_that_keeps_the_keys_does_not_undo_what_was_taken():
    world = World(READER)
    world.files.failure = Problem(Reason.FILE_READ_ONLY, {"path": "/x"})
    assert world.importing.take(READER, move_keys=True) == Imported(keys_stayed=world.files.failure)
    assert [each.name for each in world.store.saved.profiles] == ["reader"]
    assert world.sessions.has_keys(KEYS.access_key_id)


@pytest.mark.parametrize("other", [{"region": "eu-central-1"}, {"external_id": "ext-2"}, {"through": (Hop(ROLE_ARN),)}])
def test_one_role_in_two_regions_or_by_another_way_is_two_profiles(other: dict[str, Any]):
    world = World(READER, replace(READER, name="again", **other))
    world.importing.take(READER, move_keys=False)
    assert [each.ready for each in world.importing.proposals()] == [False, True]


def test_a_profile_whose_keys_were_moved_is_known_by_what_it_does():
    world = World(READER)
    world.importing.take(READER, move_keys=True)
    world.files.found = (replace(READER, access_key_id=""),)
    proposal = world.proposal()
    assert Remark.ALREADY_HERE in proposal.remarks
    assert proposal.same_as == "reader"
