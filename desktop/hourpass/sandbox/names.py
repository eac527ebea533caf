"""Which names, paths and parameters AWS takes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from hourpass.sandbox.answers import Answer, invalid_value, name_characters
from hourpass.sandbox.wire import Refused

_NAME = re.compile(r"[\w+=,.@-]+", re.ASCII)
_PATH = re.compile(r"/|/[\u0021-\u007e]+/")
_POLICY_PATH = re.compile(r"/([A-Za-z0-9.,+@=_-]+/)*")
LONGEST_PATH = 512


def member(parameter: str) -> str:
    """A parameter's name as AWS's refusals write it: ``userName``."""
    return parameter[0].lower() + parameter[1:]


def check_name(parameter: str, name: str, longest: int) -> None:
    """Refuse what is no name of a user, role, policy or device."""
    if not name:
        raise Refused(invalid_value(name, member(parameter), "Member must have length greater than or equal to 1"))
    if len(name) > longest:
        limit = f"Member must have length less than or equal to {longest}"
        raise Refused(invalid_value(name, member(parameter), limit))
    if not _NAME.fullmatch(name):
        raise Refused(name_characters(member(parameter)))


def check_path(path: str, *, of_policy: bool = False) -> None:
    """Refuse what is no path."""
    fits = (_POLICY_PATH if of_policy else _PATH).fullmatch(path)
    if len(path) > LONGEST_PATH or path.startswith("//") or not fits:
        raise Refused(
            Answer(
                400,
                "ValidationError",
                "The specified value for path is invalid. It must begin and end with / and contain only "
                "alphanumeric characters and/or / characters.",
            )
        )


def is_twin(name: str, others: Iterable[str]) -> bool:
    """Whether *name* is taken: names differ by more than case."""
    folded = name.casefold()
    return any(folded == other.casefold() for other in others)


class Form:
    """Collects what is wrong with the parameters of one call, for AWS tells it all at once."""

    def __init__(self) -> None:
        self._wrong: list[tuple[str, str, str]] = []

    def text(self, name: str, value: str | None, pattern: str, shortest: int, longest: int) -> None:
        """Check a text, where it is given."""
        if value is None:
            return
        if not re.fullmatch(pattern, value, re.ASCII):
            shown = f"Member must satisfy regular expression pattern: {pattern}"
            self._wrong.append((value, member(name), shown))
        if len(value) < shortest:
            self._wrong.append((value, member(name), f"Member must have length greater than or equal to {shortest}"))
        if len(value) > longest:
            self._wrong.append((value, member(name), f"Member must have length less than or equal to {longest}"))

    def number(self, name: str, value: str | None, lowest: int, highest: int, default: int) -> int:
        """Check a number; it, or the *default* where none is given."""
        if value is None:
            return default
        try:
            number = int(value)
        except ValueError as error:
            raise Refused(Answer(400, "MalformedInput", "Invalid Argument")) from error
        if number < lowest:
            self._wrong.append((value, member(name), f"Member must have value greater than or equal to {lowest}"))
        if number > highest:
            self._wrong.append((value, member(name), f"Member must have value less than or equal to {highest}"))
        return number

    def check(self) -> None:
        """Refuse if anything was wrong."""
        if len(self._wrong) == 1:
            raise Refused(invalid_value(*self._wrong[0]))
        if self._wrong:
            each = "; ".join(f"Value '{v}' at '{m}' failed to satisfy constraint: {c}" for v, m, c in self._wrong)
            raise Refused(Answer(400, "ValidationError", f"{len(self._wrong)} validation errors detected: {each}"))
