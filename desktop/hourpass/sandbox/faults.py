"""Faults on demand: refusals, no network, silence, an answer lost after success, slowness."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from enum import Enum

from hourpass.sandbox.answers import INTERNAL_FAILURE, Answer


class Effect(Enum):
    """What goes wrong."""

    ERROR = "error"
    """The call is refused with a code and a message; empty ones are left out, as some S3-compatible servers do."""
    NO_NETWORK = "no-network"
    """The connection cannot be made; nothing happens on the other side."""
    NO_ANSWER = "no-answer"
    """The call is swallowed: nothing happens, nothing comes back."""
    ANSWER_LOST = "answer-lost"
    """The call succeeds (or is refused) on the other side, but its answer never arrives."""
    SLOW = "slow"
    """The answer comes late."""
    HTML = "html"
    """A proxy's or captive portal's page comes back instead."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One effect on the next *count* calls of *operation*, after *skip* of them went well."""

    operation: str  # "AssumeRole"; "*" for any
    effect: Effect
    answer: Answer = INTERNAL_FAILURE
    seconds: float = 0.0
    count: int = 1
    skip: int = 0

    def meets(self, operation: str) -> bool:
        return self.operation in {"*", operation}


class FaultHappened(Exception):  # noqa: N818 (asked for, not an error of ours)
    """No answer can be given; the transport shows *effect* to the caller."""

    def __init__(self, effect: Effect, seconds: float = 0.0) -> None:
        super().__init__(effect.value)
        self.effect = effect
        self.seconds = seconds


class Faults:
    """The faults still to come. Threads may add and take at the same time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[Fault] = []

    def add(
        self,
        operation: str,
        effect: Effect = Effect.ERROR,
        *,
        answer: Answer | None = None,
        seconds: float = 0.0,
        count: int = 1,
        skip: int = 0,
    ) -> None:
        """Let the next *count* calls of *operation* meet *effect*, after *skip* calls that do not."""
        fault = Fault(operation, effect, seconds=seconds, count=count, skip=skip)
        if answer is not None:
            fault = replace(fault, answer=answer)
        with self._lock:
            self._waiting.append(fault)

    def clear(self) -> None:
        """Let everything go well again."""
        with self._lock:
            self._waiting.clear()

    def take(self, operation: str) -> Fault | None:
        """The fault that this call of *operation* meets, if any; it is used up by that."""
        with self._lock:
            for place, fault in enumerate(self._waiting):
                if not fault.meets(operation):
                    continue
                if fault.skip > 0:
                    self._waiting[place] = replace(fault, skip=fault.skip - 1)
                    return None
                if fault.count > 1:
                    self._waiting[place] = replace(fault, count=fault.count - 1)
                else:
                    del self._waiting[place]
                return fault
        return None
