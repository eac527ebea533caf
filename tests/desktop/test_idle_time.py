"""How long nobody has touched the computer, as an X server tells it."""

from __future__ import annotations

import pytest

from desktop.bus import wait_for
from desktop.desk import Desk
from hourpass.adapters.idle_time import idle_time


def test_it_grows_while_nobody_is_there_and_a_key_ends_it(desktop: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DISPLAY", desktop.session.env["DISPLAY"])
    idle = idle_time({"DISPLAY": desktop.session.env["DISPLAY"]})
    assert idle is not None
    wait_for(lambda: (idle() or 0.0) > 0.5, "half a second without a person")
    desktop.key("Shift_L")
    seconds = idle()
    assert seconds is not None
    assert seconds < 0.5


def test_without_a_screen_it_is_not_known(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DISPLAY", ":9999")
    idle = idle_time({"DISPLAY": ":9999"})
    assert idle is not None
    assert idle() is None


@pytest.mark.parametrize(
    "environment",
    [{}, {"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, {"DISPLAY": ":0", "XDG_SESSION_TYPE": "wayland"}],
)
def test_on_wayland_x_knows_only_of_its_own_windows_and_is_not_asked(environment: dict[str, str]):
    assert idle_time(environment) is None
