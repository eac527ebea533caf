from __future__ import annotations

import configparser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hourpass.adapters import aws_text
from hourpass.domain import aws_lines

FILE = (
    b"# mine\n"
    b"[default]\n"
    b"aws_access_key_id = AKIAIOSFODNN7EXAMPLE\n"
    b"region=eu-west-1\n"
    b"; a note\n"
    b"AWS_Secret_Access_Key : wJalrXUtnFEMI/K7MDENG\n"
    b"\n"
    b"[work]\n"
    b"aws_access_key_id=AKIAI44QH8DHBEXAMPLE\n"
    b"aws_secret_access_key=je7MtGbClwBF/2Zp9Utk\n"
)


def test_only_the_key_lines_of_that_section_go() -> None:
    assert aws_text.without_keys(FILE, "default") == (
        b"# mine\n[default]\nregion=eu-west-1\n; a note\n\n"
        b"[work]\naws_access_key_id=AKIAI44QH8DHBEXAMPLE\naws_secret_access_key=je7MtGbClwBF/2Zp9Utk\n"
    )


@pytest.mark.parametrize("end", [b"\r\n", b"\r"])
def test_line_ends_stay_as_they_are(end: bytes) -> None:
    before = FILE.replace(b"\n", end)
    assert aws_text.without_keys(before, "default") == aws_text.without_keys(FILE, "default").replace(b"\n", end)


def test_a_byte_order_mark_and_foreign_bytes_stay() -> None:
    before = b"\xef\xbb\xbf[a]\naws_access_key_id=1\n# \xff\xfe caf\xe9\nname=\x00\xe9\n"
    assert aws_text.without_keys(before, "a") == b"\xef\xbb\xbf[a]\n# \xff\xfe caf\xe9\nname=\x00\xe9\n"


def test_a_value_that_goes_on_goes_whole_and_comments_within_it_stay() -> None:
    before = b"[a]\naws_secret_access_key =\n  one\n# between\n\n  [two]\nregion = x\n"
    assert aws_text.without_keys(before, "a") == b"[a]\n# between\n\nregion = x\n"


def test_a_last_line_without_an_end_goes_as_well() -> None:
    assert aws_text.without_keys(b"[a]\nregion=x\naws_session_token=y", "a") == b"[a]\nregion=x\n"


def test_nested_settings_that_look_like_keys_stay() -> None:
    before = b"[a]\ns3 =\n  aws_secret_access_key = not one\nregion = x\n"
    assert aws_text.without_keys(before, "a") == before


def test_commented_keys_are_comments() -> None:
    before = b"[a]\n#aws_secret_access_key = old\n ; aws_access_key_id = old\n"
    assert aws_text.without_keys(before, "a") == before


def test_the_blank_takes_the_secrets_place_everywhere_and_nothing_else() -> None:
    before = b"[a]\naws_secret_access_key = S1 \r\naws_access_key_id = S1\n[b]\nAWS_SESSION_TOKEN:S1\nx = S1\n[c]\naws_secret_access_key=S2"
    assert aws_text.with_blank(before, "S1") == (
        b"[a]\naws_secret_access_key = moved-to-the-keyring \r\naws_access_key_id = S1\n"
        b"[b]\nAWS_SESSION_TOKEN:moved-to-the-keyring\nx = S1\n[c]\naws_secret_access_key=S2"
    )


def test_an_empty_secret_blanks_nothing() -> None:
    assert aws_text.with_blank(b"[a]\naws_secret_access_key =\n", "") == b"[a]\naws_secret_access_key =\n"


names = st.sampled_from(["default", "profile a b", "x", "ünï"])
lines = st.one_of(
    names.map(lambda name: f"[{name}]".encode()),
    st.sampled_from(
        [
            b"aws_access_key_id = AKIA",
            b"aws_secret_access_key=s3cr3t",
            b"  aws_session_token : t",
            b"AWS_ACCESS_KEY_ID:X",
            b"region = eu-west-1",
            b"s3 =",
            b"    nested = 1",
            b"\tmore",
            b"# aws_secret_access_key = c",
            b"; c",
            b"",
            b"   ",
            b"no delimiter",
            b"[x",
        ]
    ),
    st.binary(max_size=12),
)
texts = st.lists(st.tuples(lines, st.sampled_from([b"\n", b"\r\n", b"\r"])), max_size=25).map(
    lambda pairs: b"".join(line + end for line, end in pairs)
)


@given(texts, names)
def test_nothing_outside_the_section_changes(data: bytes, section: str) -> None:
    after = aws_text.without_keys(data, section)
    assert aws_text.without_keys(after, "no such section") == after
    kept = iter(after.splitlines(keepends=True))
    # What is left is the lines of before, in their order, each whole.
    assert all(any(line == earlier for earlier in data.splitlines(keepends=True)) for line in kept)
    for other in {"default", "profile a b", "x", "ünï"} - {section}:
        assert _of(data, other) == _of(after, other)


def _of(data: bytes, section: str) -> list[str]:
    return [line.text for line in aws_lines.lines(data) if line.section == section]


@given(st.binary(max_size=300))
def test_any_bytes_survive_when_there_is_nothing_to_do(data: bytes) -> None:
    assert aws_text.without_keys(data, "\n") == data
    assert aws_text.with_blank(data, "\n") == data


def _parsed(data: bytes) -> configparser.RawConfigParser | None:
    parser = configparser.RawConfigParser()
    try:
        parser.read_string("\n".join(data.decode().splitlines()))
    except (configparser.Error, UnicodeDecodeError):
        return None
    return parser


plain_texts = st.lists(
    st.one_of(
        st.sampled_from(["[default]", "[x]", "[profile a b] tail"]),
        st.tuples(
            st.sampled_from(["", " ", "  "]),
            st.sampled_from(
                [
                    "aws_access_key_id = A",
                    "aws_secret_access_key=S",
                    "aws_session_token:T",
                    "region = r",
                    "s3 =",
                    "[x]",
                    "# c",
                    "",
                ]
            ),
        ).map("".join),
    ),
    max_size=12,
).map(lambda found: "\n".join(found).encode())


@given(plain_texts, st.sampled_from(["default", "x", "profile a b"]))
def test_configparser_agrees_about_what_is_left(data: bytes, section: str) -> None:
    before = _parsed(data)
    if before is None or not before.has_section(section):
        return
    after = _parsed(aws_text.without_keys(data, section))
    assert after is not None
    assert after.sections() == before.sections()
    for name in before.sections():
        expected = {option: value.split() for option, value in before.items(name)}
        if name == section:
            for option in ("aws_access_key_id", "aws_secret_access_key", "aws_session_token"):
                expected.pop(option, None)
        assert {option: value.split() for option, value in after.items(name)} == expected
