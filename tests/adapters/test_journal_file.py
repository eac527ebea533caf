from __future__ import annotations

import json
import os
import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hourpass.adapters import journal_json
from hourpass.adapters.journal_file import JournalFile
from hourpass.domain.problem import HourpassError, Reason
from hourpass.domain.setup import Draft, Mode, Permission
from hourpass.domain.setup_plan import StepKind
from hourpass.domain.setup_record import Record, Stage, StepState

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
DRAFT = Draft(
    id="0a1b2c3d",
    account="111122223333",
    user_name="maya",
    device_name="maya-laptop",
    mode=Mode.ROLE,
    permission=Permission.READ_OBJECTS,
    role_name="maya-s3",
    role_account="444455556666",
    role_maximum=timedelta(hours=8),
    external_id="audit/7",
    partition="aws-cn",
    existing_user_path="/team/",
    existing_device="arn:aws:iam::111122223333:mfa/old",
    existing_role_arn="arn:aws:iam::111122223333:role/old",
    existing_key="AKIAMAYA000000000001",
)
RECORD = Record(
    DRAFT,
    NOW,
    Stage.UNDOING,
    {StepKind.CREATE_USER: StepState.DONE, StepKind.CREATE_KEY: StepState.STARTED},
    access_key_id="AKIAMAYA000000000002",
    keys_before=("AKIAMAYA000000000003",),
)


class _StoppedClock:
    def now(self) -> datetime:
        return NOW


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "hourpass" / "setups"


@pytest.fixture
def journal(folder: Path) -> JournalFile:
    return JournalFile(str(folder), _StoppedClock())


def test_a_record_comes_back_as_it_was_written(journal: JournalFile) -> None:
    journal.write(RECORD)
    assert journal.records() == (RECORD,)


@given(
    st.dictionaries(st.sampled_from(StepKind), st.sampled_from(StepState)),
    st.sampled_from(Stage),
    st.datetimes(min_value=datetime(2000, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 (hypothesis adds the zone)
    st.text(),
)
def test_every_record_survives_the_way_to_json_and_back(
    states: dict[StepKind, StepState], stage: Stage, began_at: datetime, name: str
) -> None:
    record = Record(replace(DRAFT, user_name=name), began_at, stage, states)
    assert journal_json.from_json(journal_json.to_json(record)) == record


def test_there_is_nothing_before_the_first_record(journal: JournalFile) -> None:
    assert journal.records() == ()


def test_a_record_takes_the_place_of_its_earlier_one(journal: JournalFile) -> None:
    journal.write(replace(RECORD, stage=Stage.CREATING))
    journal.write(RECORD)
    assert journal.records() == (RECORD,)


def test_records_come_oldest_first(journal: JournalFile) -> None:
    for number, days in (("bb", 2), ("aa", 3), ("cc", 1)):
        journal.write(Record(replace(DRAFT, id=number), NOW + timedelta(days=days)))
    assert [record.draft.id for record in journal.records()] == ["cc", "bb", "aa"]


def test_a_removed_record_leaves_no_file(journal: JournalFile, folder: Path) -> None:
    journal.write(RECORD)
    (folder / f"{DRAFT.id}.json.1234.tmp").touch()  # as a process leaves it that was killed while it wrote
    journal.remove(DRAFT.id)
    assert list(folder.iterdir()) == []
    journal.remove(DRAFT.id)


def test_files_and_folder_are_closed_to_others(journal: JournalFile, folder: Path) -> None:
    journal.write(RECORD)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()] == [0o600]


def _text(**changes: object) -> bytes:
    return json.dumps({**json.loads(journal_json.to_json(RECORD)), **changes}).encode()


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"[]",
        b"\xff\xfe",
        b'{"schema": 1}',
        journal_json.to_json(RECORD)[:-40],
        _text(schema="one"),
        _text(schema=0),
        _text(stage="sleeping"),
        _text(steps={"create-moon": "done"}),
        _text(steps=[]),
        _text(began_at="2026-03-04T05:06:07"),
        _text(keys_before=[1]),
        _text(access_key_id=None),
        _text(draft={}),
        journal_json.to_json(replace(RECORD, draft=replace(DRAFT, id="ffffffff"))),
        b"[" * 100_000,
    ],
)
def test_a_damaged_record_is_set_aside_and_left_out(journal: JournalFile, folder: Path, damaged: bytes) -> None:
    other = replace(RECORD, draft=replace(DRAFT, id="other"))
    journal.write(other)
    (folder / f"{DRAFT.id}.json").write_bytes(damaged)
    assert journal.records() == (other,)
    aside = folder / f"{DRAFT.id}.damaged-20260304T050607Z.json"
    assert aside.read_bytes() == damaged
    assert journal.records() == (other,)
    assert not (folder / f"{DRAFT.id}.json").exists()


def test_a_second_damaged_record_does_not_replace_the_first(journal: JournalFile, folder: Path) -> None:
    folder.mkdir(parents=True)
    for _ in range(2):
        (folder / "0a1b2c3d.json").write_bytes(b"{}")
        assert journal.records() == ()
    assert len(list(folder.iterdir())) == 2


def test_a_record_of_a_newer_hourpass_stays_where_it_is(journal: JournalFile, folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "0a1b2c3d.json").write_bytes(_text(schema=2))
    assert journal.records() == ()
    assert [path.name for path in folder.iterdir()] == ["0a1b2c3d.json"]


def test_foreign_files_are_passed_over(journal: JournalFile, folder: Path) -> None:
    journal.write(RECORD)
    (folder / "notes.txt").touch()
    (folder / "0a1b2c3d.json.9f.tmp").touch()
    assert journal.records() == (RECORD,)
    assert len(list(folder.iterdir())) == 3


def test_an_id_never_leads_out_of_the_folder(journal: JournalFile) -> None:
    with pytest.raises(ValueError, match="id"):
        journal.write(replace(RECORD, draft=replace(DRAFT, id="../0a1b2c3d")))


def test_a_folder_that_cannot_be_made_is_a_problem_with_its_path(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    journal = JournalFile(str(tmp_path / "file" / "setups"))
    with pytest.raises(HourpassError) as raised:
        journal.write(RECORD)
    assert raised.value.problem.reason is Reason.FILE_FAILED
    assert str(tmp_path) in raised.value.problem.facts["path"]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only to root")
def test_a_read_only_folder_is_said_to_be_one(journal: JournalFile, folder: Path) -> None:
    journal.write(RECORD)
    folder.chmod(0o500)
    with pytest.raises(HourpassError) as raised:
        journal.write(RECORD)
    assert raised.value.problem.reason is Reason.FILE_READ_ONLY
