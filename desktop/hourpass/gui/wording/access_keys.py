"""Access keys in words: how old they are, and where they were last used."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from hourpass.services.setup_ports import KeyUse


def age(created_at: datetime, now: datetime) -> str:
    """``Created 264 days ago, on 3 March 2026``."""
    days = (now.astimezone().date() - created_at.astimezone().date()).days
    if days <= 0:
        return QCoreApplication.translate("AccessKeys", "Created today")
    if days == 1:
        return QCoreApplication.translate("AccessKeys", "Created yesterday")
    ago = QCoreApplication.translate("AccessKeys", "Created %Ln days ago, on {0}", "", days)
    return ago.format(_date(created_at))


def last_use(use: KeyUse | None, now: datetime) -> str:
    """``last used yesterday, for s3 in eu-west-1``. AWS tells of it late, so that "never" cannot be said."""
    if use is None:
        return QCoreApplication.translate("AccessKeys", "not used yet")
    when = _when(use.at, now)
    if use.service and use.region:
        text = QCoreApplication.translate("AccessKeys", "last used {0}, for {1} in {2}")
        return text.format(when, use.service, use.region)
    if use.service:
        return QCoreApplication.translate("AccessKeys", "last used {0}, for {1}").format(when, use.service)
    return QCoreApplication.translate("AccessKeys", "last used {0}").format(when)


def _when(moment: datetime, now: datetime) -> str:
    days = (now.astimezone().date() - moment.astimezone().date()).days
    if days <= 0:
        return QCoreApplication.translate("AccessKeys", "today")
    if days == 1:
        return QCoreApplication.translate("AccessKeys", "yesterday")
    return QCoreApplication.translate("AccessKeys", "on {0}").format(_date(moment))


def _date(moment: datetime) -> str:
    here = moment.astimezone()
    form = QCoreApplication.translate("Times", "d MMMM yyyy", "a date in full, as QLocale writes dates")
    return QLocale().toString(QDate(here.year, here.month, here.day), form)
