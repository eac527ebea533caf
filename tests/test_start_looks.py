"""What the first paint takes from the settings file."""

from __future__ import annotations

from pathlib import Path

import pytest

from hourpass.__main__ import _looks
from hourpass.adapters.settings_json import to_json
from hourpass.domain.settings import Settings


def test_the_windows_place_and_the_language_are_read_before_anything_else(tmp_path: Path):
    path = tmp_path / "settings.json"
    path.write_bytes(to_json(Settings(window="AdnQ/yw+ADAAA=", language="ko")))
    assert _looks(str(path)) == ("AdnQ/yw+ADAAA=", "ko")


@pytest.mark.parametrize("text", [b"", b"{}", b"\xff\xfe", b'{"language": "\\u0000", "window": 7}'])
def test_a_file_that_says_nothing_of_them_is_passed_over(tmp_path: Path, text: bytes):
    path = tmp_path / "settings.json"
    path.write_bytes(text)
    assert _looks(str(path)) == ("", "")


def test_without_a_file_nothing_is_known(tmp_path: Path):
    assert _looks(str(tmp_path / "none")) == ("", "")
