"""The exit statuses of hourpass-cli."""

from __future__ import annotations

DONE = 0
FAILED = 1
WRONG_USAGE = 2
NOBODY_TO_ASK = 3
"""No credentials (or, for a code, no app) and nobody to ask."""
REFUSED = 4
CANCELLED = 5
NO_SUCH_PROFILE = 6
