"""Objects and folders in words: names, sizes, times, how many, and what stands where there are none."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QCoreApplication, QLocale

from hourpass.domain.problem import Problem, Reason
from hourpass.gui.wording import problems, times
from hourpass.gui.wording.buckets import readable
from hourpass.gui.wording.problems import Said
from hourpass.services.ports import UNKNOWN
from hourpass.viewmodels.listing import Stage
from hourpass.viewmodels.object_listing import ObjectListing

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_KILO = 1024
_TIP_WIDTH = 100  # letters; a key may have a thousand, and a tooltip does not break them


def named(name: str) -> str:
    """*name* with what cannot be seen spelt out, be it a space at its beginning or its end."""
    if not name:
        return QCoreApplication.translate("Objects", "(no name)")
    inner = name.strip(" ")
    if inner == name:
        return readable(name)
    before = len(name) - len(name.lstrip(" "))
    after = len(name) - before - len(inner)
    return "\\x20" * before + readable(inner) + "\\x20" * after


def tip(text: str) -> str:
    """*text* in lines that a tooltip has room for."""
    return "\n".join(text[start : start + _TIP_WIDTH] for start in range(0, len(text), _TIP_WIDTH))


def size(count: int) -> str:
    """``1.2 MB``: of 1024, as the AWS console counts."""
    if count == UNKNOWN:
        return "—"
    if count < _KILO:
        return QCoreApplication.translate("Objects", "{0} B", "bytes, as short as kB").format(count)
    return QLocale().formattedDataSize(count, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)


def exact_size(count: int) -> str:
    """``1,258,291 bytes``; empty when it is not known."""
    if count == UNKNOWN:
        return ""
    if count == 1:
        return QCoreApplication.translate("Objects", "1 byte")
    # Not "%Ln": Qt's plural forms are chosen by a number that is too small for a film.
    return QCoreApplication.translate("Objects", "{0} bytes").format(QLocale().toString(count))


def minute(milliseconds: int) -> str:
    """``2024-10-31 14:03`` in local time."""
    if milliseconds == UNKNOWN:
        return "—"
    return f"{_moment(milliseconds).astimezone():%Y-%m-%d %H:%M}"


def moment(milliseconds: int) -> str:
    """The local date and time in full; empty when it is not known."""
    return "" if milliseconds == UNKNOWN else times.moment(_moment(milliseconds))


def counted(folders: int, objects: int) -> str:
    """``3 folders``, ``1 object``, and where there are both ``15 items``."""
    translate = QCoreApplication.translate
    # One has a sentence of its own, so that English is right without a translation file.
    if not folders:
        return translate("Objects", "1 object") if objects == 1 else translate("Objects", "%Ln objects", "", objects)
    if not objects:
        return translate("Objects", "1 folder") if folders == 1 else translate("Objects", "%Ln folders", "", folders)
    both = folders + objects
    return translate("Objects", "%Ln items", "folders and objects", both)


def rows(count: int) -> str:
    """``15 rows``: of a file, where folders and objects are one to a line."""
    if count == 1:
        return QCoreApplication.translate("Objects", "1 row")
    return QCoreApplication.translate("Objects", "%Ln rows", "", count)


def count_line(listing: ObjectListing, shown: int, folders: int, objects: int, *, filtered: bool) -> str:
    """What the count beside the filter says of so many *folders* and *objects*, of which some are *shown*."""
    translate = QCoreApplication.translate
    if listing.stage is Stage.LOADING and not listing.count:
        return translate("Objects", "Loading…")
    if not folders + objects and listing.stage is not Stage.EMPTY:
        return ""  # that there are none is not known
    told = counted(folders, objects)
    if listing.stage is Stage.LOADING:
        return translate("Objects", "Loading… {0}", "how many so far").format(told)
    if filtered:
        told = translate("Objects", "{0} of {1}", "3 of 6 objects").format(
            translate("Objects", "%Ln", "a number", shown), told
        )
    if listing.stage in {Stage.FAILED, Stage.STOPPED}:
        return translate("Objects", "{0} so far", "1,000 objects so far").format(told)
    if listing.more and not filtered:
        return translate("Objects", "{0} and more", "12,000 objects and more").format(told)
    return told


def paused(listing: ObjectListing) -> str:
    """The line above the rows of a huge folder."""
    told = QCoreApplication.translate("Objects", "%Ln", "a number", listing.count)
    if listing.full:
        return QCoreApplication.translate(
            "Objects", "Only the first {0} are shown. Type the start of a name, and ask AWS for it."
        ).format(told)
    return QCoreApplication.translate(
        "Objects", "The first {0} are shown. More load when you scroll to the end."
    ).format(told)


def stopped(folders: int, objects: int) -> str:
    """The line above a list that the person stopped."""
    if not folders + objects:
        return QCoreApplication.translate("Objects", "Stopped before anything arrived.")
    return QCoreApplication.translate("Objects", "Stopped after {0}. There may be more.").format(
        counted(folders, objects)
    )


def no_match(sought: str, *, complete: bool) -> str:
    """What is said when the filter lets nothing through."""
    text = (
        QCoreApplication.translate("Objects", "No name here contains “{0}”.")
        if complete
        else QCoreApplication.translate("Objects", "None of the names loaded so far contains “{0}”.")
    )
    return text.format(readable(sought))


def ask_for(beginning: str) -> str:
    """The link that lets AWS look."""
    return QCoreApplication.translate("Objects", "Names that begin with “{0}”").format(readable(beginning))


def part(name: str, *, begun: bool) -> str:
    """A step of the path; *begun* where it is only the beginning of names."""
    return (
        QCoreApplication.translate("Objects", "“{0}…”", "names that begin so").format(named(name))
        if begun
        else named(name)
    )


def empty(bucket: str, prefix: str, begun: str) -> tuple[str, str]:
    """A title and a text for a place with nothing in it."""
    translate = QCoreApplication.translate
    if begun:
        return (
            translate("Objects", "No name begins with “{0}”.").format(readable(begun)),
            translate("Objects", "Keys are case-sensitive."),
        )
    if prefix:
        return (
            translate("Objects", "This folder is empty."),
            translate(
                "Objects",
                "No objects under {0}. Some tools create empty folders like this one.",
            ).format(readable(prefix)),
        )
    return (
        translate("Objects", "{0} is empty.").format(readable(bucket)),
        translate(
            "Objects",
            "Everything works, there is just nothing in this bucket. Earlier versions of deleted objects are not shown here.",
        ),
    )


def said(problem: Problem, bucket: str, prefix: str) -> Said:
    """What went wrong with a place, in three parts."""
    if problem.reason is Reason.NO_SUCH_BUCKET:
        translate = QCoreApplication.translate
        return Said(
            translate("Objects", "The bucket {0} no longer exists.").format(readable(bucket)),
            translate("Objects", "It was deleted after the buckets were listed."),
            translate("Objects", "Go back to the buckets and refresh them."),
        )
    if problem.reason is Reason.DENIED:
        return _denied(problem, bucket, prefix)
    return problems.say(problem)


def _denied(problem: Problem, bucket: str, prefix: str) -> Said:
    translate = QCoreApplication.translate
    where = readable(prefix)
    what = (
        translate("Objects", "You may not list “{0}” in {1}.").format(where, readable(bucket))
        if prefix
        else translate("Objects", "You may not list the objects in {0}.").format(readable(bucket))
    )
    if problem.facts.get("explicit"):
        why = translate(
            "Objects",
            "AWS answered AccessDenied: a policy of the role, the user, the bucket or the organization forbids s3:ListBucket here.",
        )
        now = translate(
            "Objects",
            "Ask the account's administrator: more permissions do not help, the statement that denies it has to change.",
        )
        return Said(what, why, now)
    why = translate("Objects", "AWS answered AccessDenied: no policy of these credentials allows s3:ListBucket here.")
    now = (
        translate(
            "Objects",
            "Ask the account's administrator for s3:ListBucket with the prefix “{0}”. You may have access to other folders.",
        ).format(where)
        if prefix
        else translate(
            "Objects",
            "Ask the account's administrator for a policy that allows s3:ListBucket on this bucket. Seeing the bucket's name takes a different permission.",
        )
    )
    return Said(what, why, now)


def _moment(milliseconds: int) -> datetime:
    return _EPOCH + timedelta(milliseconds=milliseconds)
