"""The lines of AWS config and credentials files, read as Python's configparser reads them, because botocore does.

Nothing is ever parsed and written back: whoever edits takes lines out or puts some in, and joins the rest as it was.
"""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

DEFAULT_PROFILE = "default"
_HEADER = re.compile(r"\[(?P<header>.+)\]")
_OPTION = re.compile(r"(?P<option>.*?)\s*[=:]\s*(?P<value>.*)$")
_BYTE_ORDER_MARK = "\ufeff"
_LINE_ENDS = (b"\r\n", b"\n", b"\r")


@dataclass(frozen=True, slots=True)
class Line:
    """One line and what it belongs to. Foreign bytes are lone surrogates in it."""

    text: str  # with its end
    section: str  # what stands in the brackets of its header; empty before the first
    option: str = ""  # that it sets or goes on with, in lower case; empty for headers, comments and blank lines
    value: str = ""
    continues: bool = False
    opens: bool = False  # it is the header


def lines(data: bytes) -> Iterator[Line]:
    """Every line of the file with what it belongs to."""
    section, option, indent = "", "", sys.maxsize
    for number, raw in enumerate(split(data)):
        whole = raw.decode("utf-8", "surrogateescape")  # what is no UTF-8 comes out as it went in
        text = whole.removeprefix(_BYTE_ORDER_MARK) if number == 0 else whole
        content = text.strip()
        depth = len(text) - len(text.lstrip())
        if not content or content.startswith(("#", ";")):
            yield Line(whole, section)
        elif option and depth > indent:
            # Indented deeper than its option, a line goes on with the value, whatever it looks like.
            yield Line(whole, section, option, content, continues=True)
        elif header := _HEADER.match(content):
            section, option, indent = header["header"], "", depth
            yield Line(whole, section, opens=True)
        else:
            found = _OPTION.match(content)
            option, indent = (found["option"].rstrip().lower() if found else ""), depth
            yield Line(whole, section, option, found["value"] if found else "")


def joined(kept: Iterable[Line]) -> bytes:
    """The bytes of those lines."""
    return "".join(line.text for line in kept).encode("utf-8", "surrogateescape")


def split(data: bytes) -> list[bytes]:
    """The lines with their ends: bytes split at CR, LF and CRLF, nowhere else."""
    return data.splitlines(keepends=True)


def line_end(line: bytes) -> bytes:
    """CRLF, LF or CR; empty where the line has none, as the last one may."""
    return next((end for end in _LINE_ENDS if line.endswith(end)), b"")


def profile_of(header: str) -> str:
    """The profile that a section of the config file is for, as botocore takes its *header*; empty for other ones."""
    if header == DEFAULT_PROFILE:
        return header
    if not header.startswith("profile"):
        return ""
    try:
        words = shlex.split(header)
    except ValueError:
        return ""  # botocore passes over such a section too
    return words[1] if len(words) == 2 else ""
