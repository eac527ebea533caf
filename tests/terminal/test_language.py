"""Whose language the commands speak."""

from __future__ import annotations

from pathlib import Path

import pytest

from hourpass.adapters.settings_json import to_json
from hourpass.domain.settings import Settings
from hourpass.terminal.language import chosen_in, spoken


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "ja"}, "ja"),
        ({"LANG": "ko_KR.UTF-8@variant"}, "ko"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "ja_JP.UTF-8", "LC_MESSAGES": "ko_KR.UTF-8"}, "ko"),
        ({"LC_MESSAGES": "ko_KR.UTF-8", "LC_ALL": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "ja_JP.UTF-8", "LC_ALL": ""}, "ja"),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "de:ko:en"}, "ko"),
        ({"LANG": "ja_JP.UTF-8", "LANGUAGE": "en_GB:ja"}, "en"),
        ({"LANGUAGE": "ja"}, "en"),
        ({"LANG": "C", "LANGUAGE": "ja"}, "en"),
        ({"LANG": "C.UTF-8", "LANGUAGE": "ja"}, "en"),
    ],
)
def test_where_none_is_chosen_it_is_that_of_the_environment(tmp_path: Path, environment: dict[str, str], language: str):
    assert spoken(environment, str(tmp_path / "none")) == language


@pytest.mark.parametrize("environment", [{}, {"LANG": "ja_JP.UTF-8"}, {"LANG": "C.UTF-8"}, {"LC_ALL": "ja_JP.UTF-8"}])
def test_the_one_chosen_in_the_settings_comes_first(tmp_path: Path, environment: dict[str, str]):
    assert spoken(environment, settings(tmp_path, "ko")) == "ko"


@pytest.mark.parametrize(
    "environment",
    [{"LC_ALL": "C"}, {"LC_ALL": "POSIX", "LANG": "ja_JP.UTF-8"}, {"LC_ALL": "C.UTF-8"}, {"LANG": "C"}],
    ids=str,
)
def test_whoever_asks_for_english_gets_it_whatever_is_chosen(tmp_path: Path, environment: dict[str, str]):
    assert spoken(environment, settings(tmp_path, "ko")) == "en"


@pytest.mark.parametrize("written", [b"", b"\xff\xfe", b"[]", b'{"language": "tlh"}', b'{"language": 7}'])
def test_settings_that_name_none_of_ours_are_passed_over(tmp_path: Path, written: bytes):
    (tmp_path / "settings.json").write_bytes(written)
    assert spoken({"LANG": "ja_JP.UTF-8"}, str(tmp_path / "settings.json")) == "ja"


def test_of_damaged_settings_the_language_is_read_all_the_same():
    assert chosen_in(to_json(Settings(language="ja")).decode()[:-3]) == "ja"


@pytest.mark.parametrize(
    ("encodings", "language"),
    [
        (["utf-8", "utf-8"], "ja"),
        (["cp932", "utf-8"], "ja"),
        ([None, "utf-8"], "ja"),
        (["utf-8", "cp1252"], "en"),
        (["iso8859-1", "utf-8"], "en"),
        (["nonsense"], "en"),
    ],
)
def test_where_its_letters_cannot_be_written_it_is_english(tmp_path: Path, encodings: list[str | None], language: str):
    assert spoken({}, settings(tmp_path, "ja"), encodings) == language


def settings(folder: Path, language: str) -> str:
    path = folder / "settings.json"
    path.write_bytes(to_json(Settings(language=language)))
    return str(path)
