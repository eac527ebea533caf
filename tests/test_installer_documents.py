"""The papers that packages bring, manuals and readmes, say the same in each language."""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

import pytest

from hourpass.gui.languages import LANGUAGES

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "installer"))  # the installer is no package: its files are found beside the script

import _deb  # noqa: E402 (needs the path above)
import _packaging  # noqa: E402 (needs the path above)

OTHERS = LANGUAGES[1:]
MANUALS = ("hourpass", "hourpass-cli")
FOLDERS = {language: "" if language == "en" else f"{language}/" for language in LANGUAGES}
ENDINGS = {language: "" if language == "en" else f".{language}" for language in LANGUAGES}
COLUMNS = 80


@pytest.fixture(scope="module")
def manuals(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The manuals as the .deb brings them, below /usr/share/man."""
    folder = tmp_path_factory.mktemp("man")
    _deb._write_manuals(_packaging.Workshop(ROOT, lambda _text: None), folder)
    return folder


def manual(folder: Path, language: str, name: str) -> str:
    packed = folder / f"{FOLDERS[language]}man1" / f"{name}.1.gz"
    return gzip.decompress(packed.read_bytes()).decode()


def tags(page: str) -> list[str]:
    """What the page's paragraphs are about: options, commands, files."""
    return re.findall(r"^\.TP\n(.+)$", page, re.MULTILINE)


def technical_words(page: str) -> set[str]:
    """Options, paths, variables and numbers, of which no language has its own."""
    plain = re.sub(r"\\f[BIPR]|\\%", "", re.sub(r'^\.(\\"|TH|if|nh|ad|ss).*', "", page, flags=re.MULTILINE))
    plain = plain.replace("\\-", "-").replace("\\~", " ")
    return set(re.findall(r"--[a-z][a-z-]*|~/[\w./-]+[a-z]|[A-Z]+(?:_[A-Z]+)+|[a-z]+_[a-z]+|(?<![\d.])\d+", plain))


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", MANUALS)
def test_a_manual_tells_in_each_language_of_the_same_things(manuals: Path, name: str, language: str):
    english, other = manual(manuals, "en", name), manual(manuals, language, name)
    assert tags(other) == tags(english) != []
    assert technical_words(other) == technical_words(english) != set()
    sections = [re.findall(r"^\.SH (.+)$", page, re.MULTILINE) for page in (english, other)]
    assert len(sections[1]) == len(sections[0])
    assert set(sections[1]).isdisjoint(sections[0])
    assert "@" not in other


@pytest.mark.skipif(shutil.which("groff") is None, reason="nothing here sets manuals")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", MANUALS)
def test_a_manual_is_set_without_a_complaint_and_no_line_is_too_long(manuals: Path, name: str, language: str):
    done = subprocess.run(
        ["groff", "-Kutf8", "-Tutf8", "-man", "-ww", f"-rLL={COLUMNS}n", "-P-c"],  # noqa: S607 (wherever it is)
        input=manual(manuals, language, name).encode(),
        capture_output=True,
        check=True,
    )
    assert done.stderr.decode() == ""
    lines = re.sub(".\b", "", done.stdout.decode()).splitlines()  # bold is overprinted
    assert [line for line in lines if columns(line) > COLUMNS] == []
    assert len(lines) > 20


def columns(line: str) -> int:
    """How wide *line* is in a terminal."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line)


def readme(language: str) -> str:
    return (ROOT / "installer/portable" / f"README{ENDINGS[language]}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", OTHERS)
def test_the_portable_readme_says_the_same_in_each_language(language: str):
    english, other = readme("en"), readme(language)
    assert len(other.split("\n\n")) == len(english.split("\n\n"))
    for words in (r"\./[a-z-]+(?:\.sh)?(?: --[a-z]+| add| remove)?", r"~/[\w./-]+[a-z]", "LICENCES"):
        assert Counter(re.findall(words, other, re.ASCII)) == Counter(re.findall(words, english, re.ASCII)) != Counter()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_portable_readme_leads_to_the_other_languages_first_of_all(language: str):
    named = re.findall(r"README\S*\.txt", readme(language).splitlines()[0])
    assert named == [f"README{ENDINGS[other]}.txt" for other in LANGUAGES if other != language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_portable_readme_calls_the_setting_by_the_name_that_it_has(language: str):
    setting = "Start Hourpass when I &log in"
    if language != "en":
        texts = ET.parse(ROOT / f"resources/translations/hourpass_{language}.ts").iter("message")  # noqa: S314 (our own file)
        (setting,) = [each.findtext("translation", "") for each in texts if each.findtext("source") == setting]
    assert re.sub(r"\(&.\)|&", "", setting) in " ".join(readme(language).split())
