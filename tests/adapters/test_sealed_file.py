from __future__ import annotations

import json
import stat
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hourpass.adapters.sealed_file import COST, SealedFile
from hourpass.domain.problem import HourpassError, Problem, Reason

CHEAP = 2**8


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "hourpass" / "secrets.sealed"


def _sealed(path: Path, passphrase: str = "correct horse") -> SealedFile:
    return SealedFile(str(path), passphrase, cost=CHEAP)


def _refusal(file: SealedFile) -> Problem:
    with pytest.raises(HourpassError) as caught:
        file.check()
    return caught.value.problem


def test_the_file_is_private_and_shows_nothing(path: Path) -> None:
    file = _sealed(path)
    assert not file.exists()
    file.put("keys/AKIAMAYA", "maya-secret")
    assert file.exists()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    for hidden in (b"maya-secret", b"AKIAMAYA", b"correct horse"):
        assert hidden not in path.read_bytes()


def test_another_start_with_the_passphrase_reads_it(path: Path) -> None:
    _sealed(path).put("name", "secret")
    again = _sealed(path)
    again.check()
    assert again.get("name") == "secret"


def test_a_passphrase_counts_by_its_characters_not_by_how_they_were_composed(path: Path) -> None:
    _sealed(path, "caf\u00e9").put("name", "secret")
    assert _sealed(path, "cafe\u0301").get("name") == "secret"


@pytest.mark.parametrize("passphrase", ["", "correct hors", "Correct horse"])
def test_a_wrong_passphrase_is_said_and_changes_nothing(path: Path, passphrase: str) -> None:
    _sealed(path).put("name", "secret")
    before = path.read_bytes()
    wrong = _sealed(path, passphrase)
    assert _refusal(wrong).reason is Reason.PASSPHRASE_WRONG
    with pytest.raises(HourpassError):
        wrong.put("name", "other")
    assert path.read_bytes() == before


def test_damage_anywhere_is_said_and_the_file_left_alone(path: Path) -> None:
    file = _sealed(path)
    file.put("name", "secret")
    whole = path.read_bytes()
    for position in range(len(whole) - 1):
        damaged = whole[:position] + bytes([whole[position] ^ 1]) + whole[position + 1 :]
        path.write_bytes(damaged)
        problem = _refusal(file)
        assert (problem.reason, problem.facts["path"]) == (Reason.SEALED_FILE_DAMAGED, str(path))
    with pytest.raises(HourpassError):
        file.put("name", "other")
    assert path.read_bytes() == damaged
    path.write_bytes(whole)
    assert file.get("name") == "secret"


@pytest.mark.parametrize("data", [b"", b"\n", b"\n\n\n\n", b"{}", b"\xff" * 50])
def test_what_is_no_sealed_file_is_damaged(path: Path, data: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(data)
    assert _refusal(_sealed(path)).reason is Reason.SEALED_FILE_DAMAGED


@pytest.mark.parametrize("change", [{"n": 2**40}, {"n": 3}, {"n": "x"}, {"version": 2}, {"salt": 1}, {"format": "x"}])
def test_a_header_from_elsewhere_is_not_followed(path: Path, change: dict[str, object]) -> None:
    from hourpass.adapters import sealed_file

    _sealed(path).put("name", "secret")
    header, proof, sealed, _ = path.read_bytes().split(b"\n", 3)
    forged = json.dumps({**json.loads(header), **change}).encode()
    body = b"\n".join([forged, proof, sealed]) + b"\n"
    path.write_bytes(body + sealed_file._checksum(body) + b"\n")
    assert _refusal(_sealed(path)).reason is Reason.SEALED_FILE_DAMAGED


def test_two_processes_keep_each_others_secrets(path: Path) -> None:
    one, two = _sealed(path), _sealed(path)
    one.put("a", "1")
    two.put("b", "2")
    one.put("c", "3")
    assert [two.get(name) for name in "abc"] == ["1", "2", "3"]


def test_the_same_secrets_never_look_the_same_twice(path: Path) -> None:
    file = _sealed(path)
    file.put("name", "secret")
    first = path.read_bytes()
    file.put("name", "secret")
    assert path.read_bytes() != first


def test_the_usual_cost_is_worth_the_name(path: Path) -> None:
    SealedFile(str(path), "correct horse").put("name", "secret")
    assert json.loads(path.read_bytes().split(b"\n")[0])["n"] == COST >= 2**15


@settings(max_examples=25, deadline=None)
@given(st.text(min_size=1, max_size=20), st.dictionaries(st.text(max_size=10), st.text(max_size=200), max_size=4))
def test_any_secrets_survive_under_any_passphrase(passphrase: str, secrets: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "secrets.sealed"
        for name, secret in secrets.items():
            _sealed(path, passphrase).put(name, secret)
        again = _sealed(path, passphrase)
        assert {name: again.get(name) for name in secrets} == secrets


def test_an_empty_passphrase_neither_opens_a_file_nor_makes_one(tmp_path: Path):
    path = tmp_path / "sealed"
    with pytest.raises(HourpassError) as caught:
        SealedFile(str(path), "").put("name", "secret")
    assert (caught.value.problem.reason, path.exists()) == (Reason.PASSPHRASE_WRONG, False)
