from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hourpass.domain.activity import Exchange
from hourpass.services.ports import VaultKind
from hourpass.viewmodels.diagnosis import Diagnosis, Known, endpoints, network, report, without_secrets

FOUND = Diagnosis(
    version="0.1.0",
    sandbox=False,
    system="Linux 6.1",
    desktop="GNOME, wayland",
    libraries=(("Qt", "6.11.3"), ("boto3", "1.44.8")),
    language="ja",
    secrets=VaultKind.KEYRING,
    tray=True,
    files=("/home/maya/.config/hourpass/settings.json",),
)


def test_a_report_has_a_line_for_each_thing_to_know():
    lines = report(FOUND).splitlines()
    assert [line.partition(": ")[0] for line in lines] == [known.value for known in Known]
    assert "libraries: Qt 6.11.3, boto3 1.44.8" in lines
    assert "notifications: not known" in lines
    assert "clock: not compared yet" in lines
    assert "endpoints: none called yet" in lines


def test_what_was_found_out_later_is_in_it():
    later = replace(FOUND, backend="GNOME Keyring", notifications="", clock_offset=timedelta(seconds=-42))
    lines = report(later).splitlines()
    assert "secrets: keyring (GNOME Keyring)" in lines
    assert "notifications: none" in lines
    assert "clock: AWS -42 s" in lines


@pytest.mark.parametrize(
    ("hosts", "told"),
    [
        (
            ("sts.eu-west-1.amazonaws.com", "iam.amazonaws.com", "sts.eu-west-1.amazonaws.com"),
            ("iam.amazonaws.com", "sts.eu-west-1.amazonaws.com"),
        ),
        (
            ("payroll.s3.eu-west-1.amazonaws.com", "a.b.s3.dualstack.us-east-1.amazonaws.com"),
            ("s3.dualstack.us-east-1.amazonaws.com", "s3.eu-west-1.amazonaws.com"),
        ),
        (("payroll.s3-fips.us-east-1.amazonaws.com",), ("s3-fips.us-east-1.amazonaws.com",)),
        (("127.0.0.1:4000", ""), ("127.0.0.1:4000",)),
    ],
)
def test_endpoints_are_told_once_each_and_without_a_buckets_name(hosts: tuple[str, ...], told: tuple[str, ...]):
    calls = [Exchange(datetime(2026, 1, 1, tzinfo=UTC), "s3", "ListBuckets", host, timedelta()) for host in hosts]
    assert endpoints(calls) == told
    assert f"endpoints: {', '.join(told)}" in report(replace(FOUND, endpoints=told)).splitlines()


def test_variables_that_lead_elsewhere_are_named_without_their_passwords():
    found = network(
        {
            "AWS_ENDPOINT_URL_STS": "http://127.0.0.1:4000",
            "https_proxy": "http://maya:pass-word@proxy.example:3128/?token=abc",
            "AWS_SECRET_ACCESS_KEY": "secret",
            "HTTP_PROXY": "",
        }
    )
    assert found == (("AWS_ENDPOINT_URL_STS", "http://127.0.0.1:4000"), ("https_proxy", "http://proxy.example:3128/"))


@pytest.mark.parametrize(
    ("url", "told"), [("localhost,.example", "localhost,.example"), ("/etc/ca.pem", "/etc/ca.pem"), ("http://[", "…")]
)
def test_what_is_no_url_stays_as_it_is(url: str, told: str):
    assert without_secrets(url) == told
