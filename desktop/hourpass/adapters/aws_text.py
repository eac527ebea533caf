"""The text of AWS config and credentials files: keys taken out, every other byte as it was.

Lines are read as Python's configparser reads them, because botocore does; nothing is ever parsed and written back.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

BLANK = "moved-to-the-keyring"
_SECRET_OPTIONS = frozenset({"aws_secret_access_key", "aws_session_token"})
_KEY_OPTIONS = _SECRET_OPTIONS | {"aws_access_key_id"}
_HEADER = re.compile(r"\[(?P<header>.+)\]")
_OPTION = re.compile(r"(?P<option>.*?)\s*[=:]\s*(?P<value>.*)$")
_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class _Line:
    text: str  # with its end
    section: str  # what stands in the brackets of its header; empty before the first
    option: str = ""  # that it sets or goes on with, in lower case; empty for headers, comments and blank lines
    value: str = ""
    continues: bool = False


def without_keys(data: bytes, section: str) -> bytes:
    """*data* without the lines that hold the access key of *section* (the text of its header)."""
    return _joined(line for line in _lines(data) if line.section != section or line.option not in _KEY_OPTIONS)


def with_blank(data: bytes, secret: str) -> bytes:
    """*data* with :data:`BLANK` wherever a secret option of any section has the value *secret*."""
    return _joined(_with_blank(_lines(data), secret))


def _with_blank(lines: Iterable[_Line], secret: str) -> Iterator[_Line]:
    blanking = False
    for line in lines:
        if line.option in _SECRET_OPTIONS and not line.continues:
            blanking = bool(line.value) and line.value == secret
            yield _blanked(line) if blanking else line
        elif not (blanking and line.continues and line.option in _SECRET_OPTIONS):
            yield line


def _blanked(line: _Line) -> _Line:
    content = line.text.rstrip()
    return replace(line, text=content.removesuffix(line.value) + BLANK + line.text[len(content) :])


def _joined(lines: Iterable[_Line]) -> bytes:
    return "".join(line.text for line in lines).encode("utf-8", "surrogateescape")


def _lines(data: bytes) -> Iterator[_Line]:
    """Every line of the file with what it belongs to."""
    section, option, indent = "", "", sys.maxsize
    for number, raw in enumerate(data.splitlines(keepends=True)):  # bytes split at CR, LF and CRLF, nowhere else
        whole = raw.decode("utf-8", "surrogateescape")  # what is no UTF-8 comes out as it went in
        text = whole.removeprefix(_BYTE_ORDER_MARK) if number == 0 else whole
        content = text.strip()
        depth = len(text) - len(text.lstrip())
        if not content or content.startswith(("#", ";")):
            yield _Line(whole, section)
        elif option and depth > indent:
            # Indented deeper than its option, a line goes on with the value, whatever it looks like.
            yield _Line(whole, section, option, content, continues=True)
        elif header := _HEADER.match(content):
            section, option, indent = header["header"], "", depth
            yield _Line(whole, section)
        else:
            found = _OPTION.match(content)
            option, indent = (found["option"].rstrip().lower() if found else ""), depth
            yield _Line(whole, section, option, found["value"] if found else "")
