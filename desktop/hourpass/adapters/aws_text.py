"""The text of AWS config and credentials files: keys taken out, every other byte as it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from hourpass.domain.aws_lines import Line, joined, lines

BLANK = "moved-to-the-keyring"
_SECRET_OPTIONS = frozenset({"aws_secret_access_key", "aws_session_token"})
_KEY_OPTIONS = _SECRET_OPTIONS | {"aws_access_key_id"}


def without_keys(data: bytes, section: str) -> bytes:
    """*data* without the lines that hold the access key of *section* (the text of its header)."""
    return joined(line for line in lines(data) if line.section != section or line.option not in _KEY_OPTIONS)


def with_blank(data: bytes, secret: str) -> bytes:
    """*data* with :data:`BLANK` wherever a secret option of any section has the value *secret*."""
    return joined(_with_blank(lines(data), secret))


def _with_blank(before: Iterable[Line], secret: str) -> Iterator[Line]:
    blanking = False
    for line in before:
        if line.option in _SECRET_OPTIONS and not line.continues:
            blanking = bool(line.value) and line.value == secret
            yield _blanked(line) if blanking else line
        elif not (blanking and line.continues and line.option in _SECRET_OPTIONS):
            yield line


def _blanked(line: Line) -> Line:
    content = line.text.rstrip()
    return replace(line, text=content.removesuffix(line.value) + BLANK + line.text[len(content) :])
