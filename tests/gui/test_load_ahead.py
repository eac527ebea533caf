"""Run in a process of its own, for here everything is loaded already."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys
from hourpass.gui.application import Application
from hourpass.gui.load_ahead import load_ahead

pieces = []
loaded = set(sys.modules)
for _ in load_ahead():
    pieces.append({name for name in set(sys.modules) - loaded if name.startswith("hourpass.gui.")})
    loaded = set(sys.modules)
assert "hourpass.gui.workbench" in loaded
print(max(map(len, pieces)))
"""


def test_what_the_window_needs_is_loaded_a_few_modules_at_a_time():
    run = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert int(run.stdout) <= 8, "name more pieces in load_ahead"
