from __future__ import annotations

import pytest

from hourpass.domain.motion import motion_wanted

COMMON = ("org.freedesktop.appearance", "reduced-motion")
GNOME = ("org.gnome.desktop.interface", "enable-animations")
KDE = ("org.kde.kdeglobals.KDE", "AnimationDurationFactor")


@pytest.mark.parametrize(
    "told",
    [{}, {COMMON: 0}, {GNOME: True}, {KDE: "0.5"}, {KDE: 2.0}, {KDE: "fast"}, {("elsewhere", "reduced-motion"): 1}],
)
def test_things_may_move_unless_somebody_says_otherwise(told: dict[tuple[str, str], object]):
    assert motion_wanted(told)


@pytest.mark.parametrize("told", [{COMMON: 1}, {GNOME: False}, {KDE: "0"}, {KDE: 0.0}, {COMMON: 0, GNOME: False}])
def test_one_that_asks_for_less_is_enough(told: dict[tuple[str, str], object]):
    assert not motion_wanted(told)
