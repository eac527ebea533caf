from __future__ import annotations

import json
import os
import random
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain.aws_texts import UGLY
from hourpass.adapters import aws_backups
from hourpass.adapters.aws.config_files import ConfigFiles
from hourpass.adapters.aws_config import AwsConfig
from hourpass.adapters.credentials_file import CredentialsFile
from hourpass.domain.aws_entry import AwsEntry
from hourpass.domain.aws_shadows import Shadowing
from hourpass.domain.credentials import Credentials
from hourpass.domain.problem import HourpassError, Problem, Reason

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
ENTRY = AwsEntry("a1", "work", ("/opt/hourpass/relay", "a1"), "eu-west-1")
OTHER = AwsEntry("b2", "play", ("/opt/hourpass/relay", "b2"))


class _SlowClock:
    """A minute passes at every look."""

    def __init__(self) -> None:
        self._now = NOW - timedelta(minutes=1)

    def now(self) -> datetime:
        self._now += timedelta(minutes=1)
        return self._now


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / ".aws").mkdir()
    return tmp_path / ".aws" / "config"


@pytest.fixture
def config(tmp_path: Path) -> AwsConfig:
    return AwsConfig({"HOME": str(tmp_path)}, _SlowClock(), str(tmp_path / "aws-files"))


def _backups(path: Path) -> list[Path]:
    return sorted(path.parent.glob("*.bak"))


def _problem(caught: pytest.ExceptionInfo[HourpassError]) -> Problem:
    return caught.value.problem


def _resolved(path: Path, name: str, **environment: str) -> dict[str, str]:
    """What botocore, in a process of its own, makes of that profile."""
    script = (
        "import json, sys\n"
        "from botocore.session import Session\n"
        "session = Session(profile=sys.argv[1])\n"
        "keys = session.get_credentials().get_frozen_credentials()\n"
        "print(json.dumps([*keys[:3], session.get_config_variable('region')]))\n"
    )
    shell = {
        "PATH": os.environ["PATH"],
        "HOME": str(path.parent.parent),
        "AWS_EC2_METADATA_DISABLED": "true",
        **environment,
    }
    ran = subprocess.run(
        [sys.executable, "-c", script, name], env=shell, capture_output=True, text=True, check=True, timeout=60
    )
    access_key_id, secret, token, region = json.loads(ran.stdout)
    return {"id": access_key_id, "secret": secret, "token": token, "region": region}


@pytest.mark.parametrize("name", ["work", "default"])
@pytest.mark.parametrize("text", [None, b"", b"[profile a]\r\noutput = json\r\ns3 =\r\n  addressing_style = path"])
def test_botocore_gets_credentials_from_what_was_written(
    config: AwsConfig, path: Path, tmp_path: Path, name: str, text: bytes | None
) -> None:
    if text is not None:
        path.write_bytes(text)
    helper = tmp_path / "helper.py"
    answer = {
        "Version": 1,
        "AccessKeyId": "ASIAX",
        "SecretAccessKey": "s",
        "SessionToken": "t",
        "Expiration": "2999-01-01T00:00:00Z",
    }
    helper.write_text(f"print({json.dumps(answer)!r})\n")
    config.apply(config.adding(AwsEntry("a1", name, (sys.executable, "-IS", str(helper)), "eu-west-1")))
    assert _resolved(path, name) == {"id": "ASIAX", "secret": "s", "token": "t", "region": "eu-west-1"}


def test_a_hundred_rounds_leave_an_ugly_file_byte_for_byte(config: AwsConfig, path: Path) -> None:
    path.write_bytes(UGLY)
    path.chmod(0o640)
    dice = random.Random(7)
    entries = [AwsEntry(f"id{number}", f"s{number}", ("/x",)) for number in range(4)]
    for _ in range(100):
        entry = dice.choice(entries)
        match dice.choice(["add", "update", "remove"]):
            case "add":
                config.apply(config.adding(entry))
            case "update":
                config.apply(config.adding(AwsEntry(entry.profile_id, entry.section, ("/x",), dice.choice("ab"))))
            case "remove":
                config.apply(config.removing(entry.profile_id))
    for entry in entries:
        config.apply(config.removing(entry.profile_id))
    assert path.read_bytes() == UGLY
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert config.entries() == {}


def test_what_stands_there_is_told_and_whether_it_is_up_to_date(config: AwsConfig, path: Path) -> None:
    path.write_bytes(UGLY)
    assert config.entry("a1") is None
    config.apply(config.adding(ENTRY))
    config.apply(config.adding(OTHER))
    entries = config.entries()
    assert {profile_id: entry.section for profile_id, entry in entries.items()} == {"a1": "work", "b2": "play"}
    assert entries["a1"].is_as(ENTRY)
    assert not entries["a1"].is_as(AwsEntry("a1", "work", ("/elsewhere/relay", "a1"), "eu-west-1"))
    path.write_bytes(path.read_bytes().replace(b"= eu-west-1", b"= eu-west-2"))
    changed = config.entry("a1")
    assert changed is not None
    assert not changed.is_as(ENTRY)


def test_a_file_that_we_made_is_private_and_goes_with_its_last_section(config: AwsConfig, path: Path) -> None:
    path.parent.rmdir()
    assert config.apply(config.adding(ENTRY)) == ""
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    config.apply(config.adding(OTHER))
    config.apply(config.removing("a1"))
    assert config.entries().keys() == {"b2"}
    config.apply(config.removing("b2"))
    assert not path.exists()


def test_an_empty_file_that_was_there_stays(config: AwsConfig, path: Path) -> None:
    path.touch()
    config.apply(config.adding(ENTRY))
    config.apply(config.removing("a1"))
    assert path.read_bytes() == b""


def test_what_changes_nothing_writes_nothing(config: AwsConfig, path: Path) -> None:
    config.apply(config.adding(ENTRY))
    before = path.stat()
    again = config.adding(ENTRY)
    assert again.is_nothing
    assert config.apply(again) == ""
    assert config.removing("nobody").is_nothing
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert _backups(path) == []


def test_somebody_elses_writing_in_between_is_not_overwritten(config: AwsConfig, path: Path) -> None:
    path.write_bytes(b"[a]\n")
    change = config.adding(ENTRY)
    path.write_bytes(b"[a]\nregion = x\n")
    with pytest.raises(HourpassError) as caught:
        config.apply(change)
    assert _problem(caught) == Problem(Reason.FILE_CHANGED, {"path": str(path)})
    assert path.read_bytes() == b"[a]\nregion = x\n"
    assert _backups(path) == []


def test_what_comes_in_while_the_backup_is_made_is_not_overwritten(
    config: AwsConfig, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_bytes(b"[default]\n")
    change = config.adding(ENTRY)
    make = aws_backups.make

    def slowly(target: Path, data: bytes, now: datetime) -> str:
        path.write_bytes(b"[default]\nregion = eu-west-1\n")
        return make(target, data, now)

    monkeypatch.setattr(aws_backups, "make", slowly)
    with pytest.raises(HourpassError) as told:
        config.apply(change)
    assert told.value.problem.reason is Reason.FILE_CHANGED
    assert path.read_bytes() == b"[default]\nregion = eu-west-1\n"


@pytest.mark.parametrize("before", [None, b"", b"[a]\nregion = x"])
def test_a_change_can_be_taken_back_while_nobody_else_wrote(
    config: AwsConfig, path: Path, before: bytes | None
) -> None:
    if before is not None:
        path.write_bytes(before)
    change = config.adding(ENTRY)
    config.apply(change)
    config.undo(change)
    assert (path.read_bytes() if path.exists() else None) == before
    with pytest.raises(HourpassError) as caught:
        config.undo(change)
    assert _problem(caught).reason is Reason.FILE_CHANGED


def test_the_backup_is_private_and_holds_the_file_as_it_was(config: AwsConfig, path: Path) -> None:
    path.write_bytes(UGLY)
    path.chmod(0o644)
    backup = Path(config.apply(config.adding(ENTRY)))
    assert backup == path.parent / "config.hourpass-20260304T050607Z.bak"
    assert backup.read_bytes() == UGLY
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600


def test_the_same_contents_are_backed_up_once(config: AwsConfig, path: Path) -> None:
    path.write_bytes(b"[a]\n")
    backups = {
        backup for _ in range(5) for backup in (config.apply(config.adding(ENTRY)), config.apply(config.removing("a1")))
    }
    assert {str(backup) for backup in _backups(path)} == backups
    assert len(backups) == 2


def test_keys_in_a_backup_are_blanked_when_they_are_moved_to_the_keyring(
    config: AwsConfig, path: Path, tmp_path: Path
) -> None:
    path.write_text(f"[profile maya]\naws_access_key_id = AKIAMAYA\naws_secret_access_key = {SECRET}\n")
    backup = Path(config.apply(config.adding(ENTRY)))
    assert SECRET in backup.read_text()
    ConfigFiles({"HOME": str(tmp_path)}, lock_path=str(tmp_path / "aws-files")).remove_keys("maya")
    assert not [file for file in tmp_path.rglob("*") if file.is_file() and SECRET in file.read_text()]
    assert config.entries()["a1"].is_as(ENTRY)


def test_temporary_keys_get_into_no_backup(config: AwsConfig, path: Path, tmp_path: Path) -> None:
    environment = {"HOME": str(tmp_path), "AWS_SHARED_CREDENTIALS_FILE": str(path)}
    path.write_text(f"[maya]\naws_access_key_id = AKIAMAYA\naws_secret_access_key = {SECRET}\n")
    lock_path = str(tmp_path / "aws-files")
    keys = Credentials("ASIAX", "temporary-secret", "temporary-token", NOW)
    CredentialsFile(environment, lock_path).put("a1", "fresh", keys)
    moved = Path(ConfigFiles(environment, lock_path=lock_path).remove_keys("maya"))
    added = Path(config.apply(config.adding(ENTRY)))
    for backup in (moved, added):
        assert "temporary" not in backup.read_text()
        assert "[maya]" in backup.read_text()
    assert "temporary-token" in path.read_text()
    config.apply(config.removing("a1"))
    assert "temporary-token" in path.read_text()


def test_a_link_stays_and_what_it_leads_to_keeps_its_mode(config: AwsConfig, path: Path, tmp_path: Path) -> None:
    target = tmp_path / "dotfiles" / "aws-config"
    target.parent.mkdir()
    target.write_bytes(b"[a]\n")
    target.chmod(0o664)
    path.symlink_to(target)
    backup = Path(config.apply(config.adding(ENTRY)))
    assert backup.parent == target.parent
    assert path.is_symlink()
    assert stat.S_IMODE(target.stat().st_mode) == 0o664
    config.apply(config.removing("a1"))
    assert target.read_bytes() == b"[a]\n"


def test_a_link_that_leads_nowhere_leads_nowhere_again(config: AwsConfig, path: Path, tmp_path: Path) -> None:
    path.symlink_to(tmp_path / "later")
    config.apply(config.adding(ENTRY))
    assert (tmp_path / "later").exists()
    config.apply(config.removing("a1"))
    assert path.is_symlink()
    assert not (tmp_path / "later").exists()


# A full disk is tested where files are written whole, in test_files.
@pytest.mark.parametrize("removing", [False, True])
def test_a_read_only_file_is_said_and_left_as_it_was(config: AwsConfig, path: Path, removing: bool) -> None:
    config.apply(config.adding(ENTRY))
    before = path.read_bytes()
    path.chmod(0o400)
    with pytest.raises(HourpassError) as caught:
        config.apply(config.removing("a1") if removing else config.adding(OTHER))
    assert _problem(caught).reason is Reason.FILE_READ_ONLY
    assert path.read_bytes() == before
    assert stat.S_IMODE(path.stat().st_mode) == 0o400


def test_the_environment_names_another_file_with_a_tilde(tmp_path: Path) -> None:
    environment = {"HOME": str(tmp_path), "AWS_CONFIG_FILE": "~/elsewhere"}
    config = AwsConfig(environment, _SlowClock(), str(tmp_path / "aws-files"))
    config.apply(config.adding(ENTRY))
    assert config.path == str(tmp_path / "elsewhere")
    assert "[profile work]" in (tmp_path / "elsewhere").read_text()


@pytest.mark.parametrize(
    ("text", "entry", "problem"),
    [
        ('[profile "work"]\n', ENTRY, Problem(Reason.SECTION_TAKEN, {"section": "work"})),
        ("\n".join(AwsEntry("z9", "work", ("x",)).lines), ENTRY, Problem(Reason.SECTION_TAKEN, {"section": "work"})),
        ("# hourpass begin a1:\n", ENTRY, Problem(Reason.MARKERS_DAMAGED, {"line": "1"})),
        ("", AwsEntry("a1", "two words", ("x",)), Problem(Reason.SECTION_UNFIT, {"section": "two words"})),
        ("", AwsEntry("a1", "w", ("/my apps/x",)), Problem(Reason.HELPER_PATH_UNFIT, {"helper": "/my apps/x"})),
    ],
)
def test_what_would_not_work_is_refused_before_anything_is_written(
    config: AwsConfig, path: Path, text: str, entry: AwsEntry, problem: Problem
) -> None:
    path.write_text(text)
    with pytest.raises(HourpassError) as caught:
        config.adding(entry)
    assert _problem(caught).reason is problem.reason
    assert problem.facts.items() <= _problem(caught).facts.items()


def test_an_entry_without_a_command_is_a_fault_of_the_caller(config: AwsConfig) -> None:
    with pytest.raises(ValueError, match="COMMAND_MISSING"):
        config.adding(AwsEntry("a1", "work", ()))


def test_damaged_markers_are_told_at_removal_too_and_disturb_no_other_profile(config: AwsConfig, path: Path) -> None:
    path.write_text("# hourpass begin a1:\n")
    with pytest.raises(HourpassError) as caught:
        config.removing("a1")
    assert _problem(caught) == Problem(Reason.MARKERS_DAMAGED, {"path": str(path), "line": "1"})
    config.apply(config.adding(OTHER))
    config.apply(config.removing("b2"))
    assert path.read_text() == "# hourpass begin a1:\n"


def test_a_section_is_renamed_in_its_place(config: AwsConfig, path: Path) -> None:
    config.apply(config.adding(ENTRY))
    config.apply(config.adding(AwsEntry("a1", "renamed", ENTRY.command)))
    assert path.read_text().count("[profile ") == 1
    assert config.entries()["a1"].section == "renamed"


def test_the_names_in_both_files_are_taken(config: AwsConfig, path: Path) -> None:
    path.write_text('[default]\n[profile "two words"]\n[sso-session s]\n')
    (path.parent / "credentials").write_text("[maya]\n")
    assert config.taken() == {"default", "two words", "maya"}


def test_all_that_stands_against_a_section_is_told(tmp_path: Path, path: Path) -> None:
    path.write_text("[profile work]\n")
    (path.parent / "credentials").write_text(f"[work]\naws_access_key_id = A\naws_secret_access_key = {SECRET}\n")
    environment = {"HOME": str(tmp_path), "AWS_ACCESS_KEY_ID": "AKIA", "AWS_PROFILE": "play"}
    shadows = AwsConfig(environment, lock_path=str(tmp_path / "aws-files")).shadows("a1", "work")
    assert [shadow.meaning for shadow in shadows] == [
        Shadowing.SECTION_IN_CONFIG_FILE,
        Shadowing.KEYS_IN_CREDENTIALS_FILE,
        Shadowing.KEYS_IN_ENVIRONMENT,
        Shadowing.PROFILE_IN_ENVIRONMENT,
    ]
    assert SECRET not in repr(shadows)


def test_botocore_does_take_what_is_told_to_win(config: AwsConfig, path: Path) -> None:
    config.apply(config.adding(ENTRY))
    (path.parent / "credentials").write_text("[work]\naws_access_key_id = AKIA\naws_secret_access_key = s\n")
    assert config.shadows("a1", "work")
    assert _resolved(path, "work")["id"] == "AKIA"


WRITER = """
import sys
from hourpass.adapters.aws_config import AwsConfig
from hourpass.domain.aws_entry import AwsEntry
from hourpass.domain.problem import HourpassError, Reason

home, profile_id = sys.argv[1:]
config = AwsConfig({"HOME": home}, lock_path=home + "/aws-files")

def make(work_out):
    while True:
        try:
            return config.apply(work_out())
        except HourpassError as error:
            if error.problem.reason is not Reason.FILE_CHANGED:
                raise

for number in range(6):
    make(lambda: config.adding(AwsEntry(profile_id, "of-" + profile_id, ("/x",), "r%d" % number)))
    if number < 5:
        make(lambda: config.removing(profile_id))
assert not {"botocore", "boto3", "keyring", "PySide6"} & sys.modules.keys()
"""


@pytest.fixture
def writers(tmp_path: Path) -> Iterator[list[subprocess.Popen[bytes]]]:
    started = [
        subprocess.Popen([sys.executable, "-B", "-c", WRITER, str(tmp_path), f"p{number}"]) for number in range(4)
    ]
    yield started
    for process in started:
        process.kill()
        process.wait()


def test_processes_that_write_at_once_lose_nothing_of_each_other(
    path: Path, config: AwsConfig, writers: list[subprocess.Popen[bytes]]
) -> None:
    assert [process.wait(60) for process in writers] == [0] * 4
    assert {profile_id: entry.section for profile_id, entry in config.entries().items()} == {
        f"p{number}": f"of-p{number}" for number in range(4)
    }
    for number in range(4):
        config.apply(config.removing(f"p{number}"))
    assert not path.exists()
