"""Letters of one width, for ARNs, for what AWS answers and for documents."""

from __future__ import annotations

import sys

from PySide6.QtGui import QFont

from hourpass.gui.theme import scaled_font

_FAMILIES = {"win32": ["Cascadia Mono", "Consolas"], "darwin": ["Menlo"]}


def fixed_font(base: QFont, scale: float = 1.0) -> QFont:
    """*base*, larger or smaller, in letters of one width.

    Qt is not asked which font the system has for that: where its GTK theme was asked once, the next change between
    light and dark makes that font the one of the whole app.
    """
    font = scaled_font(base, scale)
    font.setFamilies(_FAMILIES.get(sys.platform, ["monospace"]))
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setFixedPitch(True)
    return font
