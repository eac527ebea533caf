"""The licences of everything inside a package, collected from where each part brings them."""

from __future__ import annotations

import email.parser
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _packaging import Workshop

OURS = ("LGPL-3.0.txt", "GPL-3.0.txt", "QT.txt", "UNICODE.txt")
"""Qt's: its wheels carry none. And that of ICU, which Qt brings along."""
_LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice|authors).*", re.IGNORECASE)


def collect(workshop: Workshop, bundle: Path, folder: Path) -> None:
    """Fill *folder*: Hourpass's own licence, Qt's, and one file for everything else in *bundle*."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    shutil.copyfile(workshop.root / "LICENSE", folder / "HOURPASS.txt")
    qt = next(workshop.packages().glob("pyside6_essentials-*.dist-info")).name.split("-")[1].removesuffix(".dist")
    for name in OURS:
        text = (workshop.root / "installer" / "licences" / name).read_text(encoding="utf-8")
        (folder / name).write_text(text.replace("@QT@", qt), encoding="utf-8")
    parts = [*_python(workshop.python("app")), *_distributions(workshop.packages()), *_system_libraries(bundle)]
    (folder / "THIRD-PARTY.txt").write_text("\n".join(parts), encoding="utf-8")


def _python(python: str) -> Iterator[str]:
    ask = "import os, sys; print(os.path.dirname(os.__file__), sys.base_prefix, sys.version.split()[0], sep='\\n')"
    told = subprocess.run([python, "-c", ask], capture_output=True, text=True, check=True).stdout
    library, prefix, version = told.splitlines()
    places = (Path(library) / "LICENSE.txt", Path(prefix) / "LICENSE.txt")
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        raise SystemExit(f"This Python's licence is not in {' nor '.join(map(str, places))}.")
    yield _part(f"Python {version}", found.read_text(encoding="utf-8", errors="replace"))


def _distributions(packages: Path) -> Iterator[str]:
    for folder in sorted(packages.glob("*.dist-info")):
        told = email.parser.Parser().parsestr((folder / "METADATA").read_text(encoding="utf-8"), headersonly=True)
        if told["Name"] in {"pip", "setuptools"}:
            continue
        texts = [path for path in sorted(folder.rglob("*")) if path.is_file() and _LICENCE_FILE.fullmatch(path.name)]
        licence = told["License-Expression"] or told["License"] or "see below"
        if not texts and "LGPL" not in licence:
            raise SystemExit(f"{told['Name']} brings no licence.")
        body = "\n\n".join(path.read_text(encoding="utf-8", errors="replace") for path in texts) or "See QT.txt."
        yield _part(f"{told['Name']} {told['Version']} ({licence.splitlines()[0]})", body)


def _system_libraries(bundle: Path) -> Iterator[str]:
    """Those that PyInstaller took from the system, where that is a Debian: which package, and its copyright file."""
    if shutil.which("dpkg-query") is None:
        return
    owners: dict[str, list[str]] = {}
    for library in system_libraries(bundle):
        told = subprocess.run(
            ["dpkg-query", "-S", f"*/{library.name}"],  # noqa: S607 (Debian's own)
            capture_output=True,
            text=True,
            check=False,
        )
        owner = told.stdout.partition(":")[0].partition(",")[0]
        if owner:
            owners.setdefault(owner, []).append(library.name)
    for owner, names in sorted(owners.items()):
        text = Path("/usr/share/doc", owner, "copyright").read_text(encoding="utf-8", errors="replace")
        yield _part(f"{owner} ({', '.join(names)})", text)


def system_libraries(bundle: Path) -> list[Path]:
    """The libraries of the system in *bundle*: those at the top, but for Python itself and links into the packages."""
    return sorted(
        path
        for path in (bundle / "_internal").glob("lib*.so*")
        if not path.is_symlink() and not path.name.startswith("libpython")
    )


def _part(title: str, text: str) -> str:
    line = "=" * 100
    return f"{line}\n{title}\n{line}\n\n{text.strip()}\n"
