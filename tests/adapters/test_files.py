from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from hourpass.adapters import files
from hourpass.domain.problem import HourpassError, Reason

NOBODY = 65534


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_file_is_written_whole_private_and_with_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "new" / "settings.json"
    files.write_whole(str(path), b"one")
    files.write_whole(str(path), b"two")
    assert path.read_bytes() == b"two"
    assert _mode(path) == 0o600
    assert _mode(path.parent) == 0o700
    assert [file.name for file in path.parent.iterdir()] == ["settings.json"]


def test_what_is_written_outlives_a_power_cut_before_it_takes_the_old_ones_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "config"
    path.write_bytes(b"old")
    synced: list[tuple[int | str, bytes]] = []

    def sync(descriptor: int) -> None:
        found = os.fstat(descriptor)
        synced.append(("folder" if stat.S_ISDIR(found.st_mode) else found.st_size, path.read_bytes()))

    monkeypatch.setattr(os, "fsync", sync)
    files.write_whole(str(path), b"the new ones")
    assert synced == [(len(b"the new ones"), b"old"), ("folder", b"the new ones")]


def test_the_wished_for_mode_is_set_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        files.write_whole(str(tmp_path / "config"), b"", mode=0o644)
    finally:
        os.umask(before)
    assert _mode(tmp_path / "config") == 0o644


def test_a_symbolic_link_stays_and_its_target_is_written(tmp_path: Path) -> None:
    target = tmp_path / "dotfiles" / "credentials"
    target.parent.mkdir()
    target.write_bytes(b"old")
    link = tmp_path / "credentials"
    link.symlink_to(target)
    files.write_whole(str(link), b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOSPC, Reason.DISK_FULL),
        (errno.EDQUOT, Reason.DISK_FULL),
        (errno.EROFS, Reason.FILE_READ_ONLY),
        (errno.EACCES, Reason.FILE_READ_ONLY),
        (errno.EPERM, Reason.FILE_READ_ONLY),
        (errno.EIO, Reason.FILE_FAILED),
    ],
)
def test_what_the_system_says_is_turned_into_a_meaning(number: int, reason: Reason) -> None:
    problem = files.failure(OSError(number, "x"), "/some/file").problem
    assert (problem.reason, problem.facts["path"]) == (reason, "/some/file")


def test_a_full_disk_leaves_the_old_file_and_no_debris(tmp_path: Path) -> None:
    # A process's file size limit is the one full disk that every user, root too, can have at once.
    path = tmp_path / "settings.json"
    path.write_bytes(b"old")
    script = (
        "import resource, sys\n"
        "from hourpass.adapters import files\n"
        "from hourpass.domain.problem import HourpassError\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: files.write_whole(sys.argv[1], b'x' * 5000)\n"
        "except HourpassError as error: print(error.problem.reason.value)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-B", "-c", script, str(path)], capture_output=True, text=True, check=True, timeout=60
    )
    assert ran.stdout.strip() == "disk-full"
    assert path.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["settings.json"]


def test_a_file_that_its_owner_marked_read_only_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(b"old")
    path.chmod(0o400)
    with pytest.raises(HourpassError) as caught:
        files.write_whole(str(path), b"new")
    assert caught.value.problem.reason is Reason.FILE_READ_ONLY
    assert caught.value.problem.facts["path"] == str(path)
    assert path.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["settings.json"]


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Path]:
    """A folder in which the test, for a while not even as root, may write nothing."""
    folder = tmp_path / "closed"
    folder.mkdir(0o500)
    before = os.geteuid()
    if before == 0:
        os.seteuid(NOBODY)
    yield folder
    os.seteuid(before)


def test_a_place_where_nobody_can_write_is_read_only(closed: Path) -> None:
    with pytest.raises(HourpassError) as caught:
        files.write_whole(str(closed / "settings.json"), b"new")
    assert caught.value.problem.reason is Reason.FILE_READ_ONLY


def test_a_path_below_a_file_is_a_failure_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(HourpassError) as caught:
        files.write_whole(str(tmp_path / "file" / "settings.json"), b"new")
    assert caught.value.problem.reason is Reason.FILE_FAILED


def test_a_file_is_removed_where_there_is_one_and_a_link_to_it_stays(tmp_path: Path) -> None:
    files.remove(str(tmp_path / "no folder" / "x"))
    (tmp_path / "x").touch()
    (tmp_path / "link").symlink_to(tmp_path / "x")
    files.remove(str(tmp_path / "link"))
    assert (tmp_path / "link").is_symlink()
    assert not (tmp_path / "x").exists()


def test_a_file_that_its_owner_marked_read_only_is_not_removed(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.touch(0o400)
    with pytest.raises(HourpassError) as caught:
        files.remove(str(path))
    assert caught.value.problem.reason is Reason.FILE_READ_ONLY
    assert path.exists()


def test_the_mode_of_a_file_that_is_not_there_is_a_private_one(tmp_path: Path) -> None:
    (tmp_path / "x").touch()
    (tmp_path / "x").chmod(0o640)
    assert [files.mode_of(str(tmp_path / name)) for name in ("x", "y")] == [0o640, 0o600]


def test_a_missing_file_reads_as_none_and_an_unreadable_one_fails(tmp_path: Path) -> None:
    assert files.read_bytes(str(tmp_path / "missing")) is None
    with pytest.raises(HourpassError) as caught:
        files.read_bytes(str(tmp_path))
    assert caught.value.problem.reason is Reason.FILE_FAILED


def test_a_lock_keeps_others_out_until_it_is_let_go(tmp_path: Path) -> None:
    path = str(tmp_path / "settings.json")
    entered = threading.Event()

    def second() -> None:
        with files.lock(path):
            entered.set()

    with files.lock(path):
        with pytest.raises(HourpassError) as caught, files.lock(path, timeout=0.01):
            pass
        thread = threading.Thread(target=second)
        thread.start()
        assert not entered.is_set()
    thread.join(10)
    assert entered.is_set()
    assert caught.value.problem.reason is Reason.FILE_FAILED


def test_a_lock_where_nothing_can_be_written_says_so(closed: Path) -> None:
    with pytest.raises(HourpassError) as caught, files.lock(str(closed / "settings.json")):
        pass
    assert caught.value.problem.reason is Reason.FILE_READ_ONLY


def test_a_taken_name_gets_a_number(tmp_path: Path) -> None:
    wanted = tmp_path / "settings.damaged.json"
    assert files.unused_name(str(wanted)) == str(wanted)
    wanted.touch()
    assert files.unused_name(str(wanted)) == str(tmp_path / "settings.damaged-2.json")
