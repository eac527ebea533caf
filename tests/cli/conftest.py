from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.computer import Computer, computer_at


@pytest.fixture
def computer(tmp_path: Path) -> Iterator[Computer]:
    with computer_at(tmp_path) as made:
        yield made
