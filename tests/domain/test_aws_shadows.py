from __future__ import annotations

import pytest
from hypothesis import given

from domain.aws_texts import UGLY, texts
from hourpass.domain import aws_marks, aws_shadows
from hourpass.domain.aws_entry import AwsEntry
from hourpass.domain.aws_shadows import Shadow, Shadowing

OURS = "\n".join(AwsEntry("a1", "work", ("x",)).lines).encode()


def _config(data: bytes, section: str = "work") -> list[Shadow]:
    return list(aws_shadows.in_config(data, "/c", "a1", section))


def _credentials(data: bytes) -> list[Shadow]:
    return list(aws_shadows.in_credentials(data, "/c", "a1", "work"))


@pytest.mark.parametrize(
    "header", [b"[profile work]", b'[profile "work"]', b"[profile  work]", b"  [profile work] # mine"]
)
def test_a_section_of_the_same_name_is_found_however_it_is_written(header: bytes) -> None:
    assert _config(b"[a]\n" + header + b"\nx = 1\n") == [
        Shadow(Shadowing.SECTION_IN_CONFIG_FILE, {"path": "/c", "line": "2"})
    ]


@pytest.mark.parametrize("text", [OURS, b"[work]\n", b"# [profile work]\n", b"[a]\nx =\n  [profile work] = 1\n", b""])
def test_our_own_section_other_headers_and_comments_are_no_shadow(text: bytes) -> None:
    assert _config(text) == []


def test_our_section_for_another_profile_is_one() -> None:
    assert [shadow.meaning for shadow in aws_shadows.in_config(OURS, "/c", "b2", "work")] == [
        Shadowing.SECTION_IN_CONFIG_FILE
    ]


@pytest.mark.parametrize("header", [b"[default]", b"[profile default]"])
def test_the_default_profile_has_two_headers(header: bytes) -> None:
    assert [shadow.meaning for shadow in _config(header, "default")] == [Shadowing.SECTION_IN_CONFIG_FILE]


def test_keys_and_other_sources_of_that_name_in_the_credentials_file_are_told_once_each() -> None:
    text = (
        b"[a]\nrole_arn = x\n[work]\naws_access_key_id = A\naws_secret_access_key = B\nsso_session = s\nrole_arn = r\n"
    )
    assert _credentials(text) == [
        Shadow(Shadowing.KEYS_IN_CREDENTIALS_FILE, {"path": "/c", "line": "4"}),
        Shadow(Shadowing.SOURCE_IN_CREDENTIALS_FILE, {"path": "/c", "line": "6", "option": "sso_session"}),
    ]


@pytest.mark.parametrize(
    "text", [b"[work]\nregion = x\n", b"[work]\naws_access_key_id =\n", b"[profile work]\nrole_arn=x\n"]
)
def test_what_gives_no_credentials_is_no_shadow(text: bytes) -> None:
    assert _credentials(text) == []


def test_keys_that_we_keep_fresh_there_are_no_shadow() -> None:
    text = "\n".join([aws_marks.begin("a1"), "[work]", "aws_access_key_id = A", aws_marks.end("a1")])
    assert _credentials(text.encode()) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (b"[a]\nx = 1\n[a]\n", "3"),
        (b"[a]\nx = 1\nX = 2\n", "3"),
        (b"x = 1\n", "1"),
        (b"[a]\nno delimiter\n", "2"),
        (b"[a]\nx =\n  no equals sign\n", None),
    ],
)
def test_a_file_that_botocore_refuses_is_told_with_the_line(text: bytes, line: str | None) -> None:
    (shadow,) = (one for one in _config(text) if one.meaning is Shadowing.FILE_UNREADABLE)
    assert shadow.facts == {"path": "/c", **({"line": line} if line else {})}


def test_what_no_parser_gets_as_far_as_a_line_of_is_told_by_its_cause() -> None:
    assert _config(b"\xef\xbb\xbf[a]\n") == [Shadow(Shadowing.BYTE_ORDER_MARK, {"path": "/c"})]
    assert _config(b"[a]\n# caf\xe9\n") == [Shadow(Shadowing.NOT_UTF8, {"path": "/c", "line": "2"})]
    assert _config("[a]".encode("utf-16")) == [Shadow(Shadowing.NOT_UTF8, {"path": "/c", "line": "1"})]
    assert _config(UGLY) == [Shadow(Shadowing.NOT_UTF8, {"path": "/c", "line": "1"})]


@given(texts)
def test_it_is_refused_here_exactly_when_botocore_refuses_it(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    from botocore.configloader import raw_config_parse
    from botocore.exceptions import ConfigParseError

    path = tmp_path_factory.getbasetemp() / "generated"
    path.write_bytes(data)
    try:
        raw_config_parse(str(path))
        refused = False
    except ConfigParseError:
        refused = True
    causes = {Shadowing.FILE_UNREADABLE, Shadowing.BYTE_ORDER_MARK, Shadowing.NOT_UTF8}
    assert refused is any(shadow.meaning in causes for shadow in _config(data))


def test_what_is_set_where_we_were_started_is_told() -> None:
    environment = {
        "AWS_ACCESS_KEY_ID": "AKIA",
        "AWS_PROFILE": "other",
        "AWS_DEFAULT_PROFILE": "work",
        "AWS_REGION": "x",
    }
    assert list(aws_shadows.in_environment(environment, "work")) == [
        Shadow(Shadowing.KEYS_IN_ENVIRONMENT, {"variable": "AWS_ACCESS_KEY_ID"}),
        Shadow(Shadowing.PROFILE_IN_ENVIRONMENT, {"variable": "AWS_PROFILE", "value": "other"}),
    ]
    assert list(aws_shadows.in_environment({"AWS_PROFILE": ""}, "work")) == []
