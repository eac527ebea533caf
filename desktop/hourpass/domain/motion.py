"""What a desktop's settings say of motion."""

from __future__ import annotations

from collections.abc import Mapping

Setting = tuple[str, str]
"""Namespace and key, as the portal of a Linux desktop names them."""

NAMESPACES = ("org.freedesktop.appearance", "org.gnome.desktop.interface", "org.kde.kdeglobals.KDE")
"""Where desktops keep what they say of it: the common one, of 2025, and those of older ones."""


def motion_wanted(told: Mapping[Setting, object]) -> bool:
    """Whether things may move: unless one of the settings *told* asks for less."""
    common, gnome, kde = NAMESPACES
    less = (
        told.get((common, "reduced-motion")) == 1,
        told.get((gnome, "enable-animations")) is False,
        _is_zero(told.get((kde, "AnimationDurationFactor"))),
    )
    return not any(less)


def _is_zero(factor: object) -> bool:
    """KDE's slider at its end, as a number or as it stands in the file."""
    try:
        return factor is not None and float(str(factor)) == 0
    except ValueError:
        return False
