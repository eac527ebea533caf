"""Stations: credentials that end soon, the notifications that say so, and what is left when they have."""

from __future__ import annotations

from desktop.app_driver import own_profile, write_settings
from desktop.aws_sandbox import AwsSandbox
from desktop.bus import wait_for
from desktop.keyring_items import KeyringItems
from desktop.tour_guide import WAIT, Guide

FIRST_MINUTES = 5
MARGIN = 12
"""Seconds: of a warning that would come right after the code nobody is told."""


def walk(guide: Guide) -> None:
    """The first warning, the prompt that it leads to, the last minute, the end."""
    desk = guide.desk
    with AwsSandbox(desk.session.env, "--lifetime", str(60 * FIRST_MINUTES + MARGIN)) as aws:
        KeyringItems(desk.session).put(f"key/{aws.key_id}", aws.secret_key)
        write_settings(guide.home, own_profile(aws), warn_minutes=(FIRST_MINUTES, 1))
        with guide.running(AWS_ENDPOINT_URL=aws.endpoint):
            guide.to_front()
            guide.send(aws.code())
            guide.signed_in("reports")
            wait_for(desk.shown_notes, "the first warning", WAIT)
            guide.shoot("warning")
            desk.click_note()
            guide.shoot("prompt-reminder", guide.prompt())
            aws.turn(lifetime=60 + MARGIN)
            desk.type(aws.code(1))
            wait_for(lambda: not desk.shown_notes(), "the warning to be withdrawn", WAIT)
            wait_for(desk.shown_notes, "the last warning", WAIT)
            guide.to_front()
            guide.shoot("last-minute")
            desk.close_notes()
            aws.turn(lifetime=4)
            guide.key("F5")
            prompt = guide.prompt()
            desk.focus(prompt)
            desk.type(aws.code(2))
            wait_for(desk.shown_notes, "the end", WAIT)
            guide.to_front()
            guide.shoot("expired")
            desk.close_notes()
            desk.close(guide.window)
            wait_for(desk.shown_notes, "the word on where the window went", WAIT)
            guide.shoot("into-tray")
