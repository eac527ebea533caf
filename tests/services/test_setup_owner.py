from __future__ import annotations

from dataclasses import replace

import pytest

from hourpass.adapters.memory_journal import MemoryJournal
from hourpass.adapters.memory_vault import MemoryVault
from hourpass.domain.problem import HourpassError, Reason
from hourpass.domain.setup import Draft, Mode
from hourpass.domain.setup_record import Record
from hourpass.services.cancel import Cancel
from hourpass.services.long_term_keys import KeyStore
from hourpass.services.setup_owner import Owner, owner_of
from services.fakes_services import KEYS, START, FakeAws, FakeClock, profile

RECORD = Record(
    Draft("0a1b2c3d", "444455556666", "hourpass-ken", "hourpass-ken"), START, access_key_id=KEYS.access_key_id
)


def test_the_journal_knows_whose_key_hourpass_made_without_asking_aws():
    aws, journal = FakeAws(FakeClock()), MemoryJournal()
    journal.write(RECORD)
    found = owner_of(profile(), journal, KeyStore(MemoryVault()), aws, Cancel())
    assert found == Owner("hourpass-ken", "444455556666", RECORD)
    assert aws.calls == []


def test_a_user_that_was_made_to_assume_a_role_has_no_rights_of_its_own():
    assert Owner("hourpass-ken", "444455556666", RECORD).only_assumes
    session = replace(RECORD, draft=replace(RECORD.draft, mode=Mode.SESSION))
    existing = replace(RECORD, draft=replace(RECORD.draft, existing_user_path="/"))
    assert not any(Owner("ken", "444455556666", record).only_assumes for record in (session, existing, None))


def test_of_any_other_key_aws_says_whose_it_is():
    keys = KeyStore(MemoryVault())
    keys.keep(KEYS)
    found = owner_of(profile(), MemoryJournal(), keys, FakeAws(FakeClock()), Cancel())
    assert found == Owner("maya", "111122223333")


def test_a_key_that_is_not_in_the_keyring_is_said_to_be_missing():
    with pytest.raises(HourpassError) as caught:
        owner_of(profile(), MemoryJournal(), KeyStore(MemoryVault()), FakeAws(FakeClock()), Cancel())
    assert caught.value.problem.reason is Reason.KEY_NOT_STORED
