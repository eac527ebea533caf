"""One code a day, in short: renewed without a word for as long as the MFA session lives, then one notification leads on."""

from __future__ import annotations

from pathlib import Path

from desktop.app_driver import Hourpass, own_profile, write_settings
from desktop.aws_sandbox import AwsSandbox
from desktop.bus import wait_for
from desktop.conftest import StartApp
from desktop.desk import Desk
from desktop.keyring_items import SELDOM, KeyringItems
from hourpass.domain.profile import Method
from hourpass.domain.session import Session, from_text

MFA_SECONDS = 90
"""Of which the last minute cannot be used: it may be over by the time AWS looks at it."""
ROLE_SECONDS = 13


def test_a_role_is_renewed_in_silence_and_then_one_notification_leads_to_fresh_credentials(
    desktop: Desk, home: Path, start_app: StartApp
):
    before = len(desktop.notes())
    with AwsSandbox(desktop.session.env, "--lifetime", str(MFA_SECONDS)) as aws:
        items = KeyringItems(desktop.session)
        items.put(f"key/{aws.key_id}", aws.secret_key)
        write_settings(home, own_profile(aws, method=Method.ROLE_THROUGH_SESSION), told_about_tray=True)
        app = Hourpass(desktop, home, start_app(env={"AWS_ENDPOINT_URL": aws.endpoint}))
        app.wait_for_tooltip("no credentials")
        app.focused()
        desktop.type(aws.code())
        desktop.key("Return")
        app.wait_for_credentials("reports")

        aws.turn(lifetime=ROLE_SECONDS)
        app.focused()
        desktop.key("F5")  # no code is needed
        first = wait_for(lambda: held(items, shorter=True), "a short role", 10, every=SELDOM)
        desktop.close(app.window())
        second = wait_for(lambda: held(items, after=first), "a silent renewal", ROLE_SECONDS, every=SELDOM)
        third = wait_for(lambda: held(items, after=second), "another one", ROLE_SECONDS, every=SELDOM)
        assert first.expires_at < second.expires_at < third.expires_at
        assert third.obtained_at < second.expires_at, "there was no gap"
        assert first.renewable_until == third.renewable_until
        assert len(desktop.notes()) == before
        assert app.prompts() == []

        desktop.wait_for_note("reports has expired", after=before, seconds=40)
        desktop.click_note()
        app.wait_for_prompt()
        aws.turn(lifetime=None)
        desktop.type(aws.code(1))
        app.wait_until_no_prompt()
        app.wait_for_tooltip("reports: 59 min left")
        assert len(desktop.notes()) == before + 1
        wait_for(lambda: not desktop.shown_notes(), "the notification to be withdrawn")


def held(items: KeyringItems, *, shorter: bool = False, after: Session | None = None) -> Session | None:
    """What the keyring keeps for the profile, if it is a short one, or another one than that of before."""
    if "session/reports" not in items.names():
        return None
    session = from_text(items.get("session/reports"))
    if session is None or (after and session.credentials == after.credentials):
        return None
    short = (session.expires_at - session.obtained_at).total_seconds() <= ROLE_SECONDS + 1
    return session if short or not shorter else None
