"""The colours of both schemes, and the QPalette made of them."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QColor, QPalette


class Colors(NamedTuple):
    """One scheme. Plain names fill and draw; names ending in ``_text`` are for words and stay readable on every
    surface, the soft ones and a selected row included. All are ``#rrggbb``.

    A data class with so many fields would take 3 ms to make, and the first paint waits for it.
    """

    dark: bool
    window: str
    panel: str
    side: str
    line: str
    edge: str  # border of what can be typed in or pressed, where a plain line would be lost
    text: str
    muted: str  # on window and panel only
    muted_text: str
    accent: str
    accent_hover: str
    accent_down: str
    on_accent: str
    accent_soft: str  # behind a selected row
    ok: str
    ok_text: str
    ok_soft: str
    warn: str
    warn_text: str
    warn_soft: str
    bad: str
    bad_text: str
    bad_soft: str
    hover: str
    down: str
    disabled: str
    field: str  # behind what is typed


LIGHT = Colors(
    dark=False,
    window="#F6F7F9",
    panel="#FFFFFF",
    side="#EEF0F4",
    line="#DFE3EA",
    edge="#B1BAC9",
    text="#1B2130",
    muted="#667085",
    muted_text="#5A6478",
    accent="#3B5BDB",
    accent_hover="#3451C6",
    accent_down="#2C46AE",
    on_accent="#FFFFFF",
    accent_soft="#DCE3FA",
    ok="#12866A",
    ok_text="#0C6B54",
    ok_soft="#E4F4EE",
    warn="#B76E00",
    warn_text="#8A5200",
    warn_soft="#FBF0DF",
    bad="#C92A2A",
    bad_text="#BF2626",
    bad_soft="#FBE9E9",
    hover="#F1F3F8",
    down="#E6E9F1",
    disabled="#98A1B2",
    field="#FFFFFF",
)

DARK = Colors(
    dark=True,
    window="#171A21",
    panel="#1F232C",
    side="#1A1E26",
    line="#2E3440",
    edge="#454D5C",
    text="#E8EBF2",
    muted="#98A2B3",
    muted_text="#98A2B3",
    accent="#7C93F5",
    accent_hover="#8FA3F8",
    accent_down="#6C84EC",
    on_accent="#171A21",
    accent_soft="#2A3350",
    ok="#4CC9A0",
    ok_text="#4CC9A0",
    ok_soft="#1D3A35",
    warn="#F0B04A",
    warn_text="#F0B04A",
    warn_soft="#3D3325",
    bad="#FF8080",
    bad_text="#FF8A8A",
    bad_soft="#43282E",
    hover="#262B36",
    down="#2B313D",
    disabled="#626C7D",
    field="#171A21",
)


def palette(colors: Colors) -> QPalette:
    """A palette with every role set, so that nothing of the desktop's own scheme shines through."""
    role = QPalette.ColorRole
    made = QPalette()
    for name, color in {
        role.Window: colors.window,
        role.WindowText: colors.text,
        role.Base: colors.panel,
        role.AlternateBase: colors.window,
        role.ToolTipBase: colors.panel,
        role.ToolTipText: colors.text,
        role.PlaceholderText: colors.muted,
        role.Text: colors.text,
        role.Button: colors.panel,
        role.ButtonText: colors.text,
        role.BrightText: colors.bad,
        role.Light: colors.panel,
        role.Midlight: colors.hover,
        role.Mid: colors.line,
        role.Dark: colors.muted,
        role.Shadow: colors.line,
        role.Highlight: colors.accent,
        role.HighlightedText: colors.on_accent,
        role.Link: colors.accent,
        role.LinkVisited: colors.accent,
        role.Accent: colors.accent,
    }.items():
        made.setColor(name, QColor(color))
    for name in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, name, QColor(colors.disabled))
    return made
