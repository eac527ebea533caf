from __future__ import annotations

from datetime import timedelta

from hourpass.domain.expiry import DEFAULT_WARNINGS, Phase
from hourpass.domain.profile import Method, Profile
from hourpass.domain.session import Session
from hourpass.viewmodels.session_view import CodeCard, CountdownCard, view
from services.fakes_services import MAYA, READER, ROLE_ARN, START, profile, session

HOUR = timedelta(hours=1)


def code_card(which: Profile, held: Session | None, *, code_needed: bool = True) -> CodeCard:
    card = view(which, held, START + HOUR, DEFAULT_WARNINGS, code_needed=code_needed)
    assert isinstance(card, CodeCard)
    return card


def countdown_card(which: Profile, held: Session, **after: float) -> CountdownCard:
    card = view(which, held, START + timedelta(**after), DEFAULT_WARNINGS, code_needed=True)
    assert isinstance(card, CountdownCard)
    return card


def test_without_credentials_the_devices_code_is_asked():
    card = code_card(profile("a"), None)
    assert card == CodeCard("a", asks_code=True, busy=False)


def test_where_no_code_is_needed_a_press_is_enough():
    assert not code_card(profile("a"), None, code_needed=False).asks_code


def test_once_expired_the_code_is_asked_again():
    assert code_card(profile("a"), session()).asks_code


def test_the_card_of_what_expired_tells_when():
    held = session()
    assert code_card(profile("a"), held).expired_at == held.expires_at
    assert code_card(profile("a"), None).expired_at is None


def test_valid_credentials_count_down():
    card = countdown_card(profile("a"), session(identity=READER), minutes=50)
    assert (card.phase, card.left, card.expires_at) == (Phase.LOW, timedelta(minutes=10), START + HOUR)
    assert card.arn == ROLE_ARN


def test_a_session_token_shows_the_user_once_aws_told():
    which = profile("a", method=Method.SESSION, role_arn="")
    assert countdown_card(which, session(method=Method.SESSION, identity=MAYA)).arn == MAYA.arn
    assert countdown_card(which, session(method=Method.SESSION)).arn == ""


def test_both_clocks_are_shown_while_the_second_one_runs():
    held = session(renewable_until=START + timedelta(minutes=30))
    assert countdown_card(profile("a"), held).renewable_until == START + timedelta(minutes=30)
    assert countdown_card(profile("a"), held, minutes=29).renewable_until is not None
    assert countdown_card(profile("a"), held, minutes=29.1).renewable_until is None  # too late to be used


def test_a_living_mfa_session_renews_without_a_code():
    card = view(profile("a"), session(), START, DEFAULT_WARNINGS, code_needed=False, busy=True)
    assert isinstance(card, CountdownCard)
    assert card.busy
