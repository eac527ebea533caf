"""The two halves of the proof: refused without a code, let in with one; and what the person may do meanwhile."""

from __future__ import annotations

import math
from datetime import datetime
from enum import Enum, auto

from hourpass.domain.problem import Problem, RawAnswer, Reason
from hourpass.domain.session import Session
from hourpass.domain.totp import next_step_at
from hourpass.services.ports import BucketRow
from hourpass.viewmodels.code_entry import CodeEntry

RESYNC_AFTER = 3
"""So many codes refused, and the device's clock has drifted, or AWS remembers it wrong."""


class WithoutCode(Enum):
    """How it stands with the first half."""

    WAITING = auto()  # not everything is there yet that could be refused
    ASKING = auto()
    REFUSED = auto()  # as it should be
    ACCEPTED = auto()  # as it must not be
    FAILED = auto()  # no answer that says anything


class WithCode(Enum):
    """How it stands with the second half."""

    WAITING = auto()  # for the first half, or for a code that AWS has not seen
    TYPING = auto()
    SENDING = auto()
    LISTING = auto()  # let in; the buckets are on their way
    LISTED = auto()
    NOT_LISTED = auto()  # let in, but the buckets did not come


class ProofView:
    """What the last page shows. Belongs to one thread; *entry* is the code field's."""

    def __init__(self) -> None:
        self.entry = CodeEntry()
        self._without = WithoutCode.WAITING
        self._raw: RawAnswer | None = None
        self._problem: Problem | None = None
        self._list_problem: Problem | None = None
        self._fresh_from: datetime | None = None
        self._session: Session | None = None
        self._buckets: tuple[BucketRow, ...] | None = None
        self._refusals = 0
        self._learning = False
        self._sent = ""

    # the first half

    @property
    def without(self) -> WithoutCode:
        return self._without

    @property
    def raw(self) -> RawAnswer | None:
        """AWS's own words, with REFUSED."""
        return self._raw

    @property
    def without_problem(self) -> Problem | None:
        """With ACCEPTED and FAILED."""
        return self._problem

    def ask(self) -> None:
        """AWS is being asked without a code."""
        self._without, self._problem = WithoutCode.ASKING, None

    def refuse(self, raw: RawAnswer) -> None:
        """AWS refused, as it should."""
        self._without, self._raw = WithoutCode.REFUSED, raw

    # the second half

    @property
    def session(self) -> Session | None:
        """Once a code has opened it."""
        return self._session

    @property
    def buckets(self) -> tuple[BucketRow, ...] | None:
        """The first page; None until it came."""
        return self._buckets

    @property
    def list_problem(self) -> Problem | None:
        """With NOT_LISTED."""
        return self._list_problem

    @property
    def learning(self) -> bool:
        """Whether the last refusal only means that AWS has not heard of everything yet."""
        return self._learning

    @property
    def offers_resync(self) -> bool:
        """Whether so many codes were refused that the device may have to be synchronised anew."""
        return self._refusals >= RESYNC_AFTER and self._session is None

    @property
    def sent(self) -> str:
        """The code that AWS was asked with last."""
        return self._sent

    def fresh_from(self, moment: datetime) -> None:
        """No code may be sent before *moment*: it would be spent for nothing."""
        self._fresh_from = moment

    def seconds_to_fresh(self, now: datetime) -> int | None:
        """Whole seconds until then; 0 once it has come, None while that is not known."""
        if self._fresh_from is None:
            return None
        return max(0, math.ceil((self._fresh_from - now).total_seconds()))

    def with_code(self, now: datetime) -> WithCode:
        """How it stands with the second half."""
        if self._session is not None:
            if self._list_problem is not None:
                return WithCode.NOT_LISTED
            return WithCode.LISTING if self._buckets is None else WithCode.LISTED
        if self.entry.busy:
            return WithCode.SENDING
        if self._without in {WithoutCode.WAITING, WithoutCode.ASKING} or self.seconds_to_fresh(now) != 0:
            return WithCode.WAITING
        return WithCode.TYPING

    def submit(self, now: datetime) -> str | None:
        """The code to send now, which is then on its way; None where there is none."""
        if self.with_code(now) is not WithCode.TYPING:
            return None
        code = self.entry.submit(now)
        if code is not None:
            self._sent = code
            self._learning = False
            self.entry.sending()
        return code

    def let_in(self, session: Session) -> None:
        """AWS took the code."""
        self.entry.accepted()
        self._session = session
        self._learning = False

    def list_again(self) -> None:
        """The buckets are asked for once more."""
        self._list_problem = None

    def listed(self, buckets: tuple[BucketRow, ...]) -> None:
        """The buckets came."""
        self._buckets, self._list_problem = buckets, None

    def resynced(self, now: datetime) -> None:
        """The device was synchronised with two codes; the next one opens."""
        self._refusals = 0
        self._learning = False
        self.entry.reset()
        self._fresh_from = next_step_at(now)

    def fail(self, problem: Problem, now: datetime, *, passing: bool) -> None:
        """One of the halves went wrong: the one that AWS was asked about. *passing*: it may pass by itself."""
        if self._session is not None:
            self._list_problem = problem
        elif self.entry.busy:
            self.entry.refused(problem, now)
            self._learning = passing
            self._refusals += problem.reason is Reason.CODE_REFUSED
        else:
            accepted = problem.reason is Reason.ACCEPTED_WITHOUT_CODE
            self._without = WithoutCode.ACCEPTED if accepted else WithoutCode.FAILED
            self._problem = problem
