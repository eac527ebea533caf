"""What menus, software centres, installers and systems show of Hourpass is there in each of its languages."""

from __future__ import annotations

import re
import sys
import xml.etree.ElementTree as ET
from configparser import RawConfigParser
from itertools import groupby
from pathlib import Path

import pytest

from hourpass.adapters.autostart_entry import DesktopEntry
from hourpass.gui.languages import LANGUAGES

ROOT = Path(__file__).resolve().parents[1]
INSTALLER = ROOT / "installer"
sys.path.insert(0, str(INSTALLER))  # the installer is no package: its files are found beside the script

import _macos  # noqa: E402 (needs the path above)
import _packaging  # noqa: E402 (needs the path above)

OTHERS = LANGUAGES[1:]
LETTERS = {"ja": "[\u3041-\u30ff\u4e00-\u9fff]", "ko": "[\uac00-\ud7a3]"}
TRANSLATED_KEYS = {"Name", "GenericName", "Comment", "Keywords"}
TRANSLATED_TAGS = {"name", "summary", "developer_name", "p", "li", "caption", "keyword"}
OURS = {"Hourpass", "The Hourpass authors"}
"""Names, which are the same everywhere."""
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def is_in(language: str, text: str) -> bool:
    """Whether *text* has letters of *language*, and could not be left over from English."""
    return re.search(LETTERS[language], text) is not None


def untranslated(entry: str) -> list[str]:
    """The keys of a desktop entry that are not there in each language."""
    parser = RawConfigParser(delimiters="=", comment_prefixes="#", default_section="")
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string(entry)
    return [
        f"{group}: {key}[{language}]"
        for group in parser.sections()
        for key, text in parser[group].items()
        if key in TRANSLATED_KEYS and text not in OURS
        for language in OTHERS
        if not is_in(language, parser[group].get(f"{key}[{language}]", ""))
    ]


def test_the_menu_entry_is_in_each_language():
    entry = (ROOT / "resources/hourpass.desktop").read_text(encoding="utf-8")
    assert {"GenericName", "Comment", "Keywords"} <= set(re.findall(r"^(\w+)=", entry, re.MULTILINE))
    assert untranslated(entry) == []


def test_the_entry_for_the_start_at_login_is_in_each_language(tmp_path: Path):
    DesktopEntry(tmp_path, [], ("hourpass", "--hidden")).enable()
    (written,) = tmp_path.iterdir()
    entry = written.read_text(encoding="utf-8")
    assert "\nComment=" in entry
    assert untranslated(entry) == []


def test_an_entry_with_a_key_in_english_alone_would_be_noticed():
    assert untranslated("[Desktop Entry]\nName=Hourpass\nComment=Waits\nComment[ja]=待機\n") == [
        "Desktop Entry: Comment[ko]"
    ]


def test_software_centres_show_each_paragraph_in_each_language():
    lacking, seen = [], 0
    for parent in ET.parse(ROOT / "resources/hourpass.metainfo.xml").iter():  # noqa: S314 (our own file)
        for tag, run in groupby(parent, lambda child: child.tag):
            texts = [child for child in run if child.get("translate") != "no"]
            if tag not in TRANSLATED_TAGS or not texts:
                continue
            seen += 1
            # Each English text is followed by the same in the other languages, in their order.
            languages = [child.get(XML_LANG, "en") for child in texts]
            if languages != [*LANGUAGES] * (len(texts) // len(LANGUAGES)):
                lacking.append(f"{tag}: {languages}")
            lacking += [
                child.text or tag
                for child in texts
                if (language := child.get(XML_LANG, "en")) != "en" and not is_in(language, child.text or "")
            ]
    assert lacking == []
    assert seen >= 2  # the summary and the description


# Windows

SCRIPTS = "\n".join(
    (INSTALLER / "windows" / name).read_text(encoding="utf-8") for name in ("hourpass.nsi", "texts.nsh")
)
NSIS_LANGUAGES = {"ENGLISH": "en", "JAPANESE": "ja", "KOREAN": "ko"}


def lang_strings() -> dict[str, dict[str, str]]:
    """The texts of the Windows installer, by name and language."""
    found: dict[str, dict[str, str]] = {}
    for name, language, text in re.findall(r'^LangString (\w+) \$\{LANG_(\w+)\} "(.+)"$', SCRIPTS, re.MULTILINE):
        found.setdefault(name, {})[NSIS_LANGUAGES[language]] = text
    assert sum(map(len, found.values())) == len(re.findall("^ *LangString ", SCRIPTS, re.MULTILINE))
    return found


@pytest.mark.parametrize("name", sorted(lang_strings()))
def test_each_text_of_the_windows_installer_is_in_each_language(name: str):
    texts = lang_strings()[name]
    assert tuple(texts) == LANGUAGES
    assert [language for language in OTHERS if not is_in(language, texts[language])] == []
    breaks = {text.count(r"$\r$\n") for text in texts.values()}
    assert len(breaks) == 1


def test_the_windows_installer_shows_no_text_but_those():
    defined = re.findall(r"^!define MUI_\w*(?:TEXT|TITLE)\w* +(.+)$", SCRIPTS, re.MULTILINE)
    shown = [*defined, *re.findall(r'MessageBox \S+ (\S+|".*?") /SD', SCRIPTS)]
    shown += re.findall(r"^Section (?:/o )?(.+)$", SCRIPTS, re.MULTILINE)
    # $1 is filled from two of them. NSIS knows the section that removes everything by its name, and shows it nowhere.
    literal = [text for text in shown if text not in {'"$1"', '"Uninstall"', '"${NAME}"'}]
    assert [text for text in literal if re.fullmatch(r'"\$\(\w+\)"', text) is None] == []
    used = set(re.findall(r"\$\((\w+)\)", SCRIPTS))
    assert used == set(lang_strings())


def test_windows_tells_in_each_language_what_the_installers_file_is():
    told = re.findall(r'^!insertmacro TellVersion \$\{LANG_(\w+)\} "(.+)"$', SCRIPTS, re.MULTILINE)
    assert [NSIS_LANGUAGES[language] for language, _ in told] == [*LANGUAGES]
    assert all(is_in(NSIS_LANGUAGES[language], text) for language, text in told[1:])
    assert set(re.findall('MUI_LANGUAGE "(.+)"', SCRIPTS)) == {name.capitalize() for name in NSIS_LANGUAGES}


# macOS


def test_macos_asks_in_each_language_whether_a_terminal_may_be_opened(tmp_path: Path):
    _macos.add_texts(_packaging.Workshop(ROOT, lambda _text: None), tmp_path)
    spec = (INSTALLER / "freeze/hourpass.spec").read_text(encoding="utf-8")
    for language in LANGUAGES:
        file = tmp_path / "Contents/Resources" / f"{language}.lproj/InfoPlist.strings"
        (pair,) = re.findall(r'^"(\w+)" = "(.+)";$', file.read_text(encoding="utf-8"), re.MULTILINE)
        assert pair[0] == "NSAppleEventsUsageDescription"
        assert f'"{pair[0]}": "{pair[1]}"' in spec if language == "en" else is_in(language, pair[1])


def test_the_compiler_of_the_windows_installer_is_told_what_its_texts_are_written_in():
    # On Windows it would take them for the code page of the system.
    assert '"-INPUTCHARSET", "UTF8"' in (ROOT / "installer/_windows.py").read_text(encoding="utf-8")
