"""Warnings before the end and at it: one notification each, and a click on it leads to the prompt."""

from __future__ import annotations

from pathlib import Path

from desktop.aws_sandbox import AwsSandbox
from desktop.bus import wait_for
from desktop.conftest import StartApp
from desktop.desk import Desk
from desktop.signed_in import sign_in


def test_one_warning_comes_at_the_minute_and_its_click_leads_to_fresh_credentials(
    desktop: Desk, home: Path, start_app: StartApp
):
    before = len(desktop.notes())
    with AwsSandbox(desktop.session.env, "--lifetime", "73") as aws:
        app = sign_in(desktop, home, start_app, aws, warn_minutes=(1,))
        desktop.close(app.window())
        wait_for(lambda: not app.shown(), "the window to hide in the tray")
        note = desktop.wait_for_note("Credentials for reports expire in", after=before, seconds=20)
        assert note.title in {"Credentials for reports expire in 59 s", "Credentials for reports expire in 1 min"}
        desktop.click_note()
        app.wait_for_prompt()
        aws.turn(lifetime=None)
        desktop.type(aws.code(1))
        app.wait_until_no_prompt()
        app.wait_for_tooltip("reports: 59 min left")
        assert len(desktop.notes()) == before + 1
        wait_for(lambda: not desktop.shown_notes(), "the warning to be withdrawn")


def test_the_end_is_told_once_and_the_card_takes_the_next_code(desktop: Desk, home: Path, start_app: StartApp):
    before = len(desktop.notes())
    with AwsSandbox(desktop.session.env, "--lifetime", "6") as aws:
        app = sign_in(desktop, home, start_app, aws, warn_minutes=(1,))
        note = desktop.wait_for_note("Credentials for reports have expired", after=before)
        assert "stopped working" in note.body
        app.wait_for_tooltip("no credentials")
        aws.turn(lifetime=None)
        app.focused()
        desktop.type(aws.code(1))
        desktop.key("Return")
        app.wait_for_tooltip("reports: 59 min left")
        assert len(desktop.notes()) == before + 1
        assert "acme-web-static" in app.bucket_names()
