"""Stations: the main window's tabs, and what is opened from them."""

from __future__ import annotations

from desktop.bus import wait_for
from desktop.tour_guide import WAIT, Guide

FIRST_ROW, SECOND_ROW = 48, 82
"""Pixels below the top of a table, behind its head."""


def tabs(guide: Guide) -> None:
    """What stands beside the buckets."""
    for key, name in (("h", "elsewhere"), ("d", "details"), ("v", "activity"), ("b", "buckets")):
        guide.tab(key)
        guide.shoot_main(name)
    guide.key("ctrl+f")
    guide.desk.type("nothing like it")
    guide.shoot_main("filtered")
    guide.key("ctrl+a", "BackSpace")


def elsewhere(guide: Guide) -> None:
    """Each card of "Use elsewhere" once it was used."""
    reader = guide.reader
    guide.tab("h")
    reader.click("addToConfigButton", WAIT)
    reader.find("changeDiff", WAIT)
    guide.shoot_at("changeDialog")
    reader.click("writeChangeButton")
    reader.find("removeFromConfigButton", WAIT)
    guide.shoot_main("elsewhere-added")
    reader.click("removeFromConfigButton")
    reader.find("changeDiff", WAIT)
    guide.shoot_at("changeDialog", "changeDialog-remove")
    guide.leave("changeDialog")
    reader.click("copyVariablesButton")
    guide.shoot_main("elsewhere-copied")
    reader.click("openTerminalButton")
    reader.find("terminalCardStatus", WAIT)
    guide.shoot_main("elsewhere-no-terminal")
    guide.roll_down("elsewhereTab")
    reader.click("copyConsoleLinkButton")
    reader.click("credentialsFileCombo")
    guide.key("Down", "Return")
    guide.shoot_main("elsewhere-end")


def objects(guide: Guide) -> None:
    """Into folders, into an empty one, and into a bucket that is closed."""
    go_into(guide, "acme-access-logs")
    guide.shoot_main("objects")
    guide.right_click("objectTable", SECOND_ROW)
    guide.shoot_main("object-menu")
    guide.key("Escape", "Up")
    for folder in ("2026", "10", "30"):
        guide.key("Return")
        guide.in_folder(folder)
    guide.shoot_main("objects-deep")
    guide.key("alt+Up", "alt+Up", "alt+Up", "alt+Up")
    go_into(guide, "acme-releases")
    guide.key("Down", "Return")
    guide.reader.find("objectMessage", WAIT)
    guide.shoot_main("objects-empty")
    guide.key("alt+Up", "alt+Up")
    go_into(guide, "acme-payroll", closed=True)
    guide.shoot_main("objects-denied")
    guide.key("alt+Up")
    guide.reader.find("bucketTable", WAIT)
    guide.key("ctrl+f", "ctrl+a", "BackSpace")


def go_into(guide: Guide, bucket: str, *, closed: bool = False) -> None:
    """Open that bucket; into one that is *closed* nobody sees."""
    guide.tab("b")
    guide.reader.find("bucketTable", WAIT)
    guide.key("ctrl+f", "ctrl+a")
    guide.desk.type(bucket)
    guide.key("Down", "Return")
    if closed:
        guide.reader.find("objectMessage", WAIT)
    else:
        guide.in_folder(bucket)


def menus(guide: Guide) -> None:
    """Of a profile and of a bucket, and where a list is saved to."""
    guide.right_click("profileList", 20)
    guide.shoot_main("profile-menu")
    guide.key("Escape")
    guide.tab("b")
    guide.right_click("bucketTable", FIRST_ROW)
    guide.shoot_main("bucket-menu")
    guide.key("Escape")
    guide.reader.usable("exportBucketsButton").press()  # the authenticator may stand in front of it
    wait_for(lambda: guide.desk._xdotool("getactivewindow").strip() != guide.window, "the file dialog", WAIT)
    guide.shoot_active("export")
    guide.key("Return")
    guide.reader.find("bucketNotice", WAIT)
    guide.shoot_main("exported")
