from __future__ import annotations

import configparser
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.aws_texts import UGLY, texts
from hourpass.domain import aws_marks
from hourpass.domain.aws_marks import marks, put, taken_out

IDS = ("a1", "b2", "c3")


def _section(profile_id: str, *options: str) -> tuple[str, ...]:
    return (aws_marks.begin(profile_id), f"[profile of-{profile_id}]", *options, aws_marks.end(profile_id))


def _put(data: bytes | None, profile_id: str, *options: str) -> bytes:
    found = [place for place in marks(data or b"").whole if place.profile_id == profile_id]
    return put(data, found, _section(profile_id, *options))


def _take_out(data: bytes | None, profile_id: str) -> bytes | None:
    found = [place for place in marks(data or b"").whole if place.profile_id == profile_id]
    return taken_out(data or b"", found) if found else data


def test_a_section_comes_after_a_blank_line_between_its_markers() -> None:
    assert _put(b"[default]\nregion = x\n", "a1", "region = y") == (
        b"[default]\nregion = x\n"
        b"\n"
        b"# hourpass begin a1: written by Hourpass, changes between these lines are lost\n"
        b"[profile of-a1]\n"
        b"region = y\n"
        b"# hourpass end a1\n"
    )


@pytest.mark.parametrize(
    "before",
    [
        None,
        b"",
        b"\n",
        b"\r\n",
        b"x",
        b"[a]\nb = 1",
        b"[a]\r\nb = 1\r\n",
        b"[a]\nb = 1\r",
        b"[a]\rb = 1",
        b"\xef\xbb\xbf",
        b"\xef\xbb\xbf[a]\n",
        b"\xe9\xff\n\n\n",
        UGLY,
    ],
)
def test_what_was_put_in_comes_out_without_a_trace(before: bytes | None) -> None:
    once = _put(before, "a1", "region = x")
    assert once != before
    assert _put(once, "a1", "region = x") == once
    assert _take_out(_put(once, "a1", "output = json", "region = y"), "a1") == before


steps = st.lists(
    st.tuples(st.sampled_from(IDS), st.sampled_from(["put", "take out"]), st.sampled_from(["x", "y"])), max_size=20
)


@given(st.one_of(st.none(), texts), steps)
def test_any_rounds_of_several_sections_leave_every_other_byte(
    before: bytes | None, rounds: list[tuple[str, ...]]
) -> None:
    data = before
    standing: dict[str, str] = {}
    for profile_id, step, region in rounds:
        if step == "put":
            data, standing[profile_id] = _put(data, profile_id, f"region = {region}"), region
        else:
            data, _ = _take_out(data, profile_id), standing.pop(profile_id, None)
        assert {place.profile_id for place in marks(data or b"").whole} == standing.keys()
        assert marks(data or b"").broken == {}
    for profile_id in IDS:
        data = _take_out(data, profile_id)
    assert data == before


def _parsed(data: bytes) -> dict[str, dict[str, str]] | None:
    parser = configparser.RawConfigParser()
    try:
        parser.read_string(data.decode().replace("\r\n", "\n").replace("\r", "\n"))
    except (configparser.Error, UnicodeDecodeError):
        return None
    return {name: dict(parser[name]) for name in parser.sections()}


@given(texts)
def test_configparser_reads_what_was_there_and_what_is_new(before: bytes) -> None:
    if (known := _parsed(before)) is not None:
        assert _parsed(_put(before, "a1", "region = x")) == {**known, "profile of-a1": {"region": "x"}}


def test_an_update_keeps_the_place_and_the_line_ends() -> None:
    before = _put(b"[a]\r\nb = 1\r\n", "a1", "region = x") + b"[z]\r\n"
    after = _put(before, "a1", "region = yy", "output = json")
    assert after == before.replace(b"region = x\r\n", b"region = yy\r\noutput = json\r\n")


def test_a_section_that_somebody_copied_is_one_again_after_an_update_and_none_after_removal() -> None:
    once = _put(b"[a]\n", "a1", "region = x")
    twice = once + once.removeprefix(b"[a]\n")
    assert _put(twice, "a1", "region = y") == once.replace(b"= x", b"= y")
    assert _take_out(twice, "a1") == b"[a]\n"


def test_options_that_a_tool_put_after_the_end_marker_keep_their_section() -> None:
    data = _put(b"[default]\nregion = x\n", "a1", "region = y") + b"# mine\noutput = json\n"
    assert _take_out(data, "a1") == b"[default]\nregion = x\n\n[profile of-a1]\n# mine\noutput = json\n"


def test_what_stands_after_the_next_header_is_not_ours() -> None:
    after = b"# mine\n\n[z]\noutput = json\n"
    assert _take_out(_put(b"[a]\n", "a1") + after, "a1") == b"[a]\n" + after


@pytest.mark.parametrize(
    ("text", "broken", "whole"),
    [
        (b"# hourpass begin a1: x\n[q]\n", {"a1": 1}, []),
        (b"[q]\n# hourpass end a1\n", {"a1": 2}, []),
        (b"# hourpass begin a1:\n# hourpass begin b2:\n# hourpass end b2\n", {"a1": 1}, ["b2"]),
        (b"# hourpass begin a1:\n# hourpass end b2\n# hourpass end a1\n", {"a1": 3, "b2": 2}, []),
        (b"# hourpass begin a1\n  # hourpass end a1 \n", {}, ["a1"]),
        (b"# hourpass begins a1: x\n#hourpass end a1\n", {}, []),
    ],
)
def test_a_damaged_pair_is_told_by_its_line_and_spoils_no_other(
    text: bytes, broken: dict[str, int], whole: list[str]
) -> None:
    found = marks(text)
    assert found.broken == broken
    assert [place.profile_id for place in found.whole] == whole


def test_an_expiry_is_read_back_and_an_unreadable_one_counts_as_long_over() -> None:
    moment = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
    end = b"\n# hourpass end a1"
    assert marks(aws_marks.begin("a1", moment).encode() + end).whole[0].expires_at == moment
    for text in (b"soon", b"2026-03-04", b"2026-03-04T05:06:07"):
        (place,) = marks(b"# hourpass begin a1 until " + text + b": x" + end).whole
        assert place.expires_at is not None
        assert place.expires_at.year == 1
    assert marks(aws_marks.begin("a1").encode() + end).whole[0].expires_at is None


def test_an_id_that_could_not_be_read_back_is_not_written() -> None:
    with pytest.raises(ValueError, match="a b"):
        aws_marks.begin("a b")
