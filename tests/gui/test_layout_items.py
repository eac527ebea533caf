"""No layout is asked for its items.

PySide makes an object of each, and is not told when Qt deletes it. What comes to lie at the same place in memory, the
style for one, is then taken for that item: "QWidgetItem has no attribute subControlRect", seen once in thousands of tests.
"""

import re
from pathlib import Path

from hourpass import gui

ASKED = re.compile(r"\.(itemAt|itemAtPosition|takeAt)\(")


def test_no_layout_is_asked_for_its_items():
    sources = Path(gui.__path__[0]).rglob("*.py")
    assert [source.name for source in sources if ASKED.search(source.read_text(encoding="utf-8"))] == []
