from __future__ import annotations

from dataclasses import replace

from hourpass.adapters.memory_journal import MemoryJournal
from hourpass.domain.setup import Draft
from hourpass.domain.setup_record import Record, Stage
from services.fakes_services import START

RECORD = Record(Draft("0a1b2c3d", "111122223333", "hourpass-ken", "hourpass-ken"), START)


def test_the_last_word_on_a_setup_counts():
    journal = MemoryJournal()
    journal.write(RECORD)
    finished = replace(RECORD, stage=Stage.FINISHED)
    journal.write(finished)
    assert journal.records() == (finished,)


def test_a_removed_record_is_gone_and_may_be_removed_again():
    journal = MemoryJournal()
    journal.write(RECORD)
    journal.remove(RECORD.draft.id)
    journal.remove(RECORD.draft.id)
    assert journal.records() == ()
