from __future__ import annotations

import re
from datetime import datetime, timedelta
from itertools import product

import pytest

from hourpass.domain.problem import Problem, RawAnswer, Reason
from hourpass.domain.profile import Method
from hourpass.domain.profile_flaws import Field, Flaw
from hourpass.domain.totp import CodeFlaw
from hourpass.gui.wording import flaws, methods
from hourpass.gui.wording.activity import outcome
from hourpass.gui.wording.buckets import stopped
from hourpass.gui.wording.problems import SENTENCES, line, raw_text, say
from hourpass.gui.wording.sentences import Sentences, placeholders
from hourpass.gui.wording.sign_in_answers import SENT_BEFORE
from hourpass.gui.wording.times import clock_with_seconds

ROLE = "arn:aws:iam::111122223333:role/team/s3-reader"
USER = "arn:aws:iam::111122223333:user/maya"
DEVICE = "arn:aws:iam::111122223333:mfa/maya-phone"

ALL_FACTS = {
    "next_at": "2026-11-22T08:00:30+00:00",
    "until": "2026-11-22T08:03:00+00:00",
    "serial": DEVICE,
    "role_arn": ROLE,
    "caller": USER,
    "seconds": "43200",
    "maximum": "3600",
    "access_key_id": "AKIAIOSFODNN7EXAMPLE",
    "offset_seconds": "1205",
    "action": "s3:ListBucket",
    "resource": "arn:aws:s3:::reports",
    "region": "eu-south-1",
    "operation": "AssumeRole",
    "endpoint": "sts.eu-west-1.amazonaws.com:443",
    "backend": "GNOME Keyring",
    "path": "/home/maya/.config/hourpass/settings.json",
    "quota": "AccessKeysPerUser",
    "limit": "2",
    "profile": "acme-admin",
    "detail": "The SSO configuration is incomplete.",
    "wanted": "111122223333",
    "account": "444455556666",
    "kept_as": "/home/maya/.config/hourpass/settings.json.damaged",
    "section": "work",
    "line": "12",
    "partition": "aws-iso",
    "helper": "/opt/my tools/hourpass",
}


def _all_parts(problem: Problem) -> list[str]:
    said = say(problem)
    return [said.what, said.why, said.now, line(problem), line(problem, "381204", 11)]


@pytest.mark.parametrize("reason", Reason)
@pytest.mark.parametrize("facts", [{}, ALL_FACTS, dict.fromkeys(ALL_FACTS, ""), dict.fromkeys(ALL_FACTS, "{odd}")])
def test_every_reason_is_said_in_whole_sentences_whatever_facts_came_along(reason: Reason, facts: dict[str, str]):
    for text in _all_parts(Problem(reason, facts)):
        assert text
        assert text[0].isupper() or text.startswith(tuple(facts.values()) if facts else ("?",))
        assert not re.search(r"  |\bNone\b|\bError\b|Traceback|\{(?!odd\})", text)
        assert text.endswith(".") or text.startswith("AccessDenied: ")


@pytest.mark.parametrize("sentences", [*SENTENCES.values(), *SENT_BEFORE.values()])
def test_the_last_variant_of_each_part_needs_no_fact(sentences: Sentences):
    for part in (sentences.what, sentences.why, sentences.now, sentences.line):
        last = part if isinstance(part, str) else part[-1]
        assert placeholders(last) == frozenset()


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("", "Code 381 204 was already sent. The next one appears in 11 s."),
        ("accepted", "Code 381 204 was already used. The next one appears in 11 s."),
        ("refused", "AWS has already refused code 381 204. Check your device; the next code appears in 11 s."),
    ],
)
def test_a_code_that_was_kept_back_is_told_by_what_aws_made_of_it(answer: str, told: str):
    problem = Problem(Reason.CODE_ALREADY_SENT, ALL_FACTS | {"answer": answer})
    assert line(problem, code="381204", seconds=11) == told
    assert ("already used" in say(problem).what) is (answer == "accepted")
    for text in _all_parts(problem):
        assert re.fullmatch(r"[A-Z][^{}]*\.", text)


def test_a_refused_code_is_named_with_the_wait_for_the_next_one():
    assert line(Problem(Reason.CODE_REFUSED), code="381204", seconds=11) == (
        "AWS refused code 381 204: it is wrong, too old or was already used. "
        "Type the one shown now; the next appears in 11 s."
    )


def test_the_next_code_is_told_by_its_time_only_until_it_is_there():
    at = datetime.fromisoformat("2024-11-22T08:00:30+00:00")
    problem = Problem(Reason.CODE_ALREADY_SENT, {"next_at": at.isoformat()})
    assert clock_with_seconds(at) in say(problem, at - timedelta(seconds=1)).now
    assert say(problem, at).now == "Type the code that the device shows now."
    assert say(problem).now == say(problem, at).now


def test_a_refused_role_names_the_four_causes_that_aws_does_not_tell_apart():
    said = say(Problem(Reason.ROLE_REFUSED, {"role_arn": ROLE, "caller": USER}))
    assert said.what == "AWS did not let maya assume the role s3-reader."
    for cause in ("requires MFA", "trust policy", "sts:AssumeRole", "account 111122223333 has no role of that name"):
        assert cause in said.why
    assert ROLE in said.now


@pytest.mark.parametrize(
    ("offset", "told"),
    [
        ("1205.4", "20 min behind"),
        ("-1205", "20 min ahead"),
        ("960", "16 min behind"),
        ("1", "too far from"),  # no reason to refuse anything
        ("-239", "too far from"),
        ("", "too far from"),
        ("soon", "too far from"),
        ("inf", "too far from"),
    ],
)
def test_a_clock_that_is_off_is_told_by_how_much_and_to_which_side(offset: str, told: str):
    said = say(Problem(Reason.CLOCK_OFF, {"offset_seconds": offset}))
    assert told in said.what
    assert "automatic time" in said.now


def test_too_many_tries_tells_the_local_time_from_which_on_codes_are_taken_again():
    until = "2026-11-22T08:03:00+00:00"
    local = f"{datetime.fromisoformat(until).astimezone():%M}"
    problem = Problem(Reason.TOO_MANY_TRIES, {"until": until})
    assert f":{local}" in say(problem).now
    assert f":{local}" in line(problem)


@pytest.mark.parametrize(
    ("serial", "hint"),
    [
        (USER, "is the ARN of a user"),
        ("arn:aws:iam::111122223333:u2f/user/maya/key-ABC", "is a passkey or security key"),
        (DEVICE, "four cases"),
        ("GAHT12345678", "four cases"),
    ],
)
def test_an_unknown_device_is_explained_by_what_its_serial_looks_like(serial: str, hint: str):
    said = say(Problem(Reason.DEVICE_UNKNOWN, {"serial": serial}))
    assert serial in said.what
    assert hint in said.why


def test_an_explicit_deny_does_not_advise_to_add_rights():
    plain = Problem(Reason.DENIED, {"action": "s3:ListBucket"})
    explicit = Problem(Reason.DENIED, {"action": "s3:ListBucket", "explicit": "yes"})
    assert "to allow it" in say(plain).now
    assert "to allow it" not in say(explicit).now
    assert "do not help against an explicit deny of s3:ListBucket" in say(explicit).now


def test_a_duration_over_the_roles_maximum_offers_the_maximum():
    said = say(Problem(Reason.DURATION_OVER_ROLE_MAXIMUM, {"seconds": "43200", "maximum": "14400"}))
    assert "12 hours" in said.what
    assert "4 hours" in said.why
    assert said.now.startswith("Choose 4 hours or less")


def test_the_length_of_a_console_session_is_told_in_words():
    assert "2 h 30 min" in say(Problem(Reason.CONSOLE_DURATION_REFUSED, {"seconds": "9000"})).what


def test_root_keys_are_refused_with_a_reason_that_holds_for_signing_in_and_for_setting_up():
    said = say(Problem(Reason.ROOT_KEYS))
    assert said.what == "These keys belong to the account's root user."
    assert "assume roles" in said.why
    assert "of an IAM user or a role" in said.now


def test_a_profile_that_is_not_signed_in_is_told_the_command_that_does_it():
    problem = Problem(Reason.SSO_SIGN_IN_NEEDED, {"profile": "acme-admin"})
    assert "aws sso login --profile acme-admin " in say(problem).now
    assert "aws sso login --profile acme-admin" in line(problem)


def test_the_sdks_own_words_on_a_profile_end_one_sentence_with_one_full_stop():
    words = "The config profile (acme) could not be found"
    for detail in (words, f"{words}.", f" {words}. "):
        assert say(Problem(Reason.PROFILE_UNUSABLE, {"detail": detail})).why.endswith(f"reason: {words}.")
    assert "SDK" not in say(Problem(Reason.PROFILE_UNUSABLE, {"detail": "."})).why


def test_credentials_of_another_account_are_told_from_the_wanted_ones():
    said = say(Problem(Reason.OTHER_ACCOUNT, {"wanted": "111122223333", "account": "444455556666"}))
    assert said.what == "These credentials belong to the account 444455556666, not to 111122223333."
    assert said.now.endswith("of the account 111122223333.")


def test_what_aws_allowed_without_a_code_is_traced_to_the_roles_trust_or_to_the_users_other_policies():
    of_role, of_user = (say(Problem(Reason.ACCEPTED_WITHOUT_CODE, facts)) for facts in ({"role_arn": ROLE}, {}))
    assert "s3-reader" in of_role.what
    assert "trust policy" in of_role.why
    assert ROLE in of_role.now
    assert "policies the user and its groups have" in of_user.now


@pytest.mark.parametrize(
    ("operation", "told"), [("AssumeRole", True), ("GetSessionToken", True), ("ListBuckets", False)]
)
def test_only_a_call_that_takes_a_code_along_may_have_spent_one(operation: str, told: bool):
    for problem in (
        Problem(Reason.TIMED_OUT, {"operation": operation}),
        Problem(Reason.TIMED_OUT, raw=RawAnswer(operation)),
    ):
        assert ("may be spent" in say(problem).now) is told
    assert "spent" not in say(Problem(Reason.TIMED_OUT, {"operation": operation, "sent": "no"})).now


def test_expired_credentials_ask_for_no_code_where_none_may_be_needed():
    assert "code" not in line(Problem(Reason.EXPIRED))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("", "OK"),
        ("no-answer", "No answer"),
        ("timed-out", "Timed out"),
        ("throttled", "Refused"),
        ("AccessDenied", "AccessDenied"),
        ("HTTP 503", "HTTP 503"),
    ],
)
def test_a_calls_outcome_is_in_words_unless_it_is_awss_own(code: str, words: str):
    assert outcome(code) == words


def test_a_list_that_was_stopped_after_one_bucket_is_said_in_the_singular():
    assert stopped(1) == "Stopped. There may be more buckets than this one."


def test_the_raw_answer_is_told_in_awss_own_field_names():
    raw = RawAnswer("AssumeRole", 403, "AccessDenied", "MultiFactorAuthentication failed ", "7a1b-req")
    assert raw_text(Problem(Reason.CODE_REFUSED, raw=raw)).splitlines() == [
        "Operation: AssumeRole",
        "HTTP: 403",
        "Code: AccessDenied",
        "Message: MultiFactorAuthentication failed",
        "RequestId: 7a1b-req",
    ]
    assert raw_text(Problem(Reason.CODE_REFUSED)) == ""


def test_the_raw_answer_holds_neither_the_code_nor_a_session_token():
    code = RawAnswer(
        "AssumeRole", 400, "ValidationError", "Value '123456x' at 'tokenCode' failed to satisfy constraint"
    )
    token = RawAnswer(
        "ListUsers", 403, "SignatureDoesNotMatch", "should have been 'POST\nx-amz-security-token:FwoGZ/x+==\n'"
    )
    assert "123456x" not in raw_text(Problem(Reason.CODE_MALFORMED, raw=code))
    assert "FwoGZ" not in raw_text(Problem(Reason.SECRET_WRONG, raw=token))


@pytest.mark.parametrize(
    ("field", "flaw"),
    [(Field.SECRET_ACCESS_KEY, Flaw.LOST), *product(Field, [flaw for flaw in Flaw if flaw is not Flaw.LOST])],
)
def test_every_flaw_of_every_field_is_said_in_a_line_that_fits_below_it(field: Field, flaw: Flaw):
    assert 10 < len(flaws.field_flaw(field, flaw)) <= 80


@pytest.mark.parametrize("flaw", CodeFlaw)
def test_every_flaw_of_a_code_is_said(flaw: CodeFlaw):
    assert flaws.code_flaw(flaw).endswith(".")


def test_methods_are_named_by_the_role_they_assume():
    assert methods.method(Method.ROLE, "s3-reader") == "Assume role s3-reader"
    assert methods.method(Method.ROLE_THROUGH_SESSION, "s3-reader") == "Assume role s3-reader, one code a day"
    assert methods.method(Method.SESSION, "s3-reader") == "Session token"


def test_each_choice_says_what_its_credentials_are_for():
    assert [methods.purpose(each) for each in (Method.ROLE, Method.ROLE_THROUGH_SESSION, Method.SESSION)] == [
        "A role",
        "A role, with one code a day",
        "Your own user (session token)",
    ]


@pytest.mark.parametrize("method", Method)
def test_the_advice_on_a_method_is_one_paragraph_that_tells_of_the_mfa_mark(method: Method):
    assert 40 < len(methods.advice(method)) < 200
    assert ("carry no MFA mark" in methods.advice(method)) is (method is not Method.SESSION)
    assert "MFA mark" in methods.advice(method)


@pytest.mark.parametrize(
    ("minutes", "label"), [(15, "15 min"), (60, "1 hour"), (90, "1 h 30 min"), (720, "12 hours"), (2160, "36 hours")]
)
def test_durations_are_labelled_as_people_say_them(minutes: int, label: str):
    assert methods.duration(timedelta(minutes=minutes)) == label


def test_settings_that_cannot_be_read_are_told_with_the_path_once():
    path = "/home/maya/.config/hourpass/settings.damaged-2026.json"
    said = say(Problem(Reason.SETTINGS_DAMAGED, {"kept_as": path}))
    assert "settings" in said.what
    assert said.whole.count(path) == 1
