"""The languages of the app: texts are read out of the sources into resources/translations, and compiled for Qt; those of
the terminal once more as JSON, for commands do not load Qt.
"""

from __future__ import annotations

import json
import os
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

LANGUAGES = ("en", "ja", "ko")
"""English is there for its plurals: its texts are the sources' own."""
OF_COMMANDS = "Cli"
"""How the contexts begin that commands speak in."""
_SUFFIX = ".exe" if os.name == "nt" else ""


def files(root: Path) -> list[Path]:
    """What translators edit, a file a language."""
    return [root / "resources" / "translations" / f"hourpass_{language}.ts" for language in LANGUAGES]


def compiled(source: Path) -> list[Path]:
    """What is made out of one of them."""
    language = source.stem.rpartition("_")[2]
    of_commands = [] if language == "en" else [source.with_name(f"cli_{language}.json")]
    return [source.with_suffix(".qm"), *of_commands]


def tool(pyside: Path, name: str) -> Path:
    """Qt's *name* (lupdate, lrelease) in the folder of the package PySide6."""
    return pyside / f"{name}{_SUFFIX}"


def are_compiled(root: Path) -> bool:
    """Whether the app would load what translators wrote last."""
    return all(_is_newer(made, source) for source in files(root) for made in compiled(source))


def compile_all(root: Path, pyside: Path) -> None:
    """Compile each file beside itself. CalledProcessError, with what lrelease said, where one is no good."""
    for source in files(root):
        qt, *of_commands = compiled(source)
        _run([tool(pyside, "lrelease"), "-silent", source, "-qm", qt])
        for made in of_commands:
            made.write_text(json.dumps(texts_of_commands(source), ensure_ascii=False), encoding="utf-8")


def texts_of_commands(source: Path) -> dict[str, dict[str, str]]:
    """The translations in *source*, a file of translators, that commands need: by context and English text."""
    return {
        name: {message.findtext("source", ""): said for message in context.iter("message") if (said := _said(message))}
        for context in ET.parse(source).getroot().iter("context")  # noqa: S314 (our own file)
        if (name := context.findtext("name", "")).startswith(OF_COMMANDS)
    }


def read_texts(root: Path, pyside: Path) -> None:
    """Bring the files in step with the sources: new texts come in, gone ones go, translations stay."""
    sources = sorted((root / "desktop").rglob("*.py"))
    for target in files(root):
        language = target.stem.rpartition("_")[2]
        plurals = ["-pluralonly"] if language == "en" else []
        options = ["-silent", "-no-obsolete", "-locations", "none", *plurals]
        options += ["-source-language", "en", "-target-language", language]
        _run([tool(pyside, "lupdate"), *options, *sources, "-ts", target])


def _said(message: ET.Element) -> str:
    return message.findtext("translation", "")


def _is_newer(made: Path, source: Path) -> bool:
    return made.exists() and made.stat().st_mtime >= source.stat().st_mtime


def _run(command: list[str | Path]) -> None:
    subprocess.run([str(word) for word in command], check=True, stdin=subprocess.DEVNULL)
