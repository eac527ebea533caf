"""Profiles in words: what they become, for which account, and how long they still last."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from hourpass.domain.expiry import Phase
from hourpass.domain.profile import Method
from hourpass.gui.wording.times import span
from hourpass.viewmodels.profile_rows import ProfileRow


def subtitle(row: ProfileRow) -> str:
    """What the profile becomes and where: ``role s3-reader · 1111…2222``."""
    where = row.partition if row.partition != "aws" else short_account(row.account)
    if not where:
        return becomes(row)
    if row.method is Method.SESSION:
        return QCoreApplication.translate("Profiles", "session token · {0}").format(where)
    return QCoreApplication.translate("Profiles", "role {0} · {1}").format(row.role_name, where)


def becomes(row: ProfileRow) -> str:
    """What the profile becomes, where there is no room to say where."""
    if row.method is Method.SESSION:
        return QCoreApplication.translate("Profiles", "session token")
    return QCoreApplication.translate("Profiles", "role {0}").format(row.role_name)


def short_account(account: str) -> str:
    """Enough of an account's number to tell it from another: ``1111…2222``."""
    return f"{account[:4]}…{account[-4:]}" if len(account) > 9 else account


def time_left(row: ProfileRow) -> str:
    """The right end of a profile's row."""
    if row.phase is Phase.EXPIRED:
        return QCoreApplication.translate("Profiles", "expired")
    if row.left is None:
        return "—"
    return span(row.left)


def spoken(row: ProfileRow) -> str:
    """The whole row for a screen reader."""
    if row.phase is Phase.EXPIRED:
        return QCoreApplication.translate("Profiles", "{0}, {1}, expired").format(row.name, subtitle(row))
    if row.left is None:
        return QCoreApplication.translate("Profiles", "{0}, {1}, no credentials").format(row.name, subtitle(row))
    return QCoreApplication.translate("Profiles", "{0}, {1}, {2} left").format(row.name, subtitle(row), span(row.left))
