"""The exact versions that are packed, with their hashes, for three systems in one file a purpose."""

from __future__ import annotations

import tempfile
from pathlib import Path

from _packaging import LOCKS, Workshop

TOOLS = {"freezer": "pyinstaller>=6.22,<7\npillow>=11\n", "inventory": "cyclonedx-bom>=7\n"}
"""What is wanted of the environments beside the app's own, whose wishes are in pyproject.toml."""


def make(workshop: Workshop) -> Path:
    """Look for the newest versions that fit, and write them down; the folder of the files."""
    folder = workshop.root / "installer/freeze"
    workshop.environment("freezer")
    pip = [workshop.python("freezer"), "-m", "pip", "install", "--disable-pip-version-check", "-q"]
    with tempfile.TemporaryDirectory() as temporary:
        tools = Path(temporary) / "uv"
        workshop.run("Installing uv", [*pip, "--target", str(tools), "uv"])
        for name, lock in LOCKS.items():
            wanted = Path(temporary) / f"{name}.in"
            wanted.write_text(TOOLS.get(name, ""))
            source = [str(wanted)] if name in TOOLS else ["--extra", "sandbox", str(workshop.root / "pyproject.toml")]
            words = [
                str(tools / "bin/uv"),
                "pip",
                "compile",
                "--universal",
                "--generate-hashes",
                "--no-annotate",
                "--upgrade",
            ]
            words += ["--python-version", "3.11", "-q", "--custom-compile-command", "installer/develop.py lock"]
            workshop.run(f"Locking the packages of the {name}", [*words, *source, "-o", str(folder / lock)])
    return folder
