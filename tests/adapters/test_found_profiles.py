"""What profiles of the AWS config files stand on."""

from __future__ import annotations

import pytest

from hourpass.adapters.aws.found_profiles import found_profile
from hourpass.domain.profile import Hop
from hourpass.services.ports import FoundProfile, Unfit

ROLE = "arn:aws:iam::123456789012:role/"
SERIAL = "arn:aws:iam::123456789012:mfa/phone"
KEYS = {"aws_access_key_id": "AKIAIOSFODNN7EXAMPLE", "aws_secret_access_key": "secret"}
TEMPORARY = {**KEYS, "aws_access_key_id": "ASIAIOSFODNN7EXAMPLE", "aws_session_token": "token"}
SSO = {"sso_session": "work", "sso_account_id": "123456789012", "sso_role_name": "reader"}
PROCESS = {"credential_process": "/usr/bin/keys"}
OURS = {"credential_process": "/usr/bin/python3 -IS /opt/hourpass/cli/relay.py 0a1b /run/socket"}
TOKEN = {"role_arn": ROLE + "pod", "web_identity_token_file": "/var/token"}


def role(name: str, source: str, **more: str) -> dict[str, str]:
    return {"role_arn": ROLE + name, "source_profile": source, **more}


def found(name: str, **profiles: dict[str, str]) -> FoundProfile:
    """*profiles* stand in the config file."""
    profile = found_profile(name, profiles, {})
    assert profile is not None
    return profile


def test_a_chain_is_followed_to_its_keys():
    got = found(
        "last",
        last=role("last", "middle", duration_seconds="7200"),
        middle=role("middle", "first", external_id="x-1"),
        first=role("first", "user", mfa_serial=SERIAL, role_session_name="maya"),
        user=KEYS,
    )
    assert got.through == (Hop(ROLE + "first", "maya"), Hop(ROLE + "middle", external_id="x-1"))
    assert (got.source_profile, got.access_key_id, got.role_arn) == ("user", KEYS["aws_access_key_id"], ROLE + "last")
    assert (got.mfa_serial, got.resolved, got.unfit) == (SERIAL, False, None)


def test_a_source_with_keys_of_its_own_gives_them_though_it_names_a_role():
    got = found("a", a=role("a", "both"), both={**role("b", "nobody"), **KEYS})
    assert (got.source_profile, got.through, got.access_key_id) == ("both", (), KEYS["aws_access_key_id"])


def test_a_role_may_be_assumed_with_the_keys_beside_it():
    got = found("a", a={**role("a", "a"), **KEYS})
    assert (got.source_profile, got.access_key_id, got.unfit) == ("a", KEYS["aws_access_key_id"], None)


@pytest.mark.parametrize("source", [SSO, PROCESS, TOKEN], ids=["sso", "process", "token"])
def test_a_source_that_aws_tools_resolve_is_left_to_them(source: dict[str, str]):
    got = found("b", b=role("b", "a"), a=role("a", "source"), source=source)
    assert (got.source_profile, got.resolved, got.access_key_id, got.unfit) == ("source", True, "", None)
    assert got.through == (Hop(ROLE + "a"),)


def test_a_program_may_give_keys_of_a_user_so_that_a_code_goes_along():
    got = found("a", a=role("a", "source", mfa_serial=SERIAL), source=PROCESS)
    assert (got.mfa_serial, got.unfit) == (SERIAL, None)


@pytest.mark.parametrize(
    ("unfit", "profiles"),
    [
        (Unfit.MACHINE, {"a": {"role_arn": ROLE + "a", "credential_source": "Ec2InstanceMetadata"}}),
        (Unfit.MACHINE, {"a": role("a", "b"), "b": {"role_arn": ROLE + "b", "credential_source": "Environment"}}),
        (Unfit.WEB_IDENTITY, {"a": TOKEN}),
        (Unfit.NO_SOURCE, {"a": {"role_arn": ROLE + "a"}}),
        (Unfit.NO_SOURCE, {"a": role("a", "nobody")}),
        (Unfit.CIRCLE, {"a": role("a", "b"), "b": role("b", "c"), "c": role("c", "b")}),
        (Unfit.CIRCLE, {"a": role("a", "a", **PROCESS)}),
        (Unfit.TEMPORARY, {"a": role("a", "b"), "b": {**role("b", "c"), **TEMPORARY}, "c": KEYS}),
        (Unfit.TEMPORARY, {"a": role("a", "b"), "b": TEMPORARY}),
        (Unfit.LATE_CODE, {"a": role("a", "b", mfa_serial=SERIAL), "b": role("b", "c"), "c": KEYS}),
        (Unfit.CODE_OF_NO_USER, {"a": role("a", "b", mfa_serial=SERIAL), "b": SSO}),
        (Unfit.OURS, {"a": role("a", "b"), "b": OURS}),
    ],
)
def test_what_cannot_be_got_says_why(unfit: Unfit, profiles: dict[str, dict[str, str]]):
    assert found("a", **profiles).unfit is unfit


@pytest.mark.parametrize("section", [SSO, PROCESS, OURS, TEMPORARY, {"region": "eu-west-1"}, {}])
def test_what_needs_nothing_of_hourpass_is_not_found(section: dict[str, str]):
    assert found_profile("a", {"a": section}, {}) is None


@pytest.mark.parametrize(
    ("source", "in_credentials", "resolved"),
    [
        ({**PROCESS, **KEYS}, {}, True),  # a program comes before keys of the config file
        ({**PROCESS, **KEYS}, KEYS, False),  # and after those of the credentials file
        ({**SSO, **KEYS}, KEYS, True),  # Identity Center comes before either
        ({"sso_session": "work", **KEYS}, {}, False),  # which names no account: nothing to sign in to
    ],
)
def test_among_several_sources_it_is_botocores_order_that_counts(
    source: dict[str, str], in_credentials: dict[str, str], resolved: bool
):
    got = found_profile("a", {"a": role("a", "b"), "b": source}, {"b": in_credentials})
    assert got is not None
    assert (got.resolved, bool(got.access_key_id)) == (resolved, not resolved)


def test_keys_that_left_the_file_may_be_in_the_keyring():
    got = found("a", a=role("a", "moved"), moved={"region": "eu-west-1"})
    assert (got.source_profile, got.access_key_id, got.resolved, got.unfit) == ("moved", "", False, None)


@pytest.mark.parametrize(
    "command",
    [
        "/usr/lib/hourpass/hourpass-cli --relay /run/app.socket 0a1b",
        r"C:\Users\maya\AppData\Local\Programs\Hourpass\hourpass-cli.exe --relay pipe 0a1b",
        "/home/maya/Apps/Hourpass-0.1.0-x86_64.AppImage --cli --relay /run/app.socket 0a1b",
        "/venv/bin/python -m hourpass.cli.main credentials reports",
        "hourpass-cli credentials reports",
    ],
)
def test_each_form_of_our_own_helper_is_known(command: str):
    assert found("a", a=role("a", "b"), b={"credential_process": command}).unfit is Unfit.OURS


def test_a_program_in_a_folder_of_our_name_is_none_of_ours():
    process = {"credential_process": "/home/maya/hourpass/.venv/bin/python /home/maya/keys.py"}
    assert found("a", a=role("a", "b"), b=process).unfit is None
