"""Where the files lie that are packed with the app."""

from __future__ import annotations

from pathlib import Path


def resource_path(*parts: str) -> Path:
    """Where a file of the resources lies: packed with the package, or in the repository beside ``desktop``."""
    package = Path(__file__).resolve().parents[1]
    packed = package / "resources"
    if not packed.is_dir():
        packed = package.parents[1] / "resources"
    return packed.joinpath(*parts)
