"""Which language the commands speak: the one chosen in Hourpass, else that of the environment; English where neither says
one that they know.

With LC_ALL=C they speak English whatever is chosen: scripts and reports count on that.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping

from hourpass.domain.languages import LANGUAGES, first_spoken

_LETTERS = {"en": "a", "ja": "あ漢", "ko": "가"}
_NO_LANGUAGE = frozenset({"C", "POSIX"})
_CHOSEN = re.compile(r'"language"\s*:\s*"([a-z]*)"')


def spoken(environment: Mapping[str, str], settings_path: str, encodings: Iterable[str | None] = ()) -> str:
    """One of the LANGUAGES. English as well where the streams with these *encodings* have no letters for it."""
    if _wants_english(environment):
        return "en"
    chosen = _chosen(settings_path)
    language = chosen if chosen in LANGUAGES else first_spoken(_of_system(environment))
    return language if all(_can_be_written(language, encoding) for encoding in encodings) else "en"


def chosen_in(settings: str) -> str:
    """The language that *settings*, the text of their file, name; empty where they name none, and that of a damaged file
    as far as it can still be read.
    """
    found = _CHOSEN.search(settings)
    return found[1] if found else ""


def _wants_english(environment: Mapping[str, str]) -> bool:
    """Whether somebody said so. LANG=C.UTF-8 alone is nobody's wish: containers and WSL come with it."""
    return _locale(environment) in _NO_LANGUAGE or _bare(environment.get("LC_ALL", "")) in _NO_LANGUAGE


def _locale(environment: Mapping[str, str]) -> str:
    """That of messages, as POSIX has it."""
    return next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := environment.get(name))), "")


def _bare(locale: str) -> str:
    """*locale* without its encoding and its variant."""
    return locale.partition(".")[0].partition("@")[0]


def _of_system(environment: Mapping[str, str]) -> list[str]:
    """The languages that the person wants, the best first; as GNU gettext finds them, which asks LANGUAGE only where there
    is a locale.
    """
    locale = _bare(_locale(environment))
    if not locale:
        return _of_desktop()
    if locale in _NO_LANGUAGE:
        return []
    return [_bare(each) for each in (environment.get("LANGUAGE") or locale).split(":")]


def _chosen(settings_path: str) -> str:
    try:
        with open(settings_path, encoding="utf-8") as file:  # noqa: PTH123 (for speed)
            return chosen_in(file.read())
    except (OSError, ValueError):
        return ""


def _can_be_written(language: str, encoding: str | None) -> bool:
    """Windows gives a file or a pipe the code page of its own language, and anybody can have a locale without UTF-8."""
    try:
        _LETTERS[language].encode(encoding or "utf-8")
    except (UnicodeError, LookupError):
        return False
    return True


if sys.platform == "win32":

    def _of_desktop() -> list[str]:
        import ctypes  # here for speed

        of_windows = {0x11: "ja", 0x12: "ko"}  # winnt.h: LANG_JAPANESE, LANG_KOREAN
        return [of_windows.get(ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF, "en")]

else:

    def _of_desktop() -> list[str]:
        return []
