"""The condition operators of policies. An operator that is not known here is an error, never a guess."""

from __future__ import annotations

import ipaddress
import operator
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache

Context = Mapping[str, Sequence[str]]
"""The request's facts: key in lower case, its values. A key that is absent is not there at all."""


class UnknownOperatorError(ValueError):
    """A policy uses an operator that the sandbox does not know."""


@lru_cache(maxsize=4096)
def glob(pattern: str, *, ignore_case: bool = False) -> re.Pattern[str]:
    """The expression for AWS's wildcards: ``*`` any text, ``?`` any one character."""
    text = "".join(".*" if c == "*" else "." if c == "?" else re.escape(c) for c in pattern)
    return re.compile(text, re.DOTALL | (re.IGNORECASE if ignore_case else 0))


def _like(value: str, pattern: str) -> bool:
    return glob(pattern).fullmatch(value) is not None


def _arn_like(value: str, pattern: str) -> bool:
    values, patterns = value.split(":", 5), pattern.split(":", 5)
    return len(values) == len(patterns) == 6 and all(map(_like, values, patterns))


def _as_bool(value: str, wanted: str) -> bool:
    return value.lower() == wanted.lower()


def _equals_ignoring_case(value: str, wanted: str) -> bool:
    return value.casefold() == wanted.casefold()


def _number(compare: Callable[[float, float], bool]) -> Callable[[str, str], bool]:
    def judge(value: str, wanted: str) -> bool:
        try:
            return compare(float(value), float(wanted))
        except ValueError:
            return False

    return judge


def _moment(text: str) -> datetime:
    if re.fullmatch(r"\d+(\.\d+)?", text) and len(text) > 4:
        return datetime.fromtimestamp(float(text), tz=UTC)
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _date(compare: Callable[[datetime, datetime], bool]) -> Callable[[str, str], bool]:
    def judge(value: str, wanted: str) -> bool:
        try:
            return compare(_moment(value), _moment(wanted))
        except ValueError:
            return False

    return judge


def _in_network(value: str, network: str) -> bool:
    try:
        return ipaddress.ip_address(value) in ipaddress.ip_network(network, strict=False)
    except ValueError:
        return False


_POSITIVE: dict[str, Callable[[str, str], bool]] = {
    "stringequals": operator.eq,
    "stringequalsignorecase": _equals_ignoring_case,
    "stringlike": _like,
    "numericequals": _number(operator.eq),
    "numericlessthan": _number(operator.lt),
    "numericlessthanequals": _number(operator.le),
    "numericgreaterthan": _number(operator.gt),
    "numericgreaterthanequals": _number(operator.ge),
    "dateequals": _date(operator.eq),
    "datelessthan": _date(operator.lt),
    "datelessthanequals": _date(operator.le),
    "dategreaterthan": _date(operator.gt),
    "dategreaterthanequals": _date(operator.ge),
    "bool": _as_bool,
    "binaryequals": operator.eq,
    "arnequals": _arn_like,  # AWS: ArnEquals and ArnLike behave identically
    "arnlike": _arn_like,
    "ipaddress": _in_network,
}
_NEGATIVE = {
    "stringnotequals": "stringequals",
    "stringnotequalsignorecase": "stringequalsignorecase",
    "stringnotlike": "stringlike",
    "numericnotequals": "numericequals",
    "datenotequals": "dateequals",
    "arnnotequals": "arnequals",
    "arnnotlike": "arnlike",
    "notipaddress": "ipaddress",
}


def check_operator(name: str) -> None:
    """Raise UnknownOperatorError unless *name* is an operator."""
    base = _base(name)
    if base not in _POSITIVE and base not in _NEGATIVE and base != "null":
        raise UnknownOperatorError(name)


def holds(name: str, key: str, wanted: Sequence[str], context: Context) -> bool:
    """Whether operator *name* is satisfied for *key*: one of the *wanted* values has to fit."""
    check_operator(name)
    lowered, base = name.lower(), _base(name)
    values = context.get(key.lower())
    if base == "null":
        return (values is None) in {value.lower() == "true" for value in wanted}
    every = lowered.startswith("forallvalues:")
    if values is None:
        present_needed = base in _POSITIVE and not lowered.endswith("ifexists")
        return every or not present_needed or False
    if base in _NEGATIVE:
        fits = _POSITIVE[_NEGATIVE[base]]
        verdicts = [not any(fits(value, one) for one in wanted) for value in values]
        # Without a set operator a key has one value, so that any and all agree.
        return any(verdicts) if lowered.startswith("foranyvalue:") else all(verdicts)
    fits = _POSITIVE[base]
    verdicts = [any(fits(value, one) for one in wanted) for value in values]
    return all(verdicts) if every else any(verdicts)


def _base(name: str) -> str:
    lowered = name.lower().removeprefix("foranyvalue:").removeprefix("forallvalues:")
    return lowered if lowered == "nullifexists" else lowered.removesuffix("ifexists")
