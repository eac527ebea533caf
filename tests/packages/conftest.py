"""Fixtures of the tests of the packages, on clean systems. They need an administrator, and what
`python3 installer/develop.py packages` has made in dist/ beforehand.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.session import DesktopSession
from packages.desk_for_all import open_bus

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "installer"))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # of what a test draws in its own process

SLOW = 1800
"""Seconds: a clean system is filled over the network."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.timeout(SLOW))


def made(pattern: str) -> Path:
    """The one package in dist/ that *pattern* matches."""
    found = sorted((ROOT / "dist").glob(pattern))
    assert found, f"no dist/{pattern}: run python3 installer/develop.py packages"
    return max(found, key=lambda path: path.stat().st_mtime)


@pytest.fixture(scope="module")
def session() -> Iterator[DesktopSession]:
    """A whole desktop, whose bus serves the users of clean systems too."""
    assert os.geteuid() == 0, "clean systems take an administrator"
    with pytest.MonkeyPatch.context() as patch:
        open_bus(patch)
        with DesktopSession() as running:
            yield running
