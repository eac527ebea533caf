"""How much room a text takes on a terminal, where Japanese and Korean letters are two columns wide."""

from __future__ import annotations

import re
from unicodedata import combining, east_asian_width

_CJK = "\u3000-\u30ff\u3400-\u9fff\uff00-\uffef"  # signs, kana and Chinese characters: between them a line may end
_OPENING = "「『（(‘“"  # noqa: RUF001 (they are these very signs, as below)
_CLOSING = "、。，．」』）)’”！？：；ーぁぃぅぇぉっゃゅょァィゥェォッャュョ…"  # noqa: RUF001 (never the first of a line)
_PIECE = re.compile(rf"\s+|[{_OPENING}]*(?:[{_CJK}]|[^\s{_CJK}]+)[{_CLOSING}]*")


def width(text: str) -> int:
    """The columns that *text* fills."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(sign) else 1 + (east_asian_width(sign) in "WF") for sign in text)


def padded(text: str, columns: int) -> str:
    """*text*, filled up with spaces to so many *columns*."""
    return text + " " * (columns - width(text))


def wrapped(text: str, columns: int) -> list[str]:
    """*text* in lines of at most so many *columns*, broken as its language does; a longer word has its own line."""
    lines = [""]
    for piece in _PIECE.findall(" ".join(text.split())):
        if width(lines[-1] + piece.rstrip()) > columns and lines[-1]:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines]
