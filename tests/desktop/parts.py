"""What the parts of a desktop session are told, and what they are asked."""

from __future__ import annotations

from pathlib import Path

from jeepney.wrappers import DBusErrorResponse

from desktop.bus import Bus

KEYRING_PASSWORD = b"desktop tests"  # an empty one would make no keyring
WATCHER = "org.kde.StatusNotifierWatcher"
SECRETS = "org.freedesktop.secrets"
LOGIN_COLLECTION = "/org/freedesktop/secrets/collection/login"

BUS_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <keep_umask/>
  <listen>unix:path={folder}/bus</listen>
  <auth>EXTERNAL</auth>
  <servicedir>{folder}/services</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""

PANEL = """<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=10;x=0;y=0"/>
      <property name="length" type="uint" value="100"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="size" type="uint" value="32"/>
      <property name="plugin-ids" type="array"><value type="int" value="1"/></property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="systray">
      <property name="square-icons" type="bool" value="true"/>
      <property name="hide-new-items" type="bool" value="false"/>
    </property>
  </property>
</channel>
"""

DUNSTRC = """[global]
origin = top-right
offset = 12x12
width = 360
font = Sans 10
markup = full
mouse_left_click = do_action, close_current
idle_threshold = 0
dmenu = {folder}/pick-action
"""

# dunst shows a note's actions in a menu program of one's choice: this one takes the line that names the wanted label.
PICK_ACTION = """#!/bin/sh
exec grep -F -m 1 -e "#$(cat {folder}/wanted-action) ("
"""


def write_bus_config(folder: Path) -> Path:
    """The bus knows only the services of its own folder: with the machine's, a missing Secret Service would be started
    by the first call for it."""
    services = folder / "services"
    services.mkdir()
    libraries = sorted(Path("/usr/lib").glob("*/xfce4/xfconf/xfconfd"))
    assert libraries, "xfconf is not installed: run python3 installer/develop.py test"
    service = f"[D-BUS Service]\nName=org.xfce.Xfconf\nExec={libraries[0]}\n"
    (services / "org.xfce.Xfconf.service").write_text(service)
    panel = folder / "home/.config/xfce4/xfconf/xfce-perchannel-xml/xfce4-panel.xml"
    panel.parent.mkdir(parents=True)
    panel.write_text(PANEL)
    config = folder / "bus.conf"
    config.write_text(BUS_CONFIG.format(folder=folder))
    return config


def write_dunstrc(folder: Path) -> Path:
    picker = folder / "pick-action"
    picker.write_text(PICK_ACTION.format(folder=folder))
    picker.chmod(0o700)
    path = folder / "dunstrc"
    path.write_text(DUNSTRC.format(folder=folder))
    return path


def tray_hosted(bus: Bus) -> bool:
    """Whether somebody shows the items that the watcher keeps."""
    try:
        return bool(bus.properties(WATCHER, "/StatusNotifierWatcher", WATCHER)["IsStatusNotifierHostRegistered"])
    except DBusErrorResponse:  # there is none, or the one that was there is just going
        return False


def lock_keyring(bus: Bus) -> None:
    """Lock it; with nobody to ask for its password it stays so."""
    bus.call(SECRETS, "/org/freedesktop/secrets", "org.freedesktop.Secret.Service", "Lock", "ao", [LOGIN_COLLECTION])


def secrets(bus: Bus) -> list[str]:
    """The paths of all items in the login keyring."""
    unlocked, locked = bus.call(
        SECRETS, "/org/freedesktop/secrets", "org.freedesktop.Secret.Service", "SearchItems", "a{ss}", {}
    )
    return [*unlocked, *locked]


def forget_secrets(bus: Bus) -> None:
    """Leave the keyring empty."""
    for item in secrets(bus):
        bus.call(SECRETS, item, "org.freedesktop.Secret.Item", "Delete")
