"""Stations on a desktop without a keyring and without a tray."""

from __future__ import annotations

from desktop.app_driver import own_profile, write_settings
from desktop.aws_sandbox import AwsSandbox
from desktop.bus import wait_for
from desktop.tour_guide import WAIT, Guide

PASSPHRASE = "four quiet ducks on a pond"


def walk(guide: Guide) -> None:
    """The keyring that is missing, the encrypted file in its place, its passphrase at the next start; the window that
    has no tray to go to.
    """
    reader, desk = guide.reader, guide.desk
    with AwsSandbox(desk.session.env) as aws:
        write_settings(guide.home, own_profile(aws))
        with guide.running(AWS_ENDPOINT_URL=aws.endpoint):
            guide.to_front()
            guide.send(aws.code())
            reader.find("vaultDialog", WAIT)
            guide.leave("vaultDialog")
            guide.shoot_main("keyring-missing")
            guide.tab("d")
            reader.click("editProfileButton", WAIT)
            reader.fill("secretAccessKeyInput", aws.secret_key, WAIT)
            reader.click("saveProfileButton")
            guide.shoot_at("vaultDialog", "vault-missing")
            reader.fill("passphraseInput", "short")
            reader.click("useSealedFileButton")
            guide.shoot_at("vaultDialog", "vault-too-short")
            reader.fill("passphraseInput", PASSPHRASE)
            reader.fill("passphraseAgainInput", "four quiet ducks")
            reader.click("useSealedFileButton")
            guide.shoot_at("vaultDialog", "vault-different")
            reader.fill("passphraseAgainInput", PASSPHRASE)
            reader.click("useSealedFileButton")
            wait_for(lambda: reader.look("vaultDialog") is None, "the file", WAIT)
            reader.click("saveProfileButton", WAIT)
            wait_for(lambda: reader.look("profileDialog") is None, "the key in the file", WAIT)
        with guide.running(AWS_ENDPOINT_URL=aws.endpoint):
            guide.shoot_at("vaultDialog", "vault-passphrase")
            reader.fill("passphraseInput", "not the passphrase")
            reader.click("useSealedFileButton")
            reader.usable("useSealedFileButton", WAIT)
            guide.shoot_at("vaultDialog", "vault-passphrase-wrong")
            guide.leave("vaultDialog")
            guide.send(aws.code())
            guide.shoot_at("vaultDialog", "vault-asked-again")
            reader.fill("passphraseInput", PASSPHRASE)
            reader.click("useSealedFileButton")
            wait_for(lambda: reader.look("vaultDialog") is None, "the file to open", WAIT)
            guide.to_front()
            guide.key("Return")
            reader.find("bucketTable", WAIT)
            desk.close(guide.window)
            wait_for(lambda: desk.minimised(guide.window), "the window to be minimised", WAIT)
            guide.to_front()
            guide.shoot_main("no-tray")
