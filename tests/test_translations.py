"""The languages are complete, and say with every placeholder and letter what the sources say."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import PySide6
import pytest

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "resources" / "translations"
TRANSLATED = pytest.mark.parametrize("language", ["ja", "ko"])
LUPDATE = Path(PySide6.__file__).parent / ("lupdate.exe" if sys.platform == "win32" else "lupdate")
MNEMONIC = re.compile(r"&(?=\w)")
PLACEHOLDER = re.compile(r"\{\w*\}|%n|%L?\d|%\(\w+\)[a-z]|%[rs]\b")
KANA_OR_HAN = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
HANGUL = re.compile(r"[\uac00-\ud7a3]")


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the sources, and what it is in a language."""

    context: str
    source: str
    comment: str
    translations: tuple[str, ...]
    finished: bool

    @property
    def key(self) -> tuple[str, str, str]:
        return self.context, self.source, self.comment


@cache
def texts(language: str) -> tuple[Text, ...]:
    return read(FOLDER / f"hourpass_{language}.ts")


def read(path: Path) -> tuple[Text, ...]:
    found = []
    for context in ET.parse(path).getroot().iter("context"):  # noqa: S314 (our own file)
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            forms = translation.findall("numerusform") or [translation]
            found.append(
                Text(
                    context.findtext("name", ""),
                    message.findtext("source", ""),
                    message.findtext("comment", ""),
                    tuple(form.text or "" for form in forms),
                    translation.get("type") is None,
                )
            )
    return tuple(found)


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> frozenset[tuple[str, str, str]]:
    """What lupdate finds in the sources now."""
    target = tmp_path_factory.mktemp("texts") / "found_ja.ts"
    found = sorted((ROOT / "desktop").rglob("*.py"))
    command = [LUPDATE, "-silent", "-locations", "none", *found, "-ts", target]
    subprocess.run([str(word) for word in command], check=True, capture_output=True)
    return frozenset(text.key for text in read(target))


@TRANSLATED
def test_every_text_of_the_sources_is_in_the_translators_file_and_no_other(
    language: str, sources: frozenset[tuple[str, str, str]]
):
    there = {text.key for text in texts(language)}
    assert there == sources, "`python3 installer/develop.py texts` brings the file in step"


@pytest.mark.parametrize("language", ["en", "ja", "ko"])
def test_nothing_is_left_untranslated(language: str):
    assert [text.key for text in texts(language) if not text.finished or not all(text.translations)] == []


@TRANSLATED
def test_every_placeholder_is_kept(language: str):
    lost = [
        (text.source, form)
        for text in texts(language)
        for form in text.translations
        if sorted(PLACEHOLDER.findall(text.source)) != sorted(PLACEHOLDER.findall(form))
    ]
    assert lost == []


@TRANSLATED
def test_commands_find_what_they_say_compiled(language: str):
    wanted: dict[str, dict[str, str]] = {}
    for text in texts(language):
        if text.context.startswith("Cli"):
            wanted.setdefault(text.context, {})[text.source] = text.translations[0]
    compiled = json.loads((FOLDER / f"cli_{language}.json").read_text(encoding="utf-8"))
    assert wanted
    assert compiled == wanted, "`python3 installer/develop.py setup` compiles it"


@pytest.mark.parametrize("folder", ["cli", "terminal", "sandbox"])
def test_what_is_said_without_qt_is_in_a_context_that_is_compiled_for_it(folder: str):
    used = set()
    for path in (ROOT / "desktop" / "hourpass" / folder).rglob("*.py"):
        used |= set(re.findall(r"""\b(?:translate|QT_TRANSLATE_NOOP)\(\s*"(\w+)",""", path.read_text(encoding="utf-8")))
    assert used
    assert {context for context in used if not context.startswith("Cli")} == set()


@TRANSLATED
def test_every_letter_that_leads_somewhere_is_the_same_in_each_language(language: str):
    def letters(text: str) -> list[str]:
        plain = text.replace("&&", "")
        return [plain[found.end()].lower() for found in MNEMONIC.finditer(plain)]

    other = [
        (text.source, form)
        for text in texts(language)
        for form in text.translations
        if letters(text.source) != letters(form)
    ]
    assert other == []


@pytest.mark.parametrize(("language", "foreign"), [("ja", HANGUL), ("ko", KANA_OR_HAN)])
def test_no_language_speaks_the_other_ones_script(language: str, foreign: re.Pattern[str]):
    assert [text.key for text in texts(language) if any(map(foreign.search, text.translations))] == []
