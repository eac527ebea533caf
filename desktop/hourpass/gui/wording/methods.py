"""Methods and durations in words, and a word of advice on which to take."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QCoreApplication

from hourpass.domain.profile import Method
from hourpass.gui.wording.times import span

_HOUR = timedelta(hours=1)


def method(chosen: Method, role_name: str) -> str:
    """What *chosen* does, for the card that asks for a code."""
    if chosen is Method.SESSION:
        return QCoreApplication.translate("Methods", "Session token")
    if chosen is Method.ROLE:
        return QCoreApplication.translate("Methods", "Assume role {0}").format(role_name)
    return QCoreApplication.translate("Methods", "Assume role {0}, one code a day").format(role_name)


def purpose(chosen: Method) -> str:
    """What *chosen* gives credentials for, as a choice."""
    if chosen is Method.SESSION:
        return QCoreApplication.translate("Methods", "Your own user (session token)")
    if chosen is Method.ROLE:
        return QCoreApplication.translate("Methods", "A role")
    return QCoreApplication.translate("Methods", "A role, with one code a day")


def advice(chosen: Method) -> str:
    """When *chosen* is the one to take, and what it costs."""
    if chosen is Method.ROLE:
        return QCoreApplication.translate(
            "Methods",
            "A code for each session, which lasts as long as the role allows, up to 12 hours. Its credentials carry no MFA mark in later calls.",
        )
    if chosen is Method.ROLE_THROUGH_SESSION:
        return QCoreApplication.translate(
            "Methods",
            "One code opens an MFA session; the role is renewed from it without another, for several roles or a whole day. Its credentials last an hour at most and carry no MFA mark in later calls.",
        )
    return QCoreApplication.translate(
        "Methods",
        "Your user's own rights with the MFA mark, for policies that ask for it in every call. Up to 36 hours from one code.",
    )


def hint(chosen: Method) -> str:
    """The same in one line."""
    if chosen is Method.ROLE:
        return QCoreApplication.translate("Methods", "A new code for each session.")
    if chosen is Method.ROLE_THROUGH_SESSION:
        return QCoreApplication.translate("Methods", "One code opens an MFA session; the role is renewed from it.")
    return QCoreApplication.translate("Methods", "Your own permissions, with MFA, for up to 36 hours.")


def duration(length: timedelta) -> str:
    """*length* as a choice: "15 min", "1 hour", "12 hours"."""
    hours, rest = divmod(length, _HOUR)
    if rest or not hours:
        return span(length)
    if hours == 1:
        return QCoreApplication.translate("Durations", "1 hour")
    return QCoreApplication.translate("Durations", "{0} hours").format(hours)
