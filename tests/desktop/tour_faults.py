"""Stations: what goes wrong between here and AWS, and with the keyring."""

from __future__ import annotations

from desktop.app_driver import own_profile, write_settings
from desktop.aws_sandbox import AwsSandbox
from desktop.bus import wait_for
from desktop.keyring_items import KeyringItems
from desktop.tour_guide import WAIT, Guide

SIGNING_IN = {
    "no-network": {"effect": "no-network"},
    "captive-portal": {"effect": "html"},
    "not-allowed": {
        "code": "AccessDenied",
        "status": 403,
        "message": "User: arn:aws:iam::111122223333:user/practice is not authorized to perform: sts:AssumeRole on "
        "resource: arn:aws:iam::111122223333:role/s3-reader",
    },
    "throttled": {"code": "Throttling", "message": "Rate exceeded"},
}
"""What AssumeRole meets, by the name of the picture."""
DENIED = {
    "operation": "ListBuckets",
    "code": "AccessDenied",
    "status": 403,
    "message": "User: arn:aws:sts::111122223333:assumed-role/s3-reader/reports is not authorized to perform: "
    "s3:ListAllMyBuckets because no identity-based policy allows the s3:ListAllMyBuckets action",
    "count": 20,
}
SLOW = {"effect": "slow", "seconds": 20, "count": 3}


def walk(guide: Guide) -> None:
    """A code that does not arrive, lists that come slowly or not at all, a clock that is wrong, a keyring that is locked."""
    desk, items = guide.desk, KeyringItems(guide.desk.session)
    with AwsSandbox(desk.session.env, "--buckets", "20000", "--objects", "30000") as aws:
        write_settings(guide.home, own_profile(aws), told_about_tray=True)
        with guide.running(AWS_ENDPOINT_URL=aws.endpoint):
            guide.to_front()
            guide.send(aws.code())
            guide.reader.find("statusMessageAction", WAIT)
            guide.shoot("key-missing")
        items.put(f"key/{aws.key_id}", aws.secret_key)
        with guide.running(AWS_ENDPOINT_URL=aws.endpoint):
            signing_in(guide, aws)
        with guide.running(AWS_ENDPOINT_URL=aws.endpoint):  # so many codes in a row are too many
            busy(guide, aws)
            lists(guide, aws)
        items.put(f"key/{aws.key_id}", aws.secret_key)
        items.lock()
        try:
            with guide.running(AWS_ENDPOINT_URL=aws.endpoint):
                locked(guide)
        finally:
            items.unlock()


def send(guide: Guide, code: str) -> None:
    """Send *code*, and see what is said about it: not what was said about the one before."""
    guide.key("ctrl+a")
    guide.desk.type(code)
    wait_for(lambda: guide.reader.look("statusMessageAction") is None, "the earlier words to go", WAIT)
    guide.key("Return")
    guide.reader.find("statusMessageAction", WAIT)


def signing_in(guide: Guide, aws: AwsSandbox) -> None:
    """Each way in which a code leads to nothing."""
    guide.to_front()
    for number, (name, fault) in enumerate(SIGNING_IN.items()):
        aws.turn(clear_faults=True, faults=[{"operation": "AssumeRole", "count": 20, **fault}])
        send(guide, f"11111{number}")  # AWS does not come to look at it, and none is sent twice
        guide.shoot_main(f"aws-{name}")
        guide.reader.click("statusMessageAction")
        guide.reader.find("closeErrorButton", WAIT)
        guide.shoot_active(f"aws-{name}-problem")
        guide.key("Escape")
        guide.to_front()
    aws.turn(clear_faults=True, clock_skew=1200)
    send(guide, "222222")
    guide.shoot_main("clock-wrong")
    aws.turn(clock_skew=0)


def busy(guide: Guide, aws: AwsSandbox) -> None:
    """AWS takes its time, and the request is given up."""
    guide.to_front()
    aws.turn(faults=[{"operation": "AssumeRole", **SLOW}])
    guide.send(aws.code(1))
    guide.reader.find("cancelRequestButton", WAIT)
    guide.shoot_main("code-busy")
    guide.reader.click("cancelRequestButton")
    aws.turn(clear_faults=True)


def lists(guide: Guide, aws: AwsSandbox) -> None:
    """Refused, on its way, here in large numbers; then a folder that holds many."""
    aws.turn(faults=[DENIED])
    guide.to_front()
    guide.key("ctrl+a")
    guide.send(aws.code(2))
    guide.signed_in("reports")
    guide.shoot_main("buckets-denied")
    aws.turn(clear_faults=True, faults=[{"operation": "ListBuckets", **SLOW}])
    guide.key("ctrl+r")
    guide.reader.says("bucketMessage", "AWS", WAIT)
    guide.shoot_main("buckets-waiting")
    aws.turn(clear_faults=True, faults=[{"operation": "ListBuckets", "skip": 1, **SLOW}])
    guide.key("ctrl+r", "ctrl+r")
    guide.reader.find("bucketTable", WAIT)
    guide.shoot_main("buckets-loading")
    aws.turn(clear_faults=True, faults=[{"operation": "ListBuckets", "effect": "no-network", "skip": 1, "count": 9}])
    guide.key("ctrl+r", "ctrl+r")
    guide.reader.find("bucketNotice", WAIT)
    guide.shoot_main("buckets-broken-off")
    aws.turn(clear_faults=True)
    guide.key("ctrl+r", "ctrl+f", "ctrl+a")
    guide.desk.type("lake-raw")
    guide.reader.find("bucketTable", WAIT)
    guide.key("Down", "Return")
    guide.in_folder("acme-data-lake-raw")
    aws.turn(faults=[{"operation": "ListObjectsV2", "skip": 1, **SLOW}])
    guide.key("Home", "Return")
    guide.in_folder("archive")
    guide.shoot_main("objects-loading")
    aws.turn(clear_faults=True)


def locked(guide: Guide) -> None:
    """The keyring is locked: said above the page, then in full, with the encrypted file as the other way."""
    guide.reader.find("windowNoticeAction", WAIT)
    guide.shoot_main("keyring-locked")
    guide.reader.click("windowNoticeAction")
    guide.shoot_at("vaultDialog", "vault-locked")
    guide.reader.click("showSealedFileButton")
    guide.shoot_at("vaultDialog", "vault-locked-file")
    wait_for(lambda: guide.reader.look("passphraseInput"), "the passphrase", WAIT)
    guide.leave("vaultDialog")
