"""The two codes that register a device, checked before AWS sees them, for as long as the seed is held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto


class PairFlaw(Enum):
    """What is wrong with a typed code."""

    NOT_THIS_DEVICE = auto()  # no moment near now shows it: mistyped, or of another entry in the authenticator
    SAME_CODE = auto()  # the first one again
    WRONG_ORDER = auto()  # the one before the first
    NOT_CONSECUTIVE = auto()  # a code of this device, but not the one after the first
    PHONE_CLOCK_OFF = auto()  # AWS would take the pair and remember the drift; then its later codes would be refused


@dataclass(frozen=True, slots=True)
class Verdict:
    """On one code: fine, or a flaw with what is known of it."""

    flaw: PairFlaw | None = None
    drift: timedelta = timedelta(0)  # the phone's clock minus AWS's, to the nearest few seconds; zero within one step
