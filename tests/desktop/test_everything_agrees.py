"""The icon, its tooltip and menu, the window and the command line tell the same at every moment."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from desktop.accessible import Reader
from desktop.app_driver import Hourpass, shows
from desktop.aws_sandbox import AwsSandbox
from desktop.bus import wait_for
from desktop.command_line import CommandLine
from desktop.conftest import StartApp
from desktop.desk import Desk
from desktop.signed_in import keep_profile
from hourpass.gui.palette import LIGHT

LAST_SECONDS, LOW_SECONDS = 20, 840
SOON = 25.0
"""Seconds for all to say the same: longer than what is to expire lasts."""
COLOURS = {"fresh": LIGHT.ok, "low": LIGHT.warn, "last": LIGHT.bad}
SPAN = re.compile(r"(\d+) (min|s)\b")


@dataclass
class Everything:
    """All places that tell how it stands with the one profile."""

    app: Hourpass
    cli: CommandLine
    reader: Reader

    def say(self, phase: str) -> None:
        """Wait until all tell that it is in *phase*."""
        wait_for(lambda: self._told() == [phase] * 5, f"{phase!r} everywhere", SOON)

    def _told(self) -> list[str]:
        return [self._icon(), self._tooltip(), self._menu(), self._window(), self._command_line()]

    def _icon(self) -> str:
        icon = self.app.tray.icon
        return next((phase for phase, colour in COLOURS.items() if shows(icon, colour)), "") or self._nothing()

    def _tooltip(self) -> str:
        tooltip = self.app.tray.tooltip
        return self._nothing() if tooltip == "Hourpass: no credentials" else _phase(tooltip)

    def _nothing(self) -> str:
        """Icon and tooltip tell what works; of what does not, the menu alone says why."""
        told = self._menu()
        return told if told in {"none", "expired"} else ""

    def _menu(self) -> str:
        label = self.app.tray.menu().entry("reports").label
        if label == "reports — Get credentials…":
            return "none"
        return "expired" if label == "reports — expired · Get credentials…" else _phase(label)

    def _window(self) -> str:
        profiles = self.reader.look("profileList")
        if profiles is None:
            return ""
        (row,) = (each.name for each in profiles.children())
        if (self.reader.look("countdownRing") is None) is bool(SPAN.search(row)):
            return ""
        if row.endswith(", no credentials"):
            return "none"
        return "expired" if row.endswith(", expired") else _phase(row)

    def _command_line(self) -> str:
        (told,) = json.loads(self.cli.run("profiles", "--json")[1])
        if told["state"] != "valid":
            return str(told["state"])
        left = datetime.fromisoformat(told["expires"]) - datetime.now(UTC)
        return _phase(f"{left.total_seconds():.0f} s")


def _phase(text: str) -> str:
    """By the span in *text* and the warnings at 15 and 5 minutes."""
    found = SPAN.search(text)
    assert found is not None, text
    seconds = int(found[1]) * (60 if found[2] == "min" else 1)
    return "last" if seconds <= 300 else "low" if seconds <= 900 else "fresh"


def test_everything_tells_the_same_at_every_moment(desktop: Desk, home: Path, start_app: StartApp, reader: Reader):
    with AwsSandbox(desktop.session.env, "--lifetime", str(LAST_SECONDS)) as aws:
        keep_profile(desktop, home, aws, warn_minutes=(15, 5))
        env = {"AWS_ENDPOINT_URL": aws.endpoint}
        app = Hourpass(desktop, home, start_app(env=env))
        app.wait_for_tooltip("no credentials")
        everything = Everything(app, CommandLine(desktop.session.home_env(home) | env), reader)
        everything.say("none")
        app.focused()
        desktop.type(aws.code())
        desktop.key("Return")
        everything.say("last")
        everything.say("expired")
        aws.turn(lifetime=None)
        app.focused()
        desktop.type(aws.code(1))
        desktop.key("Return")
        everything.say("fresh")
        aws.turn(lifetime=LOW_SECONDS)
        app.focused()
        desktop.key("F5")
        app.wait_for_prompt()
        desktop.type(aws.code(2))
        everything.say("low")
        app.tray.choose("Forget all credentials")
        everything.say("none")
