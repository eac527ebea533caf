"""One code a day, in short: renewed without a word for as long as the MFA session lives, then one notification leads on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from desktop.app_driver import Hourpass, own_profile, write_settings
from desktop.aws_sandbox import AwsSandbox
from desktop.bus import wait_for
from desktop.conftest import StartApp
from desktop.desk import Desk
from desktop.keyring_items import SELDOM, KeyringItems
from desktop.system_bus import SystemBus
from hourpass.domain.profile import Method
from hourpass.domain.session import Session, from_text

MFA_SECONDS = 90
"""Of which the last minute cannot be used: it may be over by the time AWS looks at it."""
ROLE_SECONDS = 13
TRIED_SECONDS = 40
"""Half-way it is tried to renew such a role; when that fails, the next try comes half a minute later."""
FAILS_WITHIN = 6


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

        desktop.wait_for_note("Credentials for reports have expired", after=before, seconds=40)
        desktop.click_note()
        app.wait_for_prompt()
        aws.turn(lifetime=None)
        desktop.type(aws.code(1))
        app.wait_until_no_prompt()
        app.wait_for_tooltip("reports: 59 min left")
        assert len(desktop.notes()) == before + 1
        wait_for(lambda: not desktop.shown_notes(), "the notification to be withdrawn")


def test_a_network_that_is_back_has_a_failed_renewal_tried_before_its_pause_is_over(
    desktop: Desk, home: Path, start_app: StartApp
):
    with SystemBus(desktop.session) as system, AwsSandbox(desktop.session.env) as aws:
        items = KeyringItems(desktop.session)
        items.put(f"key/{aws.key_id}", aws.secret_key)
        write_settings(home, own_profile(aws, method=Method.ROLE_THROUGH_SESSION), told_about_tray=True)
        app = Hourpass(desktop, home, start_app(env={"AWS_ENDPOINT_URL": aws.endpoint} | system.env))
        app.wait_for_tooltip("no credentials")
        system.wait_for_listener()
        app.focused()
        desktop.type(aws.code())
        desktop.key("Return")
        app.wait_for_credentials("reports")

        aws.turn(lifetime=TRIED_SECONDS)
        app.focused()
        desktop.key("F5")
        first = wait_for(lambda: held(items, shorter=True), "a short role", 10, every=SELDOM)
        aws.turn(faults=[{"operation": "AssumeRole", "code": "Throttling", "message": "Rate exceeded", "count": 20}])
        failed_by = first.obtained_at + timedelta(seconds=TRIED_SECONDS / 2 + FAILS_WITHIN)
        wait_for(lambda: datetime.now(UTC) > failed_by, "the first try's failure", TRIED_SECONDS)
        aws.turn(clear_faults=True)
        assert held(items, after=first) is None
        system.bring_network_back()
        second = wait_for(lambda: held(items, after=first), "the next try", TRIED_SECONDS, every=SELDOM)
        assert second.obtained_at < first.expires_at, "by itself it would have come after the end"


def held(items: KeyringItems, *, shorter: bool = False, after: Session | None = None) -> Session | None:
    """What the keyring keeps for the profile, if it is a short one, or another one than that of before."""
    if "session/reports" not in items.names():
        return None
    session = from_text(items.get("session/reports"))
    if session is None or (after and session.credentials == after.credentials):
        return None
    short = (session.expires_at - session.obtained_at).total_seconds() <= TRIED_SECONDS + 1
    return session if short or not shorter else None
