"""The languages of the app: texts are read out of the sources into resources/translations, and compiled for Qt."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

LANGUAGES = ("en", "ja", "ko")
"""English is there for its plurals: its texts are the sources' own."""
_SUFFIX = ".exe" if os.name == "nt" else ""


def files(root: Path) -> list[Path]:
    """What translators edit, a file a language."""
    return [root / "resources" / "translations" / f"hourpass_{language}.ts" for language in LANGUAGES]


def tool(pyside: Path, name: str) -> Path:
    """Qt's *name* (lupdate, lrelease) in the folder of the package PySide6."""
    return pyside / f"{name}{_SUFFIX}"


def are_compiled(root: Path) -> bool:
    """Whether the app would load what translators wrote last."""
    return all(_is_newer(source.with_suffix(".qm"), source) for source in files(root))


def compile_all(root: Path, pyside: Path) -> None:
    """Compile each file beside itself. CalledProcessError, with what lrelease said, where one is no good."""
    for source in files(root):
        _run([tool(pyside, "lrelease"), "-silent", source, "-qm", source.with_suffix(".qm")])


def read_texts(root: Path, pyside: Path) -> None:
    """Bring the files in step with the sources: new texts come in, gone ones go, translations stay."""
    sources = sorted((root / "desktop").rglob("*.py"))
    for target in files(root):
        language = target.stem.rpartition("_")[2]
        plurals = ["-pluralonly"] if language == "en" else []
        options = ["-silent", "-no-obsolete", "-locations", "none", *plurals]
        options += ["-source-language", "en", "-target-language", language]
        _run([tool(pyside, "lupdate"), *options, *sources, "-ts", target])


def _is_newer(made: Path, source: Path) -> bool:
    return made.exists() and made.stat().st_mtime >= source.stat().st_mtime


def _run(command: list[str | Path]) -> None:
    subprocess.run([str(word) for word in command], check=True, stdin=subprocess.DEVNULL)
