from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hourpass.domain.credentials import Credentials, Identity
from hourpass.domain.profile import Method, Profile
from hourpass.domain.session import Session
from hourpass.services.key_ages import KnownKey
from hourpass.viewmodels.details import Detail, Value, details

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SERIAL = "arn:aws:iam::111122223333:mfa/maya-phone"
ROLE = "arn:aws:iam::111122223333:role/s3-reader"
MAYA = Profile("1", "maya", "AKIAEXAMPLEEXAMPLE12", role_arn=ROLE, device_serial=SERIAL, session_name="as-edited")
SESSION = Session(
    Credentials("ASIAKEYOFTHESESSION1", "the-secret", "the-token", NOW + timedelta(hours=1)),
    NOW,
    Method.ROLE,
    SERIAL,
    "eu-west-1",
    Identity("111122223333", "arn:aws:sts::111122223333:assumed-role/s3-reader/as-made", "AROAEXAMPLE:as-made"),
)


def known(profile: Profile, session: Session | None) -> dict[Detail, Value]:
    return {fact.detail: fact.value for fact in details(profile, session)}


def test_a_session_tells_who_how_and_until_when() -> None:
    assert known(MAYA, SESSION) == {
        Detail.ACCOUNT: "111122223333",
        Detail.ARN: "arn:aws:sts::111122223333:assumed-role/s3-reader/as-made",
        Detail.USER_ID: "AROAEXAMPLE:as-made",
        Detail.METHOD: Method.ROLE,
        Detail.OBTAINED: NOW,
        Detail.VALID_UNTIL: NOW + timedelta(hours=1),
        Detail.SESSION_NAME: "as-made",
        Detail.DEVICE: SERIAL,
        Detail.REGION: "eu-west-1",
        Detail.PARTITION: "aws",
    }


def test_a_session_that_can_be_renewed_tells_until_when() -> None:
    until = NOW + timedelta(hours=12)
    assert known(MAYA, replace(SESSION, renewable_until=until))[Detail.RENEWABLE_UNTIL] == until


def test_what_aws_did_not_tell_is_left_out() -> None:
    facts = known(MAYA, replace(SESSION, identity=None, device_serial=""))
    assert not {Detail.ARN, Detail.USER_ID, Detail.SESSION_NAME, Detail.DEVICE} & facts.keys()
    assert facts[Detail.ACCOUNT] == "111122223333"


def test_a_users_own_session_token_has_no_session_name() -> None:
    user = Identity("111122223333", "arn:aws:iam::111122223333:user/maya", "AIDAEXAMPLE")
    assert Detail.SESSION_NAME not in known(MAYA, replace(SESSION, method=Method.SESSION, identity=user))


def test_without_credentials_the_profile_tells_what_it_will_ask_for() -> None:
    facts = known(MAYA, None)
    assert (facts[Detail.ROLE], facts[Detail.DURATION]) == (ROLE, timedelta(hours=1))
    assert (facts[Detail.SESSION_NAME], facts[Detail.REGION]) == ("as-edited", "us-east-1")
    assert not {Detail.ARN, Detail.VALID_UNTIL} & facts.keys()


def test_a_profile_for_a_session_token_names_no_role() -> None:
    assert not {Detail.ROLE, Detail.SESSION_NAME} & known(replace(MAYA, method=Method.SESSION), None).keys()


def test_no_secret_and_no_key_is_among_the_facts() -> None:
    said = str(details(MAYA, SESSION)) + str(details(MAYA, None))
    assert not any(secret in said for secret in ("the-secret", "the-token", "ASIA", "AKIA"))


def test_the_age_of_the_key_is_told_where_aws_told_it() -> None:
    key = KnownKey(NOW - timedelta(days=264))
    for session in (SESSION, None):
        facts = {fact.detail: fact.value for fact in details(MAYA, session, key)}
        assert facts[Detail.ACCESS_KEY] == key
        assert Detail.ACCESS_KEY not in known(MAYA, session)
