"""How the sentences about one reason are written down, and how the right one is chosen for the facts at hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter

from PySide6.QtCore import QCoreApplication

from hourpass.domain.texts import QT_TRANSLATE_NOOP as QT_TRANSLATE_NOOP  # noqa: PLC0414 (the wording finds it here)

Variants = str | tuple[str, ...]
"""One sentence, or several of the same meaning, the one that tells the most facts first; the last needs none."""


@dataclass(frozen=True, slots=True)
class Sentences:
    """What is said about one reason. *line* is for a status line; where it is empty, *what* serves."""

    what: Variants
    why: Variants
    now: Variants
    line: Variants = ""


def fitting(context: str, variants: Variants, facts: Mapping[str, str]) -> str:
    """The first of *variants* whose every placeholder has a fact, translated, with the facts filled in."""
    for text in (variants,) if isinstance(variants, str) else variants:
        if placeholders(text) <= facts.keys():
            return QCoreApplication.translate(context, text).format(**facts)
    return ""


def placeholders(text: str) -> frozenset[str]:
    """The names of the facts that *text* has room for."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name)
