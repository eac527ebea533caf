"""What the relay does when the app gave it no credentials: says why, or has the whole of hourpass-cli take over."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def go_on(answer: bytes, profile: str, options: Sequence[str]) -> int:
    """The exit status. Without an *answer* that says why: the keyring, or a question on the terminal."""
    if answer:
        from contextlib import suppress  # only where there is something to explain
        from json import loads

        try:
            told = loads(answer)
            status, message = int(told["status"]), told["message"]
        except (ValueError, LookupError, TypeError):  # the app went before it had said all
            return _without_app(profile, options)
        with suppress(AttributeError, OSError):  # standard error may be closed; the status tells as well
            sys.stderr.write(f"{message}\n")
        return status
    return _without_app(profile, options)


def give_up(unwritten: OSError | AttributeError) -> int:
    """Say why the credentials could not be written; the exit status."""
    from hourpass.cli.main import explained
    from hourpass.cli.standard_output import unwritable

    def fail() -> int:
        raise unwritable(unwritten)

    return explained(fail)


def _without_app(profile: str, options: Sequence[str]) -> int:
    """By the whole command line, in this process."""
    if sys.flags.no_site and not getattr(sys, "frozen", False):
        import site

        site.main()  # the packages that -S kept out
    from hourpass.cli.main import main as command_line

    return command_line([*options, "credentials", profile])
