"""Policy documents: reading them, and judging what they say of one request."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Any

from hourpass.sandbox import conditions
from hourpass.sandbox.answers import malformed_policy
from hourpass.sandbox.wire import Refused

_VARIABLE = re.compile(r"\$\{([^},]+)(?:,\s*'([^']*)')?\}")
_CHARACTERS = re.compile("[\t\n\r\u0020-\u00ff]+")
_LITERAL = frozenset("*?$")
_BACKSTOP = "\x00"


class Verdict(Enum):
    """What policies say of a request."""

    ALLOWED = "allowed"
    NOT_ALLOWED = "implicitDeny"
    DENIED = "explicitDeny"


@dataclass(frozen=True, slots=True)
class Condition:
    operator: str
    key: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement; what stands under Not… is marked by the flag."""

    allow: bool
    actions: tuple[str, ...]
    except_actions: bool
    resources: tuple[str, ...]
    except_resources: bool
    conditions: tuple[Condition, ...]
    principals: tuple[tuple[str, str], ...]  # (kind, value): ("AWS", "arn:…")
    except_principals: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody wants to do."""

    action: str
    resource: str
    context: conditions.Context


@lru_cache(maxsize=1024)
def read(text: str) -> tuple[Statement, ...]:
    """The statements of the document *text*; refused like AWS does when it is none."""
    if not _CHARACTERS.fullmatch(text):
        raise Refused(malformed_policy("The policy is not in the valid JSON format."))
    try:
        document = json.loads(text)
    except ValueError as error:
        raise Refused(malformed_policy("This policy contains invalid Json")) from error
    if not isinstance(document, dict) or "Statement" not in document:
        raise Refused(malformed_policy())
    if document.get("Version", "2008-10-17") not in {"2008-10-17", "2012-10-17"}:
        raise Refused(malformed_policy())
    statements = document["Statement"]
    found = tuple(_statement(one) for one in (statements if isinstance(statements, list) else [statements]))
    if not found:
        raise Refused(malformed_policy())
    return found


def _statement(raw: Any) -> Statement:
    if not isinstance(raw, dict) or raw.get("Effect") not in {"Allow", "Deny"}:
        raise Refused(malformed_policy())
    actions, except_actions = _either(raw, "Action")
    resources, except_resources = _either(raw, "Resource")
    principals, except_principals = _principals(raw)
    if not actions:
        raise Refused(malformed_policy("Policy statement must contain actions."))
    return Statement(
        raw["Effect"] == "Allow",
        actions,
        except_actions,
        resources,
        except_resources,
        tuple(_conditions(raw.get("Condition", {}))),
        principals,
        except_principals,
    )


def _either(raw: dict[str, Any], name: str) -> tuple[tuple[str, ...], bool]:
    if name in raw and f"Not{name}" in raw:
        raise Refused(malformed_policy())
    return _texts(raw.get(name, raw.get(f"Not{name}", []))), f"Not{name}" in raw


def _texts(raw: Any) -> tuple[str, ...]:
    values = raw if isinstance(raw, list) else [raw]
    if not all(isinstance(value, str | bool | int | float) for value in values):
        raise Refused(malformed_policy())
    # JSON's true and "true" mean the same in a policy.
    return tuple(str(value).lower() if isinstance(value, bool) else str(value) for value in values)


def _principals(raw: dict[str, Any]) -> tuple[tuple[tuple[str, str], ...], bool]:
    named, excepted = raw.get("Principal"), raw.get("NotPrincipal")
    chosen = named if named is not None else excepted
    if chosen is None:
        return (), False
    if chosen == "*":
        return (("AWS", "*"),), named is None
    if not isinstance(chosen, dict):
        raise Refused(malformed_policy())
    return tuple((kind, value) for kind, values in chosen.items() for value in _texts(values)), named is None


def _conditions(raw: Any) -> Iterable[Condition]:
    if not isinstance(raw, dict):
        raise Refused(malformed_policy())
    for operator, keys in raw.items():
        try:
            conditions.check_operator(operator)
        except conditions.UnknownOperatorError as error:
            raise Refused(malformed_policy(f"Invalid Condition type : {operator}.")) from error
        if not isinstance(keys, dict):
            raise Refused(malformed_policy())
        for key, values in keys.items():
            yield Condition(operator, key, _texts(values))


def check_identity(text: str) -> None:
    """Refuse *text* as a policy of a user, a role or a group."""
    for statement in read(text):
        if statement.principals:
            raise Refused(malformed_policy("Policy document should not specify a principal."))
        if not statement.resources:
            raise Refused(malformed_policy("Policy statement must contain resources."))


def check_trust(text: str) -> tuple[str, ...]:
    """Refuse *text* as a role's trust; the principals of kind AWS that it names."""
    named: list[str] = []
    for statement in read(text):
        if not statement.principals:
            raise Refused(malformed_policy("AssumeRole policy must contain principals"))
        if statement.resources:
            raise Refused(malformed_policy("Has prohibited field Resource"))
        named += [value for kind, value in statement.principals if kind == "AWS"]
    return tuple(named)


def applies(statement: Statement, question: Question) -> bool:
    """Whether *statement* speaks of *question*, whoever asks."""
    context = question.context
    acts = any(conditions.glob(one, ignore_case=True).fullmatch(question.action) for one in statement.actions)
    if acts is statement.except_actions:
        return False
    if statement.resources:
        on = any(_fits(one, question.resource, context) for one in statement.resources)
        if on is statement.except_resources:
            return False
    return all(
        conditions.holds(one.operator, one.key, _filled(one.values, context), context) for one in statement.conditions
    )


def judge(documents: Iterable[str], question: Question) -> Verdict:
    """What identity policies say: a deny wins, else an allow is needed."""
    allowed = False
    for document in documents:
        for statement in read(document):
            if applies(statement, question):
                if not statement.allow:
                    return Verdict.DENIED
                allowed = True
    return Verdict.ALLOWED if allowed else Verdict.NOT_ALLOWED


def _filled(values: Sequence[str], context: conditions.Context) -> tuple[str, ...]:
    return tuple(_fill(value, context) for value in values)


def _fill(text: str, context: conditions.Context) -> str:
    def value(match: re.Match[str]) -> str:
        name, default = match[1].strip(), match[2]
        if name in _LITERAL:
            return name
        found = context.get(name.lower())
        if found is not None and len(found) == 1:
            return found[0]
        # A variable without a value makes what it stands in match nothing.
        return default if default is not None else _BACKSTOP

    return _VARIABLE.sub(value, text) if "${" in text else text


def _fits(pattern: str, resource: str, context: conditions.Context) -> bool:
    return conditions.glob(_fill(pattern, context)).fullmatch(resource) is not None
