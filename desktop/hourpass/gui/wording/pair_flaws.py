"""What is wrong with one of the two codes that register a device, and what to type instead."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QCoreApplication

from hourpass.gui.wording.times import span
from hourpass.services.pairing import PairFlaw, Verdict

_TOLD_IN_MINUTES = timedelta(minutes=2)


def pair_flaw_text(verdict: Verdict) -> str:
    """The flaw of *verdict*; empty where there is none."""
    match verdict.flaw:
        case None:
            text = ""
        case PairFlaw.NOT_THIS_DEVICE:
            text = QCoreApplication.translate(
                "PairFlaws",
                "This code is not from the new device. Choose its entry in your authenticator app, and type the code shown now.",
            )
        case PairFlaw.SAME_CODE:
            text = QCoreApplication.translate(
                "PairFlaws", "This is the first code again. Wait until your phone shows the next one."
            )
        case PairFlaw.WRONG_ORDER:
            text = QCoreApplication.translate(
                "PairFlaws", "This code came before the first one. Type the one that your phone shows next."
            )
        case PairFlaw.USED_IN_PAIR:
            text = QCoreApplication.translate(
                "PairFlaws", "This code was already used, as one of the two before. Wait for the next one."
            )
        case PairFlaw.NOT_CONSECUTIVE:
            text = QCoreApplication.translate(
                "PairFlaws",
                "These codes are not consecutive. Type the code shown now as the first one, then the next one.",
            )
        case PairFlaw.PHONE_CLOCK_OFF:
            text = _clock_off(verdict.drift)
    return text


def _clock_off(drift: timedelta) -> str:
    if drift > timedelta(0):
        text = QCoreApplication.translate(
            "PairFlaws",
            "Your phone's clock is about {0} ahead. Turn on automatic time there, then type two new codes.",
        )
    elif drift < timedelta(0):
        text = QCoreApplication.translate(
            "PairFlaws",
            "Your phone's clock is about {0} behind. Turn on automatic time there, then type two new codes.",
        )
    else:
        text = QCoreApplication.translate(
            "PairFlaws", "Your phone's clock is off. Turn on automatic time there, then type two new codes."
        )
    return text.format(_about(abs(drift)))


def _about(drift: timedelta) -> str:
    if drift > _TOLD_IN_MINUTES:
        return span(timedelta(minutes=round(drift / timedelta(minutes=1))))
    return QCoreApplication.translate("PairFlaws", "{0} s", "seconds").format(round(drift.total_seconds()))
