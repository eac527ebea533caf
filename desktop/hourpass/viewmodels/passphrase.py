"""A new passphrase being typed twice."""

from __future__ import annotations

from enum import Enum, auto

SHORTEST = 8
LONG_ENOUGH = 16
"""From this length on a passphrase of ordinary words resists guessing; rules about characters would add little."""


class PassphraseFlaw(Enum):
    """Why a new passphrase cannot be taken yet."""

    TOO_SHORT = auto()
    DIFFERENT = auto()


class Strength(Enum):
    """How well a passphrase withstands guessing."""

    NONE = auto()
    TOO_SHORT = auto()
    FAIR = auto()
    GOOD = auto()


def new_passphrase_flaw(first: str, second: str) -> PassphraseFlaw | None:
    """What keeps *first*, repeated as *second*, from being taken."""
    if len(first) < SHORTEST:
        return PassphraseFlaw.TOO_SHORT
    return None if first == second else PassphraseFlaw.DIFFERENT


def strength(passphrase: str) -> Strength:
    """How good *passphrase* is. A few characters over and over count as few."""
    if not passphrase:
        return Strength.NONE
    if len(passphrase) < SHORTEST:
        return Strength.TOO_SHORT
    return Strength.GOOD if len(passphrase) >= LONG_ENOUGH and len(set(passphrase)) >= SHORTEST else Strength.FAIR
