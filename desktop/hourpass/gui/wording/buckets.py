"""Buckets in words: how many, since when, and what stands where there are none."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication

from hourpass.gui.wording import times
from hourpass.viewmodels.listing import Stage


def counted(count: int) -> str:
    """``1 bucket``, ``12,000 buckets``."""
    # One has a sentence of its own, so that English is right without a translation file.
    if count == 1:
        return QCoreApplication.translate("Buckets", "1 bucket")
    return QCoreApplication.translate("Buckets", "%Ln buckets", "", count)


def shown_of(shown: int, total: int) -> str:
    """``3 of 6 buckets``."""
    return QCoreApplication.translate("Buckets", "{0} of {1}", "3 of 6 buckets").format(
        QCoreApplication.translate("Buckets", "%Ln", "a number", shown), counted(total)
    )


def count_line(stage: Stage, shown: int, total: int, filtered: bool, so_far: int) -> str:
    """What the count beside the filter says; *so_far* have come of a listing that runs."""
    if stage is Stage.IDLE:
        return ""
    if stage is Stage.LOADING:
        if not so_far:
            return QCoreApplication.translate("Buckets", "Loading…")
        return QCoreApplication.translate("Buckets", "Loading… {0}", "how many so far").format(counted(so_far))
    if not total and stage is not Stage.EMPTY:
        return ""  # that there are none is not known
    told = shown_of(shown, total) if filtered else counted(total)
    if stage in {Stage.FAILED, Stage.STOPPED}:
        return QCoreApplication.translate("Buckets", "{0} so far", "1,000 buckets so far").format(told)
    return told


def stopped(count: int) -> str:
    """The line above a list that the person stopped."""
    if not count:
        return QCoreApplication.translate("Buckets", "Stopped before any buckets arrived.")
    if count == 1:
        return QCoreApplication.translate("Buckets", "Stopped. There may be more buckets than this one.")
    return QCoreApplication.translate("Buckets", "Stopped. There may be more than these {0}.").format(counted(count))


def created_day(created: str) -> str:
    """``2021-03-02``, the local day; what is no time stays as the server wrote it."""
    moment = _moment(created)
    return moment.astimezone().date().isoformat() if moment else readable(created) or "—"


def created_moment(created: str) -> str:
    """The local date and time in full; empty when it is no time."""
    moment = _moment(created)
    return times.moment(moment) if moment else ""


def readable(name: str) -> str:
    """*name* with what cannot be seen spelt out: line breaks, marks that turn the reading direction."""
    if name.isprintable():
        return name
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "replace").decode() for c in name)


def _moment(created: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(created)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
