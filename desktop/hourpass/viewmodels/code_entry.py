"""Typing a code: what is in the field, what is wrong with it, and when the next code can be sent."""

from __future__ import annotations

import math
from datetime import datetime

from hourpass.domain.problem import Problem, Reason
from hourpass.domain.totp import DIGITS, CodeFlaw, next_step_at, read_code

_BEFORE_SENDING = frozenset(
    {
        Reason.KEY_NOT_STORED,
        Reason.VAULT_MISSING,
        Reason.VAULT_LOCKED,
        Reason.VAULT_PLAINTEXT,
        Reason.VAULT_FAILED,
        Reason.PASSPHRASE_WRONG,
        Reason.SEALED_FILE_DAMAGED,
        Reason.SANDBOX_MISSING,
        Reason.SANDBOX_FAILED,
    }
)
"""Nothing was sent, so what was typed may be sent again as it stands."""

_OF_THE_CODE = frozenset({Reason.CODE_REFUSED, Reason.CODE_ALREADY_SENT, Reason.CODE_MALFORMED})
"""The code itself was not taken; of all else, AWS or something on the way there is the cause."""

_TURNED_AWAY = frozenset({CodeFlaw.NOT_DIGITS, CodeFlaw.TOO_LONG})
"""None of such a text is taken: what stood in the cells stays."""

_ONLY_WHEN_SENT = frozenset({CodeFlaw.EMPTY, CodeFlaw.TOO_SHORT})
"""While someone types, being unfinished is no flaw."""


class CodeEntry:
    """The state of one profile's code field. Belongs to one thread."""

    def __init__(self) -> None:
        self._digits = ""
        self._flaw: CodeFlaw | None = None
        self._problem: Problem | None = None
        self._waiting_until: datetime | None = None
        self._blocked_until: datetime | None = None
        self._busy = False
        self._carries_code = False  # what AWS is asked with, or will be

    @property
    def digits(self) -> str:
        """What the cells show: six digits at most."""
        return self._digits

    @property
    def flaw(self) -> CodeFlaw | None:
        """What is wrong with the typed text, once that is worth saying."""
        return self._flaw

    @property
    def problem(self) -> Problem | None:
        """Why the last code was not taken; stays until something is typed."""
        return self._problem

    @property
    def code_at_fault(self) -> bool:
        """Whether the code is what is wrong, rather than the role, the network or the clock."""
        return self._flaw is not None or (self._problem is not None and self._problem.reason in _OF_THE_CODE)

    @property
    def busy(self) -> bool:
        """Whether AWS is being asked."""
        return self._busy

    @property
    def waiting_until(self) -> datetime | None:
        """When the next code appears after one was spent; may have passed."""
        return self._waiting_until

    @property
    def complete(self) -> bool:
        """Whether six digits stand there and nothing else was typed."""
        return len(self._digits) == DIGITS and self._flaw is None

    def seconds_to_next(self, now: datetime) -> int | None:
        """Whole seconds until the next code can be typed, rounded up; None when there is nothing to wait for."""
        if self._waiting_until is None or self._waiting_until <= now:
            return None
        return math.ceil((self._waiting_until - now).total_seconds())

    def typed(self, text: str) -> None:
        """The field's text is now *text*."""
        if self._busy:
            return
        read = read_code(text)
        if read.flaw not in _TURNED_AWAY:  # what is told to be no code must not be sent as one
            self._digits = read.digits
        self._flaw = None if read.flaw in _ONLY_WHEN_SENT else read.flaw
        # Too many tries: the reason why nothing may be sent stays readable for as long as that holds.
        if text and self._blocked_until is None:
            self._problem = None

    def submit(self, now: datetime) -> str | None:
        """The code to send; None where there is none, with the flaw set."""
        if self._busy or self._blocked(now):
            return None
        if self._flaw is None:
            self._flaw = read_code(self._digits).flaw
        self._carries_code = self._flaw is None
        return self._digits if self._carries_code else None

    def sending(self) -> None:
        """AWS is being asked."""
        self._busy = True
        self._problem = None
        self._waiting_until = None

    def refused(self, problem: Problem, now: datetime) -> None:
        """The code was not taken. It leaves the field, unless it was never sent and stays good."""
        self._busy = False
        self._flaw = None
        self._problem = problem
        if problem.never_sent or problem.reason in _BEFORE_SENDING:
            self._waiting_until = None
            self._carries_code = False
            return
        self._digits = ""
        until = _moment(problem.facts.get("until"))
        self._blocked_until = until if problem.reason is Reason.TOO_MANY_TRIES else None
        if self._carries_code:
            self._waiting_until = until or _moment(problem.facts.get("next_at")) or next_step_at(now)
        self._carries_code = False

    def accepted(self) -> None:
        """The code was taken: everything starts anew."""
        self.reset()

    def cancelled(self, now: datetime) -> None:
        """The person gave up while AWS was asked; the code may have been spent."""
        may_be_spent = self._busy and self._carries_code
        self.reset()
        if may_be_spent:
            self._waiting_until = next_step_at(now)

    def reset(self) -> None:
        """Back to an empty field."""
        self._digits = ""
        self._flaw = None
        self._problem = None
        self._waiting_until = None
        self._blocked_until = None
        self._busy = False
        self._carries_code = False

    def _blocked(self, now: datetime) -> bool:
        if self._blocked_until is not None and self._blocked_until <= now:
            self._blocked_until = None
        return self._blocked_until is not None


def _moment(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
