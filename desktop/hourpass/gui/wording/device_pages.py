"""What the pages of the devices' window are headed by, and what their buttons say."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from hourpass.services.setup_owner import Owner
from hourpass.services.user_devices import MOST_DEVICES
from hourpass.viewmodels.device_list import Act, Aim, Place


def heading(owner: Owner | None) -> str:
    """What the window is about."""
    if owner is None:
        return QCoreApplication.translate("DevicePages", "MFA devices")
    return QCoreApplication.translate("DevicePages", "MFA devices of {0}").format(owner.user_name)


def title(place: Place, aim: Aim, owner: Owner | None) -> str:
    """The title of a page."""
    match place:
        case Place.WHO | Place.LIST:
            return heading(owner)
        case Place.ADD if aim.act is Act.REPLACE:
            text = QCoreApplication.translate("DevicePages", "Replace {0}")
        case Place.ADD:
            text = QCoreApplication.translate("DevicePages", "Add a device")
        case Place.PAIR:
            text = QCoreApplication.translate("DevicePages", "Scan this with your authenticator app")
        case Place.CODES if aim.act is Act.RESYNC:
            text = QCoreApplication.translate("DevicePages", "Resync {0}")
        case Place.CODES:
            text = QCoreApplication.translate("DevicePages", "Register {0}")
        case Place.NEW_CODE:
            text = QCoreApplication.translate("DevicePages", "Try the new phone")
        case Place.REMOVE:
            text = QCoreApplication.translate("DevicePages", "Remove {0}?")
    return text.format(aim.name)


def subtitle(place: Place, owner: Owner | None, *, full: bool) -> str:
    """What stands below it; *full*: AWS takes no further device."""
    if owner is None:
        return ""
    if place not in {Place.WHO, Place.LIST}:
        return ""
    if full and place is Place.LIST:
        text = QCoreApplication.translate("DevicePages", "Account {0} · up to {1} devices per user")
        return text.format(owner.account, MOST_DEVICES)
    return QCoreApplication.translate("DevicePages", "Account {0}").format(owner.account)


def leave(place: Place, listed: bool) -> str:
    """The button that goes back, or out where there is nothing to go back to."""
    if place is Place.PAIR:
        return QCoreApplication.translate("DevicePages", "Ca&ncel")
    if place is Place.LIST or (place is Place.WHO and not listed):
        return QCoreApplication.translate("DevicePages", "C&lose")
    return QCoreApplication.translate("DevicePages", "&Back")


def go_on(place: Place) -> str:
    """The button that goes on."""
    if place is Place.LIST:
        return QCoreApplication.translate("DevicePages", "&Add a device…")
    return QCoreApplication.translate("DevicePages", "C&ontinue")
