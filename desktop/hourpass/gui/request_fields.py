"""What another program's request says: each word is taken for what it should be, or for nothing."""

from __future__ import annotations

from typing import Any


def text_of(message: dict[str, Any], name: str) -> str:
    """The text there; empty where there is none, or something else."""
    value = message.get(name)
    return value if isinstance(value, str) else ""


def short_name_of(message: dict[str, Any], name: str) -> str:
    """The text there as one short line that can be shown on screen."""
    return "".join(character for character in text_of(message, name) if character.isprintable())[:40]


def seconds_of(message: dict[str, Any], name: str, most: float) -> float | None:
    """The number there, brought between 0 and *most*; None where there is none."""
    value = message.get(name)
    # JSON of Python's kind knows NaN, which is no number.
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:  # noqa: PLR0124
        return None
    return float(min(max(value, 0), most))  # in this order: a whole number may be greater than any float
