from __future__ import annotations

import json
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hourpass.adapters import settings_json
from hourpass.adapters.settings_file import SettingsFile
from hourpass.domain.problem import HourpassError, Reason
from hourpass.domain.profile import Hop, Method, Profile, UsualDurations
from hourpass.domain.settings import Settings

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
MAYA = Profile(
    "p1",
    "Maya's work",
    "AKIAIOSFODNN7EXAMPLE",
    Method.ROLE_THROUGH_SESSION,
    role_arn="arn:aws:iam::123456789012:role/s3-reader",
    device_serial="arn:aws:iam::123456789012:mfa/maya-phone",
    duration=timedelta(minutes=45),
    session_duration=timedelta(hours=8),
    session_name="maya",
    external_id="x-1",
    session_policy='{"Version":"2012-10-17"}',
    region="eu-west-1",
)
BEHIND = Profile(
    "p3",
    "behind",
    "",
    role_arn="arn:aws:iam::444455556666:role/behind",
    source_profile="sso",
    through=(Hop("arn:aws:iam::123456789012:role/first", "maya", "x-2"), Hop("arn:aws:iam::123456789012:role/second")),
)
PRACTICE = Profile("p2", "練習", "AKIAI44QH8DHBEXAMPLE")
SETTINGS = Settings(
    profiles=(MAYA, PRACTICE, BEHIND),
    selected_profile="p2",
    warn_minutes=(30, 2),
    muted_until=NOW,
    held_until=NOW,
    language="ko",
    told_about_missing_tray=True,
    forget_on_quit=True,
    forget_on_lock=True,
    forget_idle_minutes=30,
    usual=UsualDurations(timedelta(hours=2), timedelta(hours=24)),
    clipboard_seconds=60,
    sealed_file=True,
    window="AdnQywADAAA=",
)


class _StoppedClock:
    def now(self) -> datetime:
        return NOW


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "hourpass" / "settings.json"


@pytest.fixture
def file(path: Path) -> SettingsFile:
    return SettingsFile(str(path), _StoppedClock())


def _write(path: Path, document: object) -> str:
    path.parent.mkdir(exist_ok=True)
    text = document if isinstance(document, str) else json.dumps(document)
    path.write_text(text, encoding="utf-8")
    return text


def _document() -> dict[str, object]:
    return json.loads(settings_json.to_json(SETTINGS))


def test_without_a_file_the_defaults_hold_and_nothing_is_written(file: SettingsFile, path: Path) -> None:
    loaded = file.load()
    assert (loaded.settings, loaded.damaged) == (Settings(), "")
    assert not path.parent.exists()


def test_all_settings_come_back_as_they_were_saved(file: SettingsFile) -> None:
    file.save(SETTINGS)
    assert file.load().settings == SETTINGS
    assert file.load().damaged == ""


def test_the_file_is_private_and_can_be_read_by_a_person(file: SettingsFile, path: Path) -> None:
    file.save(SETTINGS)
    text = path.read_text(encoding="utf-8")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert text.startswith('{\n  "schema": 1,\n')
    assert "練習" in text
    assert '"duration_seconds": 2700' in text


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "\x00\x00", '{"schema": 1,', "[" * 100_000])
def test_a_damaged_file_is_set_aside_and_said(file: SettingsFile, path: Path, text: str) -> None:
    _write(path, text)
    loaded = file.load()
    assert loaded.settings == Settings()
    assert loaded.damaged == str(path.with_name("settings.damaged-20260304T050607Z.json"))
    assert Path(loaded.damaged).read_text(encoding="utf-8") == text
    assert file.load().damaged == ""


def test_who_only_reads_leaves_a_damaged_file_where_it_is(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("{")
    reader = SettingsFile(str(path), sets_aside=False)
    assert reader.load().damaged == str(path)
    assert path.read_text() == "{"
    reader.save(Settings())
    assert [kept.read_text() for kept in path.parent.glob("*.damaged-*")] == ["{"]


def test_a_file_that_is_no_text_is_set_aside_with_its_bytes(file: SettingsFile, path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b'{"language": "\xff\xfe"}')
    assert Path(file.load().damaged).read_bytes() == b'{"language": "\xff\xfe"}'


def test_two_damaged_files_of_one_second_are_both_kept(file: SettingsFile, path: Path) -> None:
    kept = []
    for text in ("first", "second"):
        _write(path, text)
        kept.append(Path(file.load().damaged).read_text(encoding="utf-8"))
    assert kept == ["first", "second"]
    assert len(list(path.parent.glob("settings.damaged-*"))) == 2


@pytest.mark.parametrize(
    "entry",
    [
        None,
        "text",
        {},
        {"id": "p3"},
        {"id": 3, "name": "x"},
        {"id": "p3", "name": "x", "method": "magic"},
        {"id": "p3", "name": "x", "duration_seconds": 1e99},
        {"id": "p3", "name": "x", "duration_seconds": -1},
        {"id": "p3", "name": "x", "duration_seconds": True},
        {"id": "p1", "name": "the same again"},
    ],
)
def test_one_damaged_profile_does_not_lose_the_others(file: SettingsFile, path: Path, entry: object) -> None:
    document = _document()
    document["profiles"] = [*document["profiles"][:1], entry, *document["profiles"][1:]]
    text = _write(path, document)
    loaded = file.load()
    assert loaded.settings == SETTINGS
    assert Path(loaded.damaged).read_text(encoding="utf-8") == text
    assert file.load().settings == SETTINGS


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("warn_minutes", [15, "5"]),
        ("warn_minutes", [0]),
        ("warn_minutes", 15),
        ("muted_until", "yesterday"),
        ("muted_until", "2026-01-01T00:00:00"),
        ("language", 7),
        ("sealed_file", "yes"),
        ("forget_on_quit", 1),
        ("forget_on_lock", "no"),
        ("clipboard_seconds", 0),
        ("clipboard_seconds", 301),
        ("forget_idle_minutes", -1),
        ("forget_idle_minutes", 2161),
        ("forget_idle_minutes", True),
        ("forget_idle_minutes", False),
        ("forget_idle_minutes", "30"),
        ("profiles", {}),
    ],
)
def test_a_wrong_value_costs_that_value_only(file: SettingsFile, path: Path, name: str, value: object) -> None:
    _write(path, {**_document(), name: value})
    loaded = file.load()
    assert loaded.damaged
    assert getattr(loaded.settings, name) == getattr(Settings(), name)
    assert loaded.settings.window == SETTINGS.window


@pytest.mark.parametrize(
    ("name", "value"),
    [("usual_role_seconds", 899), ("usual_role_seconds", 43_201), ("usual_session_seconds", 129_601),
     ("usual_session_seconds", "12 h")],
)  # fmt: skip
def test_usual_lengths_that_aws_never_gives_are_the_defaults(
    file: SettingsFile, path: Path, name: str, value: object
) -> None:
    _write(path, {**_document(), name: value})
    loaded = file.load()
    assert loaded.damaged
    kept, part = loaded.settings.usual, name.split("_")[1]
    assert getattr(kept, part) == getattr(UsualDurations(), part)
    assert kept != UsualDurations()


def test_a_missing_value_is_its_default_and_no_damage(file: SettingsFile, path: Path) -> None:
    _write(path, {"schema": 1, "profiles": [{"id": "p2", "name": "練習", "access_key_id": PRACTICE.access_key_id}]})
    loaded = file.load()
    assert loaded.settings == Settings(profiles=(PRACTICE,))
    assert loaded.damaged == ""


def test_no_warnings_and_no_idle_time_are_said_in_the_file_too(file: SettingsFile, path: Path) -> None:
    _write(path, {"schema": 1, "warn_minutes": [], "forget_idle_minutes": 0})
    loaded = file.load()
    assert loaded.settings == Settings(warn_minutes=())
    assert loaded.damaged == ""


def test_warnings_are_sorted_longest_first(file: SettingsFile, path: Path) -> None:
    _write(path, {"schema": 1, "warn_minutes": [1, 15, 5, 15]})
    assert file.load().settings.warn_minutes == (15, 5, 1)


@pytest.mark.parametrize("schema", [2, 0, "1", None])
def test_a_file_of_another_schema_is_kept_before_it_is_overwritten(
    file: SettingsFile, path: Path, schema: object
) -> None:
    text = _write(path, {**_document(), "schema": schema, "new_in_two": {"secret plan": 1}})
    loaded = file.load()
    assert loaded.settings == SETTINGS
    assert Path(loaded.damaged).read_text(encoding="utf-8") == text
    assert "new_in_two" not in path.read_text(encoding="utf-8")


def test_an_old_document_goes_through_each_migration_in_turn() -> None:
    table = {
        1: lambda old: {**old, "minutes": old["hours"] * 60},
        2: lambda old: {"seconds": old["minutes"] * 60},
    }
    assert settings_json.migrated({"schema": 1, "hours": 2}, table, 3) == {"schema": 3, "seconds": 7200}


def test_a_damaged_file_that_cannot_be_set_aside_is_not_overwritten(file: SettingsFile, path: Path) -> None:
    text = _write(path, "damaged")
    # The lock's place is taken by a folder: nothing can be renamed safely.
    lock = path.with_name("settings.json.lock")
    lock.mkdir()
    assert file.load().damaged == str(path)
    with pytest.raises(HourpassError):
        file.save(SETTINGS)
    assert path.read_text(encoding="utf-8") == text
    lock.rmdir()
    file.save(SETTINGS)
    assert file.load().settings == SETTINGS
    assert path.with_name("settings.damaged-20260304T050607Z.json").read_text(encoding="utf-8") == text


def test_a_folder_in_the_files_place_is_set_aside_too(file: SettingsFile, path: Path) -> None:
    (path / "something").mkdir(parents=True)
    assert (Path(file.load().damaged) / "something").is_dir()
    file.save(SETTINGS)
    assert file.load().settings == SETTINGS


def test_a_link_to_a_damaged_file_stays_a_link(file: SettingsFile, path: Path, tmp_path: Path) -> None:
    target = tmp_path / "dotfiles.json"
    target.write_text("damaged")
    path.parent.mkdir()
    path.symlink_to(target)
    assert Path(file.load().damaged).parent == tmp_path
    file.save(SETTINGS)
    assert path.is_symlink()
    assert json.loads(target.read_bytes())["language"] == "ko"


def test_a_read_only_file_is_said_and_left(file: SettingsFile, path: Path) -> None:
    file.save(SETTINGS)
    path.chmod(0o400)
    with pytest.raises(HourpassError) as caught:
        file.save(Settings())
    assert (caught.value.problem.reason, caught.value.problem.facts["path"]) == (Reason.FILE_READ_ONLY, str(path))
    assert file.load().settings == SETTINGS


def test_a_full_disk_is_said_and_the_old_settings_stay(file: SettingsFile, path: Path) -> None:
    file.save(SETTINGS)
    script = (
        "import resource, sys\n"
        "from hourpass.adapters.settings_file import SettingsFile\n"
        "from hourpass.domain.problem import HourpassError\n"
        "from hourpass.domain.settings import Settings\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))\n"
        "try: SettingsFile(sys.argv[1]).save(Settings())\n"
        "except HourpassError as error: print(error.problem.reason.value)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-B", "-c", script, str(path)], capture_output=True, text=True, check=True, timeout=60
    )
    assert ran.stdout.strip() == "disk-full"
    assert file.load().settings == SETTINGS


def test_loading_needs_no_costly_module(path: Path) -> None:
    _write(path, _document())
    script = (
        "import sys\n"
        "from hourpass.adapters.settings_file import SettingsFile\n"
        "assert SettingsFile(sys.argv[1]).load().settings.language == 'ko'\n"
        "print(*sorted({'filelock', 'platformdirs', 'logging', 'asyncio', 'subprocess', 'keyring'} & set(sys.modules)))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True, timeout=60
    )
    assert ran.stdout.strip() == ""


texts = st.text(max_size=20)
profiles = st.builds(
    Profile,
    id=st.text(min_size=1, max_size=8),
    name=st.text(min_size=1, max_size=8),
    access_key_id=texts,
    method=st.sampled_from(Method),
    role_arn=texts,
    device_serial=texts,
    duration=st.integers(1, 129_600).map(lambda seconds: timedelta(seconds=seconds)),
    session_policy=texts,
)


@given(st.lists(profiles, max_size=4, unique_by=lambda profile: profile.id), texts)
def test_any_settings_survive_the_file(found: list[Profile], window: str) -> None:
    settings = Settings(profiles=tuple(found), window=window)
    assert settings_json.from_json(settings_json.to_json(settings)) == settings_json.Read(settings, whole=True)


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reading(data: bytes) -> None:
    assert isinstance(settings_json.from_json(data).settings, Settings)
