"""Sections of AWS files that are ours: each between two comment lines that name Hourpass and the profile it is for.

The lines are put in and taken out as bytes. configupdater keeps comments and order as well, but it works on decoded
text with one kind of line end, so that foreign bytes, mixed line ends, a byte order mark, or a file that its parser
refuses would not come out as they went in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from hourpass.domain.aws_lines import Line, line_end, lines, split

# No "=" in them: the Ruby SDK reads options out of comments, too.
_BEGIN = re.compile(r"# hourpass begin (?P<id>[\w.-]+)(?P<until> until (?P<moment>\S+?))?(:(\s|$)|$)")
_END = re.compile(r"# hourpass end (?P<id>[\w.-]+)$")
_ID = re.compile(r"[\w.-]+")
_LONG_OVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Marked:
    """One marked section, by the numbers of its two marker lines (from 0)."""

    profile_id: str
    first: int
    last: int
    header: str  # what stands in the brackets of its last header; empty where somebody removed it
    header_line: int
    expires_at: datetime | None  # when what stands there is no longer of use, if ever


@dataclass(frozen=True, slots=True)
class Marks:
    """All that is marked in a file."""

    whole: tuple[Marked, ...]
    broken: Mapping[str, int]  # profile ids with a marker whose counterpart is missing, and its line (from 1)


def begin(profile_id: str, expires_at: datetime | None = None) -> str:
    """The marker line before a section; ValueError for an id that could not be read back from it."""
    if not _ID.fullmatch(profile_id):
        raise ValueError(profile_id)
    if expires_at is None:
        return f"# hourpass begin {profile_id}: written by Hourpass, changes between these lines are lost"
    moment = expires_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return f"# hourpass begin {profile_id} until {moment}: written by Hourpass, removed when it expires"


def end(profile_id: str) -> str:
    """The marker line after it."""
    return f"# hourpass end {profile_id}"


def is_marker(text: str) -> bool:
    """Whether *text* is a marker line, without spaces around it."""
    return bool(_BEGIN.match(text) or _END.match(text))


def marks(data: bytes) -> Marks:
    """What is marked in *data*; a damaged pair of markers spoils no other one."""
    whole: list[Marked] = []
    broken: dict[str, int] = {}
    opened: tuple[re.Match[str], int] | None = None
    header, header_line = "", -1
    for number, line in enumerate(lines(data)):
        text = line.text.strip()
        if line.opens:
            header, header_line = line.section, number
        elif started := _BEGIN.match(text):
            if opened:
                broken[opened[0]["id"]] = opened[1] + 1
            opened = (started, number)
            header, header_line = "", -1
        elif ended := _END.match(text):
            if opened and opened[0]["id"] == ended["id"]:
                found, first = opened
                whole.append(Marked(ended["id"], first, number, header, header_line, _moment(found)))
            else:
                broken[ended["id"]] = number + 1
                if opened:
                    broken[opened[0]["id"]] = opened[1] + 1
            opened = None
    if opened:
        broken[opened[0]["id"]] = opened[1] + 1
    return Marks(tuple(whole), broken)


def put(data: bytes | None, places: Sequence[Marked], section: Sequence[str]) -> bytes:
    """*data* with the lines of *section* in the first of *places* and nothing in the others; at the end if there are none.

    Every other byte stays. *section* begins and ends with its markers; None is a file that is not there.
    """
    if not places:
        return _appended(data, section)
    shorter = taken_out(data or b"", places[1:]) or b""
    raw, place = split(shorter), places[0]
    between = line_end(raw[place.first])
    # The end of the last line stays: by it one sees that the file never ended in one, see taken_out.
    text = _text(section, between) + line_end(raw[place.last])
    return b"".join([*raw[: place.first], text, *raw[place.last + 1 :]])


def taken_out(data: bytes, places: Sequence[Marked]) -> bytes | None:
    """*data* without what stands at *places*, as it was before that was put there; None when it was not there at all."""
    rest: bytes | None = data
    for place in reversed(places):
        rest = _without(rest or b"", place)
    return rest


def _appended(data: bytes | None, section: Sequence[str]) -> bytes:
    """After a blank line, and ending as the file ended: with a line end or without one. Both are seen at removal."""
    if data is None:
        return _text(section, b"\n") + b"\n"
    raw = split(data)
    # The last one, not the first: after a lone CR a line feed would become part of it.
    between = next((found for line in reversed(raw) if (found := line_end(line))), b"\n")
    text = _text(section, between)
    if not raw or line_end(raw[-1]):
        return data + between + text + between
    return data + between + between + text


def _without(data: bytes, place: Marked) -> bytes | None:
    raw = split(data)
    before, after = raw[: place.first], raw[place.last + 1 :]
    if place.header and _goes_on(data, place):
        # `aws configure set` puts options after the last line of a section, and so after our marker. They stay with
        # their header, or they would become part of the section above.
        return b"".join([*before, raw[place.header_line], *after])
    if before and _is_blank(before[-1]):
        before.pop()
    elif not before and not after:
        return None
    elif not before and len(after) > 1 and _is_blank(after[0]) and _BEGIN.match(_decoded(after[1])):
        after.pop(0)  # ours was the first of a file that we made; the next one becomes that
    if before and not after and not line_end(raw[place.last]):
        before[-1] = before[-1].removesuffix(line_end(before[-1]))
    return b"".join([*before, *after])


def _goes_on(data: bytes, place: Marked) -> bool:
    for line in list(lines(data))[place.last + 1 :]:
        if line.opens:
            return False
        if _says_something(line):
            return True
    return False


def _says_something(line: Line) -> bool:
    content = line.text.strip()
    return bool(content) and not content.startswith(("#", ";"))


def _is_blank(line: bytes) -> bool:
    return line == line_end(line)


def _text(section: Sequence[str], between: bytes) -> bytes:
    return between.join(line.encode() for line in section)


def _decoded(line: bytes) -> str:
    return line.decode("utf-8", "surrogateescape").strip()


def _moment(found: re.Match[str]) -> datetime | None:
    if not found["until"]:
        return None
    try:
        moment = datetime.fromisoformat(found["moment"])
    except ValueError:
        return _LONG_OVER
    return moment if moment.tzinfo else _LONG_OVER
