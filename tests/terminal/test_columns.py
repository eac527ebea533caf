from __future__ import annotations

import pytest

from hourpass.terminal.columns import padded, width, wrapped


@pytest.mark.parametrize(
    ("text", "columns"), [("role", 4), ("ロール", 6), ("역할", 4), ("MFA コード", 10), ("ｶﾞ", 2), ("か\u3099", 2)]
)
def test_letters_of_japanese_and_korean_are_two_columns_wide(text: str, columns: int):
    assert width(text) == columns


def test_what_is_padded_to_the_same_width_ends_in_the_same_column():
    assert {width(padded(text, 10)) for text in ("role", "ロール", "세션 토큰")} == {10}


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("a verylongword b", 6, ["a", "verylongword", "b"]),
        ("コードを入力します", 8, ["コードを", "入力しま", "す"]),
        ("コードです。次", 10, ["コードで", "す。次"]),
        ("コード「番号」", 8, ["コード", "「番号」"]),
        ("내장된 로컬 AWS를 사용", 11, ["내장된 로컬", "AWS를 사용"]),
        ("AWS の MFA コード", 9, ["AWS の", "MFA コー", "ド"]),
        ("", 9, [""]),
    ],
)
def test_lines_are_broken_where_the_language_breaks_them(text: str, columns: int, lines: list[str]):
    assert wrapped(text, columns) == lines
