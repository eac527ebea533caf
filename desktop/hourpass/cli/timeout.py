"""How long a command waits for a person. Loads nothing: an SDK may be waiting for just this."""

from __future__ import annotations

USUAL_TIMEOUT = 120.0
"""Seconds that a person has for typing a code. As the relay has it, which can load nothing."""
LONGEST_TIMEOUT = 3600.0
"""The app lets nobody wait longer."""


def seconds(text: str) -> float:
    """What *text* says, as the value of --timeout. ValueError where nobody could wait for that."""
    told = float(text)
    if not 0 <= told <= LONGEST_TIMEOUT:  # nor is NaN
        raise ValueError(text)
    return told
