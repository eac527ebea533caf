from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hourpass.domain.setup_record import Record
from hourpass.services.setup_ports import AccessKey
from hourpass.services.whose_keys import keys_of
from services.fakes_services import START
from services.fakes_setup import EXISTING, ROLE

THEIRS, OURS, THIRD = (AccessKey(f"AKIA{number:016d}", active=True) for number in range(3))
OF_EXISTING = Record(EXISTING, START, keys_before=(THEIRS.id,))


def test_of_a_user_who_was_there_before_the_one_new_key_is_ours():
    assert keys_of(OF_EXISTING, (THEIRS, OURS)) == (OURS.id,)
    assert keys_of(OF_EXISTING, (THEIRS,)) == ()


def test_a_key_that_was_used_is_not_the_one_whose_secret_got_lost():
    used = replace(OURS, last_used_at=START + timedelta(minutes=1))
    assert keys_of(OF_EXISTING, (THEIRS, used)) == ()


def test_of_two_new_keys_nobody_can_tell_which_one_is_ours():
    assert keys_of(replace(OF_EXISTING, keys_before=()), (OURS, THIRD)) == ()


def test_the_id_in_the_record_tells_for_sure():
    assert keys_of(replace(OF_EXISTING, access_key_id=THIRD.id), (THEIRS, OURS, THIRD)) == (THIRD.id,)


def test_all_keys_of_a_user_whom_the_setup_made_are_its_own():
    assert keys_of(Record(ROLE, START), (OURS, THIRD)) == (OURS.id, THIRD.id)
