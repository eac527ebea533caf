from __future__ import annotations

import pytest
from hypothesis import given

from domain.aws_texts import UGLY, texts
from hourpass.domain.aws_lines import joined, line_end, lines, profile_of, split


@given(texts)
def test_the_lines_joined_are_the_file(data: bytes) -> None:
    assert joined(lines(data)) == data
    assert [line.text for line in lines(data)] == [raw.decode("utf-8", "surrogateescape") for raw in split(data)]


def test_each_header_opens_its_section() -> None:
    assert [line.section for line in lines(UGLY) if line.opens] == [
        "default",
        "profile  spaced ",
        'profile "two words"',
        "preview",
    ]


@pytest.mark.parametrize(
    ("line", "end"), [(b"a\r\n", b"\r\n"), (b"a\n", b"\n"), (b"\r", b"\r"), (b"a", b""), (b"", b"")]
)
def test_a_line_end_is_taken_as_a_whole(line: bytes, end: bytes) -> None:
    assert line_end(line) == end


@pytest.mark.parametrize(
    ("header", "profile"),
    [
        ("default", "default"),
        ("profile a", "a"),
        ('profile "a b"', "a b"),
        ("profile a b", ""),
        ("profile 'a", ""),
        ("profile", ""),
        ("a", ""),
        ("sso-session a", ""),
    ],
)
def test_the_profile_of_a_header_is_what_botocore_takes(header: str, profile: str) -> None:
    assert profile_of(header) == profile
