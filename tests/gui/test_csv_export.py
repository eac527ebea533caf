from __future__ import annotations

import os
from pathlib import Path

import pytest

from hourpass.domain.problem import HourpassError, Reason
from hourpass.gui.csv_export import write


def test_a_file_is_written_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "list.csv"
    target.write_text("what stood there before, and was longer than this\n")
    write(str(target), "name\r\nlogs\r\n")
    assert target.read_bytes() == b"name\r\nlogs\r\n"
    assert list(tmp_path.iterdir()) == [target]


def test_text_that_utf_8_cannot_hold_is_spelt_out(tmp_path: Path) -> None:
    write(str(tmp_path / "list.csv"), "half a pair: \ud83d")
    assert (tmp_path / "list.csv").read_text() == "half a pair: \\ud83d"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a disk that is always full")  # noqa: PTH110 (at import)
def test_a_full_disk_is_told(tmp_path: Path) -> None:
    with pytest.raises(HourpassError) as failed:
        write("/dev/full", "name\n")
    assert (failed.value.problem.reason, failed.value.problem.facts["path"]) == (Reason.DISK_FULL, "/dev/full")


def test_a_folder_that_is_gone_is_told_and_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(HourpassError) as failed:
        write(str(tmp_path / "gone" / "list.csv"), "name\n")
    assert failed.value.problem.reason is Reason.FILE_FAILED
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_one_may_not_write_to_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(HourpassError) as failed:
        write(str(tmp_path / "list.csv"), "name\n")
    assert failed.value.problem.reason is Reason.FILE_READ_ONLY


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may look anywhere")
def test_a_folder_one_may_not_look_into_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o000)
    with pytest.raises(HourpassError) as failed:
        write(str(tmp_path / "list.csv"), "name\n")
    tmp_path.chmod(0o700)
    assert failed.value.problem.reason is Reason.FILE_READ_ONLY


def test_a_name_that_is_too_long_is_told(tmp_path: Path) -> None:
    path = str(tmp_path / ("reports" * 50 + ".csv"))
    with pytest.raises(HourpassError) as failed:
        write(path, "name\n")
    assert (failed.value.problem.reason, failed.value.problem.facts["path"]) == (Reason.FILE_FAILED, path)


def test_a_folder_of_that_name_is_told(tmp_path: Path) -> None:
    with pytest.raises(HourpassError) as failed:
        write(str(tmp_path), "name\n")
    assert failed.value.problem.reason is Reason.FILE_FAILED


@pytest.mark.skipif(os.name != "posix", reason="modes as POSIX has them")
def test_a_file_that_others_may_read_stays_so_and_a_new_one_is_private(tmp_path: Path) -> None:
    shared, new = tmp_path / "shared.csv", tmp_path / "new.csv"
    shared.write_text("before")
    shared.chmod(0o644)
    for target in (shared, new):
        write(str(target), "name\n")
    assert [target.stat().st_mode & 0o777 for target in (shared, new)] == [0o644, 0o600]
