"""Stations: the first start, taking profiles over, typing one in, and settings that are damaged."""

from __future__ import annotations

import shutil

from desktop.app_driver import settings_path
from desktop.tour_guide import WAIT, Guide

ALSO_IN_FILES = """[default]
region = eu-west-1

[profile reports]
role_arn = arn:aws:iam::444455556666:role/s3-reader
source_profile = maya
mfa_serial = arn:aws:iam::111122223333:mfa/maya-phone

[profile deploy]
role_arn = arn:aws:iam::444455556666:role/deploy
source_profile = maya
external_id = acme-77

[profile batch]
role_arn = arn:aws:iam::444455556666:role/batch
credential_source = Ec2InstanceMetadata
"""
KEYS_IN_FILES = """[maya]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
"""
DAMAGED = '{"schema": 1, "profiles": [{"name": "half a'


def walk(guide: Guide) -> None:
    """With nothing there yet, then with profiles in the AWS config files, then with settings nobody can read."""
    with guide.running():
        guide.reader.find("firstStart", WAIT)
        guide.shoot_main("first-start")
        type_in(guide)
    files = guide.home / ".aws"
    files.mkdir()
    (files / "config").write_text(ALSO_IN_FILES)
    (files / "credentials").write_text(KEYS_IN_FILES)
    with guide.running():
        take_over(guide)
    shutil.rmtree(settings_path(guide.home).parent)
    settings_path(guide.home).parent.mkdir(parents=True)
    settings_path(guide.home).write_text(DAMAGED)
    with guide.running():
        guide.reader.find("closeErrorButton", WAIT)
        guide.shoot("settings-damaged")
        guide.shoot_active("settings-damaged-box")


def type_in(guide: Guide) -> None:
    """A profile by hand: all there is to fill in, what is wrong with it, and the question before it is thrown away."""
    reader = guide.reader
    guide.to_front()
    guide.key("ctrl+n")
    reader.click("moreButton", WAIT)
    guide.shoot_at("profileDialog", "profile-more")
    reader.click("moreButton")
    reader.fill("accessKeyIdInput", "ASIA1234")
    reader.fill("roleArnInput", "arn:aws:iam::1111:role/reader")
    reader.fill("deviceInput", "my phone")
    reader.click("saveProfileButton")
    guide.shoot_at("profileDialog", "profile-flaws")
    guide.key("Escape")
    guide.shoot_at("discardBox")
    guide.shoot("discardBox-over")


def take_over(guide: Guide) -> None:
    """What the AWS config files hold, and what it becomes here."""
    reader = guide.reader
    reader.usable("importButton", WAIT)
    guide.shoot_main("first-start-found")
    reader.click("importButton")
    reader.usable("importSelectedButton", WAIT)
    guide.shoot_at("importDialog")
    reader.click("importSelectedButton")
    reader.find("profileList", WAIT)
    guide.shoot("imported")
    guide.key("Escape")
    guide.to_front()
    guide.right_click("profileList", 20)
    guide.shoot_main("profile-of-files-menu")
    guide.key("Escape")
    guide.tab("d")
    guide.shoot_main("profile-of-files-details")
    reader.click("editProfileButton")
    guide.shoot_at("profileDialog", "profile-of-files-edit")
