from __future__ import annotations

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hourpass.adapters.aws.config_files import ConfigFiles
from hourpass.domain.credentials import LongTermKeys
from hourpass.domain.problem import HourpassError, Reason
from hourpass.services.ports import FoundProfile

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
CONFIG = """\
[default]
region = eu-west-1

[profile reader]
role_arn = arn:aws:iam::123456789012:role/s3-reader
source_profile = maya
mfa_serial = arn:aws:iam::123456789012:mfa/maya-phone
external_id = x-1
duration_seconds = 3600
role_session_name = maya
region = eu-central-1
s3 =
  addressing_style = path

[profile "two words"]
aws_access_key_id = AKIAWORDS
aws_secret_access_key = words-secret
mfa_serial = GAHT12345678

[profile itself]
role_arn = arn:aws:iam::123456789012:role/self
source_profile = itself
aws_access_key_id = AKIAITSELF
aws_secret_access_key = itself-secret

[profile chained]
role_arn = arn:aws:iam::123456789012:role/chained
source_profile = reader

[profile moved]
role_arn = arn:aws:iam::123456789012:role/moved
source_profile = emptied
duration_seconds = soon

[profile emptied]
region = us-east-1

[profile orphan]
role_arn = arn:aws:iam::123456789012:role/orphan
source_profile = nobody

[profile sso]
sso_session = work
sso_account_id = 123456789012

[profile process]
credential_process = /bin/keys

[profile machine]
role_arn = arn:aws:iam::123456789012:role/machine
credential_source = Ec2InstanceMetadata

[profile pod]
role_arn = arn:aws:iam::123456789012:role/pod
web_identity_token_file = /var/token

[profile from-sso]
role_arn = arn:aws:iam::123456789012:role/x
source_profile = sso

[preview]
cloudfront = true
"""
CREDENTIALS = """\
# typed by hand
[maya]
aws_access_key_id = AKIAMAYA
aws_secret_access_key = maya-secret

[temporary]
aws_access_key_id = ASIATEMP
aws_secret_access_key = temp-secret
aws_session_token = token

[default]
aws_access_key_id = AKIADEFAULT
aws_secret_access_key = default-secret
"""
READER = FoundProfile(
    name="reader",
    source_profile="maya",
    access_key_id="AKIAMAYA",
    role_arn="arn:aws:iam::123456789012:role/s3-reader",
    mfa_serial="arn:aws:iam::123456789012:mfa/maya-phone",
    external_id="x-1",
    duration=timedelta(hours=1),
    session_name="maya",
    region="eu-central-1",
)


class _StoppedClock:
    def now(self) -> datetime:
        return NOW


@pytest.fixture
def aws(tmp_path: Path) -> Path:
    folder = tmp_path / ".aws"
    folder.mkdir()
    (folder / "config").write_text(CONFIG)
    (folder / "credentials").write_text(CREDENTIALS)
    return folder


@pytest.fixture
def found(aws: Path, tmp_path: Path) -> ConfigFiles:
    return ConfigFiles({"HOME": str(aws.parent)}, _StoppedClock(), str(tmp_path / "aws-files"))


def test_profiles_with_keys_or_a_role_are_found_in_the_files_order(found: ConfigFiles) -> None:
    names = [profile.name for profile in found.find() if profile.unfit is None]
    assert names == ["default", "reader", "two words", "itself", "chained", "moved", "from-sso", "maya"]
    assert [profile.name for profile in found.find() if profile.unfit is not None] == ["orphan", "machine", "pod"]


def test_a_role_comes_with_all_that_the_file_says_of_it(found: ConfigFiles) -> None:
    assert READER in found.find()


def test_the_keys_of_a_found_profile_are_those_of_its_source(found: ConfigFiles) -> None:
    ids = {
        profile.name: (profile.source_profile, profile.access_key_id) for profile in found.find() if not profile.unfit
    }
    assert ids == {
        "default": ("default", "AKIADEFAULT"),
        "reader": ("maya", "AKIAMAYA"),
        "two words": ("two words", "AKIAWORDS"),
        "itself": ("itself", "AKIAITSELF"),
        "chained": ("maya", "AKIAMAYA"),
        "from-sso": ("sso", ""),
        "moved": ("emptied", ""),
        "maya": ("maya", "AKIAMAYA"),
    }


def test_what_is_no_number_of_seconds_is_no_duration(found: ConfigFiles) -> None:
    assert next(profile for profile in found.find() if profile.name == "moved").duration is None


def test_botocore_finds_the_same_keys(found: ConfigFiles, aws: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from botocore.session import Session

    for variable in ("AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(aws / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(aws / "credentials"))
    for name in ("default", "maya", "two words"):
        theirs = Session(profile=name).get_credentials()
        assert theirs is not None
        assert found.keys(name) == LongTermKeys(theirs.access_key, theirs.secret_key)


def test_temporary_and_absent_keys_are_not_given(found: ConfigFiles) -> None:
    assert found.keys("temporary") is None
    assert found.keys("emptied") is None
    assert found.keys("nobody") is None


def test_the_environment_names_other_files(tmp_path: Path, aws: Path) -> None:
    (tmp_path / "elsewhere").write_text("[other]\naws_access_key_id=AKIAOTHER\naws_secret_access_key=s\n")
    environment = {"HOME": str(tmp_path), "AWS_SHARED_CREDENTIALS_FILE": "~/elsewhere", "AWS_CONFIG_FILE": ""}
    assert [profile.name for profile in ConfigFiles(environment).find()] == ["other"]


def test_without_files_nothing_is_found(tmp_path: Path) -> None:
    files = ConfigFiles({"HOME": str(tmp_path)}, lock_path=str(tmp_path / "aws-files"))
    assert files.find() == ()
    assert files.keys("default") is None
    assert files.remove_keys("default") == ""


@pytest.mark.parametrize("name", ["config", "credentials"])
@pytest.mark.parametrize("text", [b"no section\n", b"[a]\n[a]\n", b"[a]\nx\n", b"[a]\nx = \xff\xfe\n"])
def test_a_file_that_botocore_cannot_read_is_named(found: ConfigFiles, aws: Path, name: str, text: bytes) -> None:
    (aws / name).write_bytes(text)
    with pytest.raises(HourpassError) as caught:
        found.find()
    assert caught.value.problem.reason is Reason.FILE_DAMAGED
    assert caught.value.problem.facts["path"] == str(aws / name)


def test_removed_keys_are_gone_and_everything_else_is_there(found: ConfigFiles, aws: Path) -> None:
    found.remove_keys("maya")
    expected = CREDENTIALS.replace("aws_access_key_id = AKIAMAYA\naws_secret_access_key = maya-secret\n", "")
    assert (aws / "credentials").read_text() == expected
    assert (aws / "config").read_text() == CONFIG
    assert found.keys("maya") is None
    reader = next(profile for profile in found.find() if profile.name == "reader")
    assert (reader.source_profile, reader.access_key_id) == ("maya", "")


def test_the_backup_is_private_and_holds_all_but_the_secret(found: ConfigFiles, aws: Path) -> None:
    backup = Path(found.remove_keys("maya"))
    assert backup == aws / "credentials.hourpass-20260304T050607Z.bak"
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert backup.read_text() == CREDENTIALS.replace("maya-secret", "moved-to-the-keyring")


def test_no_backup_keeps_a_secret_that_is_moved_later(found: ConfigFiles, aws: Path) -> None:
    backups = [Path(found.remove_keys(name)) for name in ("maya", "default")]
    assert backups[0] != backups[1]
    for backup in backups:
        assert "maya-secret" not in backup.read_text()
        assert "default-secret" not in backup.read_text()
        assert "temp-secret" in backup.read_text()


def test_keys_of_the_config_file_are_removed_there(found: ConfigFiles, aws: Path) -> None:
    assert Path(found.remove_keys("two words")).name.startswith("config.hourpass-")
    text = (aws / "config").read_text()
    assert "words-secret" not in text
    assert "mfa_serial = GAHT12345678" in text
    assert (aws / "credentials").read_text() == CREDENTIALS


def test_the_same_pair_in_both_files_goes_from_both_and_another_pair_stays(found: ConfigFiles, aws: Path) -> None:
    pair = "aws_access_key_id = AKIADEFAULT\naws_secret_access_key = {}\n"
    (aws / "config").write_text("[default]\n" + pair.format("default-secret"))
    found.remove_keys("default")
    assert (aws / "config").read_text() == "[default]\n"
    (aws / "credentials").write_text(CREDENTIALS)
    (aws / "config").write_text("[default]\n" + pair.format("another"))
    found.remove_keys("default")
    assert found.keys("default") == LongTermKeys("AKIADEFAULT", "another")


def test_a_link_and_the_mode_survive(found: ConfigFiles, aws: Path, tmp_path: Path) -> None:
    target = tmp_path / "dotfiles" / "aws-credentials"
    target.parent.mkdir()
    (aws / "credentials").rename(target)
    (aws / "credentials").symlink_to(target)
    target.chmod(0o640)
    backup = found.remove_keys("maya")
    assert (aws / "credentials").is_symlink()
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert "maya-secret" not in target.read_text()
    assert Path(backup).parent == target.parent


def test_a_read_only_file_is_said_and_left_as_it_was(found: ConfigFiles, aws: Path) -> None:
    (aws / "credentials").chmod(0o400)
    with pytest.raises(HourpassError) as caught:
        found.remove_keys("maya")
    assert caught.value.problem.reason is Reason.FILE_READ_ONLY
    assert (aws / "credentials").read_text() == CREDENTIALS


def test_a_second_removal_has_nothing_to_do(found: ConfigFiles) -> None:
    assert found.remove_keys("maya")
    assert found.remove_keys("maya") == ""
