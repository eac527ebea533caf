"""The languages that Hourpass speaks."""

from __future__ import annotations

from collections.abc import Iterable

LANGUAGES = ("en", "ja", "ko")


def first_spoken(wanted: Iterable[str]) -> str:
    """The first of the languages *wanted* (``ja-JP``, ``ko_KR``, ``C``…) that is one; English where none of them is."""
    for name in wanted:
        language = name.replace("_", "-").partition("-")[0]
        if language in LANGUAGES:
            return language
    return "en"
