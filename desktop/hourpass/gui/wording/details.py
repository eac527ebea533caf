"""The details of credentials in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QCoreApplication

from hourpass.domain.profile import Method
from hourpass.gui.wording import access_keys, methods, times
from hourpass.gui.wording.sentences import QT_TRANSLATE_NOOP
from hourpass.services.key_ages import KnownKey
from hourpass.viewmodels.details import CodesBy, Detail, Value

_TITLES = {
    Detail.ACCOUNT: QT_TRANSLATE_NOOP("Details", "Account"),
    Detail.ARN: QT_TRANSLATE_NOOP("Details", "ARN"),
    Detail.USER_ID: QT_TRANSLATE_NOOP("Details", "User ID"),
    Detail.METHOD: QT_TRANSLATE_NOOP("Details", "Obtained by"),
    Detail.OBTAINED: QT_TRANSLATE_NOOP("Details", "Obtained"),
    Detail.VALID_UNTIL: QT_TRANSLATE_NOOP("Details", "Valid until"),
    Detail.RENEWABLE_UNTIL: QT_TRANSLATE_NOOP("Details", "Renews without a code until"),
    Detail.ROLE: QT_TRANSLATE_NOOP("Details", "Role"),
    Detail.THROUGH: QT_TRANSLATE_NOOP("Details", "Through"),
    Detail.SESSION_NAME: QT_TRANSLATE_NOOP("Details", "Session name"),
    Detail.DURATION: QT_TRANSLATE_NOOP("Details", "Asks for"),
    Detail.DEVICE: QT_TRANSLATE_NOOP("Details", "MFA device"),
    Detail.CODES: QT_TRANSLATE_NOOP("Details", "Its codes"),
    Detail.SOURCE: QT_TRANSLATE_NOOP("Details", "Source profile"),
    Detail.ACCESS_KEY: QT_TRANSLATE_NOOP("Details", "Access key"),
    Detail.REGION: QT_TRANSLATE_NOOP("Details", "Region"),
    Detail.PARTITION: QT_TRANSLATE_NOOP("Details", "Partition"),
}
_METHODS = {
    Method.ROLE: QT_TRANSLATE_NOOP("Details", "Role, with a code (AssumeRole)"),
    Method.ROLE_THROUGH_SESSION: QT_TRANSLATE_NOOP(
        "Details", "Role, from an MFA session (GetSessionToken, AssumeRole)"
    ),
    Method.SESSION: QT_TRANSLATE_NOOP("Details", "Session token, with a code (GetSessionToken)"),
}


def title(detail: Detail) -> str:
    """What *detail* is called."""
    return QCoreApplication.translate("Details", _TITLES[detail])


def value(known: Value) -> str:
    """What is known, as it is read."""
    match known:
        case Method():
            return QCoreApplication.translate("Details", _METHODS[known])
        case datetime():
            return times.moment(known)
        case timedelta():
            return methods.duration(known)
        case CodesBy.HOURPASS:
            return QCoreApplication.translate("Details", "made by Hourpass")
        case KnownKey():
            return _key(known)
    return known


def _key(key: KnownKey) -> str:
    now = datetime.now(UTC)
    made = access_keys.age(key.made_at, now)
    return f"{made} · {access_keys.last_use(key.use, now)}" if key.use_told else made


def sentence(profile: bool, session: bool, expired: bool = False) -> str:
    """What stands above the details of credentials that are not there, or no longer work."""
    if not profile:
        return QCoreApplication.translate("Details", "Choose a profile to see its details.")
    if not session:
        return QCoreApplication.translate(
            "Details", "There are no credentials at the moment. This is what the profile will ask AWS for:"
        )
    if expired:
        return QCoreApplication.translate(
            "Details", "These credentials have expired: AWS no longer takes them. This is what they were:"
        )
    return ""
