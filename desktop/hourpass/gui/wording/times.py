"""Spans and moments in words. Spans round down: what is said to be left is there for certain."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

_ZERO = timedelta(0)
_SECOND = timedelta(seconds=1)
_MINUTE = timedelta(minutes=1)


def span(left: timedelta) -> str:
    """``45 s``, ``42 min``, ``3 h``, ``3 h 5 min``."""
    hours, minutes, seconds = _parts(left)
    translate = QCoreApplication.translate
    if hours and minutes:
        return translate("Times", "{0} h {1} min").format(hours, minutes)
    if hours:
        return translate("Times", "{0} h").format(hours)
    if minutes:
        return translate("Times", "{0} min").format(minutes)
    return translate("Times", "{0} s").format(seconds)


def countdown(left: timedelta) -> str:
    """``42:10``, ``1:02:10``: for figures that tick."""
    hours, minutes, seconds = _parts(left)
    if hours:
        return f"{hours}:{minutes:02d}:{seconds:02d}"
    return f"{minutes}:{seconds:02d}"


def spoken(left: timedelta) -> str:
    """``3 hours 5 minutes``: whole words, for screen readers."""
    hours, minutes, seconds = _parts(left)
    if hours and minutes:
        return QCoreApplication.translate("Times", "{0} {1}", "hours, minutes").format(_hours(hours), _minutes(minutes))
    if hours:
        return _hours(hours)
    return _minutes(minutes) if minutes else _seconds(seconds)


def took(span_of_call: timedelta) -> str:
    """``120 ms``, ``1.2 s``: how long a call took."""
    if span_of_call < _SECOND:
        milliseconds = round(max(span_of_call, _ZERO) / timedelta(milliseconds=1))
        return QCoreApplication.translate("Times", "{0} ms").format(milliseconds)
    seconds = QLocale().toString(span_of_call.total_seconds(), "f", 1)
    return QCoreApplication.translate("Times", "{0} s").format(seconds)


def clock(moment: datetime, now: datetime | None = None) -> str:
    """``14:35`` in local time, with the day where it is not *now*'s: ``tomorrow 09:10``, ``24 Nov 09:10``."""
    here = moment.astimezone()
    today = (now or datetime.now(UTC)).astimezone().date()
    time = _time(here)
    match (here.date() - today).days:
        case 0:
            return time
        case 1:
            return QCoreApplication.translate("Times", "tomorrow {0}").format(time)
        case -1:
            return QCoreApplication.translate("Times", "yesterday {0}").format(time)
    form = (
        QCoreApplication.translate("Times", "d MMM", "a day of this year, as QLocale writes dates")
        if here.year == today.year
        else QCoreApplication.translate("Times", "d MMM yyyy", "a day of another year, as QLocale writes dates")
    )
    day = QLocale().toString(QDate(here.year, here.month, here.day), form)
    return QCoreApplication.translate("Times", "{0} {1}", "day, time").format(day, time)


def clock_with_seconds(moment: datetime) -> str:
    """``14:35:07`` in local time, always of 24 hours: for logs, where columns must line up."""
    return f"{moment.astimezone():%H:%M:%S}"


def moment(moment: datetime) -> str:
    """``2 March 2021, 14:35:07 CET``: the whole of it, in local time."""
    here = moment.astimezone()
    form = QCoreApplication.translate("Times", "d MMMM yyyy", "a date in full, as QLocale writes dates")
    day = QLocale().toString(QDate(here.year, here.month, here.day), form)
    return QCoreApplication.translate("Times", "{0}, {1} {2}", "date, time, time zone").format(
        day, clock_with_seconds(here), here.tzname() or ""
    )


def _parts(left: timedelta) -> tuple[int, int, int]:
    """Whole hours, minutes and seconds; the very last second counts as one, for something is still left."""
    if _ZERO < left < _SECOND:
        return 0, 0, 1
    minutes, rest = divmod(max(left, _ZERO), _MINUTE)
    return minutes // 60, minutes % 60, rest // _SECOND


def _time(here: datetime) -> str:
    locale = QLocale()
    # The C locale (LANG=C, containers) would write seconds nobody asked for.
    form = "HH:mm" if locale.language() is QLocale.Language.C else locale.timeFormat(QLocale.FormatType.ShortFormat)
    return locale.toString(QTime(here.hour, here.minute), form)


# One has a sentence of its own, so that English needs no translation file to be right; "%Ln" carries the plural forms
# of languages that have more, and the digits of those that have their own.
def _hours(count: int) -> str:
    if count == 1:
        return QCoreApplication.translate("Times", "1 hour")
    return QCoreApplication.translate("Times", "%Ln hours", "", count)


def _minutes(count: int) -> str:
    if count == 1:
        return QCoreApplication.translate("Times", "1 minute")
    return QCoreApplication.translate("Times", "%Ln minutes", "", count)


def _seconds(count: int) -> str:
    if count == 1:
        return QCoreApplication.translate("Times", "1 second")
    return QCoreApplication.translate("Times", "%Ln seconds", "", count)
