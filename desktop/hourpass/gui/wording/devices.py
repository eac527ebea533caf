"""MFA devices in words: what they are, who uses them, and what is at stake when one goes."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from hourpass.domain.problem import Problem, Reason
from hourpass.gui.wording import problems
from hourpass.gui.wording.joining import listed
from hourpass.services.ports import DeviceKind
from hourpass.services.user_devices import RemovalRisk
from hourpass.viewmodels.device_list import Act, DeviceRow, SerialFlaw


def kind_text(kind: DeviceKind) -> str:
    """What the device is."""
    match kind:
        case DeviceKind.VIRTUAL:
            return QCoreApplication.translate("Devices", "Authenticator app")
        case DeviceKind.HARDWARE:
            return QCoreApplication.translate("Devices", "Hardware token")
        case DeviceKind.PASSKEY:
            return QCoreApplication.translate("Devices", "Passkey or security key")


def remark(row: DeviceRow) -> str:
    """Who uses the device, or why nobody here can."""
    if row.device.kind is DeviceKind.PASSKEY:
        return QCoreApplication.translate(
            "Devices", "Has no codes: AWS accepts passkeys only for signing in to the console."
        )
    said = _users(row)
    if not row.device.makes_codes:
        return said
    made = QCoreApplication.translate(
        "Devices", "Hourpass generates its codes, and stops when another device replaces it."
    )
    if not said:
        return made
    return QCoreApplication.translate("Devices", "{0}. {1}", "who uses the device, who makes its codes").format(
        said, made
    )


def _users(row: DeviceRow) -> str:
    others = listed(row.other_profiles)
    if row.used_here and others:
        return QCoreApplication.translate("Devices", "Used by this profile, and by {0}").format(others)
    if row.used_here:
        return QCoreApplication.translate("Devices", "Used by this profile")
    return QCoreApplication.translate("Devices", "Used by {0}").format(others) if others else ""


def act_text(act: Act) -> str:
    """What the link beside a device says."""
    match act:
        case Act.USE:
            return QCoreApplication.translate("Devices", "Use")
        case Act.REPLACE:
            return QCoreApplication.translate("Devices", "Replace…")
        case Act.RESYNC:
            return QCoreApplication.translate("Devices", "Resync…")
        case Act.REMOVE:
            return QCoreApplication.translate("Devices", "Remove…")


def act_spoken(act: Act, name: str) -> str:
    """The same for a screen reader, with the device's *name*."""
    match act:
        case Act.USE:
            text = QCoreApplication.translate("Devices", "Use {0} for this profile")
        case Act.REPLACE:
            text = QCoreApplication.translate("Devices", "Replace {0} with a new phone")
        case Act.RESYNC:
            text = QCoreApplication.translate("Devices", "Resync {0}")
        case Act.REMOVE:
            text = QCoreApplication.translate("Devices", "Remove {0}")
    return text.format(name)


def risk_text(risk: RemovalRisk | None) -> str:
    """What happens once the device is gone."""
    match risk:
        case None:
            return ""
        case RemovalRisk.LAST_DEVICE:
            return QCoreApplication.translate(
                "Devices",
                "This is the user's only MFA device: without another one, anything that requires MFA is out of reach.",
            )
        case RemovalRisk.NO_CODES_LEFT:
            return QCoreApplication.translate(
                "Devices",
                "That leaves only passkeys, which have no codes. Anything that requires a code is out of reach until another device is registered.",
            )
        case RemovalRisk.USED_BY_PROFILES:
            return QCoreApplication.translate(
                "Devices", "Profiles use it. They keep asking for its codes until you give them another device."
            )


def serial_flaw_text(flaw: SerialFlaw | None) -> str:
    """What is wrong with a token's serial number."""
    match flaw:
        case None:
            return ""
        case SerialFlaw.MISSING:
            return QCoreApplication.translate("Devices", "Enter the serial number printed on the token.")
        case SerialFlaw.NOT_A_SERIAL:
            return QCoreApplication.translate(
                "Devices", "A serial number has 9 letters and digits or more, such as GAHT12345678."
            )
        case SerialFlaw.REGISTERED:
            return QCoreApplication.translate("Devices", "This token is already registered.")


def proof_refusal(problem: Problem, *, learning: bool) -> str:
    """Why the new device's code was not taken; *learning*: AWS may only not have heard of the device yet."""
    if learning and problem.reason is Reason.DEVICE_UNKNOWN:
        return QCoreApplication.translate(
            "Devices", "AWS does not know the new device yet. Type the next code that it shows."
        )
    return problems.line(problem)


def who_may(problem: Problem) -> str:
    """What helps when the user itself may not; empty where something else is wrong."""
    if problem.reason is Reason.CODE_NEEDED:
        return QCoreApplication.translate(
            "Devices",
            "A user with an MFA device needs a code from it to add or remove devices. Type one, or let an administrator do it.",
        )
    if problem.reason is Reason.DENIED:
        return QCoreApplication.translate(
            "Devices", "This user's policies do not allow it. Let an administrator of the account do it."
        )
    return ""
