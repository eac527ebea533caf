from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import platformdirs
import pytest

from hourpass.adapters import places
from hourpass.domain.problem import HourpassError, Reason


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """A folder whose name leaves room for a socket; pytest's own may not."""

    with tempfile.TemporaryDirectory(prefix="hp-", dir="/tmp") as folder:
        yield Path(folder)


@pytest.mark.parametrize("value", ["", "/somewhere/else", "relative/path", "  "])
def test_files_lie_where_platformdirs_says(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", value)
    monkeypatch.setenv("XDG_DATA_HOME", value)
    config = platformdirs.user_config_dir("hourpass", appauthor=False)
    data = platformdirs.user_data_dir("hourpass-sandbox", appauthor=False)
    assert places.settings_path(sandbox=False) == f"{config}/settings.json"
    assert places.sealed_file_path(sandbox=True) == f"{data}/secrets.sealed"
    assert places.setups_folder(sandbox=True) == f"{data}/setups"


def test_the_sandbox_shares_no_place_with_the_real_thing(monkeypatch: pytest.MonkeyPatch, short_folder: Path) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(short_folder))
    for place in (
        places.settings_path,
        places.sealed_file_path,
        places.setups_folder,
        places.socket_path,
        places.lock_path,
    ):
        assert place(sandbox=True) != place(sandbox=False)


def test_the_socket_lies_in_a_folder_of_our_own(monkeypatch: pytest.MonkeyPatch, short_folder: Path) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(short_folder))
    socket = Path(places.socket_path(sandbox=False))
    assert socket.parent == short_folder / "hourpass"
    assert stat.S_IMODE(socket.parent.stat().st_mode) == 0o700


def test_without_a_runtime_folder_the_temporary_one_serves(monkeypatch: pytest.MonkeyPatch, short_folder: Path) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    monkeypatch.setenv("TMPDIR", str(short_folder))
    folder = Path(places.runtime_dir(sandbox=True))
    assert folder == short_folder / f"hourpass-sandbox-{os.getuid()}"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_socket_name_is_never_too_long(monkeypatch: pytest.MonkeyPatch, short_folder: Path) -> None:
    deep = short_folder / ("d" * 100)
    deep.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(deep))
    monkeypatch.setenv("TMPDIR", str(deep))
    socket = places.socket_path(sandbox=True)
    assert len(os.fsencode(socket)) <= 107
    assert not list(deep.iterdir())


def test_a_folder_that_others_may_enter_is_closed(monkeypatch: pytest.MonkeyPatch, short_folder: Path) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(short_folder))
    (short_folder / "hourpass").mkdir(mode=0o755)
    places.runtime_dir(sandbox=False)
    assert stat.S_IMODE((short_folder / "hourpass").stat().st_mode) == 0o700


@pytest.mark.parametrize("disguise", ["link", "file"])
def test_something_else_by_that_name_is_not_trusted(
    monkeypatch: pytest.MonkeyPatch, short_folder: Path, disguise: str
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(short_folder))
    if disguise == "link":
        (short_folder / "hourpass").symlink_to(short_folder)
    else:
        (short_folder / "hourpass").touch()
    with pytest.raises(HourpassError) as caught:
        places.runtime_dir(sandbox=False)
    assert caught.value.problem.reason is Reason.FILE_FAILED
    assert caught.value.problem.facts["path"] == str(short_folder / "hourpass")


def test_a_runtime_folder_that_is_not_there_is_passed_over(monkeypatch: pytest.MonkeyPatch, short_folder: Path) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(short_folder / "gone"))
    monkeypatch.setenv("TMPDIR", str(short_folder))
    assert Path(places.runtime_dir(sandbox=False)).parent == short_folder
