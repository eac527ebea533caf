"""What a run has left in files."""

from __future__ import annotations

from pathlib import Path


def files_with(home: Path, secrets: dict[str, str]) -> list[str]:
    """Which of *secrets* stand in which file below *home*."""
    found = []
    for path in home.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            found += [f"{what} in {path}" for what, secret in secrets.items() if secret.encode() in data]
    return found
