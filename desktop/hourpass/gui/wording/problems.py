"""Problems in words: what happened, why as far as AWS told, what to do now; and AWS's own answer, for the details."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QCoreApplication

from hourpass.domain import arns
from hourpass.domain.problem import Problem, Reason
from hourpass.gui.wording.aws_files import AWS_FILES
from hourpass.gui.wording.console_answers import CONSOLE_ANSWERS
from hourpass.gui.wording.here_and_between import BETWEEN, HERE
from hourpass.gui.wording.joining import sentences
from hourpass.gui.wording.methods import duration
from hourpass.gui.wording.other_answers import OTHER_ANSWERS
from hourpass.gui.wording.sentences import Sentences, fitting
from hourpass.gui.wording.setup_answers import SETUP_ANSWERS
from hourpass.gui.wording.sign_in_answers import SENT_BEFORE, SIGN_IN_ANSWERS
from hourpass.gui.wording.times import clock, clock_with_seconds

SENTENCES: Mapping[Reason, Sentences] = {
    **SIGN_IN_ANSWERS,
    **OTHER_ANSWERS,
    **SETUP_ANSWERS,
    **BETWEEN,
    **HERE,
    **AWS_FILES,
    **CONSOLE_ANSWERS,
}

_LEAST_SKEW = 240
"""Seconds. AWS bears up to five minutes. Less than this was measured wrongly, by the date that a proxy put in perhaps, or is
mended by now: it is not told as the reason of a refusal."""

_WITH_A_CODE = frozenset({"AssumeRole", "GetSessionToken"})

# AWS repeats the request in some refusals: the canonical string of a bad signature has the session token among
# its headers, a validation error has the value that was sent.
_TOKEN_HEADER = re.compile(r"(x-amz-security-token\s*[:=]\s*)\S+", re.IGNORECASE)
_SENT_CODE = re.compile(r"Value '[^']*' at 'tokenCode'")


@dataclass(frozen=True)
class Said:
    """A problem in three parts."""

    what: str
    why: str
    now: str

    @property
    def short(self) -> str:
        """What happened and what to do now."""
        return sentences(self.what, self.now)

    @property
    def whole(self) -> str:
        """All of it in a row."""
        return sentences(self.what, self.why, self.now)


def say(problem: Problem, now: datetime | None = None) -> Said:
    """*problem* in three parts; a fact that is missing leaves a plainer sentence, never a gap.

    It may be read long after it happened: what was to come by then is not told as if it still were at *now*.
    """
    answers = _answers(problem)
    facts = _facts_to_tell(problem)
    next_at = _moment(problem.facts.get("next_at", ""))
    if next_at and next_at <= (now or datetime.now(UTC)):
        facts.pop("next_time")
    return Said(*(fitting("Problems", part, facts) for part in (answers.what, answers.why, answers.now)))


def line(problem: Problem, code: str = "", seconds: int | None = None) -> str:
    """*problem* for a status line. *code* is the one that was refused, *seconds* the wait for the next."""
    answers = _answers(problem)
    facts = _facts_to_tell(problem)
    if code:
        facts["code"] = f"{code[:3]} {code[3:]}" if len(code) == 6 else code
    if seconds is not None:
        facts["seconds"] = str(seconds)
    return fitting("Problems", answers.line or answers.what, facts)


def _answers(problem: Problem) -> Sentences:
    answers = SENTENCES[problem.reason]
    if problem.reason is Reason.CODE_ALREADY_SENT:
        return SENT_BEFORE.get(problem.facts.get("answer", ""), answers)
    return answers


def raw_text(problem: Problem) -> str:
    """AWS's answer, to be copied; empty when there was none. Field names are AWS's own, so they stay as they are."""
    raw = problem.raw
    if raw is None:
        return ""
    rows = (
        ("Operation", raw.operation),
        ("HTTP", str(raw.status) if raw.status else ""),
        ("Code", raw.code),
        ("Message", _without_secrets(raw.message.strip())),
        ("RequestId", raw.request_id),
    )
    return "\n".join(f"{name}: {value}" for name, value in rows if value)


def _without_secrets(message: str) -> str:
    return _SENT_CODE.sub("Value '…' at 'tokenCode'", _TOKEN_HEADER.sub(r"\1…", message))


def _facts_to_tell(problem: Problem) -> dict[str, str]:
    """The facts as people read them: names besides ARNs, local times, spans."""
    given = {**problem.facts, "detail": _unended(problem.facts.get("detail", ""))}
    facts = {name: value for name, value in given.items() if value}
    if role := arns.parse(facts.get("role_arn", "")):
        facts |= {"role_name": role.name, "account": role.account}
    if caller := arns.parse(facts.get("caller", "")):
        facts["caller_name"] = caller.name
    if serial := facts.get("serial"):
        facts |= _device(serial)
    if facts.pop("explicit", "") and "action" in facts:
        facts["forbidden_action"] = facts.pop("action")
    facts |= _carrier(problem) | _key_quota(problem)
    if next_at := _moment(facts.get("next_at", "")):
        facts["next_time"] = clock_with_seconds(next_at)
    if until := _moment(facts.get("until", "")):
        facts["until_time"] = clock(until)
    for name, told_as in (("seconds", "asked_span"), ("maximum", "maximum_span")):
        if number := _number(facts.pop(name, "")):
            facts[told_as] = duration(timedelta(seconds=number))
    offset = _number(facts.get("offset_seconds", ""))
    if abs(offset) >= _LEAST_SKEW:
        facts["behind" if offset > 0 else "ahead"] = _offset(abs(offset))
    return facts


def _carrier(problem: Problem) -> dict[str, str]:
    """The call that may have taken a code to AWS."""
    operation = problem.facts.get("operation") or (problem.raw.operation if problem.raw else "")
    may_have = operation in _WITH_A_CODE and problem.facts.get("sent") != "no"
    return {"code_operation": operation} if may_have else {}


def _key_quota(problem: Problem) -> dict[str, str]:
    """The quota by its name once more, where it is the one of access keys."""
    quota = problem.facts.get("quota", "")
    return {"key_quota": quota} if quota == "AccessKeysPerUser" else {}


def _device(serial: str) -> dict[str, str]:
    arn = arns.parse(serial)
    if arn and arn.resource.startswith("user/"):
        return {"device_name": arn.name, "user_serial": serial}
    if arn and arn.resource.startswith("u2f/"):
        return {"device_name": arn.name, "passkey_serial": serial}
    return {"device_name": arn.name if arn else serial}


def _offset(seconds: int) -> str:
    # The clock itself is read to the second only, and beyond two minutes nobody sets it by that.
    minutes, rest = divmod(seconds, 60) if seconds < 120 else (round(seconds / 60), 0)
    if rest:
        return QCoreApplication.translate("Problems", "{0} min {1} s").format(minutes, rest)
    return QCoreApplication.translate("Problems", "{0} min").format(minutes)


def _unended(sentence: str) -> str:
    """*sentence* without its full stop: it stands at the end of one of ours."""
    return sentence.strip().rstrip(".")


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _number(text: str) -> int:
    try:
        return round(float(text))
    except (ValueError, OverflowError):
        return 0
