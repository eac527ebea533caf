"""The exit statuses of hourpass-cli: fixed names for scripts, told over the app's socket as well."""

from __future__ import annotations

DONE = 0
FAILED = 1
WRONG_USAGE = 2
NOBODY_TO_ASK = 3
"""No credentials (or, for a code, no app) and nobody to ask."""
REFUSED = 4
"""AWS refused, or what it takes is missing on this computer."""
CANCELLED = 5
"""The person said no."""
NO_SUCH_PROFILE = 6
