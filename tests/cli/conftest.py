from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.computer import Computer, computer_at
from hourpass.terminal import translating


@pytest.fixture(autouse=True)
def _in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the language of whoever runs the tests, and of the test before."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setattr(translating, "_speaker", translating._Speaker())


@pytest.fixture
def computer(tmp_path: Path) -> Iterator[Computer]:
    with computer_at(tmp_path) as made:
        yield made
