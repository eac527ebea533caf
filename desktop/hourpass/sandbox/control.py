"""Turning the sandbox's knobs from outside: one JSON object, each key a knob."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from hourpass.sandbox.answers import Answer
from hourpass.sandbox.faults import Effect
from hourpass.sandbox.propagation import Delays
from hourpass.sandbox.sandbox import Sandbox

PATH = "/_sandbox/control"
TOKEN_HEADER = "x-sandbox-token"  # noqa: S105 (a header's name)


def turn(sandbox: Sandbox, text: bytes) -> None:
    """Do what the JSON in *text* says; ValueError when it says nothing that is known.

    ``faults``: a list to add, each with ``operation``, ``effect`` and what Faults.add takes (``code``, ``status`` and
    ``message`` for its answer) · ``clear_faults`` · ``delays``: seconds, one for all or by name · ``quotas``: limits
    by name, as in Quotas · ``lifetime``: seconds or null · ``clock_offset``: seconds that have passed ·
    ``clock_skew``: seconds that AWS is ahead of this computer.
    """
    asked = json.loads(text)
    if not isinstance(asked, dict):
        raise ValueError("a JSON object is wanted")  # noqa: TRY004 (all that is wrong with the text is a ValueError)
    knobs: dict[str, Callable[[Sandbox, Any], None]] = {
        "clear_faults": _clear_faults,
        "faults": _add_faults,
        "delays": _set_delays,
        "quotas": _set_quotas,
        "lifetime": _set_lifetime,
        "clock_offset": _set_offset,
        "clock_skew": _set_skew,
    }
    if unknown := set(asked) - set(knobs):
        raise ValueError(f"unknown: {', '.join(sorted(unknown))}")
    try:
        for name, turned in knobs.items():
            if name in asked:
                turned(sandbox, asked[name])
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError("a value of the wrong kind") from error


def _clear_faults(sandbox: Sandbox, _value: Any) -> None:
    sandbox.faults.clear()


def _add_faults(sandbox: Sandbox, value: list[dict[str, Any]]) -> None:
    for raw in value:
        answer = None
        if {"code", "status", "message"} & set(raw):
            answer = Answer(int(raw.get("status", 400)), str(raw.get("code", "")), str(raw.get("message", "")))
        sandbox.faults.add(
            str(raw["operation"]),
            Effect(raw.get("effect", Effect.ERROR.value)),
            answer=answer,
            seconds=float(raw.get("seconds", 0)),
            count=int(raw.get("count", 1)),
            skip=int(raw.get("skip", 0)),
        )


def _set_delays(sandbox: Sandbox, raw: float | dict[str, float]) -> None:
    if isinstance(raw, dict):
        sandbox.set_delays(**raw)
    else:
        sandbox.delays = Delays.all(timedelta(seconds=raw))


def _set_quotas(sandbox: Sandbox, limits: dict[str, int]) -> None:
    sandbox.set_quotas(**limits)


def _set_lifetime(sandbox: Sandbox, value: float | None) -> None:
    sandbox.lifetime = None if value is None else timedelta(seconds=value)


def _set_offset(sandbox: Sandbox, value: float) -> None:
    sandbox.clock.offset = timedelta(seconds=value)


def _set_skew(sandbox: Sandbox, value: float) -> None:
    sandbox.clock.skew = timedelta(seconds=value)
