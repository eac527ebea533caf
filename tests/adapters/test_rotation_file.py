"""The journal of key changes: whole, private, and never with a secret."""

from __future__ import annotations

import json
import stat
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hourpass.adapters.journal_file import RotationFile
from hourpass.adapters.memory_journal import MemoryRotations
from hourpass.domain.rotation_record import RotationRecord, RotationStage
from hourpass.services.setup_ports import RotationJournal

OLD, NEW = "AKIAMAYA000000000001", "AKIAMAYA000000000002"
RECORD = RotationRecord(
    "111122223333", "maya", OLD, "eu-west-1", datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC), keys_before=(OLD,)
)


@pytest.fixture(params=["file", "memory"])
def journal(request: pytest.FixtureRequest, tmp_path: Path) -> RotationJournal:
    return RotationFile(str(tmp_path / "rotations")) if request.param == "file" else MemoryRotations()


@pytest.mark.parametrize("stage", RotationStage)
def test_a_record_comes_back_as_it_was_written(journal: RotationJournal, stage: RotationStage):
    record = replace(RECORD, stage=stage, new_key_id=NEW)
    journal.write(RECORD)
    journal.write(record)
    assert journal.records() == (record,)
    journal.remove(OLD)
    journal.remove(OLD)
    assert journal.records() == ()


def test_the_file_is_private(tmp_path: Path):
    RotationFile(str(tmp_path)).write(RECORD)
    (path,) = tmp_path.iterdir()
    assert path.name == f"{OLD}.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "change", [{"stage": "somewhere"}, {"began_at": "2026-03-04T05:06:07"}, {"old_key_id": 7}, {"keys_before": [1]}]
)
def test_what_cannot_be_understood_is_set_aside(tmp_path: Path, change: dict[str, object]):
    journal = RotationFile(str(tmp_path))
    journal.write(RECORD)
    path = tmp_path / f"{OLD}.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    assert journal.records() == ()
    assert [".damaged-" in one.name for one in tmp_path.iterdir()] == [True]


def test_a_later_hourpass_finds_its_record_where_it_left_it(tmp_path: Path):
    journal = RotationFile(str(tmp_path))
    journal.write(RECORD)
    path = tmp_path / f"{OLD}.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"schema": 2}))
    assert journal.records() == ()
    assert path.exists()


def test_only_an_inactive_old_key_may_wait():
    waiting = {stage for stage in RotationStage if not replace(RECORD, stage=stage).unfinished}
    assert waiting == {RotationStage.KEPT}
    assert RECORD.begun
    assert not replace(RECORD, keys_before=()).begun
    assert RECORD.concerns(OLD)
    assert not RECORD.concerns(NEW)
