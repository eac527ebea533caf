from __future__ import annotations

import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain.aws_texts import UGLY
from hourpass.adapters import aws_files
from hourpass.adapters.credentials_file import CredentialsFile
from hourpass.domain.credentials import Credentials
from hourpass.domain.problem import HourpassError, Reason

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
KEYS = Credentials("ASIAX", "wJalr/K7+MDENG=", "IQoJb3JpZ2luX2VjE==", NOW + timedelta(hours=1))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / ".aws").mkdir()
    return tmp_path / ".aws" / "credentials"


@pytest.fixture
def file(tmp_path: Path) -> CredentialsFile:
    return CredentialsFile({"HOME": str(tmp_path)}, str(tmp_path / "aws-files"))


def _reason(caught: pytest.ExceptionInfo[HourpassError]) -> Reason:
    return caught.value.problem.reason


def test_the_keys_stand_between_markers_that_say_when_they_expire(file: CredentialsFile, path: Path) -> None:
    path.write_text("[maya]\nregion = x\n")
    file.put("a1", "work", KEYS)
    assert path.read_text() == (
        "[maya]\nregion = x\n"
        "\n"
        "# hourpass begin a1 until 2026-03-04T06:06:07Z: written by Hourpass, removed when it expires\n"
        "[work]\n"
        "aws_access_key_id = ASIAX\n"
        "aws_secret_access_key = wJalr/K7+MDENG=\n"
        "aws_session_token = IQoJb3JpZ2luX2VjE==\n"
        "# hourpass end a1\n"
    )
    assert file.names() == {"a1": "work"}


def test_botocore_reads_them(file: CredentialsFile, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from botocore.session import Session

    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(path))
    monkeypatch.setenv("AWS_CONFIG_FILE", str(path.parent / "none"))
    file.put("a1", "work", KEYS)
    found = Session(profile="work").get_credentials()
    assert found is not None
    assert (found.access_key, found.secret_key, found.token) == (
        KEYS.access_key_id,
        KEYS.secret_access_key,
        KEYS.session_token,
    )


def test_renewed_keys_take_the_place_of_the_old_ones(file: CredentialsFile, path: Path) -> None:
    file.put("a1", "work", KEYS)
    file.put("b2", "play", KEYS)
    file.put("a1", "work", replace(KEYS, access_key_id="ASIANEW", secret_access_key="new", session_token="new"))
    text = path.read_text()
    assert text.index("ASIANEW") < text.index("ASIAX")
    assert text.count("[work]") == 1


def test_a_file_that_we_made_is_private_and_goes_when_it_is_empty(file: CredentialsFile, path: Path) -> None:
    file.put("a1", "work", KEYS)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    file.drop("a1")
    assert not path.exists()


def test_rounds_leave_the_rest_byte_for_byte_and_nothing_beside_it(file: CredentialsFile, path: Path) -> None:
    path.write_bytes(UGLY)
    path.chmod(0o640)
    for number in range(20):
        file.put("a1", "work", replace(KEYS, session_token=f"t{number}"))
        file.put("b2", f"play-{number}", KEYS)
    file.drop("a1")
    file.drop("b2")
    file.drop("nobody")
    assert path.read_bytes() == UGLY
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [found.name for found in path.parent.iterdir()] == ["credentials"]


def test_what_expired_while_nobody_looked_is_taken_away(file: CredentialsFile, path: Path) -> None:
    path.write_bytes(b"[maya]\nregion = x")
    file.put("a1", "work", replace(KEYS, expires_at=NOW))
    file.put("b2", "play", replace(KEYS, expires_at=NOW + timedelta(seconds=1)))
    file.put("c3", "odd", KEYS)
    path.write_bytes(path.read_bytes().replace(b"begin c3 until 2026-03-04T06:06:07Z", b"begin c3 until spring"))
    file.drop_expired(NOW)
    assert file.names() == {"b2": "play"}
    file.drop_expired(NOW + timedelta(seconds=1))
    assert path.read_bytes() == b"[maya]\nregion = x"


@pytest.mark.parametrize("text", [None, "[mine]\n"])
def test_where_nothing_has_expired_no_lock_is_left(
    file: CredentialsFile, path: Path, tmp_path: Path, text: str | None
) -> None:
    if text is not None:
        path.write_text(text)
    file.drop_expired(NOW)
    assert file.names() == {}
    assert [found.name for found in tmp_path.iterdir()] == [".aws"]


def test_the_app_and_the_sandbox_know_their_own_sections(file: CredentialsFile, path: Path, tmp_path: Path) -> None:
    lock = str(tmp_path / "aws-files")
    sandbox = CredentialsFile({"HOME": str(tmp_path)}, lock, endpoint_url="http://127.0.0.1:5000")
    path.write_text("[mine]\nendpoint_url = https://s3.example\n")
    file.put("a1", "work", KEYS)
    sandbox.put("practice", "practice", replace(KEYS, expires_at=NOW))
    file.put("b2", "play", KEYS)
    later = CredentialsFile({"HOME": str(tmp_path)}, lock, endpoint_url="http://127.0.0.1:5001")
    assert file.names() == {"a1": "work", "b2": "play"}
    assert sandbox.names() == later.names() == {"practice": "practice"}
    file.drop_expired(NOW)
    assert sandbox.names() == {}


@pytest.mark.parametrize(
    ("text", "section", "reason"),
    [
        ("[work]\n", "work", Reason.SECTION_TAKEN),
        ("# hourpass end a1\n", "work", Reason.MARKERS_DAMAGED),
        ("", "two words", Reason.SECTION_UNFIT),
        ("", "DEFAULT", Reason.SECTION_UNFIT),
    ],
)
def test_a_section_that_is_not_ours_or_would_not_work_is_refused(
    file: CredentialsFile, path: Path, text: str, section: str, reason: Reason
) -> None:
    path.write_text(text)
    with pytest.raises(HourpassError) as caught:
        file.put("a1", section, KEYS)
    assert _reason(caught) is reason
    assert path.read_text() == text


@pytest.mark.parametrize("token", ["a\n[maya]\nx = y", "a b", "a#b", "é"])
def test_keys_that_cannot_be_aws_own_are_not_written(file: CredentialsFile, path: Path, token: str) -> None:
    with pytest.raises(HourpassError) as caught:
        file.put("a1", "work", replace(KEYS, session_token=token))
    assert _reason(caught) is Reason.NOT_AWS
    assert not path.exists()


def test_a_read_only_file_is_said_and_left_as_it_was(file: CredentialsFile, path: Path) -> None:
    path.write_text("[maya]\n")
    path.chmod(0o400)
    with pytest.raises(HourpassError) as caught:
        file.put("a1", "work", KEYS)
    assert _reason(caught) is Reason.FILE_READ_ONLY
    assert path.read_text() == "[maya]\n"


def test_what_another_tool_writes_meanwhile_stays_and_ours_is_put_beside_it(
    file: CredentialsFile, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.put("a1", "work", KEYS)
    write, theirs = aws_files.write, [b"[mine]\n", b"[yours]\n"]

    def late(name: str, before: bytes | None, data: bytes | None) -> None:
        if theirs:
            path.write_bytes(path.read_bytes() + theirs.pop())
        write(name, before, data)

    monkeypatch.setattr(aws_files, "write", late)
    file.drop("a1")
    assert path.read_bytes() == b"[yours]\n[mine]\n"


def test_of_a_file_that_never_comes_to_rest_it_is_said_that_it_changed(
    file: CredentialsFile, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = aws_files.write

    def late(name: str, before: bytes | None, data: bytes | None) -> None:
        path.write_bytes((before or b"") + b"# theirs\n")
        write(name, before, data)

    monkeypatch.setattr(aws_files, "write", late)
    with pytest.raises(HourpassError) as caught:
        file.put("a1", "work", KEYS)
    assert _reason(caught) is Reason.FILE_CHANGED


def test_the_environment_names_another_file(tmp_path: Path) -> None:
    file = CredentialsFile({"HOME": str(tmp_path), "AWS_SHARED_CREDENTIALS_FILE": "~/keys"}, str(tmp_path / "lock"))
    file.put("a1", "work", KEYS)
    assert file.path == str(tmp_path / "keys")
    assert (tmp_path / "keys").exists()
