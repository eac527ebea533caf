from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from botocore.exceptions import ClientError

from hourpass.domain.credentials import LongTermKeys
from hourpass.sandbox import answers
from hourpass.sandbox.propagation import Delays
from hourpass.sandbox.sandbox import Sandbox
from hourpass.sandbox.wire import Request
from sandbox.fakes_sandbox import Enter, Person, Proof, SettableClock, refusal, said


def stranger(sandbox: Sandbox, **changed: str):
    return Person(sandbox, replace(sandbox.seeded.admin, **changed))


def test_an_unknown_key_is_refused_by_each_service_in_its_own_words(sandbox: Sandbox):
    nobody = stranger(sandbox, access_key_id="AKIAAAAAAAAAAAAAAAAA")
    with pytest.raises(ClientError) as at_sts:
        nobody.sts.get_caller_identity()
    assert refusal(at_sts) == said(answers.INVALID_CLIENT_TOKEN)
    with pytest.raises(ClientError) as at_s3:
        nobody.s3.list_buckets()
    assert refusal(at_s3) == said(answers.INVALID_ACCESS_KEY_S3)


def test_a_wrong_secret_is_refused(sandbox: Sandbox):
    wrong = stranger(sandbox, secret_access_key="wrong")
    with pytest.raises(ClientError) as at_iam:
        wrong.iam.get_user()
    assert refusal(at_iam) == said(answers.SIGNATURE_MISMATCH)
    with pytest.raises(ClientError) as at_s3:
        wrong.s3.list_buckets()
    assert refusal(at_s3) == said(answers.SIGNATURE_MISMATCH_S3)


def test_a_request_changed_on_its_way_is_refused(sandbox: Sandbox, admin: Person):
    seen = []
    admin.session.events.register_first("before-send.sts", lambda request, **_: seen.append(request) or None)
    admin.sts.get_caller_identity()
    request = seen[0]
    headers = {
        name.lower(): str(value, "ascii") if isinstance(value, bytes) else value
        for name, value in request.headers.items()
    }
    body = request.body if isinstance(request.body, bytes) else request.body.encode()
    as_sent = Request(request.method, request.url, headers, body)
    assert sandbox.handle(as_sent).status == 200
    changed = replace(as_sent, body=body + b"&RoleArn=x")
    assert b"SignatureDoesNotMatch" in sandbox.handle(changed).body


def test_an_inactive_key_is_as_good_as_none(admin: Person, practice: Person, sandbox: Sandbox):
    key = sandbox.seeded.user.access_key_id
    admin.iam.update_access_key(UserName="practice", AccessKeyId=key, Status="Inactive")
    with pytest.raises(ClientError) as error:
        practice.sts.get_caller_identity()
    assert refusal(error) == said(answers.INVALID_CLIENT_TOKEN)
    admin.iam.update_access_key(UserName="practice", AccessKeyId=key, Status="Active")
    assert practice.sts.get_caller_identity()


def test_a_new_key_is_unknown_for_a_while(sandbox: Sandbox, admin: Person, clock: SettableClock):
    sandbox.delays = Delays.all(timedelta(seconds=5))
    keys = admin.iam.create_access_key(UserName="practice")["AccessKey"]
    sts = Person(sandbox, keys).sts
    with pytest.raises(ClientError) as error:
        sts.get_caller_identity()
    assert refusal(error) == said(answers.INVALID_CLIENT_TOKEN)
    clock.advance(seconds=5)
    assert sts.get_caller_identity()["Arn"] == sandbox.seeded.user_arn


def test_a_session_needs_its_own_token(sandbox: Sandbox, practice: Person, proof: Proof):
    keys = practice.sts.get_session_token(**proof())["Credentials"]
    without = Person(sandbox, LongTermKeys(keys["AccessKeyId"], keys["SecretAccessKey"]))
    with pytest.raises(ClientError) as none_at_s3:
        without.s3.list_buckets()
    assert refusal(none_at_s3) == said(answers.INVALID_ACCESS_KEY_S3)
    broken = Person(sandbox, {**keys, "SessionToken": keys["SessionToken"][:-9] + "AAAAAAAA="})
    with pytest.raises(ClientError) as broken_at_s3:
        broken.s3.list_buckets()
    assert refusal(broken_at_s3) == said(answers.INVALID_TOKEN_S3)


@pytest.mark.parametrize(("minutes", "beginning"), [(20, "Signature expired: "), (-20, "Signature not yet current: ")])
def test_a_clock_twenty_minutes_off_is_told(sandbox: Sandbox, admin: Person, minutes: int, beginning: str):
    sandbox.clock.skew = timedelta(minutes=minutes)
    with pytest.raises(ClientError) as at_sts:
        admin.sts.get_caller_identity()
    status, code, message = refusal(at_sts)
    assert (status, code) == (403, "SignatureDoesNotMatch")
    assert message.startswith(beginning)
    with pytest.raises(ClientError) as at_s3:
        admin.s3.list_buckets()
    assert refusal(at_s3)[:2] == (403, "RequestTimeTooSkewed")
    assert at_s3.value.response["Error"]["MaxAllowedSkewMilliseconds"] == "900000"


def test_ten_minutes_off_pass_and_the_date_header_tells_of_them(sandbox: Sandbox, admin: Person, clock: SettableClock):
    sandbox.clock.skew = timedelta(minutes=10)
    answer = admin.sts.get_caller_identity()
    assert answer["ResponseMetadata"]["HTTPHeaders"]["date"] == "Sun, 22 Nov 2026 12:10:10 GMT"


def test_time_that_passes_in_the_sandbox_alone_does_not_spoil_signatures(sandbox: Sandbox, admin: Person, enter: Enter):
    entered = enter()
    sandbox.clock.offset = timedelta(hours=2)
    assert admin.sts.get_caller_identity()
    with pytest.raises(ClientError) as error:
        entered.sts.get_caller_identity()
    assert refusal(error) == said(answers.EXPIRED_TOKEN)


def test_a_request_without_signature_is_refused(sandbox: Sandbox):
    listing = sandbox.handle(Request("GET", "https://s3.amazonaws.com/", {"host": "s3.amazonaws.com"}))
    assert (listing.status, b"<Code>AccessDenied</Code>" in listing.body) == (403, True)
    who = sandbox.handle(Request("POST", "https://sts.amazonaws.com/", {}, b"Action=GetCallerIdentity"))
    assert (who.status, b"MissingAuthenticationToken" in who.body) == (403, True)


def test_two_sandboxes_in_one_process_do_not_see_each_other(sandbox: Sandbox, admin: Person, clock: SettableClock):
    other = Sandbox(clock, Delays.none())
    admin.iam.create_user(UserName="only-here")
    there = Person(other, other.seeded.admin)
    assert {one["UserName"] for one in there.iam.list_users()["Users"]} == {"admin", "practice"}
    assert {one["UserName"] for one in admin.iam.list_users()["Users"]} == {"admin", "practice", "only-here"}
    assert other.seeded.device_seed != sandbox.seeded.device_seed
    other.close()


def test_no_secret_shows_in_what_is_printed_of_a_seeded_sandbox(sandbox: Sandbox):
    seeded = sandbox.seeded
    for secret in (seeded.user.secret_access_key, seeded.admin.secret_access_key, seeded.device_seed):
        assert secret not in repr(seeded)
